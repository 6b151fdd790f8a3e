import { describe, expect, it } from 'vitest'
import type { Snapshot } from '#contract/live.ts'
import { pointOf, scriptedHub, TINY_MIDNIGHT } from './testing/scripted-hub.ts'
import { testedCity } from './testing/tested-city.ts'

const NORTH = { metric: 'tiny.calls', area: 'north' }

describe('patches', () => {
  it('[P23] a change is told with its view, its revisions, the time and the points', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    const { view } = await screen.ask<Snapshot>('subscribe', { series: [NORTH] })
    hub.say('tiny.calls', 'north', 3)
    city.tick()
    await screen.settle()
    const points = [{ ...pointOf('tiny.calls', 'north', 3, 0), revision: 1 }]
    expect(screen.patches).toEqual([{ view, epoch: 'epoch-1', from: 0, to: 1, at: city.now(), points }])
  })

  it('[P24] each patch begins where the one before it ended, whatever other views see', async () => {
    const hub = scriptedHub({ from: 40 })
    await using city = await testedCity(hub)
    const screen = await city.connect()
    const snapshot = await screen.ask<Snapshot>('subscribe', { series: [NORTH] })
    for (const area of ['south', 'north', 'west', 'north', 'south', 'south', 'north']) {
      hub.say('tiny.calls', area, 1)
      city.tick()
      await screen.settle()
    }
    expect([snapshot.revision, ...screen.patches.flatMap(({ from, to }) => [from, to])]).toEqual([40, 40, 42, 42, 44, 44, 47])
  })

  it('[P25] between two ticks nothing is sent, and a view in which nothing changed is sent nothing', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    await screen.ask('subscribe', { series: [NORTH] })
    hub.say('tiny.calls', 'north', 1)
    hub.say('tiny.calls', 'north', 2)
    await screen.settle()
    expect(screen.patches).toHaveLength(0)
    city.tick()
    hub.say('tiny.calls', 'south', 1)
    city.tick()
    city.tick()
    await screen.settle()
    expect(screen.patches).toHaveLength(1)
  })

  it('[P26] a quiet view is brought up to the record every ten seconds, and not when the record stands still', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    await screen.ask('subscribe', { series: [NORTH] })
    const tickAndRead = async (ms: number) => {
      city.tick(ms)
      await screen.settle()
    }
    await tickAndRead(20_000)
    hub.say('tiny.calls', 'south', 1)
    await tickAndRead(250)
    hub.say('tiny.calls', 'south', 2)
    await tickAndRead(9_999)
    expect(screen.patches).toHaveLength(1)
    await tickAndRead(1)
    await tickAndRead(10_000)
    expect(screen.patches).toMatchObject([
      { from: 0, to: 1, points: [] },
      { from: 1, to: 2, points: [] },
    ])
  })

  it('[P27] a figure that changed three times within a tick is told once', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    await screen.ask('subscribe', { series: [NORTH, { metric: 'tiny.people', area: 'north' }] })
    for (const value of [1, 2, 3]) hub.say('tiny.calls', 'north', value)
    hub.say('tiny.people', 'north', 9)
    city.tick()
    await screen.settle()
    expect(screen.patches).toMatchObject([{ from: 0, to: 4, points: [{ value: 3, revision: 3 }, { value: 9 }] }])
  })

  it('[P28] a figure that goes late is told, with its value', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    await screen.ask('subscribe', { series: [NORTH] })
    hub.say('tiny.calls', 'north', 3)
    city.tick()
    hub.commit({ latest: [{ ...pointOf('tiny.calls', 'north', 3, 0), freshness: 'late' }] })
    city.tick()
    await screen.settle()
    expect(screen.patches.at(-1)).toMatchObject({ from: 1, to: 2, points: [{ value: 3, freshness: 'late' }] })
  })

  it('[P29] a trend misses no revision, of past windows neither', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    await screen.ask('subscribe', { series: [NORTH], mode: 'every' })
    for (const value of [1, 2, 3]) hub.say('tiny.calls', 'north', value)
    hub.commit({ revised: [pointOf('tiny.calls', 'north', 70, -500), pointOf('tiny.calls', 'south', 80, -500)] })
    city.tick()
    await screen.settle()
    expect(screen.patches).toMatchObject([
      {
        from: 0,
        to: 4,
        points: [
          { value: 1, revision: 1 },
          { value: 2, revision: 2 },
          { value: 3, revision: 3 },
          { value: 70, revision: 4, window: [TINY_MIDNIGHT - 500 * 60_000, TINY_MIDNIGHT - 499 * 60_000] },
        ],
      },
    ])
  })

  it('[P30] every view of a running total is told each change of it', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    await screen.ask('subscribe', { series: [{ ...NORTH, step: 'P1D' }], mode: 'every' })
    for (const value of [10, 20]) {
      const base = pointOf('tiny.calls', 'north', value, 0)
      hub.commit({ revised: [base], latest: [base, { ...base, step: 'P1D', value: value * 10 }] })
    }
    city.tick()
    await screen.settle()
    expect(screen.patches).toMatchObject([
      {
        points: [
          { step: 'P1D', value: 100 },
          { step: 'P1D', value: 200 },
        ],
      },
    ])
  })

  it('[P31] a trend is not told that its figure went late', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    await screen.ask('subscribe', { series: [NORTH], mode: 'every' })
    hub.commit({ latest: [{ ...pointOf('tiny.calls', 'north', 3, 0), freshness: 'late' }] })
    city.tick()
    await screen.settle()
    expect(screen.patches).toEqual([])
  })
})
