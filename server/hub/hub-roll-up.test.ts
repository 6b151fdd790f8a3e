import { beforeEach, describe, expect, it } from 'vitest'
import type { Area } from '#contract/area.ts'
import type { Hub } from './hub-port.ts'
import {
  ANSWERED,
  CALLS,
  CALLS_TODAY,
  commitsOf,
  DAY,
  HOUR,
  HubGround,
  iso,
  MIDNIGHT,
  MINUTE,
  NOW,
  parts,
  row,
  SECOND,
} from './testing/hub-ground.ts'
import { area, metric, SMALL_AREAS } from './testing/small-city.ts'

let ground: HubGround

beforeEach(() => {
  ground = new HubGround()
})

describe('roll-up', () => {
  it('makes 1 of 1 and 50 of 100 half of all, not three quarters', async () => {
    const hub = await ground.hubOf([ANSWERED])
    await ground.settled(hub, [parts('a', 1, 1), parts('b', 50, 100)])
    expect(hub.latest('calls.answered@a/PT1M').value).toBe(100)
    expect(hub.latest('calls.answered@b/PT1M').value).toBe(50)
    const east = hub.latest('calls.answered@east/PT1M')
    expect(east.value).toBe(5100 / 101)
    expect(east).toMatchObject({ numerator: 51, denominator: 101 })
  })

  it('shows null where there is nothing to divide by, and lets it weigh nothing above', async () => {
    const hub = await ground.hubOf([ANSWERED])
    await ground.settled(hub, [parts('a', 0, 0), parts('b', 1, 4)])
    expect(hub.latest('calls.answered@a/PT1M')).toMatchObject({ value: null, numerator: 0, denominator: 0, freshness: 'live' })
    expect(hub.latest('calls.answered@east/PT1M')).toMatchObject({ value: 25, coverage: { reported: 2, expected: 2 } })
  })

  it('counts bare values of a mean as one each, beside weighted ones', async () => {
    const wait = metric('calls.wait', { rollUp: { area: 'mean', time: 'mean' }, kind: 'gauge' })
    const hub = await ground.hubOf([wait])
    await ground.settled(hub, [
      { metric: 'calls.wait', area: 'a', time: iso(NOW), value: 10 },
      { metric: 'calls.wait', area: 'b', time: iso(NOW), numerator: 90, denominator: 3 },
    ])
    expect(hub.latest('calls.wait@east/PT1M').value).toBe(25)
  })

  it('never takes a missing member for zero, and says who is missing', async () => {
    const low = metric('river.low', { rollUp: { area: 'min', time: 'min' }, kind: 'gauge' })
    const hub = await ground.hubOf([low, CALLS])
    await ground.settled(hub, [{ metric: 'river.low', area: 'a', time: iso(NOW), value: 3 }, row('a', 3)])
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
    const hub = await ground.hubOf([CALLS, heat, quays], { areas })
    await ground.settled(hub, [
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
    const hub = await ground.hubOf([CALLS])
    await ground.settled(hub, [row('a', 1), row('b', 2), row('c', 4), row('a', 1, NOW - HOUR)])
    await ground.settled(hub, [row('b', 2, NOW - HOUR)])
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
    const hub = await ground.hubOf([census])
    const said = [1_234_567, 7_654_321, 1_577_737].map((value, index) => ({
      metric: census.id,
      area: ['a', 'b', 'c'][index],
      time: '2020-11-01T00:00:00+08:00',
      value,
    }))
    await ground.settled(hub, said)
    expect(hub.latest('population.census@city/P1Y')).toMatchObject({
      value: 10_466_625,
      window: [Date.parse('2020-01-01T00:00:00+08:00'), Date.parse('2021-01-01T00:00:00+08:00')],
    })
  })
})

describe('what is shown as newest', () => {
  it('does not let a sum fall and rise while its towns report', async () => {
    const hub = await ground.hubOf([CALLS])
    await ground.settled(hub, [row('a', 1), row('b', 2), row('c', 4)])
    ground.now = NOW + MINUTE + 5 * SECOND
    await ground.settled(hub, [row('a', 10, NOW + MINUTE)])
    expect(hub.latest('calls.made@city/PT1M').value).toBe(7)
    expect(hub.latest('calls.made@a/PT1M').value).toBe(10)
    await ground.settled(hub, [row('b', 20, NOW + MINUTE), row('c', 40, NOW + MINUTE)])
    expect(hub.latest('calls.made@city/PT1M').value).toBe(70)
  })

  it('shows a window without the missing ones half a minute after its end, and tells readers so', async () => {
    const hub = await ground.hubOf([CALLS])
    await ground.settled(hub, [row('a', 1), row('b', 2), row('c', 4)])
    ground.now = NOW + MINUTE
    await ground.settled(hub, [row('a', 10, ground.now), row('b', 20, ground.now)])
    ground.now = NOW + 2 * MINUTE + 30 * SECOND - 1
    await hub.tick()
    expect(hub.latest('calls.made@city/PT1M').value).toBe(7)
    const commits = commitsOf(hub)
    ground.now += 1
    await hub.tick()
    const city = hub.latest('calls.made@city/PT1M')
    expect(city).toMatchObject({ value: 30, coverage: { reported: 2, expected: 3 } })
    expect(commits.flatMap(({ latest }) => latest)).toContainEqual(city)
    expect(ground.store.events.at(-1)).toMatchObject({ kind: 'settled', body: [{ metric: 'calls.made', start: NOW + MINUTE }] })
  })

  it('shows the newest window that has anything while none is settled', async () => {
    const hub = await ground.hubOf([CALLS])
    await ground.settled(hub, [row('a', 1), row('a', 2, NOW + MINUTE)])
    expect(hub.latest('calls.made@city/PT1M')).toMatchObject({ value: 2, coverage: { reported: 1, expected: 3 } })
  })

  it('is the same after a restart, however far a feed runs ahead and however old the last whole window is', async () => {
    const fast = metric('calls.made', { period: 'PT10S' })
    const hub = await ground.hubOf([fast])
    await ground.settled(hub, [row('a', 1, NOW - 9 * DAY), row('b', 1, NOW - 9 * DAY), row('c', 1, NOW - 9 * DAY)])
    await ground.settled(
      hub,
      Array.from({ length: 31 }, (_, window) => row('a', 2, NOW + window * 10 * SECOND)),
    )
    const city = hub.latest('calls.made@city/PT10S')
    expect(city.value).toBe(3)
    expect((await ground.hubOf([fast])).latest('calls.made@city/PT10S')).toEqual(city)
  })

  it('leaves what is live alone while years of history come in', async () => {
    const hub = await ground.hubOf([CALLS])
    await ground.settled(hub, [row('a', 1), row('b', 2), row('c', 4)])
    const before = hub.latest('calls.made@city/PT1M')
    const commits = commitsOf(hub)
    await ground.settled(
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
    const hub = await ground.hubOf([CALLS_TODAY])
    await ground.settled(hub, [
      row('a', 1, NOW - 3 * HOUR),
      row('a', 2, NOW - MINUTE),
      row('b', 4, NOW - MINUTE),
      row('c', 8, NOW - MINUTE),
    ])
    await ground.settled(hub, [row('a', 16, NOW)])
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
    const hub = await ground.hubOf([CALLS_TODAY])
    await ground.settled(hub, [row('a', 1, NOW), row('a', 5, NOW - 5 * HOUR), row('a', 100, NOW - DAY)])
    await ground.settled(hub, [row('a', 7, NOW - 5 * HOUR), row('b', 2, NOW - 9 * HOUR)])
    expect(hub.latest('calls.made@city/P1D').value).toBe(10)
  })

  it('begins a new day with nothing, not with zero, and tells readers', async () => {
    ground.now = MIDNIGHT - 10 * SECOND
    const hub = await ground.hubOf([CALLS_TODAY])
    await ground.settled(hub, [row('a', 1, ground.now), row('b', 2, ground.now), row('c', 4, ground.now)])
    const commits = commitsOf(hub)
    ground.now = MIDNIGHT
    await hub.tick()
    const total = hub.latest('calls.made@city/P1D')
    expect(total).toMatchObject({
      window: [MIDNIGHT, MIDNIGHT + DAY],
      value: null,
      observedAt: null,
      coverage: { reported: 0, expected: 3 },
    })
    expect(commits.flatMap(({ latest }) => latest)).toContainEqual(total)
    expect(ground.store.events.at(-1)).toMatchObject({ kind: 'opened', body: [{ step: 'P1D', start: MIDNIGHT }] })
    await ground.settled(hub, [row('a', 8, ground.now)])
    expect(hub.latest('calls.made@city/P1D').value).toBe(8)
    expect(hub.latest('calls.made@b/P1D').value).toBeNull()
  })

  it('counts rows of a clock that runs ahead on the day they say', async () => {
    ground.now = MIDNIGHT - 10 * SECOND
    const hub = await ground.hubOf([CALLS_TODAY])
    await ground.settled(hub, [row('a', 1, ground.now), row('a', 2, MIDNIGHT + 5 * SECOND)])
    expect(hub.latest('calls.made@a/P1D').value).toBe(1)
    ground.now = MIDNIGHT + SECOND
    await hub.tick()
    expect(hub.latest('calls.made@a/P1D').value).toBe(2)
  })

  it('is the same after a restart, and the same as the history of the day', async () => {
    const rows = Array.from({ length: 300 }, (_, minute) =>
      row('abc'[minute % 3] as string, (minute % 7) / 10, NOW - minute * 2 * MINUTE),
    )
    const hub = await ground.hubOf([CALLS_TODAY])
    await ground.settled(hub, rows)
    const total = hub.latest('calls.made@city/P1D')
    const again = await ground.hubOf([CALLS_TODAY])
    expect(again.latest('calls.made@city/P1D')).toEqual(total)
    const [day] = await hub.history({ metric: 'calls.made', area: 'city', from: ground.now, to: ground.now + 1, step: 'P1D' })
    expect(day?.value).toBe(total.value)
  })
})

describe('hours of running totals', () => {
  /** Tells which minutes a start reads. */
  function minutesRead(): { from: number; to: number }[] {
    const read: { from: number; to: number }[] = []
    const { loadFrames } = ground.store
    ground.store.loadFrames = (windows) => {
      for (const { metric: id, from, to } of windows) if (id === CALLS.id) read.push({ from, to })
      return loadFrames.call(ground.store, windows)
    }
    return read
  }

  const TEN = NOW - 42 * MINUTE

  async function dayWithHours(): Promise<Hub> {
    const hub = await ground.hubOf([CALLS_TODAY])
    await ground.settled(hub, [row('a', 1, TEN - 2 * HOUR), row('b', 2, TEN - HOUR), row('a', 0.1, TEN - HOUR), row('c', 4, TEN)])
    ground.now += MINUTE
    await hub.tick()
    return hub
  }

  it('are written down when they are over and quiet, so that a start reads few minutes', async () => {
    const hub = await dayWithHours()
    const hours = await ground.store.loadPoints({ metric: 'calls.made/PT1H', areas: ['city'], from: 0, to: ground.now, limit: 100 })
    expect(hours.map(({ windowStart, numerator, reported }) => [windowStart, numerator, reported])).toEqual([
      [TEN - 2 * HOUR, 1, 1],
      [TEN - HOUR, 2.1, 1],
    ])
    const total = hub.latest('calls.made@city/P1D')
    const read = minutesRead()
    const again = await ground.hubOf([CALLS_TODAY])
    expect(again.latest('calls.made@city/P1D').value).toBe(total.value)
    expect(read.filter(({ from, to }) => from < TEN && to > TEN - 2 * HOUR)).toEqual([])
  })

  it('are taken back by a late row with the very revision that changes them, whatever dies then', async () => {
    await dayWithHours()
    const hub = await ground.hubOf([CALLS_TODAY])
    await ground.settled(hub, [row('b', 20, TEN - 30 * MINUTE), row('c', 40, TEN - 2 * HOUR)])
    expect(hub.latest('calls.made@city/P1D').value).toBe(1 + 40 + (0.1 + 2 + 20) + 4)
    for (const wait of [0, MINUTE]) {
      ground.now += wait
      await hub.tick()
      const again = await ground.hubOf([CALLS_TODAY])
      expect(again.latest('calls.made@city/P1D').value).toBe(1 + 40 + (0.1 + 2 + 20) + 4)
      expect(again.latest('calls.made@b/P1D').value).toBe(22)
    }
  })

  it('are written down for all areas of a figure or for none, so that a start never takes one for all', async () => {
    const before = await ground.hubOf([CALLS_TODAY])
    await ground.settled(before, [row('a', 1, TEN - HOUR)])
    const hub = await ground.hubOf([CALLS_TODAY])
    await ground.settled(hub, [row('b', 2, TEN - HOUR)])
    await hub.tick()
    const again = await ground.hubOf([CALLS_TODAY])
    expect(again.latest('calls.made@b/P1D').value).toBe(2)
    expect(again.latest('calls.made@city/P1D').value).toBe(3)
  })

  it('are no figures: nobody is shown them', async () => {
    const hub = await ground.hubOf([CALLS_TODAY])
    const commits = commitsOf(hub)
    await ground.settled(hub, [row('a', 1, TEN - HOUR)])
    const told = commits.length
    ground.now += MINUTE
    await hub.tick()
    expect(commits.slice(told).flatMap(({ revised }) => revised)).toEqual([])
    expect(hub.has('calls.made@city/PT1H')).toBe(false)
  })
})
