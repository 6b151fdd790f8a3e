import { describe, expect, it } from 'vitest'
import type { Snapshot, SocketError } from '#contract/live.ts'
import { pointOf, scriptedHub } from './testing/scripted-hub.ts'
import { testedCity } from './testing/tested-city.ts'

const NORTH = { metric: 'tiny.calls', area: 'north' }
const SOUTH = { metric: 'tiny.calls', area: 'south' }

describe('views', () => {
  it('[P11] a series without a step is the one of the metric’s period', async () => {
    await using city = await testedCity(scriptedHub())
    const screen = await city.connect()
    const bare = await screen.ask<Snapshot>('subscribe', { series: [NORTH] })
    const stepped = await screen.ask<Snapshot>('subscribe', { series: [{ ...NORTH, step: 'PT1M' }] })
    expect(bare.series).toEqual(['tiny.calls@north/PT1M'])
    expect(stepped.view).toBe(bare.view)
  })

  it('[P12] a running total is followed at the headline of its metric', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    const { series } = await screen.ask<Snapshot>('subscribe', { series: [{ ...NORTH, step: 'P1D' }] })
    expect(series).toEqual(['tiny.calls@north/P1D'])
    hub.commit({ latest: [{ ...pointOf('tiny.calls', 'north', 40, 0), step: 'P1D' }] })
    city.tick()
    await screen.settle()
    expect(screen.patches).toMatchObject([{ points: [{ step: 'P1D', value: 40 }] }])
  })

  it.each([
    ['series/unknown-metric', { metric: 'tiny.nope', area: 'north' }],
    ['series/unknown-area', { metric: 'tiny.calls', area: 'nowhere' }],
    ['series/no-such-level', { metric: 'tiny.level', area: 'north' }],
    ['series/unknown-step', { metric: 'tiny.calls', area: 'north', step: 'P1Y' }],
    ['series/unknown-metric', { metric: '__proto__', area: 'north' }],
  ])('[P13] %s refuses the whole request', async (code, wrong) => {
    await using city = await testedCity(scriptedHub())
    const screen = await city.connect()
    expect((await screen.ask<SocketError>('subscribe', { series: [NORTH, wrong] })).error.code).toBe(code)
    expect(city.live.stats().rooms).toBe(0)
  })

  it('[P14] mode and encoding default to latest and json', async () => {
    await using city = await testedCity(scriptedHub())
    const screen = await city.connect()
    const bare = await screen.ask<Snapshot>('subscribe', { series: [NORTH] })
    const named = await screen.ask<Snapshot>('subscribe', { series: [NORTH], mode: 'latest', encoding: 'json' })
    expect(named.view).toBe(bare.view)
    expect(Array.isArray(bare.points)).toBe(true)
  })

  it('[P15] a snapshot says which view, epoch, revision, time, series and points it is', async () => {
    const hub = scriptedHub()
    hub.say('tiny.calls', 'north', 3)
    await using city = await testedCity(hub)
    const snapshot = await (await city.connect()).ask<Snapshot>('subscribe', { series: [NORTH] })
    expect(snapshot).toEqual({
      view: expect.any(String),
      epoch: 'epoch-1',
      revision: 1,
      at: city.now(),
      series: ['tiny.calls@north/PT1M'],
      points: [{ ...pointOf('tiny.calls', 'north', 3, 0), revision: 1 }],
    })
  })

  it('[P16] series are told once each, sorted', async () => {
    await using city = await testedCity(scriptedHub())
    const series = [SOUTH, { metric: 'tiny.people', area: 'city' }, NORTH, SOUTH, { ...NORTH, step: 'P1D' }]
    const snapshot = await (await city.connect()).ask<Snapshot>('subscribe', { series })
    expect(snapshot.series).toEqual([
      'tiny.calls@north/P1D',
      'tiny.calls@north/PT1M',
      'tiny.calls@south/PT1M',
      'tiny.people@city/PT1M',
    ])
  })

  it('[P17] the same question has the same view on every socket, and another question has another', async () => {
    await using city = await testedCity(scriptedHub())
    const one = await city.connect()
    const other = await city.connect()
    const ask = async (screen: typeof one, request: object) => (await screen.ask<Snapshot>('subscribe', request)).view
    const view = await ask(one, { series: [NORTH, SOUTH] })
    expect(await ask(other, { series: [SOUTH, NORTH, SOUTH] })).toBe(view)
    expect(city.live.stats()).toMatchObject({ rooms: 1, subscriptions: 2 })
    const different = [
      { series: [NORTH] },
      { series: [NORTH, SOUTH], mode: 'every' },
      { series: [NORTH, SOUTH], encoding: 'binary' },
    ]
    for (const request of different) expect(await ask(other, request)).not.toBe(view)
  })

  it('[P18] a snapshot has a point for every series, empty ones included, in their order', async () => {
    const hub = scriptedHub()
    hub.say('tiny.calls', 'south', 3)
    await using city = await testedCity(hub)
    const snapshot = await (await city.connect()).ask<Snapshot>('subscribe', { series: [SOUTH, NORTH] })
    expect(snapshot.points).toMatchObject([
      { area: 'north', value: null, freshness: 'empty' },
      { area: 'south', value: 3 },
    ])
  })

  it('[P19] what a snapshot tells ahead of its revision is told again by the patch that follows', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const early = await city.connect()
    await early.ask('subscribe', { series: [NORTH] })
    hub.say('tiny.calls', 'north', 3)
    city.advance(1_000)
    const late = await city.connect()
    const snapshot = await late.ask<Snapshot>('subscribe', { series: [NORTH] })
    expect(snapshot).toMatchObject({ revision: 0, points: [{ value: 3, revision: 1 }] })
    city.tick()
    await late.settle()
    expect(late.patches).toMatchObject([{ from: 0, to: 1, points: [{ value: 3, revision: 1 }] }])
  })

  it('[P19] whoever comes within a second is given the same snapshot, and the patches made since', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const told: unknown[] = []
    for (let revision = 1; revision <= 9; revision++) {
      hub.say('tiny.calls', 'north', revision)
      city.tick()
      const late = await city.connect()
      const snapshot = await late.ask<Snapshot>('subscribe', { series: [NORTH] })
      city.tick(0)
      await late.settle()
      const chain = [snapshot.revision, ...late.patches.flatMap(({ from, to }) => [from, to])]
      expect(chain.filter((_, index) => index % 2 === 0)).toEqual([...chain.filter((_, index) => index % 2 === 1), revision])
      const newest = late.patches.at(-1)?.points ?? snapshot.points
      expect(newest).toMatchObject([{ value: revision }])
      told.push(snapshot.revision)
    }
    expect(told).toEqual([1, 1, 1, 1, 5, 5, 5, 5, 9])
    expect(city.live.stats()).toMatchObject({ snapshots: 9, snapshotsMade: 3 })
  })

  it('[P20] subscribing twice gives a second snapshot and no second patch', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    await screen.ask('subscribe', { series: [NORTH] })
    hub.say('tiny.calls', 'north', 3)
    city.tick()
    expect(await screen.ask<Snapshot>('subscribe', { series: [NORTH] })).toMatchObject({ revision: 1, points: [{ value: 3 }] })
    hub.say('tiny.calls', 'north', 4)
    city.tick()
    await screen.settle()
    expect(screen.patches).toMatchObject([
      { from: 0, to: 1 },
      { from: 1, to: 2 },
    ])
    expect(city.live.stats().subscriptions).toBe(1)
  })

  it('[P21] an ended view is silent; the others go on until all are ended', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    const north = await screen.ask<Snapshot>('subscribe', { series: [NORTH] })
    const south = await screen.ask<Snapshot>('subscribe', { series: [SOUTH] })
    expect(await screen.ask('unsubscribe', { view: north.view })).toEqual({ view: north.view })
    hub.say('tiny.calls', 'north', 3)
    hub.say('tiny.calls', 'south', 3)
    city.tick()
    await screen.settle()
    expect(screen.patches.map(({ view }) => view)).toEqual([south.view])
    expect(await screen.ask('unsubscribe', {})).toEqual({})
    expect(await screen.ask('unsubscribe')).toEqual({})
    expect(city.live.stats()).toMatchObject({ rooms: 0, subscriptions: 0 })
  })

  it('[P22] a view the socket does not have cannot be ended, another socket’s included', async () => {
    await using city = await testedCity(scriptedHub())
    const owner = await city.connect()
    const { view } = await owner.ask<Snapshot>('subscribe', { series: [NORTH] })
    const { error } = await (await city.connect()).ask<SocketError>('unsubscribe', { view })
    expect(error.code).toBe('live/view-unknown')
    expect(city.live.stats().subscriptions).toBe(1)
  })
})
