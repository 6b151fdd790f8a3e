import { beforeEach, describe, expect, it } from 'vitest'
import type { Area } from '#contract/area.ts'
import { Refusal } from '#contract/errors.ts'
import type { Metric } from '#contract/metric.ts'
import { type MemoryStore, memoryStore } from '../record/memory-store.ts'
import { cityModel } from './city-model.ts'
import { buildHub, type HubLog } from './hub.ts'
import type { Commit, Hub, IngestRequest } from './hub-port.ts'
import { type NamedSeries, resolveSeries } from './resolve-series.ts'
import { FaultyStore } from './testing/faulty-store.ts'
import { area, catalogue, metric, SMALL_AREAS } from './testing/small-city.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** 2026-09-08 10:42:00 in Shanghai. */
const NOW = Date.parse('2026-09-08T10:42:00+08:00')
const MIDNIGHT = Date.parse('2026-09-09T00:00:00+08:00')

const CALLS = metric('calls.made')
const CALLS_TODAY = metric('calls.made', { headline: 'P1D' })
const ANSWERED = metric('calls.answered', { rollUp: { area: 'ratio', time: 'ratio' }, kind: 'gauge', scale: 100, range: [0, 100] })

let store: MemoryStore
let faulty: FaultyStore
let now: number

beforeEach(() => {
  store = memoryStore()
  faulty = new FaultyStore(store)
  now = NOW
})

describe('the way of one observation', () => {
  it('shows a city the sum of its towns once all of them reported', async () => {
    const hub = await hubOf([CALLS])
    const commits = commitsOf(hub)
    const answer = await send(hub, [row('a', 1), row('b', 2), row('c', 4)])
    await hub.idle()
    expect(answer).toEqual({ accepted: 3, duplicates: 0, corrections: 0, conflicts: 0, rejected: [], rejectedCount: 0 })
    expect(hub.latest('calls.made@city/PT1M')).toEqual({
      metric: 'calls.made',
      area: 'city',
      step: 'PT1M',
      window: [NOW, NOW + MINUTE],
      value: 7,
      observedAt: NOW,
      freshness: 'live',
      coverage: { reported: 3, expected: 3 },
      revision: 1,
    })
    expect(commits).toHaveLength(1)
    expect(commits[0]?.revised).toHaveLength(6)
    expect(hub.commitsSince(0)).toEqual(commits)
  })

  it('acknowledges only what the record has', async () => {
    const hub = await hubOf([CALLS])
    await send(hub, [row('a', 1)])
    expect(store.said).toHaveLength(1)
  })

  it('keeps good rows beside bad ones, and numbers the bad ones as the sender does', async () => {
    const hub = await hubOf([CALLS])
    const rows = [row('a', 1), 'rubbish', row('nowhere', 1), row('b', 2)]
    const answer = await send(hub, rows, { firstIndex: 100 })
    expect(answer).toMatchObject({ accepted: 2, rejectedCount: 2 })
    expect(answer.rejected.map(({ index, code }) => [index, code])).toEqual([
      [101, 'row/not-an-object'],
      [102, 'row/area-unknown'],
    ])
  })

  it('lists at most a thousand rejections and counts all of them', async () => {
    const hub = await hubOf([CALLS])
    const answer = await send(hub, [...Array.from({ length: 1500 }, () => null), row('a', 1)])
    expect(answer).toMatchObject({ accepted: 1, rejectedCount: 1500 })
    expect(answer.rejected).toHaveLength(1000)
  })

  it('lets others have a turn while a large request is worked on', async () => {
    let turns = 0
    const hub = await hubOf([CALLS], {
      rest: async () => {
        turns += 1
      },
    })
    const rows = Array.from({ length: 5000 }, (_, index) => row('a', 1, NOW - index * MINUTE))
    await send(hub, rows)
    await hub.idle()
    expect(turns).toBeGreaterThan(10)
  })
})

describe('duplicates, corrections and conflicts', () => {
  it('tells a figure once however often it is said, in one request and after a restart', async () => {
    const hub = await hubOf([CALLS])
    expect(await send(hub, [row('a', 1), row('a', 1)])).toMatchObject({ accepted: 1, duplicates: 1 })
    expect(await send(hub, [row('a', 1)])).toMatchObject({ accepted: 0, duplicates: 1 })
    await hub.idle()
    expect(hub.revision()).toBe(1)
    const again = await hubOf([CALLS])
    expect(await send(again, [row('a', 1)])).toMatchObject({ accepted: 0, duplicates: 1 })
    expect(store.said).toHaveLength(1)
  })

  it('shows the figure said last for a time, and keeps both', async () => {
    const hub = await hubOf([CALLS])
    expect(await send(hub, [row('a', 1), row('a', 5)])).toMatchObject({ accepted: 1, corrections: 1 })
    expect(await send(hub, [row('a', 3)])).toMatchObject({ corrections: 1 })
    await hub.idle()
    expect(hub.latest('calls.made@a/PT1M').value).toBe(3)
    expect(store.said.map(({ value }) => value)).toEqual([1, 5, 3])
  })

  it('never shows what a second source says of a figure', async () => {
    const hub = await hubOf([CALLS])
    await send(hub, [row('a', 1)])
    expect(await send(hub, [row('a', 900), row('a', 901), row('a', 901), row('b', 2)], { source: 2 })).toMatchObject({
      accepted: 1,
      duplicates: 1,
      conflicts: 2,
    })
    await hub.idle()
    expect(hub.latest('calls.made@a/PT1M').value).toBe(1)
    expect(hub.latest('calls.made@b/PT1M').value).toBe(2)
    expect(store.said.filter(({ standing }) => standing === 'conflict')).toHaveLength(2)
  })

  it('leaves a figure with its first source after a restart', async () => {
    await settled(await hubOf([CALLS]), [row('a', 1)])
    const hub = await hubOf([CALLS])
    expect(await send(hub, [row('a', 900, NOW + MINUTE)], { source: 2 })).toMatchObject({ conflicts: 1 })
  })
})

