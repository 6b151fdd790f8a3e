import type { Server as HttpServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'
import { DRILL_HEADER } from '#contract/drill-mark.ts'
import { LIVE_NAMESPACE, type SocketError, TICK_MS } from '#contract/live.ts'
import type { Clock } from '../clock/system-clock.ts'
import type { EntityBook } from '../entities/entity-book.ts'
import type { Hub } from '../hub/hub-port.ts'
import type { Tracing } from '../tracing/tracing.ts'
import { socketError } from './answer.ts'
import { Cast } from './cast.ts'
import { Fanout, type FanoutStats } from './fanout.ts'
import { Guests } from './guests.ts'
import type { LiveGuard } from './live-guard.ts'
import type { LiveLog } from './live-log.ts'
import { forgetOpening, handshakeOf } from './opening.ts'
import { isAllowedOrigin } from './origin.ts'
import { Requests } from './requests.ts'
import { type LiveServer, type LiveSocket, SocketLine } from './socket-line.ts'
import { TracedTicks } from './traced-ticks.ts'
import { Tracks } from './tracks.ts'
import { Watches, type WatchesParts } from './watches.ts'

export interface LiveStats extends FanoutStats {
  /** Bytes handed to sockets, before framing. */
  readonly bytes: number
  readonly ticks: number
  /** Milliseconds all ticks took together, encoding and handing over included. */
  readonly tickMs: number
  readonly lastTickMs: number
}

export interface Live {
  stats(): LiveStats
  /** Connected sockets by who is behind them: persons and programs, and screens by their display class. */
  kinds(): Readonly<Record<string, number>>
  /** Tells every screen that this server goes, closes the sockets and stops. The HTTP server stays as it is. */
  close(): Promise<void>
}

/**
 * A dead line is found within PING_EVERY_MS + PING_ANSWER_MS; a slow one has the latter to read what is before the ping. Screens do
 * not wait for it: beats tell them that they are cut off. An answer costs as much as two patches, so it is asked for seldom.
 */
const PING_EVERY_MS = 20_000
const PING_ANSWER_MS = 10_000

/** A handshake that names no namespace for this long is ended. */
const CONNECT_MS = 10_000

/** A `subscribe` with as many series as a view may have fits, with the longest names. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024

/** Packet type of an event in Socket.IO's protocol. */
const EVENT = 2

/** How long screens have to take in the last notice before they are cut off. */
const DRAIN_MS = 500

/**
 * Opens the live namespace on an HTTP server that is listening or will. Knows Socket.IO; what is told to whom is decided
 * by `Fanout`. `origins` are pages of other hosts that may connect from a browser.
 */
export function attachLive(parts: {
  readonly server: HttpServer
  readonly hub: Hub
  readonly clock: Clock
  readonly log: LiveLog
  readonly guard: LiveGuard
  /** What people deal with, for those who follow it. */
  readonly matters: Omit<WatchesParts, 'epoch' | 'now'>
  /** Everything with an identity, for those who follow where it goes. */
  readonly entities: Pick<EntityBook, 'all' | 'onChange'>
  readonly origins?: readonly string[]
  /** The drill this is the shadow city of. */
  readonly drill?: string
  /** Wakes it as well where `clock` may stand still: whoever is connected goes on to hear that they are. */
  readonly pulse?: Pick<Clock, 'every'>
  /** Told how long each request of a socket takes, and each tick that tells of something; left out, nobody wants to know. */
  readonly tracing?: Tracing | undefined
}): Live {
  const { hub, clock, log, guard, drill } = parts
  const io: LiveServer = new Server(parts.server, {
    serveClient: false,
    transports: ['websocket', 'polling'],
    // Newer than the one Engine.IO brings: that keeps all that was read from the network with a message until the next one.
    wsEngine: WebSocketServer,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: PING_EVERY_MS,
    pingTimeout: PING_ANSWER_MS,
    connectTimeout: CONNECT_MS,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    allowRequest: ({ headers }, decide) => decide(null, isAllowedOrigin(headers.origin, headers.host, parts.origins ?? [])),
  })
  if (drill !== undefined)
    io.engine.on('headers', (headers: Record<string, string>) => {
      headers[DRILL_HEADER] = drill
    })
  const live = io.of(LIVE_NAMESPACE)
  let bytes = 0
  const cast = new Cast({
    // The encoder itself finds out about binary.
    encode: (event, argument) => io.encoder.encode({ type: EVENT, nsp: LIVE_NAMESPACE, data: [event, argument] }),
    onBytes: (added) => {
      bytes += added
    },
  })
  const fanout = new Fanout({
    hub,
    now: clock.now,
    audience: {
      patch: (view, patch) => cast.to(view, 'patch', patch),
      beat: (beat) => cast.beat('beat', drill === undefined ? beat : { ...beat, drill }),
      unread: () => cast.unread(),
    },
  })
  const watches = new Watches({ ...parts.matters, epoch: hub.epoch, now: clock.now })
  const tracks = new Tracks({
    book: parts.entities,
    now: clock.now,
    cast: (room, moves) => cast.to(room, 'moves', moves),
    unread: () => cast.unread(),
  })
  const traced = parts.tracing && new TracedTicks(hub, parts.tracing)
  const upgraded = new Set<Duplex>()
  const track = (_request: unknown, socket: Duplex) => {
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
  }
  parts.server.on('upgrade', track)
  let ticks = 0
  let tickMs = 0
  let lastTickMs = 0

  io.use((_socket, next) => next(new Error(`The live city is at the namespace ${LIVE_NAMESPACE}.`)))
  const guests = new Guests(clock.now)
  const stopHearing = guard.onEnded((keys) => guests.end(keys))
  live.use((socket, next) => {
    const judgedAt = clock.now()
    const handshake = handshakeOf(socket)
    guard.admit(handshake).then(
      (admitted) => {
        socket.data = { admitted, judgedAt, handshake }
        next()
      },
      (error: unknown) => next(refusedHandshake(socketError(error, (err) => log.error({ err }, 'a live handshake failed')))),
    )
  })
  live.on('connection', (socket) => {
    const { admitted, judgedAt } = socket.data
    forgetOpening(socket)
    const line = new SocketLine(socket, cast)
    cast.enter(line)
    fanout.connect(line, admitted.model)
    watches.enter(socket.id, admitted.subject, (patch) => socket.emit('matters', patch))
    let leave = () => {}
    // First of all: one who is seen out at once leaves like any other.
    socket.on('disconnect', () => {
      leave()
      fanout.disconnect(socket.id)
      watches.leave(socket.id)
      tracks.leave(socket.id)
      cast.leave(line)
    })
    leave = guests.enter(admitted, judgedAt, () => seeOut(socket, clock))
    const requests = new Requests(line, { fanout, watches, tracks, guard, clock, log, tracing: parts.tracing })
    socket.onAny((event: unknown, ...args: unknown[]) => requests.hear(String(event), args))
  })

  const tick = () => {
    const from = performance.now()
    const span = traced?.begin()
    guests.tick()
    fanout.tick()
    tracks.tick()
    cast.flush()
    span?.note({ 'guanlan.sockets': live.sockets.size, 'guanlan.revision': hub.revision() })
    span?.end()
    lastTickMs = performance.now() - from
    ticks += 1
    tickMs += lastTickMs
  }
  const stopTicking = clock.every(TICK_MS, tick)
  const stopPulse = parts.pulse?.every(TICK_MS, tick)

  return {
    stats: () => ({ ...fanout.stats(), bytes, ticks, tickMs, lastTickMs }),
    kinds: () => countKinds([...live.sockets.values()]),
    close: async () => {
      stopTicking()
      stopPulse?.()
      traced?.stop()
      stopHearing()
      fanout.stop()
      watches.close()
      tracks.stop()
      live.emit('notice', { kind: 'draining' })
      await closeSockets([...live.sockets.values()], clock)
      io.engine.close()
      // A WebSocket that does not answer the farewell would keep the process for half a minute.
      parts.server.off('upgrade', track)
      for (const socket of upgraded) socket.destroy()
    },
  }
}

function countKinds(sockets: readonly LiveSocket[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { data } of sockets) {
    const { subject } = data.admitted
    const kind = subject.kind === 'screen' ? subject.screen.display : subject.kind
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

/** Socket.IO hands `data` of such an error to the `connect_error` of the client. */
function refusedHandshake({ error }: SocketError): Error {
  return Object.assign(new Error(error.sentence), { data: error })
}

/** Says that this socket is not wanted any more, and hears it no further; cut off where it does not take that in. */
function seeOut(socket: LiveSocket, clock: Clock): void {
  const { conn } = socket
  socket.disconnect(true)
  const stopWaiting = clock.every(DRAIN_MS, () => {
    stopWaiting()
    conn.close(true)
  })
  conn.once('close', stopWaiting)
}

/** Closes each socket once what was said to it has left, or DRAIN_MS later, whichever comes first. */
async function closeSockets(sockets: readonly LiveSocket[], clock: Clock): Promise<void> {
  const closed = sockets.map((socket) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    socket.conn.on('close', () => resolve())
    // Not `disconnect`: after a farewell of Socket.IO's own, its clients do not come back by themselves.
    socket.conn.close()
    return promise
  })
  const deadline = Promise.withResolvers<void>()
  const stopWaiting = clock.every(DRAIN_MS, deadline.resolve)
  await Promise.race([Promise.all(closed), deadline.promise])
  stopWaiting()
}
