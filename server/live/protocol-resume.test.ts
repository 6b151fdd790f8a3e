import { describe, expect, it } from 'vitest'
import type { ResumeAnswer, Snapshot, SocketError } from '#contract/live.ts'
import { Follower } from './testing/follower.ts'
import { scriptedHub } from './testing/scripted-hub.ts'
import { testedCity } from './testing/tested-city.ts'

const NORTH = { metric: 'tiny.calls', area: 'north' }
const SOUTH = { metric: 'tiny.calls', area: 'south' }
const VIEW = { series: [NORTH] }

describe('coming back', () => {
  it('[P39] a reader that was away is given what it missed, and has the view again', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    for (const value of [1, 2, 3]) hub.say('tiny.calls', 'north', value)
    const screen = await city.connect()
    const answer = await screen.ask<ResumeAnswer>('resume', { ...VIEW, epoch: 'epoch-1', revision: 1 })
    const view = expect.any(String)
    const patches = [{ view, epoch: 'epoch-1', from: 1, to: 3, at: city.now(), points: [expect.objectContaining({ value: 3 })] }]
    expect(answer).toEqual({ status: 'resumed', view, series: ['tiny.calls@north/PT1M'], patches })
    const every = await screen.ask<ResumeAnswer>('resume', { ...VIEW, mode: 'every', epoch: 'epoch-1', revision: 1 })
    expect(every).toMatchObject({ patches: [{ from: 1, to: 3, points: [{ value: 2 }, { value: 3 }] }] })
    expect(city.live.stats().subscriptions).toBe(2)
  })

  it('[P40] what was missed and what follows are one chain, though others were there all the time', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const stayed = await city.connect()
    await stayed.ask('subscribe', VIEW)
    hub.say('tiny.calls', 'north', 1)
    city.tick()
    hub.say('tiny.calls', 'north', 2)
    city.tick()
    hub.say('tiny.calls', 'north', 3)
    const back = await city.connect()
    const answer = await back.ask<ResumeAnswer>('resume', { ...VIEW, epoch: 'epoch-1', revision: 1 })
    expect(answer).toMatchObject({ status: 'resumed', patches: [{ from: 1, to: 2 }] })
    city.tick()
    await back.settle()
    expect(back.patches).toMatchObject([{ from: 2, to: 3, points: [{ value: 3 }] }])
    const again = await back.ask<ResumeAnswer>('resume', { ...VIEW, epoch: 'epoch-1', revision: 3 })
    expect(again).toMatchObject({ status: 'resumed', patches: [] })
  })

  it('[P41] a view is resumed by its id only by the socket that has it', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const owner = await city.connect()
    const { view } = await owner.ask<Snapshot>('subscribe', VIEW)
    hub.say('tiny.calls', 'north', 1)
    city.tick()
    const cursor = { epoch: 'epoch-1', revision: 0 }
    expect(await owner.ask('resume', { view, ...cursor })).toMatchObject({ status: 'resumed', patches: [{ from: 0, to: 1 }] })
    expect(await owner.ask('resume', cursor)).toMatchObject({ status: 'resumed', view })
    const stranger = await city.connect()
    expect((await stranger.ask<SocketError>('resume', { view, ...cursor })).error.code).toBe('live/view-unknown')
    expect((await stranger.ask<SocketError>('resume', cursor)).error.code).toBe('live/view-unknown')
  })

  it.each([
    ['of another record', { epoch: 'epoch-0', revision: 2 }],
    ['from the future', { epoch: 'epoch-1', revision: 4 }],
    ['too old', { epoch: 'epoch-1', revision: 1 }],
  ])('[P42] a cursor %s needs a snapshot, and gets the view only with that', async (_, cursor) => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    for (const value of [1, 2, 3]) hub.say('tiny.calls', 'north', value)
    hub.forget(2)
    const screen = await city.connect()
    const answer = await screen.ask<ResumeAnswer>('resume', { ...VIEW, ...cursor })
    expect(answer).toEqual({ status: 'snapshot-needed', view: expect.any(String), epoch: 'epoch-1', revision: 3 })
    hub.say('tiny.calls', 'north', 4)
    city.tick()
    await screen.settle()
    expect(screen.patches).toEqual([])
    expect(city.live.stats().subscriptions).toBe(0)
  })

  it.each([
    ['latest', 'json'],
    ['latest', 'binary'],
    ['every', 'json'],
    ['every', 'binary'],
  ] as const)('[P43] after an outage a reader knows what one knows that stayed (%s, %s)', async (mode, encoding) => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const stayed = new Follower([NORTH, SOUTH], mode, encoding)
    const left = new Follower([NORTH, SOUTH], mode, encoding)
    await stayed.follow(await city.connect())
    const first = await city.connect()
    await left.follow(first)
    const live = async (from: number) => {
      for (let value = from; value < from + 5; value++) hub.say('tiny.calls', value % 2 === 0 ? 'north' : 'south', value)
      city.tick()
    }
    await live(0)
    await first.settle()
    await left.read()
    first.socket.close()
    await live(10)
    await live(20)
    const second = await city.connect()
    await left.follow(second)
    await live(30)
    await second.settle()
    await left.read()
    await stayed.read()
    expect(left).toMatchObject({ snapshots: 1, resumptions: 1, refusedPatches: 0 })
    expect(left.cursor).toEqual(stayed.cursor)
    expect([...left.known].sort()).toEqual([...stayed.known].sort())
  })
})

describe('what a reader owes itself', () => {
  it('[P56] a reader that finds a gap applies nothing and begins anew', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    const reader = new Follower([NORTH], 'latest', 'json')
    await reader.follow(screen)
    hub.say('tiny.calls', 'north', 1)
    city.tick()
    await screen.settle()
    screen.patches.splice(0)
    hub.say('tiny.calls', 'north', 2)
    city.tick()
    await screen.settle()
    await reader.read()
    expect(reader).toMatchObject({ refusedPatches: 1, snapshots: 2, cursor: { revision: 2 } })
    expect([...reader.known.values()]).toMatchObject([{ value: 2 }])
  })

  it('[P57] a patch without points moves the cursor as well', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    const reader = new Follower([NORTH], 'latest', 'json')
    await reader.follow(screen)
    hub.say('tiny.calls', 'south', 1)
    city.tick(10_000)
    await screen.settle()
    await reader.read()
    expect(reader.cursor).toEqual({ epoch: 'epoch-1', revision: 1 })
  })

  it.each(['latest', 'every'] as const)(
    '[P58] in a view of %s a patch told twice changes nothing the second time',
    async (mode) => {
      const hub = scriptedHub()
      await using city = await testedCity(hub)
      const screen = await city.connect()
      const reader = new Follower([NORTH], mode, 'json')
      await reader.follow(screen)
      for (const value of [1, 2]) hub.say('tiny.calls', 'north', value)
      city.tick()
      await screen.settle()
      await reader.read()
      const before = [...reader.known]
      const patch = screen.patches[0]
      if (patch) screen.patches.push(patch)
      await reader.read()
      expect([...reader.known].slice(-1)).toEqual(before.slice(-1))
      expect([...reader.known.values()].at(-1)).toMatchObject({ value: 2, revision: 2 })
    },
  )
})