describe('a long history', () => {
  it('passes years in which nothing was said, and loses nothing on either side of them', async () => {
    const hub = await hubOf([CALLS])
    const long = 11 * 366 * 24 * 60 * MINUTE
    const minutes = Array.from({ length: 6_000 }, (_, index) => row('a', 1, NOW - long + index * MINUTE))
    await send(hub, minutes)
    await send(hub, [row('a', 5)])
    await hub.idle()
    const years = await hub.history({ metric: 'calls.made', area: 'a', from: NOW - long, to: NOW + 1, step: 'P1Y' })
    expect(years.map(({ value }) => value)).toEqual([6_000, 5])
  })
})

describe('a figure handed to another source', () => {
  it('is what the new one says from then on; what it said before stays a conflict, and the old one makes conflicts', async () => {
    const hub = await hubOf([CALLS])
    await send(hub, [row('a', 1)])
    await send(hub, [row('a', 900)], { source: 2 })
    const handed = [{ metric: 'calls.made', area: 'a', source: 2 }]
    store.authorities = async () => handed
    hub.handedOver()
    expect(await send(hub, [row('a', 7, NOW + MINUTE)], { source: 2 })).toMatchObject({ accepted: 1, conflicts: 0 })
    expect(await send(hub, [row('a', 3, NOW + MINUTE)])).toMatchObject({ accepted: 0, conflicts: 1 })
    await hub.idle()
    expect(hub.latest('calls.made@a/PT1M').value).toBe(7)
    const [before] = await hub.history({ metric: 'calls.made', area: 'a', from: NOW, to: NOW + 1, step: 'PT1M' })
    expect(before?.value).toBe(1)
  })
})

