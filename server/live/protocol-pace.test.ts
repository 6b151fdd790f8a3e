import assert from 'node:assert/strict'
import { describe, expect, it } from 'vitest'
import {
  BEAT_MS,
  DEAD_AFTER_MS,
  MAX_VIEW_SERIES,
  type Notice,
  type Patch,
  type Snapshot,
  type SocketError,
} from '#contract/live.ts'
import { CLOSE_BYTES, REFUSE_BYTES } from './back-pressure.ts'
import { Fanout } from './fanout.ts'
import type { Line } from './line.ts'
import { Follower } from './testing/follower.ts'
import type { RawSocket } from './testing/raw-socket.ts'
import { pointOf, type ScriptedHub, scriptedHub, TINY_COMMUNITIES } from './testing/scripted-hub.ts'
import { type TestedCity, testedCity } from './testing/tested-city.ts'

const NORTH = { metric: 'tiny.calls', area: 'north' }
const HOMES = TINY_COMMUNITIES.map((area) => ({ metric: 'tiny.homes', area }))

describe('signs of life', () => {
  it('[P44] every socket hears a beat each half second, with the revision and the time', async () => {
    const hub = scriptedHub({ from: 7 })
    await using city = await testedCity(hub)
    const screen = await city.connect()
    for (let tick = 0; tick < 6; tick++) {
      city.tick()
      await screen.settle()
    }
    expect(screen.beats.map(({ epoch, revision }) => [epoch, revision])).toEqual(Array(3).fill(['epoch-1', 7]))
    expect(screen.beats.map(({ at }, index) => at - (screen.beats[0]?.at ?? 0) - index * BEAT_MS)).toEqual([0, 0, 0])
  })

  it('[P44] a beat is not crowded out by the patches of the same tick', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    await screen.ask('subscribe', { series: [NORTH] })
    for (let tick = 0; tick < 4; tick++) {
      hub.say('tiny.calls', 'north', tick)
      city.tick()
      await screen.settle()
    }
    expect([screen.beats.length, screen.patches.length]).toEqual([2, 4])
  })

  it('[P45] the handshake tells how soon a dead line is found', async () => {
    await using city = await testedCity(scriptedHub())
    const opened = await (await city.raw()).nextText('0')
    expect(JSON.parse(opened.slice(1))).toMatchObject({ pingInterval: 20_000, pingTimeout: 10_000, maxPayload: 4_194_304 })
  })

  it('[P46] a server that goes says so before it ends the connection', async () => {
    await using city = await testedCity(scriptedHub())
    const screen = await city.connect()
    const ended = new Promise<string>((resolve) => screen.socket.once('disconnect', resolve))
    await city.live.close()
    expect(await ended).toBe('transport close')
    expect(screen.notices).toEqual([{ kind: 'draining' }])
  })

  it('[P59] a reader may miss two beats, not three', async () => {
    await using city = await testedCity(scriptedHub())
    const screen = await city.connect()
    city.tick()
    await screen.settle()
    const heardAt = screen.beats[0]?.at ?? 0
    const isLive = (now: number) => now - heardAt < DEAD_AFTER_MS
    expect([2, 3].map((missed) => isLive(heardAt + missed * BEAT_MS))).toEqual([true, false])
  })

  it('[P60] a reader comes back after a restart by itself and goes on where it was', async () => {
    const hub = scriptedHub()
    const before = await testedCity(hub)
    const screen = await before.connect({ reconnection: true })
    const reader = new Follower([NORTH], 'latest', 'json')
    await reader.follow(screen)
    const back = new Promise<void>((resolve) => screen.socket.once('connect', resolve))
    await before.live.close()
    await before[Symbol.asyncDispose]()
    hub.say('tiny.calls', 'north', 5)
    await using after = await testedCity(hub, { port: before.port })
    screen.socket.connect()
    await back
    await reader.follow(screen)
    expect(reader).toMatchObject({ snapshots: 1, resumptions: 1, cursor: { revision: 1 } })
    expect(after.live.stats().subscriptions).toBe(1)
    screen.socket.close()
  })
})

