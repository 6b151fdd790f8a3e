import { FRESHNESSES } from './freshness.ts'
import type { Point } from './point.ts'
import { parseSeriesKey, type SeriesKey } from './series.ts'

/**
 * Columnar bytes of the points of a snapshot or patch. Little-endian; columns in this order, each `count` long:
 *
 *     0  u8   version (1)          1  u8  flags: bit 0 = numerator and denominator columns are there
 *     2  u16  zero                 4  u32 count
 *     8  f64  value                NaN = null
 *        f64  window start         epoch ms, NaN = null
 *        f64  observedAt           epoch ms, NaN = null
 *        f64  revision
 *        f64  numerator            only with flag bit 0; NaN = absent
 *        f64  denominator          only with flag bit 0; NaN = absent
 *        f64  window end           epoch ms, NaN = null
 *        u32  series               place in the `series` list of the snapshot
 *        u32  coverage reported
 *        u32  coverage expected
 *        u8   freshness            0 empty, 1 live, 2 late, 3 silent
 *
 * `docs/protocol.md` says the same for readers in other languages.
 */
const VERSION = 1
const HAS_PARTS = 1
const HEADER_BYTES = 8

/** Encodes points for a view. `indexOf` gives a series' place in the view; every point's series must be in it. */
export function encodePoints(points: readonly Point[], indexOf: (point: Point) => number): Uint8Array {
  const count = points.length
  const hasParts = points.some((point) => point.numerator !== undefined)
  const doubles = hasParts ? 7 : 5
  const bytes = new Uint8Array(HEADER_BYTES + count * (doubles * 8 + 3 * 4 + 1))
  const view = new DataView(bytes.buffer)
  view.setUint8(0, VERSION)
  view.setUint8(1, hasParts ? HAS_PARTS : 0)
  view.setUint32(4, count, true)
  let offset = HEADER_BYTES
  const writeDoubles = (pick: (point: Point) => number | null | undefined) => {
    for (const point of points) {
      view.setFloat64(offset, pick(point) ?? Number.NaN, true)
      offset += 8
    }
  }
  const writeInts = (pick: (point: Point) => number) => {
    for (const point of points) {
      view.setUint32(offset, pick(point), true)
      offset += 4
    }
  }
  writeDoubles((point) => point.value)
  writeDoubles((point) => point.window?.[0])
  writeDoubles((point) => point.observedAt)
  writeDoubles((point) => point.revision)
  if (hasParts) {
    writeDoubles((point) => point.numerator)
    writeDoubles((point) => point.denominator)
  }
  writeDoubles((point) => point.window?.[1])
  writeInts(indexOf)
  writeInts((point) => point.coverage.reported)
  writeInts((point) => point.coverage.expected)
  for (const point of points) {
    view.setUint8(offset, FRESHNESSES.indexOf(point.freshness))
    offset += 1
  }
  return bytes
}

/**
 * Decodes what `encodePoints` wrote, for a view whose canonical series order is `series`.
 * Throws RangeError for bytes of another version, of a wrong length, or naming a series outside the view.
 */
export function decodePoints(bytes: ArrayBuffer | Uint8Array, series: readonly SeriesKey[]): Point[] {
  const view = bytes instanceof Uint8Array ? new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new DataView(bytes)
  if (view.byteLength < HEADER_BYTES || view.getUint8(0) !== VERSION) throw new RangeError('points: unknown version')
  const hasParts = (view.getUint8(1) & HAS_PARTS) !== 0
  const count = view.getUint32(4, true)
  const doubles = hasParts ? 7 : 5
  if (view.byteLength !== HEADER_BYTES + count * (doubles * 8 + 3 * 4 + 1)) throw new RangeError('points: wrong length')
  const doubleAt = (column: number, row: number) => view.getFloat64(HEADER_BYTES + (column * count + row) * 8, true)
  const intsFrom = HEADER_BYTES + doubles * count * 8
  const intAt = (column: number, row: number) => view.getUint32(intsFrom + (column * count + row) * 4, true)
  const freshnessFrom = intsFrom + 3 * count * 4
  const endColumn = hasParts ? 6 : 4
  const points: Point[] = []
  for (let row = 0; row < count; row++) {
    const key = series[intAt(0, row)]
    const name = key === undefined ? undefined : parseSeriesKey(key)
    const freshness = FRESHNESSES[view.getUint8(freshnessFrom + row)]
    if (!name || !freshness) throw new RangeError('points: a series or freshness outside the view')
    const start = doubleAt(1, row)
    const point: Point = {
      metric: name.metric,
      area: name.area,
      step: name.step,
      window: Number.isNaN(start) ? null : [start, doubleAt(endColumn, row)],
      value: orNull(doubleAt(0, row)),
      observedAt: orNull(doubleAt(2, row)),
      freshness,
      coverage: { reported: intAt(1, row), expected: intAt(2, row) },
      revision: doubleAt(3, row),
    }
    if (hasParts && !Number.isNaN(doubleAt(4, row))) {
      point.numerator = doubleAt(4, row)
      point.denominator = doubleAt(5, row)
    }
    points.push(point)
  }
  return points
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
