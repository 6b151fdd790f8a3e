import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import type { PanelOf } from '#contract/scene.ts'
import { textWidth } from '../../design/text-width.ts'
import type { TypeScale } from '../../state/display-profile.ts'

export interface RankedArea {
  readonly code: string
  /** From 1. */
  readonly rank: number
  readonly point: Point
  /** Where its mark stands on the axis, 0 to 1. */
  readonly share: number
}

export interface Ranking {
  readonly ranked: readonly RankedArea[]
  /** Areas without a figure in this window: listed, never ranked, never taken for zero. */
  readonly unreported: readonly string[]
  readonly mark: 'bar' | 'dot'
  /** The printed range of the axis. */
  readonly range: readonly [number, number]
  /** Where the whole stands on the axis, 0 to 1; undefined outside it or where there is none. */
  readonly whole: number | undefined
}

export interface RankingInput {
  readonly metric: Metric
  readonly members: readonly Point[]
  readonly whole: Point | undefined
  readonly order: PanelOf<'ranking'>['order']
  readonly mark: PanelOf<'ranking'>['mark']
}

/** Rates lie close together far from zero: there a dot on a printed range tells more than a bar from zero. */
const DOT_FROM = 0.6

/** Puts areas in order. Equal figures keep the order of the city's own list. */
export function rankAreas({ metric, members, whole, order, mark }: RankingInput): Ranking {
  const known = members.filter((point) => point.value !== null)
  const isLargestFirst = largestFirst(order ?? (metric.direction === 'none' ? 'largest' : 'best'), metric.direction)
  const sorted = [...known].sort((a, b) => ((b.value as number) - (a.value as number)) * (isLargestFirst ? 1 : -1))
  const values = known.map((point) => point.value as number)
  const low = values.length > 0 ? Math.min(...values) : 0
  const high = values.length > 0 ? Math.max(...values) : 1
  const chosen = mark ?? (low > 0 && low >= high * DOT_FROM ? 'dot' : 'bar')
  const range = chosen === 'bar' ? ([Math.min(0, low), high === 0 ? 1 : Math.max(0, high)] as const) : niceRange(low, high, metric)
  const place = (value: number) => (range[1] === range[0] ? 0.5 : (value - range[0]) / (range[1] - range[0]))
  const at = whole?.value === null || whole === undefined ? undefined : place(whole.value as number)
  return {
    ranked: sorted.map((point, index) => ({ code: point.area, rank: index + 1, point, share: place(point.value as number) })),
    unreported: members.filter((point) => point.value === null).map((point) => point.area),
    mark: chosen,
    range,
    whole: at !== undefined && at >= 0 && at <= 1 ? at : undefined,
  }
}

function largestFirst(order: NonNullable<PanelOf<'ranking'>['order']>, direction: Metric['direction']): boolean {
  switch (order) {
    case 'largest':
      return true
    case 'smallest':
      return false
    case 'best':
      return direction !== 'down'
    case 'worst':
      return direction === 'down'
  }
}

/** A range in round numbers around the figures, within what the metric can be. */
export function niceRange(low: number, high: number, metric: Pick<Metric, 'range' | 'decimals'>): readonly [number, number] {
  if (high === low) return [low - 1, high + 1]
  const raw = (high - low) / 5
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= raw) ?? raw
  const from = Math.floor(low / step) * step
  const to = Math.ceil(high / step) * step
  const exact = (value: number) => Number(value.toFixed(6))
  return [exact(Math.max(metric.range[0], from)), exact(Math.max(high, Math.min(metric.range[1], to)))]
}

/** How the rows are set into the panel. */
export type RankingLayout =
  /** Every row with its mark, in one column. */
  | { readonly kind: 'whole'; readonly row: number }
  /** Every row in several columns, without marks. */
  | { readonly kind: 'columns'; readonly columns: number; readonly perColumn: number; readonly row: number }
  /** The first and the last with marks; between them every area as a tick on the axis. */
  | { readonly kind: 'ends'; readonly first: number; readonly last: number; readonly row: number; readonly rug: number }
  /** The first ones only; the others are counted. */
  | { readonly kind: 'first'; readonly first: number; readonly row: number }

export interface RankingLayoutInput {
  readonly ranked: number
  readonly unreported: number
  /** A row for the whole is wanted at the end where all are listed. */
  readonly hasWhole: boolean
  readonly width: number
  readonly height: number
  readonly text: TypeScale
  readonly minRow: number
  /** Widest name and figure as they are set, CSS pixels. */
  readonly name: number
  readonly figure: number
  /** Rows wanted at most. A dot plot shows that many from both ends, with every area between them on the axis. */
  readonly limit: number | undefined
  readonly mark: 'bar' | 'dot'
}

/** Rows may be this much taller than they need before space is left below them. */
const LOOSEST = 1.35
/** Rows of the tail under the rug. */
const TAIL = 3

export function rankingLayout(input: RankingLayoutInput): RankingLayout {
  const { ranked, unreported, hasWhole, width, height, text, name, figure, limit, mark } = input
  const row = Math.max(Math.ceil(text.table * 1.18), input.minRow)
  const isLimited = limit !== undefined && limit < ranked
  const all = (isLimited ? limit : ranked) + (unreported > 0 ? unreported + 1 : 0)
  const loosened = (rows: number) => Math.min(row * LOOSEST, Math.max(row, Math.floor(height / Math.max(1, rows))))
  const wantsEnds = isLimited && mark === 'dot' && limit > TAIL * 2
  if (all * row <= height && !wantsEnds) return { kind: 'whole', row: loosened(all) }
  if (!isLimited) {
    const column = textWidth('88', text.inline, 'figure') + text.small + name + figure + text.table * 0.7
    const columns = Math.floor(width / column)
    const rows = all + (hasWhole ? 1 : 0)
    if (columns >= 2) {
      const needed = Math.min(columns, Math.ceil(rows / Math.floor(height / row)))
      const perColumn = Math.ceil(rows / needed)
      if (needed >= 2 && perColumn * row <= height) return { kind: 'columns', columns: needed, perColumn, row: loosened(perColumn) }
    }
  }
  const rug = Math.ceil(row * 1.9)
  const room = Math.floor((height - rug) / row)
  if ((!isLimited || wantsEnds) && ranked > TAIL * 2 && room >= TAIL * 2) {
    const first = Math.min(ranked - TAIL, room - TAIL, (limit ?? ranked) - TAIL)
    return { kind: 'ends', first, last: TAIL, row: Math.min(row * LOOSEST, Math.floor((height - rug) / (first + TAIL))), rug }
  }
  return { kind: 'first', first: Math.max(0, Math.min(ranked, Math.floor((height - text.small * 1.5) / row))), row }
}
