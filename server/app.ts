import { randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import type { Catalogue } from '#contract/catalogue.ts'
import { access } from './access/access.ts'
import type { Access } from './access/open-access.ts'
import { api } from './api/api.ts'
import type { Metrics } from './api/metrics.ts'
import { openapi } from './api/openapi.ts'
import { SourceActivity } from './api/source-activity.ts'
import type { FrontDoor } from './front-door.ts'
import type { Hub } from './hub/hub-port.ts'
import { attachLive } from './live/live.ts'
import { problems } from './problem.ts'
import type { RecordStore } from './record/record-store.ts'
import { screens } from './screens.ts'
import { securityHeaders } from './security-headers.ts'
import { door } from './sources/http/door.ts'
import type { Clock } from './system-clock.ts'

export interface AppParts {
  readonly front: FrontDoor
  readonly catalogue: Catalogue
  readonly cityFolder: string
  readonly store: RecordStore
  readonly hub: Hub
  readonly clock: Clock
  readonly metrics: Metrics
  /** Folder of the built client. */
  readonly dist: string
  readonly log: FastifyBaseLogger
  readonly origins: readonly string[]
  readonly access: Access
}

export interface App {
  /** Lets screens and sources go: says so on every socket, finishes the requests under way, stops listening. */
  close(): Promise<void>
}

/** Composes the rooms of the server and opens the front door to them. */
export async function openApp(parts: AppParts): Promise<App> {
  const { front, catalogue, cityFolder, store, hub, clock, metrics, log, origins } = parts
  const activity = new SourceActivity()
  let routes: RequestListener | undefined
  const app = Fastify({
    loggerInstance: log,
    routerOptions: { ignoreTrailingSlash: true },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    serverFactory: (handler) => {
      routes = handler
      return front.server
    },
  })
  await app.register(problems)
  await app.register(securityHeaders, { map: catalogue.city.map })
  await app.register(openapi)
  await app.register(access, parts.access)
  await app.register(door, {
    hub: () => hub,
    findSource: (hash) => store.findSource(hash),
    now: clock.now,
    onAnswer: (source, answer, ms) => {
      activity.note(source, answer, clock.now())
      metrics.ingested(source, answer, ms)
    },
  })
  await app.register(api, {
    catalogue,
    cityFolder,
    hub: () => hub,
    pingRecord: () => store.head(),
    revisionAt: (at) => store.revisionAt(at),
    sources: () => store.sources(),
    activity,
    metrics,
    now: clock.now,
  })
  await app.register(screens, { folder: parts.dist })
  metrics.follow(hub, clock.now)
  await app.ready()
  // Not before: a request that finds routes without their hooks ends the process.
  if (routes) front.open(routes)
  const live = attachLive({ server: front.server, hub, clock, log, origins })
  metrics.followLive(() => live.stats())
  return {
    close: async () => {
      await live.close()
      await app.close()
    },
  }
}