describe('roll-up', () => {
  it('makes 1 of 1 and 50 of 100 half of all, not three quarters', async () => {
    const hub = await hubOf([ANSWERED])
    await settled(hub, [parts('a', 1, 1), parts('b', 50, 100)])
    expect(hub.latest('calls.answered@a/PT1M').value).toBe(100)
    expect(hub.latest('calls.answered@b/PT1M').value).toBe(50)
    const east = hub.latest('calls.answered@east/PT1M')
    expect(east.value).toBe(5100 / 101)
    expect(east).toMatchObject({ numerator: 51, denominator: 101 })
  })

  it('shows null where there is nothing to divide by, and lets it weigh nothing above', async () => {
    const hub = await hubOf([ANSWERED])
    await settled(hub, [parts('a', 0, 0), parts('b', 1, 4)])
    expect(hub.latest('calls.answered@a/PT1M')).toMatchObject({ value: null, numerator: 0, denominator: 0, freshness: 'live' })
    expect(hub.latest('calls.answered@east/PT1M')).toMatchObject({ value: 25, coverage: { reported: 2, expected: 2 } })
  })

  it('counts bare values of a mean as one each, beside weighted ones', async () => {
    const wait = metric('calls.wait', { rollUp: { area: 'mean', time: 'mean' }, kind: 'gauge' })
    const hub = await hubOf([wait])
    await settled(hub, [
      { metric: 'calls.wait', area: 'a', time: iso(NOW), value: 10 },
      { metric: 'calls.wait', area: 'b', time: iso(NOW), numerator: 90, denominator: 3 },
    ])
    expect(hub.latest('calls.wait@east/PT1M').value).toBe(25)
  })

  it('never takes a missing member for zero, and says who is missing', async () => {
    const low = metric('river.low', { rollUp: { area: 'min', time: 'min' }, kind: 'gauge' })
    const hub = await hubOf([low, CALLS])
    await settled(hub, [{ metric: 'river.low', area: 'a', time: iso(NOW), value: 3 }, row('a', 3)])
    expect(hub.latest('river.low@city/PT1M')).toMatchObject({ value: 3, coverage: { reported: 1, expected: 3 } })
    expect(hub.latest('calls.made@city/PT1M')).toMatchObject({ value: 3, coverage: { reported: 1, expected: 3 } })
    expect(hub.latest('calls.made@west/PT1M')).toEqual({
      metric: 'calls.made',
      area: 'west',
      step: 'PT1M',
      window: null,
      value: null,
      observedAt: null,
      freshness: 'empty',
      coverage: { reported: 0, expected: 1 },
      revision: 0,
    })
  })

  it('lets an overlapping area join extremes only, and misses it nowhere', async () => {
    const areas: Area[] = [...SMALL_AREAS, area('port', 'town', 'west', { overlaps: true }), area('quay', 'community', 'port')]
    const heat = metric('air.heat', { rollUp: { area: 'max', time: 'max' }, kind: 'gauge' })
    const quays = metric('ships.moored', { level: 'community', areas: ['quay', 'a'] })
    const hub = await hubOf([CALLS, heat, quays], { areas })
    await settled(hub, [
      ...['a', 'b', 'c', 'port'].flatMap((code, index) => [
        row(code, index + 1),
        { metric: 'air.heat', area: code, time: iso(NOW), value: 10 * (index + 1) },
      ]),
      { metric: 'ships.moored', area: 'quay', time: iso(NOW), value: 5 },
    ])
    expect(hub.latest('calls.made@west/PT1M')).toMatchObject({ value: 3, coverage: { reported: 1, expected: 1 } })
    expect(hub.latest('calls.made@port/PT1M')).toMatchObject({ value: 4, coverage: { reported: 1, expected: 1 } })
    expect(hub.latest('air.heat@city/PT1M')).toMatchObject({ value: 40, coverage: { reported: 3, expected: 3 } })
    expect(hub.latest('ships.moored@port/PT1M').value).toBe(5)
    expect(hub.latest('ships.moored@west/PT1M').value).toBeNull()
  })

  it('re-opens the window of a late row, up to the root', async () => {
    const hub = await hubOf([CALLS])
    await settled(hub, [row('a', 1), row('b', 2), row('c', 4), row('a', 1, NOW - HOUR)])
    await settled(hub, [row('b', 2, NOW - HOUR)])
    const [early] = await hub.history({ metric: 'calls.made', area: 'city', from: NOW - HOUR, to: NOW, step: 'PT1M' })
    expect(early).toMatchObject({ value: 3, coverage: { reported: 2, expected: 3 }, revision: 2 })
  })

  it('adds up the census of Shanghai time to the last person', async () => {
    const census = metric('population.census', {
      period: 'P1Y',
      kind: 'gauge',
      rollUp: { area: 'sum', time: 'last' },
      range: [0, 1e8],
    })
    const hub = await hubOf([census])
    const said = [1_234_567, 7_654_321, 1_577_737].map((value, index) => ({
      metric: census.id,
      area: ['a', 'b', 'c'][index],
      time: '2020-11-01T00:00:00+08:00',
      value,
    }))
    await settled(hub, said)
    expect(hub.latest('population.census@city/P1Y')).toMatchObject({
      value: 10_466_625,
      window: [Date.parse('2020-01-01T00:00:00+08:00'), Date.parse('2021-01-01T00:00:00+08:00')],
    })
  })
})

describe('what is shown as newest', () => {
  it('does not let a sum fall and rise while its towns report', async () => {
    const hub = await hubOf([CALLS])
    await settled(hub, [row('a', 1), row('b', 2), row('c', 4)])
    now = NOW + MINUTE + 5 * SECOND
    await settled(hub, [row('a', 10, NOW + MINUTE)])
    expect(hub.latest('calls.made@city/PT1M').value).toBe(7)
    expect(hub.latest('calls.made@a/PT1M').value).toBe(10)
    await settled(hub, [row('b', 20, NOW + MINUTE), row('c', 40, NOW + MINUTE)])
    expect(hub.latest('calls.made@city/PT1M').value).toBe(70)
  })

  it('shows a window without the missing ones half a minute after its end, and tells readers so', async () => {
    const hub = await hubOf([CALLS])
    await settled(hub, [row('a', 1), row('b', 2), row('c', 4)])
    now = NOW + MINUTE
    await settled(hub, [row('a', 10, now), row('b', 20, now)])
    now = NOW + 2 * MINUTE + 30 * SECOND - 1
    await hub.tick()
    expect(hub.latest('calls.made@city/PT1M').value).toBe(7)
    const commits = commitsOf(hub)
    now += 1
    await hub.tick()
    const city = hub.latest('calls.made@city/PT1M')
    expect(city).toMatchObject({ value: 30, coverage: { reported: 2, expected: 3 } })
    expect(commits.flatMap(({ latest }) => latest)).toContainEqual(city)
    expect(store.events.at(-1)).toMatchObject({ kind: 'settled', body: [{ metric: 'calls.made', start: NOW + MINUTE }] })
  })

  it('shows the newest window that has anything while none is settled', async () => {
    const hub = await hubOf([CALLS])
    await settled(hub, [row('a', 1), row('a', 2, NOW + MINUTE)])
    expect(hub.latest('calls.made@city/PT1M')).toMatchObject({ value: 2, coverage: { reported: 1, expected: 3 } })
  })

  it('is the same after a restart, however far a feed runs ahead and however old the last whole window is', async () => {
    const fast = metric('calls.made', { period: 'PT10S' })
    const hub = await hubOf([fast])
    await settled(hub, [row('a', 1, NOW - 9 * DAY), row('b', 1, NOW - 9 * DAY), row('c', 1, NOW - 9 * DAY)])
    await settled(
      hub,
      Array.from({ length: 31 }, (_, window) => row('a', 2, NOW + window * 10 * SECOND)),
    )
    const city = hub.latest('calls.made@city/PT10S')
    expect(city.value).toBe(3)
    expect((await hubOf([fast])).latest('calls.made@city/PT10S')).toEqual(city)
  })

  it('leaves what is live alone while years of history come in', async () => {
    const hub = await hubOf([CALLS])
    await settled(hub, [row('a', 1), row('b', 2), row('c', 4)])
    const before = hub.latest('calls.made@city/PT1M')
    const commits = commitsOf(hub)
    await settled(
      hub,
      Array.from({ length: 500 }, (_, day) => row('a', 1, NOW - (day + 1) * DAY)),
    )
    expect(hub.latest('calls.made@city/PT1M')).toEqual(before)
    expect(commits.flatMap(({ latest }) => latest)).toEqual([])
    expect(commits.flatMap(({ revised }) => revised)).toHaveLength(1500)
  })
})

