import { beforeEach, describe, expect, it } from 'vitest'
import { type MemoryStore, memoryStore } from '../record/memory-store.ts'
import type { ObservationWindow } from '../record/record-store.ts'
import { cityModel } from './city-model.ts'
import type { Frame } from './frame.ts'
import { FrameCache, frameRoomOf } from './frame-cache.ts'
import { type MetricPlan, metricPlans } from './metric-plan.ts'
import { CALLS, MINUTE, NOW } from './testing/hub-ground.ts'
import { catalogue } from './testing/small-city.ts'

const model = cityModel(catalogue([CALLS]))
const plans = metricPlans(model)
const plan = plans.get('calls.made') as MetricPlan

const DAY = 1_440 * MINUTE

let store: MemoryStore
let asked: ObservationWindow[]

beforeEach(() => {
  store = memoryStore()
  asked = []
  const load = store.loadObservations.bind(store)
  store.loadObservations = (windows) => {
    asked.push(...windows)
    return load(windows)
  }
})

describe('what is read of the record', () => {
  it('reads no window that is newer than all its metric was ever told of', async () => {
    await say(NOW)
    const frames = cacheOf({ past: 100, all: 100 })
    await frames.load([{ plan, at: NOW + MINUTE }])
    expect(asked).toEqual([])
    await frames.load([{ plan, at: NOW }])
    expect(asked).toEqual([{ metric: 'calls.made', from: NOW, to: NOW + MINUTE }])
    expect(frames.find(plan, NOW)?.entries.size).toBe(1)
  })

  it('reads a window it has forgotten, which was newer than all when it was first asked for', async () => {
    const frames = cacheOf({ past: 100, all: 100 })
    await frames.load([{ plan, at: NOW }])
    await say(NOW)
    frames.clear()
    await frames.load([{ plan, at: NOW }])
    expect(frames.find(plan, NOW)?.entries.size).toBe(1)
    expect(asked).toHaveLength(1)
  })
})

describe('what is kept in memory', () => {
  it('keeps all windows that are being told of while they fit, and of the past a little', async () => {
    const frames = cacheOf({ past: 20, all: 1_000 })
    await fill(frames, [NOW - 60 * MINUTE, NOW - 30 * MINUTE, NOW - MINUTE, NOW])
    frames.trim(NOW)
    expect(kept(frames, [NOW - 60 * MINUTE, NOW - 30 * MINUTE, NOW - MINUTE, NOW])).toEqual([false, false, true, true])
  })

  it('forgets what was asked for least recently where even they do not fit', async () => {
    const frames = cacheOf({ past: 20, all: 26 })
    await fill(frames, [NOW - 2 * MINUTE, NOW - MINUTE, NOW])
    frames.trim(NOW)
    expect(kept(frames, [NOW - 2 * MINUTE, NOW - MINUTE, NOW])).toEqual([false, true, true])
  })

  it('forgets nothing whose rows are not in the record yet', async () => {
    const frames = cacheOf({ past: 0, all: 0 })
    await fill(frames, [NOW - 60 * MINUTE, NOW])
    const held = frames.find(plan, NOW - 60 * MINUTE) as Frame
    frames.trim(NOW, new Set([held]))
    expect(kept(frames, [NOW - 60 * MINUTE, NOW])).toEqual([true, false])
  })

  it('takes no more room after ten days than after one', async () => {
    const frames = cacheOf({ past: 90, all: 90 })
    const mostIn = async (day: number) => {
      let most = 0
      for (let at = NOW + day * DAY; at < NOW + (day + 1) * DAY; at += MINUTE) {
        await fill(frames, [at])
        frames.trim(at)
        most = Math.max(most, frames.share())
      }
      return most
    }
    const first = await mostIn(0)
    expect(first).toBeGreaterThan(0.75)
    for (let day = 1; day < 10; day++) expect(await mostIn(day)).toBe(first)
  })

  it('takes a quarter of a large heap and never less than the past has', () => {
    expect(frameRoomOf(6_000_000_000)).toEqual({ past: 600_000, all: 10_000_000 })
    expect(frameRoomOf(100_000_000)).toEqual({ past: 600_000, all: 600_000 })
  })
})

function cacheOf(room: { readonly past: number; readonly all: number }): FrameCache {
  return new FrameCache(store, model.calendar, plans, room)
}

async function say(at: number): Promise<void> {
  const said = { metric: 'calls.made', area: 'a', at, source: 1, standing: 'authoritative', value: 1 } as const
  await store.commitBatches([{ source: 1, receivedAt: at, observations: [said], authorities: [] }])
}

/** Frames of one entry each: they weigh nine. */
async function fill(frames: FrameCache, instants: readonly number[]): Promise<void> {
  for (const at of instants) {
    await frames.load([{ plan, at }])
    const frame = frames.find(plan, at) as Frame
    frame.say(0, { at, source: 1, numerator: 1, denominator: 1, conflict: false })
    frames.recount(frame)
  }
}

function kept(frames: FrameCache, instants: readonly number[]): readonly boolean[] {
  return instants.map((at) => frames.find(plan, at) !== undefined)
}
