import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { STEPS } from './duration.ts'
import { FRESHNESSES } from './freshness.ts'
import { decodePoints, encodePoints } from './patch-codec.ts'
import type { Point } from './point.ts'
import { seriesKey } from './series.ts'

const SERIES = ['calls.made@city/PT1M', 'calls.made@441900/P1D', 'air.pm2_5@zone-east/PT1H']

const figure = fc.double({ noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value))
const instant = fc.integer({ min: 0, max: 4_102_444_800_000 })
const point: fc.Arbitrary<Point> = fc
  .record({
    series: fc.constantFrom(...SERIES),
    window: fc.option(fc.tuple(instant, instant)),
    value: fc.option(figure),
    parts: fc.option(fc.tuple(figure, figure)),
    observedAt: fc.option(instant),
    freshness: fc.constantFrom(...FRESHNESSES),
    reported: fc.nat(4_000_000_000),
    expected: fc.nat(4_000_000_000),
    revision: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  })
  .map(({ series, window, parts, reported, expected, ...rest }) => {
    const [metric = '', place = ''] = series.split('@')
    const [area = '', step = ''] = place.split('/')
    return {
      metric,
      area,
      step: STEPS.find((known) => known === step) ?? 'PT1M',
      window: window ? [window[0], window[1]] : null,
      ...rest,
      coverage: { reported, expected },
      ...(parts && { numerator: parts[0], denominator: parts[1] }),
    }
  })

function encode(points: readonly Point[]): Uint8Array {
  return encodePoints(points, ({ metric, area, step }) => SERIES.indexOf(seriesKey(metric, area, step)))
}

describe('points as bytes', () => {
  it('come back to the digit, with null never becoming zero', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 20 }), (points) => {
        expect(decodePoints(encode(points), SERIES)).toEqual(points)
      }),
    )
  })

  it('are read from a part of a larger buffer, as sockets hand them over', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 5 }), fc.nat(7), (points, before) => {
        const bytes = encode(points)
        const larger = new Uint8Array(bytes.length + before + 3)
        larger.set(bytes, before)
        expect(decodePoints(larger.subarray(before, before + bytes.length), SERIES)).toEqual(points)
      }),
    )
  })

  it('take 53 bytes a point, and 16 more where a ratio is among them', () => {
    const plain: Point = {
      metric: 'calls.made',
      area: 'city',
      step: 'PT1M',
      window: [0, 60_000],
      value: 1,
      observedAt: 5,
      freshness: 'live',
      coverage: { reported: 1, expected: 1 },
      revision: 1,
    }
    expect(encode([plain, plain])).toHaveLength(8 + 2 * 53)
    expect(encode([plain, { ...plain, numerator: 1, denominator: 1 }])).toHaveLength(8 + 2 * 69)
  })

  it('are refused when cut short, too long, of another version, or about a series that is not in the view', () => {
    const bytes = encode([
      {
        metric: 'air.pm2_5',
        area: 'zone-east',
        step: 'PT1H',
        window: null,
        value: null,
        observedAt: null,
        freshness: 'empty',
        coverage: { reported: 0, expected: 0 },
        revision: 0,
      },
    ])
    expect(() => decodePoints(bytes.subarray(0, bytes.length - 1), SERIES)).toThrow(RangeError)
    expect(() => decodePoints(bytes.subarray(0, 4), SERIES)).toThrow(RangeError)
    expect(() => decodePoints(new Uint8Array([...bytes, 0]), SERIES)).toThrow(RangeError)
    expect(() => decodePoints(new Uint8Array([9, ...bytes.subarray(1)]), SERIES)).toThrow(RangeError)
    expect(() => decodePoints(bytes, SERIES.slice(0, 2))).toThrow(RangeError)
    expect(() => decodePoints(new Uint8Array(0), SERIES)).toThrow(RangeError)
  })
})
