import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import type { Beat, Notice, Patch, SocketError, WirePoints } from '#contract/live.ts'
import { EntityBook } from '../../entities/entity-book.ts'
import type { Hub } from '../../hub/hub-port.ts'
import { attachLive, type Live } from '../live.ts'
import type { LiveGuard } from '../live-guard.ts'
import { noMatters } from './no-matters.ts'
import { RawSocket } from './raw-socket.ts'

/** A live city on a real port whose time a test moves by hand. Dispose of it with `await using`. */
export interface TestedCity extends AsyncDisposable {
  readonly live: Live
  readonly port: number
  /** Faults of the server's own; a test that expects none asserts that this is empty. */
  readonly faults: readonly object[]
  now(): number
  /** Moves the time on; nothing ticks. */
  advance(ms: number): void
  /** Moves the time on and ticks once. */
  tick(ms?: number): void
  connect(options?: {
    readonly transports?: readonly string[]
    readonly reconnection?: boolean
    readonly token?: string
  }): Promise<Screen>
  /** A bare WebSocket to the Engine.IO handshake, before any Socket.IO. */
  raw(headers?: Readonly<Record<string, string>>): Promise<RawSocket>
}

export interface TestedCityOptions {
  readonly origins?: readonly string[]
  /** Port of a city that was there before; any free one by default. */
  readonly port?: number
  /** Where its time begins, epoch ms. */
  readonly from?: number
  /** Who may follow it; whoever comes, by default, all of it. */
  readonly guard?: LiveGuard
  /** What moves in it; nothing by default. */
  readonly entities?: EntityBook
}

/** A connected client that remembers what came. */
export interface Screen {
  readonly socket: Socket
  readonly patches: Patch<WirePoints>[]
  readonly notices: Notice[]
  readonly beats: Beat[]
  ask<Answer>(event: string, request?: unknown): Promise<Answer>
  /** Resolves when everything the server sent this socket before now has arrived: answers keep the order of the line. */
  settle(): Promise<void>
}

export async function testedCity(
  hub: Hub,
  {
    origins = [],
    port: wanted = 0,
    from = Date.UTC(2026, 8, 1),
    guard = openGuard(hub),
    entities = new EntityBook(),
  }: TestedCityOptions = {},
): Promise<TestedCity> {
  const server = createServer()
  const ticks = new Set<() => void>()
  const faults: object[] = []
  const opened: { close(): unknown }[] = []
  let now = from
  const clock = {
    now: () => now,
    every: (_ms: number, run: () => void) => {
      ticks.add(run)
      return () => void ticks.delete(run)
    },
  }
  const matters = noMatters(hub.model.tree)
  const live = attachLive({
    server,
    hub,
    clock,
    origins,
    guard,
    matters,
    entities,
    log: { error: (fields) => void faults.push(fields) },
  })
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    live,
    port,
    faults,
    now: clock.now,
    advance: (ms) => {
      now += ms
    },
    tick: (ms = 250) => {
      now += ms
      for (const run of [...ticks]) run()
    },
    connect: async ({ transports = ['websocket'], reconnection = false, token } = {}) => {
      const socket = io(`http://127.0.0.1:${port}/live`, {
        transports: [...transports],
        reconnection,
        reconnectionDelay: 10,
        forceNew: true,
        ...(token !== undefined && { auth: { token } }),
      })
      opened.push(socket)
      return await connected(socket)
    },
    raw: async (headers) => {
      const raw = await RawSocket.open(port, '/socket.io/?EIO=4&transport=websocket', headers)
      opened.push(raw)
      return raw
    },
    [Symbol.asyncDispose]: async () => {
      for (const each of opened) each.close()
      await live.close()
      await closed(server)
    },
  }
}

/** Lets everyone in, for the tests that are not about who may. */
function openGuard(hub: Hub): LiveGuard {
  const remit = { id: 'all', role: 'reader', area: hub.model.tree.root.code, domains: 'all' } as const
  const subject = { kind: 'program', reader: { id: 'anyone', name: 'anyone' }, remit } as const
  return { admit: async () => ({ subject, model: hub.model }), demand: () => undefined, onEnded: () => () => undefined }
}

async function connected(socket: Socket): Promise<Screen> {
  const patches: Patch<WirePoints>[] = []
  const notices: Notice[] = []
  const beats: Beat[] = []
  socket.on('patch', (patch: Patch<WirePoints>) => patches.push(patch))
  socket.on('notice', (notice: Notice) => notices.push(notice))
  socket.on('beat', (beat: Beat) => beats.push(beat))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return {
    socket,
    patches,
    notices,
    beats,
    ask: (event, request) => socket.emitWithAck(event, ...(request === undefined ? [] : [request])),
    settle: async () => {
      const answer: SocketError = await socket.emitWithAck('unsubscribe', { view: 'none' })
      assert(answer.error)
    },
  }
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
