import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { areaTree, type Catalogue } from '#contract/catalogue.ts'
import {
  type EntitiesAnswer,
  EntitiesAnswerSchema,
  type Entity,
  EntitySchema,
  EntityTrackSchema,
  TRACK_KEPT_MS,
} from '#contract/entity.ts'
import { Refusal } from '#contract/errors.ts'
import { parseTime } from '#contract/observation.ts'
import type { Subject } from '../access/policy/subject.ts'
import { queryValidator } from '../api/query-validator.ts'
import type { Database } from '../record/database.ts'
import type { Entities } from './entities.ts'
import { type EntitySight, isInSight } from './entity-in-sight.ts'
import { entitiesKnownAt, loadTrack } from './entity-store.ts'

export interface EntityRoutesParts {
  readonly entities: Pick<Entities, 'book'>
  readonly database: Database
  /** The city as far as a subject may see it. Throws Refusal for one that may see none of it. */
  catalogueOf(subject: Subject): Catalogue
  now(): number
}

const LONGEST_PAGE = 20_000
const USUAL_PAGE = 2_000

const QuerySchema = Type.Object(
  {
    kind: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { description: 'Kind; repeat for more. All by default.' })),
    area: Type.Optional(Type.String({ maxLength: 64, description: 'Area code; the whole remit by default.' })),
    attribute: Type.Optional(
      Type.String({ maxLength: 64, description: 'Only things with this attribute, of `value` where that is given.' }),
    ),
    value: Type.Optional(Type.String({ maxLength: 200 })),
    asOf: Type.Optional(Type.String({ maxLength: 40, description: 'RFC 3339 time: where things were known to be then.' })),
    after: Type.Optional(Type.String({ maxLength: 64, description: '`next` of the page before.' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LONGEST_PAGE })),
  },
  { additionalProperties: false },
)

const ParamsSchema = Type.Object({ id: Type.String({ maxLength: 64 }) }, { additionalProperties: false })

const SpanSchema = Type.Object(
  {
    from: Type.Optional(Type.String({ maxLength: 40, description: 'RFC 3339 time; a day before `to` by default.' })),
    to: Type.Optional(Type.String({ maxLength: 40, description: 'RFC 3339 time; now by default.' })),
  },
  { additionalProperties: false },
)

/** GET /api/entities, /api/entities/:id and /api/entities/:id/track: things as they stand, or stood, as far as the remit reaches. */
export const entityRoutes: FastifyPluginAsyncTypebox<EntityRoutesParts> = async (app, parts) => {
  const { entities, database, now } = parts
  const sightOf = sights(parts)
  app.setValidatorCompiler(queryValidator)
  app.setSerializerCompiler(() => JSON.stringify)
  app.get(
    '/api/entities',
    {
      config: { access: 'entities:read' },
      schema: {
        tags: ['entities'],
        operationId: 'listEntities',
        summary: 'Things with an identity',
        description: 'As they stand, or with asOf as they were known to stand; ordered by id, by the page.',
        querystring: QuerySchema,
        response: { 200: EntitiesAnswerSchema },
      },
    },
    async ({ query, subject }, reply): Promise<EntitiesAnswer> => {
      const sight = sightOf(subject)
      const kinds = new Set(query.kind ?? sight.kinds)
      for (const kind of kinds) if (!sight.kinds.has(kind)) throw new Refusal('entity/unknown-kind', `There is no kind "${kind}".`)
      const within = query.area ?? sight.tree.root.code
      if (!sight.tree.byCode.has(within)) throw new Refusal('series/unknown-area', `There is no area "${within}" in the catalogue.`)
      const at = query.asOf === undefined ? now() : timeOf(query.asOf)
      const all: readonly Entity[] = query.asOf === undefined ? standing(entities) : await entitiesKnownAt(database, at)
      const { after = '', limit = USUAL_PAGE } = query
      const isAsked = (entity: Entity) => hasAttribute(entity, query.attribute, query.value)
      const found = all
        .filter((entity) => isInSight(entity, sight, kinds, within) && isAsked(entity) && entity.id > after)
        .sort(byId)
      reply.header('cache-control', 'no-store')
      const page = found.slice(0, limit)
      return { at, entities: page, ...(found.length > limit && { next: (page.at(-1) as Entity).id }) }
    },
  )
  const find = (id: string, subject: Subject) => {
    const sight = sightOf(subject)
    const known = entities.book.get(id)
    if (!known || !isInSight(known.entity, sight, sight.kinds, sight.tree.root.code)) throw new Refusal('entity/unknown')
    return { known, sight }
  }
  app.get(
    '/api/entities/:id',
    {
      config: { access: 'entities:read' },
      schema: {
        tags: ['entities'],
        operationId: 'readEntity',
        summary: 'One thing',
        params: ParamsSchema,
        response: { 200: EntitySchema },
      },
    },
    async ({ params, subject }, reply) => {
      reply.header('cache-control', 'no-store')
      return find(params.id, subject).known.entity
    },
  )
  app.get(
    '/api/entities/:id/track',
    {
      config: { access: 'entities:read' },
      schema: {
        tags: ['entities'],
        operationId: 'readTrack',
        summary: 'Where a thing was',
        description: 'Within the last day, thinned out to a place every ten seconds; only while it was within the remit.',
        params: ParamsSchema,
        querystring: SpanSchema,
        response: { 200: EntityTrackSchema },
      },
    },
    async ({ params, query, subject }, reply) => {
      const { known, sight } = find(params.id, subject)
      const to = query.to === undefined ? now() + 1 : timeOf(query.to)
      const from = query.from === undefined ? to - TRACK_KEPT_MS : timeOf(query.from)
      if (from >= to) throw new Refusal('series/time-invalid')
      const places = await loadTrack(database, known.number, from, to)
      const seen = places.filter(({ area }) => sight.tree.byCode.has(area))
      reply.header('cache-control', 'no-store')
      return { id: params.id, places: seen.map(({ at, place }) => ({ at, place })) }
    },
  )
}

/** What each subject may see, worked out once for each catalogue. */
function sights({ catalogueOf }: EntityRoutesParts): (subject: Subject) => EntitySight {
  const known = new WeakMap<Catalogue, EntitySight>()
  return (subject) => {
    const catalogue = catalogueOf(subject)
    const held = known.get(catalogue)
    if (held) return held
    const sight = sightIn(catalogue)
    known.set(catalogue, sight)
    return sight
  }
}

/** The sight of a city as far as a scope reaches. */
export function sightIn(catalogue: Catalogue): EntitySight {
  return { kinds: new Set((catalogue.entityKinds ?? []).map(({ id }) => id)), tree: areaTree(catalogue.areas) }
}

function standing({ book }: Pick<Entities, 'book'>): Entity[] {
  return [...book.all()].map(({ entity }) => entity)
}

function timeOf(text: string): number {
  const at = parseTime(text)
  if (at === undefined) throw new Refusal('series/time-invalid')
  return at
}

function byId(a: Entity, b: Entity): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** True for a thing that has the attribute asked for, with the value asked for; for every thing where none is. */
function hasAttribute({ attributes }: Entity, attribute: string | undefined, value: string | undefined): boolean {
  if (attribute === undefined) return true
  const has = attributes[attribute]
  return has !== undefined && (value === undefined || String(has) === value)
}
