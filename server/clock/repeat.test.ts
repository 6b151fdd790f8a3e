import { describe, expect, it } from 'vitest'
import { repeat } from './repeat.ts'

describe('repeat', () => {
  it('never has two turns at a time, and goes on after the one under way', async () => {
    const { clock, ring } = handClock()
    const turns: PromiseWithResolvers<void>[] = []
    repeat(clock, { everyMs: 250, work: () => begin(turns), onFault: unexpected })
    ring()
    ring()
    expect(turns).toHaveLength(1)
    turns[0]?.resolve()
    await settled()
    ring()
    expect(turns).toHaveLength(2)
  })

  it('tells when turns begin to fail, tries again with every tick, and tells another fault, and the same after it went well again', async () => {
    const { clock, ring } = handClock()
    const outcomes = ['away', 'away', 'full', 'full', 'well', 'full']
    const faults: string[] = []
    let count = 0
    const work = () => {
      const outcome = outcomes[count++]
      return outcome === 'well' ? Promise.resolve() : Promise.reject(outcome)
    }
    repeat(clock, { everyMs: 1_000, work, onFault: (fault) => faults.push(String(fault)) })
    for (const _ of outcomes) {
      ring()
      await settled()
    }
    expect(count).toBe(6)
    expect(faults).toEqual(['away', 'full', 'full'])
  })

  it('waits for the turn under way when it is stopped, and begins none after it', async () => {
    const { clock, ring } = handClock()
    const turns: PromiseWithResolvers<void>[] = []
    let isStopped = false
    const stop = repeat(clock, { everyMs: 250, work: () => begin(turns), onFault: unexpected })
    ring()
    const stopping = stop().then(() => {
      isStopped = true
    })
    await settled()
    expect(isStopped).toBe(false)
    turns[0]?.resolve()
    await stopping
    ring()
    expect(turns).toHaveLength(1)
  })

  it('hands the clock the turn under way, so that a clock that is driven can wait for it', async () => {
    const { clock, ring } = handClock()
    const turns: PromiseWithResolvers<void>[] = []
    repeat(clock, { everyMs: 250, work: () => begin(turns), onFault: unexpected })
    const [first] = ring()
    const [second] = ring()
    expect(second).toBe(first)
    turns[0]?.resolve()
    await first
  })
})

function begin(turns: PromiseWithResolvers<void>[]): Promise<void> {
  const turn = Promise.withResolvers<void>()
  turns.push(turn)
  return turn.promise
}

function unexpected(fault: unknown): never {
  throw fault
}

function handClock() {
  const runs = new Set<() => unknown>()
  return {
    clock: {
      every: (_ms: number, run: () => unknown) => {
        runs.add(run)
        return () => void runs.delete(run)
      },
    },
    ring: () => [...runs].map((run) => run()),
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
