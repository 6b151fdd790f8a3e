import type { Area } from '#contract/area.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import type { Metric } from '#contract/metric.ts'
import type { OpenFigure, OpenList } from '#contract/open.ts'
import { cityModel } from '../../hub/city-model.ts'
import { buildHub } from '../../hub/hub.ts'
import type { Hub } from '../../hub/hub-port.ts'
import { catalogue as ofCity } from '../../hub/testing/small-city.ts'
import { memoryStore } from '../../record/memory-store.ts'
import { Publisher } from '../publisher.ts'
import { memoryOpenStore } from './memory-open-store.ts'

const MINUTE = 60_000

/** A row as a source sends it. */
export interface SaidRow {
  readonly metric: string
  readonly area: string
  readonly at: number
  readonly value?: number
  readonly numerator?: number
  readonly denominator?: number
}

/** A city with a real hub, a record and a publisher, on a clock the test moves. */
export interface OpenCity {
  readonly catalogue: Catalogue
  readonly hub: Hub
  now: number
  publisher: Publisher
  say(rows: readonly SaidRow[]): Promise<void>
  /** Lets the time pass, publishing on the way as the server does, every minute or as often as said. */
  pass(ms: number, every?: number): Promise<void>
  /** The server goes and comes back, perhaps with another list; what was published stays. */
  restart(list?: OpenList): void
}

/** Opens a city at `now` whose list publishes `list`. */
export async function openCity(metrics: readonly Metric[], areas: readonly Area[], list: OpenList, now: number): Promise<OpenCity> {
  const catalogue: Catalogue = { version: 'v', hub: 'none', scenes: [], ...ofCity(metrics, areas) }
  const record = memoryStore()
  const store = memoryOpenStore()
  const source = await record.addSource('all', '00')
  const city = { catalogue, now } as OpenCity
  const hub = await buildHub({ model: cityModel(catalogue), store: record, clock: () => city.now })
  const open = (listed: OpenList) =>
    new Publisher({ catalogue, open: listed, hub, store, now: () => city.now, random: (bytes) => Buffer.alloc(bytes, 7) })
  let current = list
  return Object.assign(city, {
    hub,
    publisher: open(list),
    say: async (rows: readonly SaidRow[]) => {
      const said = rows.map(({ at, ...row }) => ({ ...row, time: new Date(at).toISOString() }))
      const answer = await hub.ingest({ source, receivedAt: city.now, rows: said, firstIndex: 0 })
      if (answer.rejectedCount > 0) throw new Error(JSON.stringify(answer.rejected))
      await hub.idle()
    },
    pass: async (ms: number, every = MINUTE) => {
      const until = city.now + ms
      while (city.now < until) {
        city.now = Math.min(until, city.now + every)
        await hub.tick()
        await city.publisher.tick()
      }
    },
    restart: (listed: OpenList = current) => {
      current = listed
      city.publisher = open(listed)
    },
  })
}

const WORDS = { zh: '字', en: 'words' }

/** A list with one public scene `today` of all its figures, protected to the towns by the hour unless said otherwise. */
export function openList(
  figures: readonly (Pick<OpenFigure, 'metric'> & Partial<OpenFigure>)[],
  more: Partial<OpenList> = {},
): OpenList {
  return {
    licence: WORDS,
    terms: WORDS,
    figures: figures.map((figure) => ({ meaning: WORDS, depth: 'town', protect: { threshold: 5 }, step: 'PT1H', ...figure })),
    scenes: [{ id: 'today', audience: 'public', names: WORDS, about: WORDS, figures: figures.map(({ metric }) => metric) }],
    ...more,
  }
}
