import { describe, expect, it } from 'vitest'
import type { Patch, Snapshot } from '#contract/live.ts'
import { decodePoints } from '#contract/patch-codec.ts'
import type { Point } from '#contract/point.ts'
import { pointOf, scriptedHub, TINY_MIDNIGHT } from './testing/scripted-hub.ts'
import { testedCity } from './testing/tested-city.ts'

const NORTH = { metric: 'tiny.calls', area: 'north' }
const RATE = { metric: 'tiny.rate', area: 'north' }
const RATE_POINT: Point = { ...pointOf('tiny.rate', 'north', 50.49504950495049, 0), numerator: 51, denominator: 101 }

describe('points', () => {
  it('[P32] a ratio brings its numerator and denominator, other figures do not', async () => {
    const hub = scriptedHub()
    hub.commit({ latest: [RATE_POINT, pointOf('tiny.calls', 'north', 3, 0)] })
    await using city = await testedCity(hub)
    const { points } = await (await city.connect()).ask<Snapshot>('subscribe', { series: [NORTH, RATE] })
    expect(points.map((point) => Object.keys(point).sort())).toEqual([
      ['area', 'coverage', 'freshness', 'metric', 'observedAt', 'revision', 'step', 'value', 'window'],
      ['area', 'coverage', 'denominator', 'freshness', 'metric', 'numerator', 'observedAt', 'revision', 'step', 'value', 'window'],
    ])
  })

  it('[P33] times are epoch milliseconds, and a window ends where the next begins', async () => {
    const hub = scriptedHub()
    hub.say('tiny.calls', 'north', 3)
    await using city = await testedCity(hub)
    const { points } = await (await city.connect()).ask<Snapshot>('subscribe', { series: [NORTH] })
    expect(points[0]?.window).toEqual([TINY_MIDNIGHT, TINY_MIDNIGHT + 60_000])
    expect(points[0]?.observedAt).toBe(Date.parse('2026-09-01T00:00:30+08:00'))
  })

  it('[P34] nothing observed is null in both encodings, never zero', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    const json = await screen.ask<Snapshot>('subscribe', { series: [NORTH] })
    const empty = { value: null, window: null, observedAt: null, freshness: 'empty' }
    expect(json.points).toMatchObject([empty])
    const binary = await screen.ask<Snapshot<ArrayBuffer>>('subscribe', { series: [NORTH], encoding: 'binary' })
    expect(decodePoints(binary.points, binary.series)).toMatchObject([empty])
  })

  it('[P35] a partial figure says how much it covers', async () => {
    const hub = scriptedHub()
    const coverage = { reported: 2, expected: 3 }
    hub.commit({ latest: [{ ...pointOf('tiny.calls', 'city', 3, 0), coverage, freshness: 'silent' }] })
    await using city = await testedCity(hub)
    const series = [{ metric: 'tiny.calls', area: 'city' }]
    const { points } = await (await city.connect()).ask<Snapshot>('subscribe', { series })
    expect(points).toMatchObject([{ coverage, freshness: 'silent' }])
  })
})

describe('binary points', () => {
  it.each(['websocket', 'polling'])('[P36] the bytes are where the table says, by %s', async (transport) => {
    const hub = scriptedHub()
    hub.commit({ latest: [{ ...RATE_POINT, freshness: 'late', coverage: { reported: 2, expected: 3 } }] })
    await using city = await testedCity(hub)
    const screen = await city.connect({ transports: [transport] })
    const { points, series } = await screen.ask<Snapshot<Uint8Array>>('subscribe', { series: [NORTH, RATE], encoding: 'binary' })
    expect(series).toEqual(['tiny.calls@north/PT1M', 'tiny.rate@north/PT1M'])
    const view = new DataView(Uint8Array.from(new Uint8Array(points)).buffer)
    const n = 2
    expect(view.byteLength).toBe(8 + 69 * n)
    expect([view.getUint8(0), view.getUint8(1), view.getUint16(2, true), view.getUint32(4, true)]).toEqual([1, 1, 0, n])
    const double = (column: number, row: number) => view.getFloat64(8 + (column * n + row) * 8, true)
    const int = (column: number, row: number) => view.getUint32(8 + 7 * n * 8 + (column * n + row) * 4, true)
    const row = (at: number) => [0, 1, 2, 3, 4, 5, 6].map((column) => double(column, at))
    const nothing = Number.NaN
    expect(row(0)).toEqual([nothing, nothing, nothing, 0, nothing, nothing, nothing])
    expect(row(1)).toEqual([50.49504950495049, TINY_MIDNIGHT, TINY_MIDNIGHT + 30_000, 1, 51, 101, TINY_MIDNIGHT + 60_000])
    expect([int(0, 0), int(0, 1), int(1, 1), int(2, 1)]).toEqual([0, 1, 2, 3])
    expect([view.getUint8(8 + 68 * n), view.getUint8(8 + 68 * n + 1)]).toEqual([0, 2])
    const bare = await screen.ask<Snapshot<Uint8Array>>('subscribe', { series: [NORTH], encoding: 'binary' })
    expect(bare.points.byteLength).toBe(8 + 53)
  })

  it('[P37] a binary reader and a JSON reader know the same figures', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    const series = [NORTH, RATE, { metric: 'tiny.people', area: 'south' }]
    await screen.ask('subscribe', { series })
    const binary = await screen.ask<Snapshot<ArrayBuffer>>('subscribe', { series, encoding: 'binary' })
    const odd = [0.1 + 0.2, 0, -1e300, 5e-324, Number.MAX_SAFE_INTEGER].map((value, index) =>
      pointOf('tiny.people', 'south', value, index),
    )
    for (const point of [...odd, RATE_POINT, pointOf('tiny.calls', 'north', 2, 2)]) {
      hub.commit({ latest: [point] })
      city.tick()
      await screen.settle()
    }
    const told = screen.patches.filter(({ view }) => view !== binary.view) as Patch[]
    const decoded = (screen.patches as Patch<ArrayBuffer>[]).filter(({ view }) => view === binary.view)
    expect(told).toHaveLength(7)
    expect(decoded.flatMap(({ points }) => decodePoints(points, binary.series))).toEqual(told.flatMap(({ points }) => points))
  })

  it('[P38] bytes of another version or length are not read', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const { points, series } = await (await city.connect()).ask<Snapshot<Uint8Array>>('subscribe', {
      series: [NORTH],
      encoding: 'binary',
    })
    const bytes = new Uint8Array(points)
    expect(decodePoints(bytes, series)).toHaveLength(1)
    const other = Uint8Array.from(bytes)
    other[0] = 2
    expect(() => decodePoints(other, series)).toThrow(RangeError)
    expect(() => decodePoints(bytes.subarray(0, -1), series)).toThrow(RangeError)
    expect(() => decodePoints(bytes, [])).toThrow(RangeError)
  })
})