describe('running totals', () => {
  it('adds up the day so far, open windows included', async () => {
    const hub = await hubOf([CALLS_TODAY])
    await settled(hub, [
      row('a', 1, NOW - 3 * HOUR),
      row('a', 2, NOW - MINUTE),
      row('b', 4, NOW - MINUTE),
      row('c', 8, NOW - MINUTE),
    ])
    await settled(hub, [row('a', 16, NOW)])
    expect(hub.latest('calls.made@city/P1D')).toEqual({
      metric: 'calls.made',
      area: 'city',
      step: 'P1D',
      window: [MIDNIGHT - DAY, MIDNIGHT],
      value: 31,
      observedAt: NOW,
      freshness: 'live',
      coverage: { reported: 3, expected: 3 },
      revision: 2,
    })
  })

  it('takes late and corrected rows of earlier hours in, but none of yesterday', async () => {
    const hub = await hubOf([CALLS_TODAY])
    await settled(hub, [row('a', 1, NOW), row('a', 5, NOW - 5 * HOUR), row('a', 100, NOW - DAY)])
    await settled(hub, [row('a', 7, NOW - 5 * HOUR), row('b', 2, NOW - 9 * HOUR)])
    expect(hub.latest('calls.made@city/P1D').value).toBe(10)
  })

  it('begins a new day with nothing, not with zero, and tells readers', async () => {
    now = MIDNIGHT - 10 * SECOND
    const hub = await hubOf([CALLS_TODAY])
    await settled(hub, [row('a', 1, now), row('b', 2, now), row('c', 4, now)])
    const commits = commitsOf(hub)
    now = MIDNIGHT
    await hub.tick()
    const total = hub.latest('calls.made@city/P1D')
    expect(total).toMatchObject({
      window: [MIDNIGHT, MIDNIGHT + DAY],
      value: null,
      observedAt: null,
      coverage: { reported: 0, expected: 3 },
    })
    expect(commits.flatMap(({ latest }) => latest)).toContainEqual(total)
    expect(store.events.at(-1)).toMatchObject({ kind: 'opened', body: [{ step: 'P1D', start: MIDNIGHT }] })
    await settled(hub, [row('a', 8, now)])
    expect(hub.latest('calls.made@city/P1D').value).toBe(8)
    expect(hub.latest('calls.made@b/P1D').value).toBeNull()
  })

  it('counts rows of a clock that runs ahead on the day they say', async () => {
    now = MIDNIGHT - 10 * SECOND
    const hub = await hubOf([CALLS_TODAY])
    await settled(hub, [row('a', 1, now), row('a', 2, MIDNIGHT + 5 * SECOND)])
    expect(hub.latest('calls.made@a/P1D').value).toBe(1)
    now = MIDNIGHT + SECOND
    await hub.tick()
    expect(hub.latest('calls.made@a/P1D').value).toBe(2)
  })

  it('is the same after a restart, and the same as the history of the day', async () => {
    const rows = Array.from({ length: 300 }, (_, minute) =>
      row('abc'[minute % 3] as string, (minute % 7) / 10, NOW - minute * 2 * MINUTE),
    )
    const hub = await hubOf([CALLS_TODAY])
    await settled(hub, rows)
    const total = hub.latest('calls.made@city/P1D')
    const again = await hubOf([CALLS_TODAY])
    expect(again.latest('calls.made@city/P1D')).toEqual(total)
    const [day] = await hub.history({ metric: 'calls.made', area: 'city', from: now, to: now + 1, step: 'P1D' })
    expect(day?.value).toBe(total.value)
  })
})

