import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { STEP_MS, type Step, StepSchema } from '#contract/duration.ts'
import { Refusal } from '#contract/errors.ts'
import { type HistoryAnswer, HistoryAnswerSchema } from '#contract/history.ts'
import { parseTime } from '#contract/observation.ts'
import { resolveFigure } from '../hub/resolve-series.ts'
import type { ApiParts } from './api-parts.ts'
import { runningHub } from './running-hub.ts'
import { Turns } from './turns.ts'

/** An answer of more points is a long one. A curve on a screen has some hundred; a day of ten seconds has 8,640. */
const LONG_POINTS = 2_000

/** Long answers made at a time: each takes up to thirty megabytes until it is on its way. */
const LONG_AT_ONCE = 2

const TIME = { maxLength: 40 }

const HistoryQuerySchema = Type.Object(
  {
    metric: Type.String({ maxLength: 80, description: 'Metric id.' }),
    area: Type.String({ maxLength: 32, description: 'Area code.' }),
    from: Type.String({ ...TIME, description: 'First instant, RFC 3339 with an offset; windows that start at or after it.' }),
    to: Type.Optional(Type.String({ ...TIME, description: 'Last instant, exclusive; now where it is not given.' })),
    step: Type.Optional(StepSchema),
    asOf: Type.Optional(
      Type.String({
        ...TIME,
        description: 'Answer as known then: a revision, or an RFC 3339 time with an offset. In an address + is %2B.',
      }),
    ),
  },
  { additionalProperties: false },
)

/** GET /api/series/history: the points of one series between two instants, as known now or then. */
export const history: FastifyPluginAsyncTypebox<ApiParts> = async (app, parts) => {
  const long = new Turns(LONG_AT_ONCE)
  app.get(
    '/api/series/history',
    {
      config: { access: 'figures:read' },
      schema: {
        tags: ['figures'],
        operationId: 'readHistory',
        summary: 'Figures over time',
        description:
          'The points of one series, oldest first, one for each window in which something was observed. The step is the metric’s period where none is given, or any longer one its period nests in.',
        querystring: HistoryQuerySchema,
        response: { 200: HistoryAnswerSchema },
      },
    },
    async ({ query, subject }, reply): Promise<HistoryAnswer> => {
      const hub = runningHub(parts)
      const { metric, area } = query
      const { period } = resolveFigure(parts.cityOf(subject).model, metric, area)
      const step = (query.step ?? period) as Step
      const { from, to } = span(query, parts.now())
      const revision = hub.revision()
      const asOf = query.asOf === undefined ? undefined : await revisionMeant(query.asOf, revision, parts)
      const read = () => hub.history({ metric, area, from, to, step, ...(asOf === undefined ? {} : { asOf }) })
      const points = (to - from) / STEP_MS[step] > LONG_POINTS ? await long.take(read) : await read()
      reply.header('cache-control', 'no-store')
      // A commit may fall between asking and reading: the answer then says the revision that it does know.
      const known = asOf ?? points.reduce((newest, point) => Math.max(newest, point.revision), revision)
      return { epoch: hub.epoch, asOf: known, metric, area, step, points: [...points] }
    },
  )
}

/** The instants asked for, epoch ms. Throws Refusal `series/time-invalid`. */
export function span(query: { readonly from: string; readonly to?: string }, now: number): { from: number; to: number } {
  const from = parseTime(query.from)
  const to = query.to === undefined ? now : parseTime(query.to)
  if (from === undefined) throw new Refusal('series/time-invalid', `from=${query.from} is not RFC 3339 with an offset${HINT}`)
  if (to === undefined) throw new Refusal('series/time-invalid', `to=${query.to} is not RFC 3339 with an offset${HINT}`)
  if (from >= to) throw new Refusal('series/time-invalid', 'from must lie before to.')
  return { from, to }
}

const HINT = ', such as 2026-09-08T10:42:00%2B08:00 (in an address, + is written %2B).'

/** The revision meant by `asOf`. Throws Refusal `series/as-of-invalid`, for one that is yet to come as well. */
export async function revisionMeant(asOf: string, newest: number, parts: Pick<ApiParts, 'revisionAt' | 'now'>): Promise<number> {
  if (/^\d{1,15}$/.test(asOf)) {
    const revision = Number(asOf)
    if (revision > newest) throw new Refusal('series/as-of-invalid', `asOf=${asOf}: the newest revision is ${newest}.`)
    return revision
  }
  const at = parseTime(asOf)
  if (at === undefined) throw new Refusal('series/as-of-invalid')
  return at >= parts.now() ? newest : parts.revisionAt(at)
}
