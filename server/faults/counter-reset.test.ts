import { expect, it } from 'vitest'
import { readRate, withSample } from '../alarms/read-rate.ts'
import { cityModel } from '../hub/city-model.ts'
import { buildHub } from '../hub/hub.ts'
import { catalogue, metric } from '../hub/testing/small-city.ts'
import { memoryStore } from '../record/memory-store.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const MIDNIGHT = Date.parse('2026-09-09T00:00:00+08:00')

it('a count that a source begins anew is another window: no figure falls below nothing, and none leaps', async () => {
  let now = MIDNIGHT - 5 * MINUTE
  const hub = await buildHub({
    model: cityModel(catalogue([metric('calls.made', { headline: 'P1D' })])),
    store: memoryStore(),
    clock: () => now,
  })
  const shown: (number | null)[] = []
  // A device that counts up, loses power, and counts from nothing again; then midnight.
  for (const count of [40, 41, 42, 0, 1, 2, 3, 4]) {
    const time = new Date(now).toISOString()
    const rows = ['a', 'b', 'c'].map((area) => ({ metric: 'calls.made', area, time, value: count }))
    await hub.ingest({ source: { id: 1, name: 'feed' }, receivedAt: now, rows, firstIndex: 0 })
    await hub.idle()
    await hub.tick()
    shown.push(hub.latest('calls.made@city/P1D').value)
    now += MINUTE
  }
  expect(shown).toEqual([120, 243, 369, 369, 372, 6, 15, 27])
  expect(shown.every((value) => value === null || value >= 0)).toBe(true)
  await hub.stop()
})

it('a count that falls back to nothing is no rise, and what it does next is no leap from the fall', () => {
  const limits = { side: 'rise', windowMs: HOUR, warning: 20, critical: 60, back: 0 } as const
  let samples: ReturnType<typeof withSample> = []
  const reached = [40, 41, 42, 0, 1, 2].map((value, index) => {
    samples = withSample(samples, { at: index * MINUTE, value }, HOUR)
    const reading = readRate({ freshness: 'live' }, samples, limits)
    return reading.kind === 'judged' ? reading.reached : 0
  })
  expect(reached).toEqual([0, 0, 0, 0, 0, 0])
})