describe('hours of running totals', () => {
  /** Tells which minutes a start reads. */
  function minutesRead(): { from: number; to: number }[] {
    const read: { from: number; to: number }[] = []
    const { loadFrames } = store
    store.loadFrames = (windows) => {
      for (const { metric: id, from, to } of windows) if (id === CALLS.id) read.push({ from, to })
      return loadFrames.call(store, windows)
    }
    return read
  }

  const TEN = NOW - 42 * MINUTE

  async function dayWithHours(): Promise<Hub> {
    const hub = await hubOf([CALLS_TODAY])
    await settled(hub, [row('a', 1, TEN - 2 * HOUR), row('b', 2, TEN - HOUR), row('a', 0.1, TEN - HOUR), row('c', 4, TEN)])
    now += MINUTE
    await hub.tick()
    return hub
  }

  it('are written down when they are over and quiet, so that a start reads few minutes', async () => {
    const hub = await dayWithHours()
    const hours = await store.loadPoints({ metric: 'calls.made/PT1H', areas: ['city'], from: 0, to: now, limit: 100 })
    expect(hours.map(({ windowStart, numerator, reported }) => [windowStart, numerator, reported])).toEqual([
      [TEN - 2 * HOUR, 1, 1],
      [TEN - HOUR, 2.1, 1],
    ])
    const total = hub.latest('calls.made@city/P1D')
    const read = minutesRead()
    const again = await hubOf([CALLS_TODAY])
    expect(again.latest('calls.made@city/P1D').value).toBe(total.value)
    expect(read.filter(({ from, to }) => from < TEN && to > TEN - 2 * HOUR)).toEqual([])
  })

  it('are taken back by a late row with the very revision that changes them, whatever dies then', async () => {
    await dayWithHours()
    const hub = await hubOf([CALLS_TODAY])
    await settled(hub, [row('b', 20, TEN - 30 * MINUTE), row('c', 40, TEN - 2 * HOUR)])
    expect(hub.latest('calls.made@city/P1D').value).toBe(1 + 40 + (0.1 + 2 + 20) + 4)
    for (const wait of [0, MINUTE]) {
      now += wait
      await hub.tick()
      const again = await hubOf([CALLS_TODAY])
      expect(again.latest('calls.made@city/P1D').value).toBe(1 + 40 + (0.1 + 2 + 20) + 4)
      expect(again.latest('calls.made@b/P1D').value).toBe(22)
    }
  })

  it('are written down for all areas of a figure or for none, so that a start never takes one for all', async () => {
    const before = await hubOf([CALLS_TODAY])
    await settled(before, [row('a', 1, TEN - HOUR)])
    const hub = await hubOf([CALLS_TODAY])
    await settled(hub, [row('b', 2, TEN - HOUR)])
    await hub.tick()
    const again = await hubOf([CALLS_TODAY])
    expect(again.latest('calls.made@b/P1D').value).toBe(2)
    expect(again.latest('calls.made@city/P1D').value).toBe(3)
  })

  it('are no figures: nobody is shown them', async () => {
    const hub = await hubOf([CALLS_TODAY])
    const commits = commitsOf(hub)
    await settled(hub, [row('a', 1, TEN - HOUR)])
    const told = commits.length
    now += MINUTE
    await hub.tick()
    expect(commits.slice(told).flatMap(({ revised }) => revised)).toEqual([])
    expect(hub.has('calls.made@city/PT1H')).toBe(false)
  })
})

describe('freshness', () => {
  it('goes from live to late to silent by the promise of the metric itself', async () => {
    const slow = metric('water.level', { kind: 'gauge', rollUp: { area: 'max', time: 'last' }, promise: HOUR })
    const hub = await hubOf([CALLS, slow])
    await settled(hub, [row('a', 1), { metric: 'water.level', area: 'a', time: iso(NOW), value: 2 }])
    const states: string[] = []
    for (const [after] of [
      [2 * MINUTE],
      [2 * MINUTE + 1],
      [6 * MINUTE],
      [6 * MINUTE + 1],
      [HOUR],
      [HOUR + 1],
      [3 * HOUR],
      [3 * HOUR + 1],
    ]) {
      now = NOW + (after as number)
      await hub.tick()
      states.push(`${hub.latest('calls.made@a/PT1M').freshness} ${hub.latest('water.level@city/PT1M').freshness}`)
    }
    expect(states).toEqual([
      'live live',
      'late live',
      'late live',
      'silent live',
      'silent live',
      'silent late',
      'silent late',
      'silent silent',
    ])
  })

  it('makes one event of all figures that change in one tick, and one when they come back', async () => {
    const hub = await hubOf([CALLS])
    await settled(hub, [row('a', 1), row('b', 2)])
    now = NOW + 2 * MINUTE + 1
    await hub.tick()
    await hub.tick()
    await settled(hub, [row('a', 3, now)])
    const events = store.events.filter(({ kind }) => kind === 'freshness').map(({ body }) => body)
    const both = ['calls.made@a/PT1M', 'calls.made@b/PT1M', 'calls.made@east/PT1M', 'calls.made@city/PT1M']
    expect(events.map(sorted)).toEqual([
      { live: [...both].sort() },
      { late: [...both].sort() },
      { live: both.filter((key) => key !== 'calls.made@b/PT1M').sort() },
    ])
  })

  it('is told to readers in the commit of the tick, and nothing is told when nothing changed', async () => {
    const hub = await hubOf([CALLS])
    await settled(hub, [row('c', 1)])
    const commits = commitsOf(hub)
    now = NOW + 2 * MINUTE
    await hub.tick()
    commits.length = 0
    await hub.tick()
    expect(commits).toEqual([])
    now += 1
    await hub.tick()
    expect(commits).toHaveLength(1)
    expect(commits[0]?.latest.map((point) => `${point.area} ${point.freshness}`).sort()).toEqual([
      'c late',
      'city late',
      'west late',
    ])
  })

  it('stays live for a partial sum whose feeds are on time, though its figure waits for the grace', async () => {
    const hub = await hubOf([CALLS])
    for (let minute = 0; minute < 5; minute++) {
      const start = NOW + minute * MINUTE
      for (const second of [1, 29, 30, 31, 59]) {
        now = start + second * SECOND
        if (second === 1) await settled(hub, [row('a', 1, start), row('b', 1, start)])
        await hub.tick()
        expect(hub.latest('calls.made@city/PT1M').freshness).toBe('live')
      }
    }
    expect(hub.latest('calls.made@city/PT1M')).toMatchObject({ window: [NOW + 3 * MINUTE, NOW + 4 * MINUTE], value: 2 })
  })

  it('is told again after a restart, once', async () => {
    await settled(await hubOf([CALLS]), [row('a', 1)])
    now = NOW + HOUR
    const hub = await hubOf([CALLS])
    const commits = commitsOf(hub)
    expect(hub.latest('calls.made@a/PT1M').freshness).toBe('silent')
    await hub.tick()
    await hub.tick()
    expect(commits).toHaveLength(1)
    expect(commits[0]?.latest).toHaveLength(3)
    expect(store.events.at(-1)).toMatchObject({
      kind: 'freshness',
      body: { silent: expect.arrayContaining(['calls.made@a/PT1M']) },
    })
  })
})

