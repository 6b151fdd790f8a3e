import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Step, StepSchema } from '#contract/duration.ts'
import { Refusal } from '#contract/errors.ts'
import { Language } from '#contract/names.ts'
import type { Point } from '#contract/point.ts'
import { askingOf } from '../access/act/asking-of.ts'
import { type ExecuteParts, execute } from '../access/act/execute.ts'
import type { ApiParts } from '../api/api-parts.ts'
import { revisionMeant, span } from '../api/history.ts'
import { queryValidator } from '../api/query-validator.ts'
import { runningHub } from '../api/running-hub.ts'
import { type AskedFigure, askedFigures } from './asked-figures.ts'
import { exportFigures } from './export-figures.ts'
import { figuresCsv } from './figures-csv.ts'

export type FiguresExportParts = ExecuteParts & Pick<ApiParts, 'hub' | 'cityOf' | 'revisionAt'>

/** Points one file may hold: a week of minutes for twenty figures. They are all at hand before the first is sent. */
const MAX_EXPORT_POINTS = 200_000

const TIME = { maxLength: 40 }

const ExportQuerySchema = Type.Object(
  {
    metric: Type.Array(Type.String({ maxLength: 80 }), { minItems: 1, description: 'Metric id; repeat for more.' }),
    area: Type.Array(Type.String({ maxLength: 64 }), {
      minItems: 1,
      description: 'Area code, or children-of:CODE for the members of an area; repeat for more.',
    }),
    from: Type.String({ ...TIME, description: 'First instant, RFC 3339 with an offset; windows that start at or after it.' }),
    to: Type.Optional(Type.String({ ...TIME, description: 'Last instant, exclusive; now where it is not given.' })),
    step: Type.Optional(StepSchema),
    asOf: Type.Optional(Type.String({ ...TIME, description: 'As known then: a revision, or an RFC 3339 time with an offset.' })),
    lang: Type.Optional(Type.Enum(Object.values(Language), { description: 'Language of the names; Chinese where none is given.' })),
  },
  { additionalProperties: false },
)

/** GET /api/series/export: the history of one figure or many as a file. That it was taken is written down first. */
export const figuresExport: FastifyPluginAsyncTypebox<FiguresExportParts> = async (app, parts) => {
  app.setValidatorCompiler(queryValidator)
  app.get(
    '/api/series/export',
    {
      config: { access: 'figures:export' },
      schema: {
        tags: ['figures'],
        operationId: 'exportFigures',
        summary: 'Figures over time, as a CSV file',
        description:
          'What the history answers, one line for each point, figure by figure. That it was taken is written into the audit before the first line leaves; where that cannot be written, nothing leaves.',
        querystring: ExportQuerySchema,
        produces: ['text/csv'],
      },
    },
    async (request, reply) => {
      const { query, subject } = request
      const { catalogue, model } = parts.cityOf(subject)
      const asked = askedFigures(model, query.metric, query.area)
      const { from, to } = span(query, parts.now())
      const newest = runningHub(parts).revision()
      const asOf = query.asOf === undefined ? newest : await revisionMeant(query.asOf, newest, parts)
      const points = await read(asked, query.step, { from, to, asOf }, parts)
      const { metric: metrics, area: areas } = query
      await execute(parts, askingOf(request), exportFigures, {
        ...{ metrics, areas, from, to, asOf },
        ...{ series: asked.length, rows: points.length },
      })
      const [first] = asked
      const name = asked.length === 1 && first ? `${first.metric}-${first.area}` : 'figures'
      const day = new Date(parts.now()).toISOString().slice(0, 10)
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${name}-${day}.csv"`)
        .type('text/csv; charset=utf-8; header=present')
        .send(Readable.from(figuresCsv(points, catalogue, query.lang ?? 'zh')))
    },
  )
}

/** All that is asked for, as known at one revision, so that the figures of a file agree. Throws Refusal `series/too-many`. */
async function read(
  asked: readonly AskedFigure[],
  step: Step | undefined,
  known: { readonly from: number; readonly to: number; readonly asOf: number },
  parts: FiguresExportParts,
): Promise<readonly Point[]> {
  const hub = runningHub(parts)
  const points: Point[] = []
  for (const { metric, area, period } of asked) {
    for (const point of await hub.history({ metric, area, step: step ?? period, ...known })) points.push(point)
    if (points.length > MAX_EXPORT_POINTS)
      throw new Refusal('series/too-many', `A file holds ${MAX_EXPORT_POINTS} points: ask for a shorter time or a longer step.`)
  }
  return points
}
