import { createHash } from 'node:crypto'
import type { Encoding, Mode } from '#contract/live.ts'
import type { Point } from '#contract/point.ts'
import { type SeriesKey, seriesKey } from '#contract/series.ts'

/** What a screen asks for, in canonical form: equal questions have equal ids and share one room. */
export interface View {
  readonly id: string
  readonly mode: Mode
  readonly encoding: Encoding
  /** Sorted by code unit, each once. Binary points name a series by its place here. */
  readonly series: readonly SeriesKey[]
  readonly indexOf: ReadonlyMap<SeriesKey, number>
}

/** The view of some series, in whatever order and however often they were named. */
export function canonicalView(keys: Iterable<SeriesKey>, mode: Mode, encoding: Encoding): View {
  const series = [...new Set(keys)].sort()
  const hash = createHash('sha256').update(mode).update('\n').update(encoding)
  for (const key of series) hash.update('\n').update(key)
  const indexOf = new Map(series.map((key, index) => [key, index]))
  return { id: hash.digest('base64url').slice(0, ID_LENGTH), mode, encoding, series, indexOf }
}

/** 96 bits: two different views of one city never meet by chance. */
const ID_LENGTH = 16

/** The key of the series a point belongs to. */
export function keyOf(point: Point): SeriesKey {
  return seriesKey(point.metric, point.area, point.step)
}
