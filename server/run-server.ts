import type { Catalogue } from '#contract/catalogue.ts'
import { Metrics } from './api/metrics.ts'
import { openApp } from './app.ts'
import { loadCity } from './city/load-city.ts'
import type { Config } from './config.ts'
import { takeDataFolder } from './data-folder.ts'
import { driveHub } from './drive-hub.ts'
import { openFrontDoor } from './front-door.ts'
import { cityModel } from './hub/city-model.ts'
import { buildHub, type HubLog } from './hub/hub.ts'
import { mintTokens } from './mint-tokens.ts'
import { openRecord } from './open-record.ts'
import { DIST } from './screens.ts'
import type { ServedCity, ServerStep } from './start/message.ts'
import { systemClock } from './system-clock.ts'

/** A server that is open to screens and sources. */
export interface RunningServer {
  readonly url: string
  readonly city: ServedCity
  mintTokens(names: readonly string[]): Promise<Record<string, string>>
  /** Lets everyone go, finishes what was accepted, writes everything down. */
  stop(): Promise<void>
}

/**
 * Starts everything in the order in which it can fail: the city's files, the data folder, the port, the record, the
 * hub, the doors. What was started is stopped again, in reverse, when a later step fails. Throws StartupFault for
 * whatever a person can put right.
 */
export async function runServer(
  config: Config,
  onStep: (step: ServerStep) => void,
  log: (line: string) => void,
): Promise<RunningServer> {
  const started: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const undo of started.splice(0).reverse()) await undo()
  }
  try {
    const { folder, catalogue: loaded } = await loadCity(config.city)
    const catalogue: Catalogue = { ...loaded, hub: config.hub }
    if (config.databaseUrl === undefined) {
      const lock = await takeDataFolder(config.dataDir, () => onStep({ kind: 'waiting-for-folder' }))
      started.push(async () => lock.release())
    }
    const front = await openFrontDoor(config.host, config.port)
    started.push(() => front.close())
    if (config.databaseUrl !== undefined) onStep({ kind: 'opening-record' })
    const metrics = new Metrics()
    const record = await openRecord(config.databaseUrl, config.dataDir, { step: onStep, log }, (ms) => metrics.committed(ms))
    started.push(() => record.close())
    const { store } = record
    let hubLog: HubLog = (_, sentence) => log(sentence)
    const hub = await buildHub({
      ...{ model: cityModel(catalogue), store, clock: systemClock.now },
      rest: () => new Promise((resolve) => setImmediate(resolve)),
      log: (level, sentence, fields) => hubLog(level, sentence, fields),
    })
    started.push(() => hub.stop())
    const app = await openApp({
      ...{ front, catalogue, cityFolder: folder, store, hub, clock: systemClock, metrics, dist: DIST },
      ...{ logLevel: config.logLevel, origins: config.origins },
    })
    hubLog = (level, sentence, fields) => app.log[level](fields, sentence)
    started.push(() => app.close())
    started.push(driveHub(hub, systemClock, (fault) => app.log.warn({ err: fault }, 'a tick of the hub failed; it is tried again')))
    return {
      url: front.url,
      city: { city: folder, names: catalogue.city.names, departments: catalogue.city.departments.map(({ id }) => id) },
      mintTokens: (names) => mintTokens(store, names),
      stop,
    }
  } catch (fault) {
    await stop()
    throw fault
  }
}