describe('a retry with the same key', () => {
  const key = { key: 'k1', bodyHash: 'h1' }

  it('gets the same answer and takes nothing in twice, also after a restart', async () => {
    const hub = await hubOf([CALLS])
    const first = await send(hub, [row('a', 1), null], { idempotency: key })
    expect(await send(hub, [row('a', 1), null], { idempotency: key })).toEqual(first)
    const again = await hubOf([CALLS])
    expect(await send(again, [row('a', 1), null], { idempotency: key })).toEqual(first)
    expect(store.said).toHaveLength(1)
  })

  it('gets the same answer when both come at once', async () => {
    const hub = await hubOf([CALLS])
    const both = await Promise.all([1, 2].map(() => send(hub, [row('a', 1)], { idempotency: key })))
    expect(both[0]).toMatchObject({ accepted: 1 })
    expect(both[1]).toEqual(both[0])
    expect(store.said).toHaveLength(1)
  })

  it('is refused with another body, in the same moment or later, and harms nobody else', async () => {
    const hub = await hubOf([CALLS])
    const [first, other, neighbour] = await Promise.allSettled([
      send(hub, [row('a', 1)], { idempotency: key }),
      send(hub, [row('a', 2)], { idempotency: { ...key, bodyHash: 'h2' } }),
      send(hub, [row('b', 3)]),
    ])
    expect(first.status).toBe('fulfilled')
    expect(other).toMatchObject({ status: 'rejected', reason: { code: 'request/key-reused' } })
    expect(neighbour.status).toBe('fulfilled')
    await expect(send(hub, [row('a', 2)], { idempotency: { ...key, bodyHash: 'h2' } })).rejects.toMatchObject({
      code: 'request/key-reused',
    })
    await hub.idle()
    expect(hub.latest('calls.made@a/PT1M').value).toBe(1)
  })

  it('belongs to its source: another may use the same key', async () => {
    const hub = await hubOf([CALLS])
    await send(hub, [row('a', 1)], { idempotency: key })
    expect(await send(hub, [row('b', 2)], { source: 2, idempotency: { ...key, bodyHash: 'h2' } })).toMatchObject({ accepted: 1 })
  })
})

