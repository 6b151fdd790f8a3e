import type { Catalogue } from '#contract/catalogue.ts'
import type { Language } from '#contract/names.ts'
import type { Point } from '#contract/point.ts'
import { BYTE_ORDER_MARK, csvLine } from '../access/audit/csv.ts'

type Cell = string | number | null | undefined
/** A point with what the catalogue says of it, in the language of the reader. */
interface Told extends Point {
  readonly names: { readonly metric: string | undefined; readonly area: string | undefined; readonly unit: string | undefined }
}

const COLUMNS: readonly (readonly [name: string, cell: (point: Told) => Cell])[] = [
  ['metric', ({ metric }) => metric],
  ['metric_name', ({ names }) => names.metric],
  ['area', ({ area }) => area],
  ['area_name', ({ names }) => names.area],
  ['step', ({ step }) => step],
  ['from', ({ window }) => window && instant(window[0])],
  ['to', ({ window }) => window && instant(window[1])],
  ['value', ({ value }) => value],
  ['unit', ({ names }) => names.unit],
  ['numerator', ({ numerator }) => numerator],
  ['denominator', ({ denominator }) => denominator],
  ['observed_at', ({ observedAt }) => (observedAt === null ? null : instant(observedAt))],
  ['freshness', ({ freshness }) => freshness],
  ['reported', ({ coverage }) => coverage.reported],
  ['expected', ({ coverage }) => coverage.expected],
  ['revision', ({ revision }) => revision],
]

/** Lines written at a time: a file of the longest kind is never one string. */
const PORTION = 2_000

/** Points as a CSV file (RFC 4180), portion by portion: a line for each, with all that is known of it. Times are UTC. Pure. */
export function* figuresCsv(
  points: readonly Point[],
  { areas, metrics, drill }: Pick<Catalogue, 'areas' | 'metrics' | 'drill'>,
  language: Language,
): Generator<string> {
  const areaOf = new Map(areas.map((area) => [area.code, area.names[language]]))
  const metricOf = new Map(metrics.map((metric) => [metric.id, metric]))
  // In a drill each line says so: lines are copied, names of files are lost.
  const columns = drill ? [...COLUMNS, ['drill', () => drill.id] as const] : COLUMNS
  yield BYTE_ORDER_MARK + csvLine(columns.map(([name]) => name))
  for (let start = 0; start < points.length; start += PORTION)
    yield points
      .slice(start, start + PORTION)
      .map((point) => {
        const metric = metricOf.get(point.metric)
        const names = { metric: metric?.names[language], area: areaOf.get(point.area), unit: metric?.unit[language] }
        return csvLine(columns.map(([, cell]) => cell({ ...point, names })))
      })
      .join('')
}

function instant(at: number): string {
  return new Date(at).toISOString()
}
