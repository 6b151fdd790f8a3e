import { expect, it } from 'vitest'
import { cityModel } from '../hub/city-model.ts'
import { buildHub } from '../hub/hub.ts'
import type { Commit } from '../hub/hub-port.ts'
import { catalogue, metric } from '../hub/testing/small-city.ts'
import { memoryStore } from '../record/memory-store.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const START = Date.parse('2026-09-08T10:42:00+08:00')
/** One second before the clocks of 32 bits end. */
const END_OF_32_BITS = (2 ** 31 - 1) * 1_000
const CALLS = 'calls.made@city/PT1M'

it.each([
  ['goes an hour back', [0, 5 * MINUTE, -HOUR, -HOUR + MINUTE, 0]],
  ['goes an hour ahead and is put right', [0, HOUR, HOUR + MINUTE, 2 * MINUTE, 3 * MINUTE]],
  ['passes 2038', [0, END_OF_32_BITS - START, END_OF_32_BITS - START + MINUTE, END_OF_32_BITS - START + HOUR]],
])('a clock that %s leaves revisions in order and makes no age negative', async (_, jumps) => {
  let now = START
  const store = memoryStore()
  const hub = await buildHub({ model: cityModel(catalogue([metric('calls.made')])), store, clock: () => now })
  const commits: Commit[] = []
  hub.onCommit((commit) => void commits.push(commit))
  for (const [round, jump] of jumps.entries()) {
    now = START + jump
    const time = new Date(now).toISOString()
    const rows = ['a', 'b', 'c'].map((area, town) => ({ metric: 'calls.made', area, time, value: round + town }))
    const answer = await hub.ingest({ source: { id: 1, name: 'feed' }, receivedAt: now, rows, firstIndex: 0 })
    expect(answer.rejected).toEqual([])
    await hub.idle()
    await hub.tick()
    const { observedAt, freshness, value } = hub.latest(CALLS)
    expect(value).not.toBeNull()
    // What was said while the clock ran ahead is no older than now: that makes it live, not of an age below nothing.
    expect(freshness).toBe(now - (observedAt ?? Number.NaN) <= 2 * MINUTE ? 'live' : expect.stringMatching(/late|silent/))
  }
  const revisions = commits.map(({ revision }) => revision)
  expect(revisions).toEqual(revisions.toSorted((a, b) => a - b))
  expect(new Set(revisions).size).toBe(revisions.length)
  expect(revisions.length).toBeGreaterThanOrEqual(jumps.length)
  await hub.stop()
})
