/** The server under measurement, in a process of its own: `server.ts guanlan|ws BYTES`. */
import { createServer } from 'node:http'
import { WebSocket, WebSocketServer } from 'ws'
import type { Clock } from '../../clock/system-clock.ts'
import { EntityBook } from '../../entities/entity-book.ts'
import { attachLive } from '../../live/live.ts'
import type { LiveGuard } from '../../live/live-guard.ts'
import { noMatters } from '../../live/testing/no-matters.ts'
import { pointOf, scriptedHub, TINY_COMMUNITIES } from '../../live/testing/scripted-hub.ts'
import { type MeasuredServer, measured } from './measured.ts'

/** What is around the points of a patch, and what each takes (docs/protocol.md, P36). */
const ENVELOPE_BYTES = 150
const POINT_BYTES = 53

const [contender, size] = [process.argv[2], Number(process.argv[3])]
const server = createServer()
measured(server, contender === 'ws' ? ws() : guanlan())

/** The product from the commit of points to the sockets; somebody else moves its time. */
function guanlan(): MeasuredServer {
  const hub = scriptedHub()
  const remit = { id: 'all', role: 'reader', area: hub.model.tree.root.code, domains: 'all' } as const
  const subject = { kind: 'program', reader: { id: 'bench', name: 'bench' }, remit } as const
  const guard: LiveGuard = {
    admit: async () => ({ subject, model: hub.model }),
    demand: () => undefined,
    onEnded: () => () => undefined,
  }
  const ticks = new Set<() => unknown>()
  const clock: Clock = {
    now: () => Date.now(),
    every: (_ms, run) => {
      ticks.add(run)
      return () => void ticks.delete(run)
    },
  }
  const live = attachLive({
    ...{ server, hub, clock, guard, matters: noMatters(hub.model.tree), entities: new EntityBook() },
    log: { error: (fields, message) => void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`) },
  })
  const count = Math.round((size - ENVELOPE_BYTES) / POINT_BYTES)
  let minute = 0
  return {
    held: () => live.stats().held,
    cast: (isWhole) => {
      minute += 1
      const areas = TINY_COMMUNITIES.slice(0, isWhole ? undefined : count)
      const points = areas.map((area, index) => pointOf('tiny.homes', area, minute + index, minute))
      const revision = hub.commit({ revised: points, latest: points })
      hub.forget(revision)
      for (const run of ticks) run()
    },
  }
}

/** The least a WebSocket server can do: one buffer, the time in front, sent to every socket. */
function ws(): MeasuredServer {
  const sockets = new WebSocketServer({ server, perMessageDeflate: false })
  return {
    held: () => 0,
    cast: () => {
      const buffer = Buffer.alloc(size)
      buffer.writeDoubleBE(Date.now())
      for (const socket of sockets.clients) if (socket.readyState === WebSocket.OPEN) socket.send(buffer)
    },
  }
}
