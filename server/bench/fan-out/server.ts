/** The server under measurement, in a process of its own: `server.ts guanlan|ws BYTES`. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { encodePoints } from '#contract/patch-codec.ts'
import type { Point } from '#contract/point.ts'
import { EntityBook } from '../../entities/entity-book.ts'
import { attachLive } from '../../live/live.ts'
import type { LiveGuard } from '../../live/live-guard.ts'
import { noMatters } from '../../live/testing/no-matters.ts'
import { pointOf, scriptedHub, TINY_COMMUNITIES } from '../../live/testing/scripted-hub.ts'
import { systemClock } from '../../system-clock.ts'
import { type Contender, EVERY_MS, type FromServer, type ToServer } from './messages.ts'

const [contender, size] = [process.argv[2] as Contender, Number(process.argv[3])]
const tell = (message: FromServer) => process.send?.(message)
const server = createServer()
let casts = 0
let bytes = 0

/** Begins to tell everybody something every EVERY_MS, from when it is asked for. */
const contenders: Record<Contender, () => () => void> = { guanlan, ws }
const cast = contenders[contender]()

let begun: NodeJS.CpuUsage | undefined
let timer: NodeJS.Timeout | undefined
process.on('message', ({ kind }: ToServer) => {
  switch (kind) {
    case 'memory':
      globalThis.gc?.()
      tell({ kind: 'memory', rss: process.memoryUsage().rss })
      break
    case 'begin':
      casts = 0
      begun = process.cpuUsage()
      timer = setInterval(() => {
        cast()
        casts += 1
      }, EVERY_MS)
      break
    case 'end': {
      clearInterval(timer)
      const { user, system } = process.cpuUsage(begun)
      tell({ kind: 'used', cpuUs: user + system, casts, bytes })
    }
  }
})
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1', () => tell({ kind: 'listening', port: (server.address() as AddressInfo).port }))

function guanlan(): () => void {
  const hub = scriptedHub()
  const remit = { id: 'all', role: 'reader', area: hub.model.tree.root.code, domains: 'all' } as const
  const subject = { kind: 'program', reader: { id: 'bench', name: 'bench' }, remit } as const
  const guard: LiveGuard = {
    admit: async () => ({ subject, model: hub.model }),
    demand: () => undefined,
    onEnded: () => () => undefined,
  }
  attachLive({
    server,
    hub,
    clock: systemClock,
    guard,
    matters: noMatters(hub.model.tree),
    entities: new EntityBook(),
    log: { error: (fields, message) => void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`) },
  })
  const count = pointsOf(size)
  let minute = 0
  return () => {
    minute += 1
    const points = TINY_COMMUNITIES.slice(0, count).map((area, index) => pointOf('tiny.homes', area, minute + index, minute))
    bytes = encodePoints(points, (point) => TINY_COMMUNITIES.indexOf(point.area)).byteLength
    hub.commit({ revised: points, latest: points })
  }
}

/** As many points as make a binary patch of about `size` bytes. */
function pointsOf(size: number): number {
  const encodedSize = (count: number) => {
    const points: readonly Point[] = TINY_COMMUNITIES.slice(0, count).map((area) => pointOf('tiny.homes', area, 1, 1))
    return encodePoints(points, (point) => TINY_COMMUNITIES.indexOf(point.area)).byteLength
  }
  const found = TINY_COMMUNITIES.findIndex((_, index) => encodedSize(index + 1) >= size)
  return found < 0 ? TINY_COMMUNITIES.length : found + 1
}

/** The least a WebSocket server can do: one buffer, the time in front, sent to every socket. */
function ws(): () => void {
  const sockets = new WebSocketServer({ server, perMessageDeflate: false })
  bytes = size
  return () => {
    const buffer = Buffer.alloc(size)
    buffer.writeDoubleBE(Date.now())
    for (const socket of sockets.clients) if (socket.readyState === WebSocket.OPEN) socket.send(buffer)
  }
}