describe('when the record fails', () => {
  it('refuses the request, has taken nothing in, and goes on when the record is back', async () => {
    const hub = await hubOf([CALLS])
    faulty.fail({ method: 'commitBatches', when: 'before' })
    await expect(send(hub, [row('a', 1)])).rejects.toMatchObject({ code: 'record/unavailable' })
    expect(store.said).toEqual([])
    expect(await send(hub, [row('a', 1)])).toMatchObject({ accepted: 1, duplicates: 0 })
    await hub.idle()
    expect(hub.latest('calls.made@a/PT1M').value).toBe(1)
  })

  it('shows what the record took in though its answer was lost', async () => {
    const hub = await hubOf([CALLS])
    faulty.fail({ method: 'commitBatches', when: 'after' })
    await expect(send(hub, [row('a', 1)])).rejects.toMatchObject({ code: 'record/unavailable' })
    await hub.tick()
    expect(hub.latest('calls.made@a/PT1M').value).toBe(1)
    expect(await send(hub, [row('a', 1)])).toMatchObject({ duplicates: 1 })
  })

  it('brings a revision that failed in with the next tick, once, whether or not the record has it', async () => {
    for (const when of ['before', 'after'] as const) {
      store = memoryStore()
      faulty = new FaultyStore(store)
      const hub = await hubOf([CALLS])
      const commits = commitsOf(hub)
      faulty.fail({ method: 'commitRevision', when })
      expect(await send(hub, [row('a', 1)])).toMatchObject({ accepted: 1 })
      await hub.idle()
      expect(hub.latest('calls.made@a/PT1M').value).toBeNull()
      await hub.tick()
      expect(hub.latest('calls.made@a/PT1M').value).toBe(1)
      expect(commits.map(({ revision }) => revision)).toEqual([1])
      expect(await store.head()).toBe(1)
    }
  })

  it('rolls up at the start what was acknowledged before the crash and not rolled up', async () => {
    const hub = await hubOf([CALLS_TODAY])
    await settled(hub, [row('a', 1), row('b', 2), row('c', 4)])
    faulty.fail({ method: 'commitRevision', when: 'before' })
    await send(hub, [row('a', 10), row('a', 5, NOW - 400 * DAY)])
    await hub.idle()
    faulty.die()
    faulty = new FaultyStore(store)
    const again = await hubOf([CALLS_TODAY])
    expect(again.latest('calls.made@city/PT1M').value).toBe(16)
    expect(again.latest('calls.made@city/P1D').value).toBe(16)
    expect(await store.unrolledBatches()).toEqual([])
    const old = await again.history({
      metric: 'calls.made',
      area: 'city',
      from: NOW - 400 * DAY,
      to: NOW - 399 * DAY,
      step: 'PT1M',
    })
    expect(old.map(({ value }) => value)).toEqual([5])
  })

  it('says once that the record is down and once that it is back', async () => {
    const written: string[] = []
    const hub = await hubOf([CALLS], { log: (level, sentence) => written.push(`${level}: ${sentence}`) })
    for (let count = 0; count < 3; count++) {
      faulty.fail({ method: 'commitBatches', when: 'before' })
      await expect(send(hub, [row('a', 1)])).rejects.toThrow()
    }
    await hub.tick()
    await settled(hub, [row('a', 1)])
    expect(written).toEqual(['warn: The record refuses; the hub tries again.', 'info: The record takes in again.'])
  })

  it('is not stopped by a reader that throws', async () => {
    const errors: string[] = []
    const hub = await hubOf([CALLS], { log: (level, sentence) => errors.push(`${level}: ${sentence}`) })
    hub.onCommit(() => {
      throw new Error('a broken reader')
    })
    const commits = commitsOf(hub)
    await settled(hub, [row('a', 1)])
    await settled(hub, [row('a', 2, NOW + MINUTE)])
    expect(commits).toHaveLength(2)
    expect(errors).toHaveLength(2)
  })
})

describe('readers', () => {
  it('get the commits after the revision they stand at, or learn that they must start anew', async () => {
    const hub = await hubOf([CALLS])
    await settled(hub, [row('a', 1)])
    await settled(hub, [row('a', 2, NOW + MINUTE)])
    expect(hub.commitsSince(0)?.map(({ revision }) => revision)).toEqual([1, 2])
    expect(hub.commitsSince(1)?.map(({ revision }) => revision)).toEqual([2])
    expect(hub.commitsSince(2)).toEqual([])
    expect(hub.commitsSince(3)).toBeUndefined()
    const again = await hubOf([CALLS])
    expect(again.commitsSince(1)).toBeUndefined()
    expect(again.commitsSince(2)).toEqual([])
  })

  it('hear nothing more after they left', async () => {
    const hub = await hubOf([CALLS])
    const heard: Commit[] = []
    const leave = hub.onCommit((commit) => heard.push(commit))
    leave()
    await settled(hub, [row('a', 1)])
    expect(heard).toEqual([])
  })

  it('are refused series that are none, with the reason', async () => {
    const hub = await hubOf([CALLS])
    expect(hub.has('calls.made@city/PT1M')).toBe(true)
    expect(hub.has('calls.made@city/P1D')).toBe(false)
    expect(() => hub.latest('calls.made@city/P1D')).toThrow(Refusal)
    const refusal = (named: NamedSeries) => {
      try {
        return resolveSeries(hub.model, named)
      } catch (fault) {
        return fault
      }
    }
    expect(refusal({ metric: 'calls.made', area: 'city' })).toBe('calls.made@city/PT1M')
    expect(refusal({ metric: 'calls.lost', area: 'city' })).toMatchObject({ code: 'series/unknown-metric' })
    expect(refusal({ metric: 'calls.made', area: 'nowhere' })).toMatchObject({ code: 'series/unknown-area' })
    expect(refusal({ metric: 'calls.made', area: 'city', step: 'P1D' })).toMatchObject({ code: 'series/unknown-step' })
  })

  it('are refused once the hub has stopped', async () => {
    const hub = await hubOf([CALLS])
    await hub.stop()
    await expect(send(hub, [row('a', 1)])).rejects.toMatchObject({ code: 'record/unavailable' })
  })
})

