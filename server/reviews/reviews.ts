import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type AfterAction, AfterActionSchema } from '#contract/after-action.ts'
import { Refusal } from '#contract/errors.ts'
import { MatterIdSchema } from '#contract/matter.ts'
import { Language, type Names } from '#contract/names.ts'
import { askingOf } from '../access/act/asking-of.ts'
import { type ExecuteParts, execute } from '../access/act/execute.ts'
import type { Subject } from '../access/policy/subject.ts'
import { queryValidator } from '../api/query-validator.ts'
import { isInReach } from '../matters/in-reach.ts'
import { findMatter } from '../matters/matter-store.ts'
import { afterAction } from './after-action.ts'
import { asFarAsSeen } from './as-far-as-seen.ts'
import { exportReview } from './export-review.ts'
import type { ReviewCity } from './incident-record.ts'
import { printReview } from './paper/print-review.ts'
import { readIncidentRecord } from './read-incident-record.ts'
import { writeSitRep } from './write-sitrep.ts'

export interface ReviewsParts extends ExecuteParts {
  readonly city: ReviewCity
  readonly timeZone: string
  /** What the city calls itself, at the head of the paper. */
  readonly cityNames: Names
  /** Words laid over every page that leaves the house; those of a drill. */
  readonly mark?: string
  metricNames(metric: string): Names | undefined
}

const ParamsSchema = Type.Object({ id: MatterIdSchema }, { additionalProperties: false })
const AsOf = Type.Optional(Type.Integer({ minimum: 0, description: 'A revision: the report as it could be written then.' }))
const QuerySchema = Type.Object({ asOf: AsOf }, { additionalProperties: false })
const FileQuerySchema = Type.Object(
  { asOf: AsOf, lang: Type.Optional(Type.Enum(Object.values(Language), { description: 'Chinese where none is given.' })) },
  { additionalProperties: false },
)

/** The after-action report of an incident: as data for the page, as PDF, and as an EDXL-SitRep document. */
export const reviews: FastifyPluginAsyncTypebox<ReviewsParts> = async (app, parts) => {
  const tags = ['reviews']
  const config = { access: 'incidents:open' } as const
  app.setValidatorCompiler(queryValidator)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  /** Throws Refusal `matter/unknown` for an incident that does not concern the subject. */
  async function report(id: string, subject: Subject, asOf: number | undefined): Promise<AfterAction> {
    const incident = await findMatter(parts.database, 'incident', id)
    if (!incident || !isInReach(subject, incident.reach, parts.city.tree)) throw new Refusal('matter/unknown')
    const record = await readIncidentRecord(parts.database, id, asOf)
    return afterAction(asFarAsSeen(record, subject, parts.city.tree), parts.city)
  }

  app.get(
    '/api/incidents/:id/after-action',
    {
      config,
      schema: {
        ...{ tags, operationId: 'readAfterAction', summary: 'The after-action report of an incident, running or over' },
        ...{ params: ParamsSchema, querystring: QuerySchema, response: { 200: AfterActionSchema } },
      },
    },
    ({ params, query, subject }) => report(params.id, subject, query.asOf),
  )

  app.get(
    '/api/incidents/:id/after-action.pdf',
    {
      config,
      schema: {
        ...{ tags, operationId: 'printAfterAction', summary: 'The after-action report as PDF' },
        ...{ params: ParamsSchema, querystring: FileQuerySchema, produces: ['application/pdf'] },
      },
    },
    async (request, reply) => {
      const { params, query, subject } = request
      const review = await report(params.id, subject, query.asOf)
      await execute(parts, askingOf(request), exportReview, { id: params.id, form: 'pdf', revision: review.revision })
      const { timeZone, cityNames, mark } = parts
      const metricNames = namesOf(review, parts)
      const pdf = await printReview(review, {
        ...{ language: query.lang ?? 'zh', timeZone, cityNames, metricNames },
        ...(mark !== undefined && { mark }),
      })
      return reply
        .header('content-disposition', `attachment; filename="after-action-${review.incident.number}.pdf"`)
        .type('application/pdf')
        .send(pdf)
    },
  )

  app.get(
    '/api/incidents/:id/situation-report.xml',
    {
      config,
      schema: {
        ...{ tags, operationId: 'exportSituationReport', summary: 'The incident as an EDXL-SitRep 1.0 document' },
        ...{ params: ParamsSchema, querystring: FileQuerySchema, produces: ['application/xml'] },
      },
    },
    async (request, reply) => {
      const { params, query, subject } = request
      const review = await report(params.id, subject, query.asOf)
      await execute(parts, askingOf(request), exportReview, { id: params.id, form: 'edxl-sitrep', revision: review.revision })
      const by = subject.kind === 'person' ? subject.account.name : subject.kind
      return reply
        .header('content-disposition', `attachment; filename="situation-${review.incident.number}.xml"`)
        .type('application/xml; charset=utf-8')
        .send(writeSitRep(review, { by, language: query.lang ?? 'zh', timeZone: parts.timeZone, cityNames: parts.cityNames }))
    },
  )
}

/** What the metrics are called that the decisions of a report are judged by. */
function namesOf({ decisions }: AfterAction, { metricNames }: Pick<ReviewsParts, 'metricNames'>): Record<string, Names> {
  const names: Record<string, Names> = {}
  for (const { followUp } of decisions) {
    const known = followUp && metricNames(followUp.metric)
    if (followUp && known) names[followUp.metric] = known
  }
  return names
}
