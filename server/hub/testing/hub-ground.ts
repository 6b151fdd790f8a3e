import { expect } from 'vitest'
import type { Area } from '#contract/area.ts'
import type { Metric } from '#contract/metric.ts'
import { type MemoryStore, memoryStore } from '../../record/memory-store.ts'
import { cityModel } from '../city-model.ts'
import { buildHub, type HubLog } from '../hub.ts'
import type { Commit, Hub, IngestRequest } from '../hub-port.ts'
import { FaultyStore } from './faulty-store.ts'
import { catalogue, metric } from './small-city.ts'

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const NOW = Date.parse('2026-09-08T10:42:00+08:00')
export const MIDNIGHT = Date.parse('2026-09-09T00:00:00+08:00')

/** Counted each minute. */
export const CALLS = metric('calls.made')
/** Counted each minute, and shown as the running total of the day. */
export const CALLS_TODAY = metric('calls.made', { headline: 'P1D' })
/** A share, divided last, in per cent. */
export const ANSWERED = metric('calls.answered', {
  rollUp: { area: 'ratio', time: 'ratio' },
  kind: 'gauge',
  scale: 100,
  range: [0, 100],
})

type Sending = Partial<Omit<IngestRequest, 'source' | 'rows'>> & { readonly source?: number }

/** What a test of the hub stands on: a record in memory that can be made to fail, and a clock that stands until it is moved. */
export class HubGround {
  store: MemoryStore = memoryStore()
  faulty: FaultyStore = new FaultyStore(this.store)
  /** What the clock says, UTC milliseconds. */
  now: number = NOW

  hubOf(
    metrics: readonly Metric[],
    given: { readonly areas?: readonly Area[]; readonly log?: HubLog; readonly rest?: () => Promise<void> } = {},
  ): Promise<Hub> {
    const { areas, ...parts } = given
    return buildHub({ model: cityModel(catalogue(metrics, areas)), store: this.faulty.store, clock: () => this.now, ...parts })
  }

  send(hub: Hub, rows: readonly unknown[], { source = 1, ...fields }: Sending = {}) {
    return hub.ingest({ source: { id: source, name: `source ${source}` }, receivedAt: this.now, rows, firstIndex: 0, ...fields })
  }

  /** Sends rows and waits until readers could see them. */
  async settled(hub: Hub, rows: readonly unknown[]): Promise<void> {
    expect(await this.send(hub, rows)).toMatchObject({ rejected: [] })
    await hub.idle()
  }
}

export function iso(time: number): string {
  return new Date(time).toISOString()
}

export function row(code: string, value: number, time = NOW) {
  return { metric: 'calls.made', area: code, time: iso(time), value }
}

export function parts(code: string, numerator: number, denominator: number, time = NOW) {
  return { metric: 'calls.answered', area: code, time: iso(time), numerator, denominator }
}

/** Everything the hub commits from here on, as it grows. */
export function commitsOf(hub: Hub): Commit[] {
  const commits: Commit[] = []
  hub.onCommit((commit) => commits.push(commit))
  return commits
}
