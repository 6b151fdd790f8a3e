import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { StepSchema } from '#contract/duration.ts'
import { Refusal } from '#contract/errors.ts'
import { type LatestAnswer, LatestAnswerSchema } from '#contract/history.ts'
import { MAX_VIEW_SERIES } from '#contract/live.ts'
import { liveSteps } from '#contract/metric.ts'
import { type SeriesKey, seriesKey } from '#contract/series.ts'
import type { CityModel } from '../hub/hub-port.ts'
import { resolveSeries } from '../hub/resolve-series.ts'
import type { ApiParts } from './api-parts.ts'
import { runningHub } from './running-hub.ts'

const CHILDREN_OF = 'children-of:'

const LatestQuerySchema = Type.Object(
  {
    metric: Type.Array(Type.String({ maxLength: 80 }), { minItems: 1, description: 'Metric id; repeat for more.' }),
    area: Type.Array(Type.String({ maxLength: 64 }), {
      minItems: 1,
      description: 'Area code, or children-of:CODE for the members of an area; repeat for more.',
    }),
    step: Type.Optional(StepSchema),
  },
  { additionalProperties: false },
)

/** GET /api/series/latest: the newest settled point of each metric in each area. */
export const latest: FastifyPluginAsyncTypebox<ApiParts> = async (app, parts) => {
  app.get(
    '/api/series/latest',
    {
      config: { access: 'figures:read' },
      schema: {
        tags: ['figures'],
        operationId: 'readLatest',
        summary: 'Newest figures',
        description:
          'One point for every metric in every area asked for, empty ones included. Of children-of areas only those are answered that the metric is kept in.',
        querystring: LatestQuerySchema,
        response: { 200: LatestAnswerSchema },
      },
    },
    async ({ query, subject }, reply): Promise<LatestAnswer> => {
      const hub = runningHub(parts)
      const points = chosenSeries(parts.cityOf(subject).model, query).map((key) => hub.latest(key))
      reply.header('cache-control', 'no-store')
      return { epoch: hub.epoch, revision: hub.revision(), at: parts.now(), points }
    },
  )
}

/**
 * The series of a request: metric by metric, areas in the order asked for, each once. A named area that a metric is not
 * kept in is refused; a member of `children-of:` is left out. Throws Refusal.
 */
export function chosenSeries(
  model: CityModel,
  { metric: metrics, area: areas, step }: { metric: readonly string[]; area: readonly string[]; step?: string },
): readonly SeriesKey[] {
  const keys = new Set<SeriesKey>()
  for (const metric of metrics) {
    for (const area of areas) {
      if (area.startsWith(CHILDREN_OF))
        for (const key of childSeries(model, metric, area.slice(CHILDREN_OF.length), step)) keys.add(key)
      else keys.add(resolveSeries(model, { metric, area, step }))
      if (keys.size > MAX_VIEW_SERIES)
        throw new Refusal('series/too-many', `A request may ask for ${MAX_VIEW_SERIES} series; ask in parts.`)
    }
  }
  return [...keys]
}

function childSeries(model: CityModel, metric: string, parent: string, step: string | undefined): readonly SeriesKey[] {
  if (!model.tree.byCode.has(parent)) throw new Refusal('series/unknown-area', `There is no area "${parent}" in the catalogue.`)
  const known = model.metrics.get(metric)
  if (!known) throw new Refusal('series/unknown-metric', `There is no metric "${metric}" in the catalogue.`)
  const resolved = step === undefined ? liveSteps(known)[0] : liveSteps(known).find((each) => each === step)
  if (resolved === undefined) throw new Refusal('series/unknown-step', `${metric} is not kept live at step ${step}.`)
  const { carries } = model.metricAreas(metric)
  return model.tree
    .children(parent)
    .filter(({ code }) => carries.has(code))
    .map(({ code }) => seriesKey(metric, code, resolved))
}