describe('slow readers', () => {
  it('[P47] a screen that does not read is held; the others go on as before', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const { slow, fast } = await slowAndFast(city, { series: HOMES })
    const rounds = await untilHeld(city, hub, fast)
    const bytes = city.live.stats().bytes
    for (let more = 0; more < 20; more++) await round(city, hub, fast)
    const patchBytes = JSON.stringify(fast.patches.at(-1)).length
    expect(city.live.stats().bytes - bytes).toBeLessThan(22 * patchBytes)
    expect(fast.patches).toHaveLength(rounds + 20)
    slow.close()
  })

  it('[P48] a screen that reads again is told that it missed values, and given the newest in one patch', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const { slow, fast } = await slowAndFast(city, { series: HOMES })
    await untilHeld(city, hub, fast)
    for (let more = 0; more < 7; more++) await round(city, hub, fast)
    slow.resume()
    const heard = await readUntil(city, slow, ({ kind }) => kind === 'conflated')
    expect(heard.notice).toMatchObject({ kind: 'conflated', view: fast.patches[0]?.view })
    expect(heard.notice.behindMs).toBeGreaterThanOrEqual(7 * 250)
    const patch = await nextPatch(slow)
    expect(chainOf([...heard.patches, patch])).toBe('unbroken')
    expect(patch.to).toBe(fast.patches.at(-1)?.to)
    expect(patch.points).toHaveLength(HOMES.length)
    const newest = patch.points.map(({ value }) => value)
    expect(new Set(newest)).toEqual(new Set([hub.revision()]))
    await round(city, hub, fast)
    expect(await nextPatch(slow)).toMatchObject({ from: patch.to, to: fast.patches.at(-1)?.to })
    expect(city.live.stats()).toMatchObject({ held: 0, conflations: 1 })
  })

  it('[P49] a trend that could not be read misses nothing when it can', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const { slow, fast } = await slowAndFast(city, { series: HOMES, mode: 'every' })
    await untilHeld(city, hub, fast)
    for (let more = 0; more < 5; more++) await round(city, hub, fast)
    slow.resume()
    const patches: Patch[] = []
    while (patches.at(-1)?.to !== fast.patches.at(-1)?.to) {
      city.tick(0)
      await fast.settle()
      patches.push(...arrivedPatches(slow))
    }
    expect(patches).toEqual(fast.patches)
  })

  it('[P49] a trend left unread for too long is ended, and says so', () => {
    const hub = scriptedHub()
    const { fanout, line, tick } = fakeLine(hub)
    const { view } = fanout.subscribe('line', { series: HOMES, mode: 'every' })
    line.backlog = 1
    for (let each = 0; each < 300; each++) {
      hub.commit({ revised: HOMES.map(({ metric, area }) => pointOf(metric, area, each, each)) })
      tick()
    }
    expect(line.notices).toEqual([{ kind: 'snapshot-needed', view }])
    expect(fanout.stats()).toMatchObject({ rooms: 0, subscriptions: 0, lostViews: 1 })
    line.backlog = 0
    tick()
    expect(fanout.subscribe('line', { series: HOMES, mode: 'every' }).view).toBe(view)
  })

  it('[P50] years of history arriving at once end a trend instead of drowning it', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    const { view } = await screen.ask<Snapshot>('subscribe', { series: [NORTH], mode: 'every' })
    const figures = await screen.ask<Snapshot>('subscribe', { series: [NORTH] })
    const minute = (index: number) => pointOf('tiny.calls', 'north', 1, index)
    hub.commit({ revised: Array.from({ length: 50_001 }, (_, index) => minute(index)), latest: [minute(50_000)] })
    city.tick()
    await screen.settle()
    expect(screen.notices).toEqual([{ kind: 'snapshot-needed', view }])
    expect(screen.patches).toMatchObject([{ view: figures.view, points: [{ value: 1 }] }])
    expect(await screen.ask('subscribe', { series: [NORTH], mode: 'every' })).toMatchObject({ view, revision: 1 })
  })

  it('[P51] a socket that reads nothing cannot make the server keep ever more for it', () => {
    const { fanout, line, tick } = fakeLine(scriptedHub())
    line.backlog = REFUSE_BYTES + 1
    expect(() => fanout.subscribe('line', { series: [NORTH] })).toThrow(/not read/)
    expect(() => fanout.resume('line', { series: [NORTH], epoch: 'epoch-1', revision: 0 })).toThrow(/not read/)
    tick()
    expect(line.isClosed).toBe(false)
    line.backlog = CLOSE_BYTES + 1
    tick()
    expect(line.isClosed).toBe(true)
  })
})

