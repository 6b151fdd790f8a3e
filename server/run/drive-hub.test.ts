import { expect, it } from 'vitest'
import type { Clock } from '../clock/system-clock.ts'
import { driveHub } from './drive-hub.ts'

it('never ticks while a tick is under way, and goes on after it', async () => {
  const { clock, ring } = handClock()
  const ticks: PromiseWithResolvers<void>[] = []
  const hub = {
    tick: () => {
      const tick = Promise.withResolvers<void>()
      ticks.push(tick)
      return tick.promise
    },
  }
  driveHub(hub, clock, () => undefined)
  ring()
  ring()
  expect(ticks).toHaveLength(1)
  ticks[0]?.resolve()
  await settled()
  ring()
  expect(ticks).toHaveLength(2)
})

it('tells of a tick that failed and tries the next', async () => {
  const { clock, ring } = handClock()
  const faults: unknown[] = []
  let count = 0
  const hub = { tick: () => (count++ === 0 ? Promise.reject(new Error('away')) : Promise.resolve()) }
  driveHub(hub, clock, (fault) => faults.push(fault))
  ring()
  await settled()
  ring()
  expect([count, faults.length]).toEqual([2, 1])
})

it('waits for the tick under way when it is stopped', async () => {
  const { clock, ring } = handClock()
  const tick = Promise.withResolvers<void>()
  let isStopped = false
  const stop = driveHub({ tick: () => tick.promise }, clock, () => undefined)
  ring()
  const stopping = stop().then(() => {
    isStopped = true
  })
  await settled()
  expect(isStopped).toBe(false)
  tick.resolve()
  await stopping
})

function handClock(): { clock: Clock; ring: () => void } {
  const runs = new Set<() => void>()
  const clock: Clock = {
    now: () => 0,
    every: (_ms, run) => {
      runs.add(run)
      return () => runs.delete(run)
    },
  }
  return {
    clock,
    ring: () => {
      for (const run of runs) run()
    },
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
