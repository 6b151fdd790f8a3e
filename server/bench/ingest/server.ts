/**
 * The server under measurement in a process of its own, `server.ts DATABASE-URL`: the door, the hub, the record and the live
 * namespace as the product puts them together, beside a door of the same form that takes nothing in.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { Type } from 'typebox'
import { TICK_MS } from '#contract/live.ts'
import { systemClock } from '../../clock/system-clock.ts'
import { EntityBook } from '../../entities/entity-book.ts'
import { cityModel } from '../../hub/city-model.ts'
import { buildHub } from '../../hub/hub.ts'
import { catalogue } from '../../hub/testing/small-city.ts'
import { attachLive } from '../../live/live.ts'
import type { LiveGuard } from '../../live/live-guard.ts'
import { noMatters } from '../../live/testing/no-matters.ts'
import { problems } from '../../problem.ts'
import { PostgresStore } from '../../record/postgres-store.ts'
import { door } from '../../sources/http/door.ts'
import { openRowDoor } from '../../sources/http/row-door.ts'
import { BENCH_AREAS } from '../bench-city.ts'
import { FEED_METRICS } from './feed.ts'
import { type FromServer, NOWHERE, type Stage, type ToServer } from './messages.ts'
import { StageClock } from './stage-clock.ts'

const stages = new StageClock()
const store = await PostgresStore.open(process.argv[2] as string)
const model = cityModel(catalogue(FEED_METRICS, BENCH_AREAS))
const hub = await buildHub({
  ...{ model, store, clock: systemClock.now, tracing: stages },
  rest: () => new Promise((resolve) => setImmediate(resolve)),
})
const app = Fastify({ serverFactory: (handler) => createServer(handler) })
await app.register(problems)
await app.register(door, {
  hub: () => hub,
  findSource: (hash) => store.findSource(hash),
  now: systemClock.now,
  onAnswer: () => undefined,
})
const none = { accepted: 0, duplicates: 0, corrections: 0, conflicts: 0, rejected: [], rejectedCount: 0 }
await app.register(async (nowhere) =>
  openRowDoor(nowhere, {
    ...{ url: NOWHERE, schema: { summary: '', description: '' }, row: Type.Unknown(), answer: Type.Unknown(), nothing: none },
    findSource: (hash) => store.findSource(hash),
    take: async (_source, rows) => ({ ...none, accepted: rows.length }),
    onAnswer: () => undefined,
  }),
)
const remit = { id: 'all', role: 'reader', area: model.tree.root.code, domains: 'all' } as const
const subject = { kind: 'program', reader: { id: 'bench', name: 'bench' }, remit } as const
const guard: LiveGuard = {
  admit: async () => ({ subject, model }),
  demand: () => undefined,
  onEnded: () => () => undefined,
}
const live = attachLive({
  ...{ server: app.server, hub, clock: systemClock, guard, matters: noMatters(model.tree), entities: new EntityBook() },
  log: { error: (fields, message) => void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`) },
})
const stopTicking = systemClock.every(TICK_MS, () => hub.tick())

let begun = { cpu: process.cpuUsage(), fanOutMs: 0, revision: 0 }
process.on('message', async ({ kind }: ToServer) => {
  switch (kind) {
    case 'begin':
      stages.reset()
      begun = { cpu: process.cpuUsage(), fanOutMs: live.stats().tickMs, revision: hub.revision() }
      break
    case 'end': {
      await hub.idle()
      const { user, system } = process.cpuUsage(begun.cpu)
      const took: Record<Stage, number> = {
        ...{ gate: stages.took('gate'), commit: stages.took('commit') },
        ...{ 'roll-up': stages.took('roll-up'), revision: stages.took('revision') },
        'fan-out': live.stats().tickMs - begun.fanOutMs,
      }
      tell({ kind: 'rolled-up', stages: took, cpuMs: (user + system) / 1_000, revisions: hub.revision() - begun.revision })
    }
  }
})
process.on('disconnect', async () => {
  stopTicking()
  await live.close()
  await app.close()
  await hub.stop()
  await store.close()
})
await app.listen({ port: 0, host: '127.0.0.1' })
tell({ kind: 'listening', port: (app.server.address() as AddressInfo).port })

function tell(message: FromServer): void {
  process.send?.(message)
}
