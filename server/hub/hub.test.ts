import { beforeEach, describe, expect, it } from 'vitest'
import type { Metric } from '#contract/metric.ts'
import { type MemoryStore, memoryStore } from '../record/memory-store.ts'
import { cityModel } from './city-model.ts'
import { buildHub } from './hub.ts'
import type { Commit, Hub } from './hub-port.ts'
import { catalogue, metric } from './testing/small-city.ts'

/** 2026-09-08 10:42:00 in Shanghai. */
const NOON = Date.parse('2026-09-08T10:42:00+08:00')
const MINUTE = 60_000

let store: MemoryStore
let now: number

beforeEach(() => {
  store = memoryStore()
  now = NOON
})

describe('the way of one observation', () => {
  it('shows a city the sum of its towns once all of them reported', async () => {
    const hub = await hubOf([metric('calls.made')])
    const commits: Commit[] = []
    hub.onCommit((commit) => commits.push(commit))
    const answer = await send(hub, [row('a', 1), row('b', 2), row('c', 4)])
    await hub.idle()
    expect(answer).toEqual({ accepted: 3, duplicates: 0, corrections: 0, conflicts: 0, rejected: [], rejectedCount: 0 })
    expect(hub.latest('calls.made@city/PT1M')).toEqual({
      metric: 'calls.made',
      area: 'city',
      step: 'PT1M',
      window: [NOON, NOON + MINUTE],
      value: 7,
      observedAt: NOON,
      freshness: 'live',
      coverage: { reported: 3, expected: 3 },
      revision: 1,
    })
    expect(commits).toHaveLength(1)
    expect(commits[0]?.revised).toHaveLength(6)
    expect(hub.commitsSince(0)).toEqual(commits)
  })
})

async function hubOf(metrics: readonly Metric[]): Promise<Hub> {
  return buildHub({ model: cityModel(catalogue(metrics)), store, clock: () => now })
}

function row(area: string, value: number, time = NOON) {
  return { metric: 'calls.made', area, time: new Date(time).toISOString(), value }
}

function send(hub: Hub, rows: readonly unknown[], source = 1) {
  return hub.ingest({ source: { id: source, name: `source ${source}` }, receivedAt: now, rows, firstIndex: 0 })
}
