import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type AreaTree, areaTree, type Catalogue } from '#contract/catalogue.ts'
import type { CommandTables } from '#contract/command-tables.ts'
import { type EntityKind, resourceKinds } from '#contract/entity-kind.ts'
import { Refusal } from '#contract/errors.ts'
import type { IncidentState } from '#contract/incident.ts'
import { readPlace } from '#contract/place.ts'
import {
  type CoverageAnswer,
  CoverageAnswerSchema,
  CoverageQuerySchema,
  type NearestAnswer,
  NearestAnswerSchema,
  type NearestQuery,
  NearestQuerySchema,
} from '#contract/resource.ts'
import type { Subject } from '../access/policy/subject.ts'
import { queryValidator } from '../api/query-validator.ts'
import type { EntityBook } from '../entities/entity-book.ts'
import { isInSight } from '../entities/entity-in-sight.ts'
import { sightIn } from '../entities/entity-routes.ts'
import { isInReach } from '../matters/in-reach.ts'
import { findMatter } from '../matters/matter-store.ts'
import { listAllocations } from '../orders/allocations.ts'
import type { Database } from '../record/database.ts'
import { coverage } from './coverage.ts'
import { nearest } from './nearest.ts'
import type { LngLat } from './travel.ts'
import { type Held, type Standing, unitOf } from './unit-of.ts'

export interface ResourcesParts {
  readonly database: Database
  readonly entities: Pick<EntityBook, 'all'>
  readonly tables: Pick<CommandTables, 'travel'>
  /** The whole city: matters lie in its areas. */
  readonly tree: AreaTree
  /** The city as far as a subject may see it. Throws Refusal for one that may see none of it. */
  catalogueOf(subject: Subject): Catalogue
  now(): number
}

const USUAL_LIMIT = 8

/** Who is nearest and can be had, and which towns nobody reaches in time: GET /api/resources/nearest and /api/resources/coverage. */
export const resources: FastifyPluginAsyncTypebox<ResourcesParts> = async (app, parts) => {
  const tags = ['orders']
  const { tables, tree, now } = parts
  const method = { kind: 'line', detour: tables.travel.detour } as const
  app.setValidatorCompiler(queryValidator)
  app.setSerializerCompiler(() => JSON.stringify)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  app.get(
    '/api/resources/nearest',
    {
      config: { access: 'matters:read' },
      schema: {
        ...{ tags, operationId: 'nearestUnits', summary: 'The nearest teams, vehicles and stores, and whether they can be had' },
        description: 'Distances are straight lines; times are estimated from them with a factor for detours, as `method` says.',
        querystring: NearestQuerySchema,
        response: { 200: NearestAnswerSchema },
      },
    },
    async ({ query, subject }): Promise<NearestAnswer> => {
      const asked = query as NearestQuery
      const at = now()
      const from = await placeOf(asked, subject)
      const kinds = kindsOf(asked.kind, subject)
      const { units, unplaced } = await unitsOf(kinds, subject, at)
      const found = nearest(units, from.place, { travel: tables.travel, limit: asked.limit ?? USUAL_LIMIT, ...narrowed(asked) })
      return { at, from: { ...from, place: [...from.place] }, method, units: [...found], unplaced }
    },
  )

  app.get(
    '/api/resources/coverage',
    {
      config: { access: 'matters:read' },
      schema: {
        ...{ tags, operationId: 'unitCoverage', summary: 'Towns that no unit of a kind reaches in time' },
        description: 'Measured from the seat of each town of the remit, by the same method as the nearest units.',
        querystring: CoverageQuerySchema,
        response: { 200: CoverageAnswerSchema },
      },
    },
    async ({ query: { kind, minutes }, subject }): Promise<CoverageAnswer> => {
      const at = now()
      const { units } = await unitsOf(kindsOf([kind], subject), subject, at)
      const towns = parts.catalogueOf(subject).areas.filter(({ level }) => level === 'town')
      const { covered, gaps } = coverage(towns, units, minutes, tables.travel)
      const free = units.filter(({ state }) => state.is === 'free').length
      return { at, kind, minutes, method, units: free, covered, gaps: [...gaps] }
    },
  )

  function narrowed({ within, capability }: NearestQuery) {
    return { ...(within !== undefined && { within }), ...(capability !== undefined && { capability }) }
  }

  /** The kinds asked for, as far as they are in sight. Throws Refusal `entity/unknown-kind`. */
  function kindsOf(asked: readonly string[] | undefined, subject: Subject): readonly EntityKind[] {
    const known = parts.catalogueOf(subject).entityKinds ?? []
    if (asked === undefined) return resourceKinds(known)
    return asked.map((id) => {
      const kind = known.find((one) => one.id === id)
      if (!kind) throw new Refusal('entity/unknown-kind', `There is no kind "${id}".`)
      return kind
    })
  }

  /** Every unit of these kinds that the remit sees, and how many of them nobody knows the place of. */
  async function unitsOf(kinds: readonly EntityKind[], subject: Subject, at: number) {
    const sight = sightIn(parts.catalogueOf(subject))
    const byId = new Map(kinds.map((kind) => [kind.id, kind]))
    const held = new Map<string, Held[]>()
    for (const { reach, ...one } of await listAllocations(parts.database)) {
      const isTold = subject.kind === 'person' && isInReach(subject, reach, tree)
      held.set(one.resource.id, [...(held.get(one.resource.id) ?? []), { ...one, isTold }])
    }
    const units: Standing[] = []
    let unplaced = 0
    for (const { entity } of parts.entities.all()) {
      const kind = byId.get(entity.kind)
      if (!kind || !isInSight(entity, sight, sight.kinds, sight.tree.root.code)) continue
      const unit = unitOf(entity, kind, held.get(entity.id) ?? [], at)
      if (unit) units.push(unit)
      else unplaced += 1
    }
    return { units, unplaced }
  }

  /** Where it is measured from. Throws Refusal `request/invalid`, `matter/unknown` or `series/unknown-area`. */
  async function placeOf(
    { incident, at, area }: NearestQuery,
    subject: Subject,
  ): Promise<{ place: LngLat; is: 'position' | 'seat'; area?: string }> {
    if ([incident, at, area].filter((one) => one !== undefined).length !== 1)
      throw new Refusal('request/invalid', 'Say where from by one of incident, at and area.')
    if (at !== undefined) {
      const [lon, lat] = at.split(',').map(Number) as [number, number]
      if (readPlace(lon, lat).kind !== 'place') throw new Refusal('request/invalid', 'at is no place: longitude,latitude in WGS84.')
      return { place: [lon, lat], is: 'position' }
    }
    if (area !== undefined) return seatOf(area, areaTree(parts.catalogueOf(subject).areas))
    const found = await findMatter(parts.database, 'incident', incident as string)
    if (!found || !isInReach(subject, found.reach, tree)) throw new Refusal('matter/unknown')
    const { place } = found.state as IncidentState
    return place.at ? { place: [place.at[0], place.at[1]], is: 'position' } : seatOf(place.area, tree)
  }
}

/** The seat of an area, or of the nearest one around it that has one. Throws Refusal `series/unknown-area`. */
function seatOf(area: string, tree: AreaTree): { place: LngLat; is: 'seat'; area: string } {
  const seated = tree.path(area).find(({ seat }) => seat !== undefined)
  if (!seated?.seat) throw new Refusal('series/unknown-area', `There is no area "${area}" with a known seat.`)
  return { place: [seated.seat[0], seated.seat[1]], is: 'seat', area: seated.code }
}
