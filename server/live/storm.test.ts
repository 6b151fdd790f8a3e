import { expect, it } from 'vitest'
import type { Encoding, Mode } from '#contract/live.ts'
import type { Point } from '#contract/point.ts'
import { type SeriesRef, seriesKey } from '#contract/series.ts'
import { cityModel } from '../hub/city-model.ts'
import { buildHub } from '../hub/hub.ts'
import type { Hub } from '../hub/hub-port.ts'
import { catalogue, metric, SMALL_AREAS } from '../hub/testing/small-city.ts'
import { memoryStore } from '../record/memory-store.ts'
import { Follower } from './testing/follower.ts'
import { type Screen, type TestedCity, testedCity } from './testing/tested-city.ts'

const START = Date.UTC(2026, 8, 1, 4)
const METRICS = [
  metric('storm.calls', { headline: 'P1D' }),
  metric('storm.rate', { kind: 'gauge', rollUp: { area: 'ratio', time: 'ratio' }, scale: 100, period: 'PT10S' }),
  metric('storm.peak', { kind: 'gauge', rollUp: { area: 'max', time: 'max' } }),
]
const TOWNS = ['a', 'b', 'c']

it.each([1, 2, 3, 20260908])(
  'a storm of figures, outages and restarts leaves every reader agreeing with the hub (seed %i)',
  async (seed) => {
    const random = mulberry32(seed)
    let now = () => START
    const model = cityModel(catalogue(METRICS))
    const hub = await buildHub({ model, store: memoryStore(), clock: () => now() })
    let city = await testedCity(hub, { from: START })
    now = city.now
    const readers = Array.from({ length: 8 }, (_, index) => newReader(random, index))
    const screens = new Map<Follower, Screen>()
    const counts = { rows: 0, outages: 0, restarts: 0 }

    for (let step = 0; step < 250; step++) {
      const dice = random()
      if (dice < 0.45) counts.rows += await sayThings(hub, random, now())
      else if (dice < 0.75) await pass(hub, city, 250 + Math.floor(random() * 4_000))
      else if (dice < 0.9) {
        const reader = pick(readers, random)
        const screen = screens.get(reader)
        if (screen) {
          counts.outages += 1
          if (random() < 0.5) await screen.settle()
          await reader.read()
          screen.socket.close()
          screens.delete(reader)
        } else screens.set(reader, await followed(reader, city))
      } else if (dice < 0.98) {
        const reader = pick(readers, random)
        await screens.get(reader)?.settle()
        if (screens.has(reader)) await reader.read()
      } else {
        counts.restarts += 1
        for (const [reader, screen] of screens) {
          await screen.settle()
          await reader.read()
        }
        screens.clear()
        const at = city.now()
        await city[Symbol.asyncDispose]()
        city = await testedCity(hub, { from: at })
        now = city.now
      }
    }

    await hub.idle()
    await pass(hub, city, 250)
    for (const reader of readers) if (!screens.has(reader)) screens.set(reader, await followed(reader, city))
    await pass(hub, city, 10_000)
    for (const reader of readers) {
      await screens.get(reader)?.settle()
      await reader.read()
      await agrees(reader, hub)
    }
    expect(counts.rows).toBeGreaterThan(500)
    expect(counts.outages).toBeGreaterThan(5)
    expect(readers.reduce((sum, reader) => sum + reader.resumptions, 0)).toBeGreaterThan(5)
    expect(readers.map(({ refusedPatches }) => refusedPatches)).toEqual(readers.map(() => 0))
    expect(city.faults).toEqual([])
    await city[Symbol.asyncDispose]()
    await hub.stop()
  },
)

function newReader(random: () => number, index: number): Follower {
  const mode: Mode = index % 2 === 0 ? 'latest' : 'every'
  const encoding: Encoding = random() < 0.5 ? 'json' : 'binary'
  const all: SeriesRef[] = METRICS.flatMap(({ id }) => SMALL_AREAS.map(({ code }) => ({ metric: id, area: code })))
  const totals: SeriesRef[] = SMALL_AREAS.map(({ code }) => ({ metric: 'storm.calls', area: code, step: 'P1D' }))
  const series = [...all, ...totals].filter(() => random() < 0.4)
  return new Follower(series.length > 0 ? series : all, mode, encoding)
}

async function followed(reader: Follower, city: TestedCity): Promise<Screen> {
  const screen = await city.connect()
  await reader.follow(screen)
  return screen
}

/** Sends a handful of rows: of now, late ones, corrections of what was said before, and nonsense. */
async function sayThings(hub: Hub, random: () => number, now: number): Promise<number> {
  const rows = Array.from({ length: 1 + Math.floor(random() * 20) }, () => {
    const ago = random() < 0.8 ? Math.floor(random() * 6) * 10_000 : Math.floor(random() * 90) * 60_000
    const time = new Date(now - ago).toISOString()
    const { id } = pick(METRICS, random)
    const figure = Math.floor(random() * 50)
    const said = id === 'storm.rate' ? { numerator: figure, denominator: figure + Math.floor(random() * 50) } : { value: figure }
    return random() < 0.02 ? { metric: 'storm.nonsense' } : { metric: id, area: pick(TOWNS, random), time, ...said }
  })
  await hub.ingest({ source: { id: 1, name: 'storm' }, receivedAt: now, rows, firstIndex: 0 })
  return rows.length
}

async function pass(hub: Hub, city: TestedCity, ms: number): Promise<void> {
  city.advance(ms)
  await hub.tick()
  city.tick(0)
}

/** What the reader knows is what the hub says now. */
async function agrees(reader: Follower, hub: Hub): Promise<void> {
  if (reader.request.mode === 'latest') {
    const said = reader.request.series.map(({ metric: id, area, step }) => {
      const resolved = step ?? hub.model.metrics.get(id)?.period ?? 'PT1M'
      return hub.latest(seriesKey(id, area, resolved))
    })
    const byKey = (points: Iterable<Point>) =>
      [...points].map((point) => [seriesKey(point.metric, point.area, point.step), point]).sort()
    expect(byKey(reader.known.values())).toEqual(byKey(said))
    return
  }
  for (const point of reader.known.values()) {
    if (point.window === null) continue
    const { metric: id, area, step } = point
    const [from, to] = point.window
    const [said] =
      step === 'P1D' ? [hub.latest(seriesKey(id, area, step))] : await hub.history({ metric: id, area, step, from, to })
    expect({ ...point, freshness: '', revision: 0 }).toEqual({ ...said, freshness: '', revision: 0 })
  }
}

function pick<Each>(list: readonly Each[], random: () => number): Each {
  return list[Math.floor(random() * list.length)] as Each
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