describe('history', () => {
  it('gives every window that has a part in the time asked for, whole, oldest first', async () => {
    const hub = await hubOf([CALLS])
    await settled(hub, [row('a', 1, NOW - 90 * MINUTE), row('a', 2, NOW - 80 * MINUTE), row('a', 4, NOW)])
    const hours = await hub.history({ metric: 'calls.made', area: 'city', from: NOW - HOUR, to: NOW + 1, step: 'PT1H' })
    expect(hours.map(({ window, value, step }) => [window?.[0], value, step])).toEqual([
      [NOW - 102 * MINUTE, 3, 'PT1H'],
      [NOW - 42 * MINUTE, 4, 'PT1H'],
    ])
  })

  it('says the coverage of the least covered window of a longer one', async () => {
    const hub = await hubOf([CALLS])
    await settled(hub, [row('a', 1), row('b', 1), row('c', 1), row('a', 1, NOW + MINUTE)])
    const [day] = await hub.history({ metric: 'calls.made', area: 'city', from: NOW, to: NOW + 1, step: 'P1D' })
    expect(day).toMatchObject({ value: 4, coverage: { reported: 1, expected: 3 } })
  })

  it('divides a longer window last', async () => {
    const hub = await hubOf([ANSWERED])
    await settled(hub, [parts('a', 1, 1), parts('a', 50, 100, NOW + MINUTE)])
    const [day] = await hub.history({ metric: 'calls.answered', area: 'city', from: NOW, to: NOW + 1, step: 'P1D' })
    expect(day?.value).toBe(5100 / 101)
  })

  it('answers as known then', async () => {
    const hub = await hubOf([CALLS])
    await settled(hub, [row('a', 1)])
    await settled(hub, [row('a', 5)])
    const asked = { metric: 'calls.made', area: 'city', from: NOW, to: NOW + 1, step: 'P1D' } as const
    expect((await hub.history({ ...asked, asOf: 1 })).map(({ value, revision }) => [value, revision])).toEqual([[1, 1]])
    expect((await hub.history(asked)).map(({ value, revision }) => [value, revision])).toEqual([[5, 2]])
    expect(await hub.history({ ...asked, asOf: 0 })).toEqual([])
  })

  it('refuses what cannot be answered, with the reason', async () => {
    const daily = metric('pop.daily', { period: 'P1D', kind: 'gauge' })
    const hub = await hubOf([CALLS, daily, metric('city.only', { level: 'city' })])
    const ask = (fields: object) =>
      hub.history({ metric: 'calls.made', area: 'city', from: NOW - DAY, to: NOW, step: 'PT1M', ...fields })
    await expect(ask({ metric: 'calls.lost' })).rejects.toMatchObject({ code: 'series/unknown-metric' })
    await expect(ask({ area: 'nowhere' })).rejects.toMatchObject({ code: 'series/unknown-area' })
    await expect(ask({ metric: 'city.only', area: 'a' })).rejects.toMatchObject({ code: 'series/no-such-level' })
    await expect(ask({ metric: 'pop.daily', step: 'PT1H' })).rejects.toMatchObject({ code: 'series/unknown-step' })
    await expect(ask({ step: 'PT10S' })).rejects.toMatchObject({ code: 'series/unknown-step' })
    expect(await ask({ from: NOW, to: NOW })).toEqual([])
  })

  it('refuses more points than one answer may hold, and folds as many into longer windows', async () => {
    const count = 50_001
    const said = { metric: 'calls.made', area: 'c', numerator: 1, denominator: 1, observedAt: NOW, reported: 1, expected: 1 }
    const points = Array.from({ length: count }, (_, minute) => ({ ...said, windowStart: NOW - (count - minute) * MINUTE }))
    await store.commitRevision({ at: NOW, mark: store.newMark(), points, events: [], rolledBatches: [] })
    const hub = await hubOf([CALLS])
    const span = { metric: 'calls.made', area: 'c', from: NOW - count * MINUTE, to: NOW + 1 } as const
    await expect(hub.history({ ...span, step: 'PT1M' })).rejects.toMatchObject({ code: 'series/too-many' })
    const years = await hub.history({ ...span, step: 'P1Y' })
    expect(years.map(({ value }) => value)).toEqual([count])
  })
})

async function hubOf(
  metrics: readonly Metric[],
  given: { readonly areas?: readonly Area[]; readonly log?: HubLog; readonly rest?: () => Promise<void> } = {},
): Promise<Hub> {
  const { areas, ...parts } = given
  return buildHub({ model: cityModel(catalogue(metrics, areas)), store: faulty.store, clock: () => now, ...parts })
}

function iso(time: number): string {
  return new Date(time).toISOString()
}

function row(code: string, value: number, time = NOW) {
  return { metric: 'calls.made', area: code, time: iso(time), value }
}

function parts(code: string, numerator: number, denominator: number, time = NOW) {
  return { metric: 'calls.answered', area: code, time: iso(time), numerator, denominator }
}

type Sending = Partial<Omit<IngestRequest, 'source' | 'rows'>> & { readonly source?: number }

function send(hub: Hub, rows: readonly unknown[], { source = 1, ...fields }: Sending = {}) {
  return hub.ingest({ source: { id: source, name: `source ${source}` }, receivedAt: now, rows, firstIndex: 0, ...fields })
}

/** Sends rows and waits until readers could see them. */
async function settled(hub: Hub, rows: readonly unknown[]): Promise<void> {
  expect(await send(hub, rows)).toMatchObject({ rejected: [] })
  await hub.idle()
}

function commitsOf(hub: Hub): Commit[] {
  const commits: Commit[] = []
  hub.onCommit((commit) => commits.push(commit))
  return commits
}

function sorted(body: unknown): Record<string, string[]> {
  return Object.fromEntries(Object.entries(body as Record<string, string[]>).map(([name, keys]) => [name, [...keys].sort()]))
}
