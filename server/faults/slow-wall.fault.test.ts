import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { afterEach, expect, it } from 'vitest'
import { MAX_VIEWS, type Patch, type Snapshot } from '#contract/live.ts'
import type { Point } from '#contract/point.ts'
import { CLOSE_BYTES } from '../live/back-pressure.ts'
import { seen } from '../testing/seen.ts'
import { ALL_SERIES, TestedProcess } from './testing/tested-process.ts'
import { percentile, Watcher } from './testing/watcher.ts'

const SCREENS = 300
const SECONDS = Number(process.env.GUANLAN_SLOW_SECONDS ?? 20)
/** What the others may be later by, of what they were: the greater of the share that is promised and half a tick, below which a busy machine tells nothing. */
const MORE_SHARE = 1.1
const MORE_MS = 125

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

it(
  `a wall that reads a byte a second for ${SECONDS} s costs the server no more than its bound, and ${SCREENS} others nothing`,
  async (test) => {
    const city = await TestedProcess.start()
    closers.push(() => city.remove())
    // So much that what lies between the two processes cannot take it all in.
    city.feed(250, 20)
    const { url } = city.server
    const token = await city.server.reader()
    const screens = Array.from({ length: SCREENS }, () => new Watcher(ALL_SERIES))
    closers.push(() => screens.forEach((screen) => void screen.close()))
    for (let from = 0; from < SCREENS; from += 50)
      await Promise.all(screens.slice(from, from + 50).map((screen) => screen.open(url, token)))

    const start = await city.memory()
    const before = await heardIn(screens, SECONDS)
    const memory = await city.memory()
    const wall = { ...(await slowWall(url, token)), found: untilFound(city) }
    const during = await heardIn(screens, SECONDS)
    const found = await wall.found
    // What the server takes for the city itself grows meanwhile as well, as it did before.
    const grown = (await city.memory()) - memory - Math.max(0, memory - start)
    wall.wake()
    const woken = performance.now()
    const probe = new Watcher(ALL_SERIES)
    await city.endFeed()
    await pause(1_000)
    await probe.open(url, token)
    closers.push(() => probe.close())
    const isNewest = await untilSame(wall, probe)
    seen(
      test,
      `others heard of a change after ${before.toFixed(0)} ms without the wall and ${during.toFixed(0)} ms beside it (p99)`,
    )
    seen(test, `the server held the wall aside after ${(found / 1000).toFixed(1)} s`)
    seen(test, `the wall showed the newest figures ${((performance.now() - woken) / 1000).toFixed(1)} s after it read again`)
    seen(test, `the server took ${(grown / 1e6).toFixed(1)} MB more meanwhile; its bound for one wall is ${CLOSE_BYTES / 1e6} MB`)
    expect(during).toBeLessThanOrEqual(Math.max(before * MORE_SHARE, before + MORE_MS))
    expect(grown).toBeLessThan(CLOSE_BYTES + 32e6)
    expect(screens.reduce((sum, { gaps }) => sum + gaps, 0)).toBe(0)
    expect(isNewest).toBe(true)
    expect(found).toBeLessThan(SECONDS * 1_000)
  },
  120_000 + SECONDS * 3_000,
)

/** How long it took until the server knew that a screen does not read, in ms. */
async function untilFound(city: TestedProcess): Promise<number> {
  const from = performance.now()
  while (performance.now() - from < SECONDS * 1_000 && (await city.measured('guanlan_live_sockets_held')) === 0) await pause(200)
  return performance.now() - from
}

/** How late changes were heard of in the next seconds, p99 in ms. */
async function heardIn(screens: readonly Watcher[], seconds: number): Promise<number> {
  for (const { delays } of screens) delays.length = 0
  await pause(seconds * 1_000)
  return percentile(
    screens.flatMap(({ delays }) => delays),
    99,
  )
}

interface SlowWall {
  /** Reads as it should from now on. */
  wake(): void
  readonly shown: ReadonlyMap<string, number | null>
}

/** A wall with as many views as one may have, which takes a byte a second from its line until it wakes, and shows the first of them. */
async function slowWall(url: string, token: string): Promise<SlowWall> {
  const socket: Socket = io(`${url}/live`, { transports: ['websocket'], reconnectionDelay: 100, forceNew: true, auth: { token } })
  closers.push(() => void socket.disconnect())
  const shown = new Map<string, number | null>()
  const show = (points: readonly Point[]) => {
    for (const { metric, area, value } of points) shown.set(`${metric}@${area}`, value)
  }
  let view = ''
  socket.on('patch', (patch: Patch) => patch.view === view && show(patch.points))
  const follow = async () => {
    for (let from = 1; from < MAX_VIEWS; from++)
      await socket.emitWithAck('subscribe', { series: ALL_SERIES.slice(from), mode: 'every' })
    socket.emit('subscribe', { series: ALL_SERIES }, (snapshot: Snapshot) => {
      view = snapshot.view
      show(snapshot.points)
    })
  }
  await once(socket as never, 'connect')
  await follow()
  socket.on('connect', () => void follow())
  const line = lineOf(socket)
  line.pause()
  const sipping = setInterval(() => line.read(1), 1_000)
  const wake = () => {
    clearInterval(sipping)
    line.resume()
  }
  closers.push(wake)
  return { wake, shown }
}

/** The TCP connection below a socket: only by it can one read as slowly as a broken line. */
function lineOf(socket: Socket): { pause(): void; resume(): void; read(bytes: number): unknown } {
  const { ws } = socket.io.engine.transport as unknown as { ws: { _socket: ReturnType<typeof lineOf> } }
  return ws._socket
}

/** True once the wall shows what the probe shows; tried for as long as a wall may take to find out that its line is dead. */
async function untilSame(wall: SlowWall, probe: Watcher): Promise<boolean> {
  const until = performance.now() + 30_000
  while (performance.now() < until) {
    if ([...probe.shown].every(([key, value]) => wall.shown.get(key) === value)) return true
    await pause(100)
  }
  return false
}