describe('limits', () => {
  it('[P52] a view has one series at least and 20,000 at most', async () => {
    await using city = await testedCity(scriptedHub())
    const screen = await city.connect()
    const of = (length: number) => ({ series: Array(length).fill(NORTH) })
    expect((await screen.ask<SocketError>('subscribe', of(0))).error.code).toBe('request/invalid')
    expect((await screen.ask<SocketError>('subscribe', of(MAX_VIEW_SERIES + 1))).error.code).toBe('request/invalid')
    expect((await screen.ask<Snapshot>('subscribe', of(MAX_VIEW_SERIES))).series).toHaveLength(1)
  })

  it('[P53] a socket has sixteen views, and may let one go for another', async () => {
    await using city = await testedCity(scriptedHub())
    const screen = await city.connect()
    const series = HOMES.slice(0, 17).map((each) => ({ series: [each] }))
    const views: string[] = []
    for (const each of series.slice(0, 16)) views.push((await screen.ask<Snapshot>('subscribe', each)).view)
    expect((await screen.ask<SocketError>('subscribe', series[16])).error.code).toBe('live/too-many-views')
    const resume = { ...series[16], epoch: 'epoch-1', revision: 0 }
    expect((await screen.ask<SocketError>('resume', resume)).error.code).toBe('live/too-many-views')
    expect(await screen.ask('subscribe', series[0])).toMatchObject({ view: views[0] })
    await screen.ask('unsubscribe', { view: views[3] })
    expect(await screen.ask('subscribe', series[16])).toMatchObject({ revision: 0 })
  })

  it('[P54] a hundred requests at once, then twenty a second; who never stops is shown out', async () => {
    await using city = await testedCity(scriptedHub())
    const screen = await city.connect()
    const ask = async () => (await screen.ask<SocketError>('unsubscribe', { view: 'none' })).error.code
    for (let each = 0; each < 100; each++) expect(await ask()).toBe('live/view-unknown')
    expect(await ask()).toBe('live/too-fast')
    city.tick(50)
    expect([await ask(), await ask()]).toEqual(['live/view-unknown', 'live/too-fast'])
    const ended = new Promise<string>((resolve) => screen.socket.once('disconnect', resolve))
    for (let each = 0; each < 1_000; each++) screen.socket.emit('unsubscribe', {})
    expect(await ended).toBe('io server disconnect')
  })

  it('[P55] a message beyond four megabytes ends the connection and nothing else', async () => {
    await using city = await testedCity(scriptedHub())
    const other = await city.connect()
    const raw = await city.raw()
    await raw.nextText('0')
    raw.send('4'.repeat(4 * 1024 * 1024 + 1))
    await raw.closed()
    await other.settle()
  })
})

/** Two readers of one view: one on a bare line that has stopped reading, one that keeps up. */
async function slowAndFast(city: TestedCity, request: object) {
  const fast = await city.connect()
  await fast.ask('subscribe', request)
  const slow = await city.raw()
  slow.send('40/live,')
  await slow.nextText('40/live,')
  slow.send(`42/live,0${JSON.stringify(['subscribe', request])}`)
  await slow.nextText('43/live,0')
  slow.pause()
  return { slow, fast }
}

type Fast = Awaited<ReturnType<TestedCity['connect']>>

/** Changes every home to the number of the revision, ticks, and lets the fast screen read. */
async function round(city: TestedCity, hub: ScriptedHub, fast: Fast): Promise<void> {
  const value = hub.revision() + 1
  const points = HOMES.map(({ metric, area }) => pointOf(metric, area, value, value))
  hub.commit({ revised: points, latest: points })
  city.tick()
  await fast.settle()
}

/** Rounds until what the slow screen leaves unread has filled every buffer between it and the server. */
async function untilHeld(city: TestedCity, hub: ScriptedHub, fast: Fast): Promise<number> {
  let rounds = 0
  while (city.live.stats().held === 0) {
    await round(city, hub, fast)
    rounds += 1
    assert(rounds < 5_000, 'a line that is not read backs up')
  }
  return rounds
}

function arrivedPatches(raw: RawSocket): Patch[] {
  return raw
    .arrived()
    .filter((message) => typeof message === 'string' && message.startsWith('42/live,["patch"'))
    .map((message) => JSON.parse(String(message).slice('42/live,'.length))[1])
}

async function nextPatch(raw: RawSocket): Promise<Patch> {
  return JSON.parse((await raw.nextText('42/live,["patch"')).slice('42/live,'.length))[1]
}

/** Reads, ticking while nothing changes, until a notice of that kind; gives it and the patches before it. */
async function readUntil(city: TestedCity, raw: RawSocket, isIt: (notice: Notice) => boolean) {
  const patches: Patch[] = []
  for (;;) {
    const message = raw.arrived(1)[0]
    if (message === undefined) {
      city.tick(0)
      await new Promise(setImmediate)
      continue
    }
    if (typeof message !== 'string' || !message.startsWith('42/live,')) continue
    const [event, body] = JSON.parse(message.slice('42/live,'.length))
    if (event === 'patch') patches.push(body)
    if (event === 'notice' && isIt(body)) return { notice: body as Notice, patches }
  }
}

function chainOf(patches: readonly Patch[]): 'unbroken' | 'broken' {
  return patches.every((patch, index) => index === 0 || patch.from === patches[index - 1]?.to) ? 'unbroken' : 'broken'
}

/** The fan-out with one line whose backlog a test sets as it likes. */
function fakeLine(hub: ScriptedHub) {
  let now = 0
  const patches: Patch[] = []
  const notices: Notice[] = []
  const line = { backlog: 0, isClosed: false, patches, notices }
  const port: Line = {
    id: 'line',
    backlogBytes: () => line.backlog,
    join: () => {},
    leave: () => {},
    patch: (patch) => void patches.push(patch as Patch),
    notice: (notice) => void notices.push(notice),
    close: () => {
      line.isClosed = true
    },
  }
  const fanout = new Fanout({ hub, now: () => now, audience: { patch: () => {}, beat: () => {}, unread: () => [port] } })
  fanout.connect(port, hub.model)
  const tick = () => {
    now += 250
    fanout.tick()
  }
  return { fanout, line, tick }
}
