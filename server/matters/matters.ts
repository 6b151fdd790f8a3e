import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { MATTER_KINDS, MatterIdSchema, MatterPlaceSchema, matterSchema, RecordedEventSchema } from '#contract/matter.ts'
import { isCrowded } from '#contract/watch.ts'
import type { Subject } from '../access/policy/subject.ts'
import { queryValidator } from '../api/query-validator.ts'
import type { Database } from '../record/database.ts'
import { foldMatter } from './life.ts'
import { eventsOf, findMatter, listMatters, mattersAsOf } from './matter-store.ts'
import { inSight, type Lives } from './sight.ts'

export interface MattersParts {
  readonly database: Database
  readonly lives: Lives
  readonly tree: AreaTree
}

const MOST_MATTERS = 200

/** Rows read for one page at most: where a remit reaches little of what there is, a page may be short or empty. */
const MOST_ROWS = 5_000

const KindField = Type.Enum(MATTER_KINDS)
const OneParams = Type.Object({ kind: KindField, id: MatterIdSchema }, { additionalProperties: false })
const AsOfField = Type.Optional(Type.Integer({ minimum: 0, description: 'A revision: the answer as it was known then.' }))
const MatterSchema = matterSchema(Type.Unknown())

const PageSchema = Type.Object(
  {
    matters: Type.Array(MatterSchema),
    next: Type.Optional(Type.String({ description: 'For `after`, to go on; absent at the end.' })),
  },
  { additionalProperties: false },
)

/** Reading what people deal with, past and present: GET /api/matters/:kind, /api/matters/:kind/:id and its events. */
export const matters: FastifyPluginAsyncTypebox<MattersParts> = async (app, { database, lives, tree }) => {
  const tags = ['matters']
  const config = { access: 'matters:read' } as const
  app.setValidatorCompiler(queryValidator)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  app.get(
    '/api/matters/:kind',
    {
      config,
      schema: {
        ...{ tags, operationId: 'listMatters', summary: 'Alarms, warnings, incidents or orders, newest first' },
        params: Type.Object({ kind: KindField }, { additionalProperties: false }),
        querystring: Type.Object(
          {
            open: Type.Optional(Type.Boolean({ description: 'Only those still dealt with, or only the others.' })),
            asOf: Type.Optional(
              Type.Integer({ minimum: 0, description: 'A revision: all that were open then, as they were known, oldest first.' }),
            ),
            after: Type.Optional(MatterPlaceSchema),
            limit: Type.Integer({ minimum: 1, maximum: MOST_MATTERS, default: 50 }),
          },
          { additionalProperties: false },
        ),
        response: { 200: PageSchema },
      },
    },
    async ({ params: { kind }, query, subject }): Promise<Static<typeof PageSchema>> => {
      const { limit, open } = query
      if (query.asOf !== undefined && isCrowded(kind)) throw new Refusal('case/too-many-to-watch')
      if (query.asOf !== undefined) return { matters: await openAsOf(kind, subject, query.asOf) }
      const seen: Static<typeof MatterSchema>[] = []
      let before = query.after === undefined ? undefined : placeOf(query.after)
      for (let rows = 0; rows < MOST_ROWS; rows += MOST_MATTERS) {
        const page = await listMatters(database, {
          ...{ kind, limit: MOST_MATTERS },
          ...(open !== undefined && { isOpen: open }),
          ...(before && { before }),
        })
        for (const matter of page) {
          before = { openedAt: matter.openedAt, id: matter.id }
          const shown = inSight(matter, subject, tree, lives[kind])
          if (shown) seen.push(shown)
          if (seen.length === limit) return { matters: seen, next: nameOf(before) }
        }
        if (page.length < MOST_MATTERS) return { matters: seen }
      }
      return { matters: seen, ...(before && { next: nameOf(before) }) }
    },
  )

  app.get(
    '/api/matters/:kind/:id',
    {
      config,
      schema: {
        ...{ tags, operationId: 'readMatter', summary: 'One matter, as it stands or as it was known' },
        params: OneParams,
        querystring: Type.Object({ asOf: AsOfField }, { additionalProperties: false }),
        response: { 200: MatterSchema },
      },
    },
    async ({ params, query, subject }) => seenMatter(params, subject, query.asOf),
  )

  app.get(
    '/api/matters/:kind/:id/events',
    {
      config,
      schema: {
        ...{ tags, operationId: 'readMatterEvents', summary: 'The events of one matter, oldest first' },
        params: OneParams,
        querystring: Type.Object(
          {
            asOf: AsOfField,
            after: Type.Optional(Type.Integer({ minimum: 0, description: 'Only events of a greater version.' })),
          },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ events: Type.Array(RecordedEventSchema) }, { additionalProperties: false }) },
      },
    },
    async ({ params, query, subject }) => {
      await seenMatter(params, subject, query.asOf)
      const events = subject.kind === 'person' ? await eventsOf(database, params.kind, params.id, query) : []
      return { events: [...events] }
    },
  )

  /** Throws Refusal `matter/unknown` for what is not there, was not there then, or does not concern the subject. */
  async function seenMatter({ kind, id }: Static<typeof OneParams>, subject: Subject, asOf: number | undefined) {
    const found = asOf === undefined ? await findMatter(database, kind, id) : await matterAsOf(kind, id, asOf)
    const seen = found && inSight(found, subject, tree, lives[kind])
    if (!seen) throw new Refusal('matter/unknown')
    return seen
  }

  /** Those a subject would have followed then: open, and in reach as it was. All of them: a picture has no pages. */
  async function openAsOf(kind: Static<typeof KindField>, subject: Subject, asOf: number) {
    const life = lives[kind]
    return (await mattersAsOf(database, kind, asOf)).flatMap(({ id, events }) => {
      const matter = foldMatter(life, id, events)
      const seen = matter.isOpen ? inSight(matter, subject, tree, life) : undefined
      return seen ? [seen] : []
    })
  }

  async function matterAsOf(kind: Static<typeof KindField>, id: string, asOf: number) {
    const events = await eventsOf(database, kind, id, { asOf })
    return events.length > 0 ? foldMatter(lives[kind], id, events) : undefined
  }
}

function nameOf({ openedAt, id }: { readonly openedAt: number; readonly id: string }): string {
  return `${openedAt}~${id}`
}

function placeOf(name: string): { openedAt: number; id: string } {
  const [openedAt = '', ...id] = name.split('~')
  return { openedAt: Number(openedAt), id: id.join('~') }
}
