import { expect, it } from 'vitest'
import { whileLeading } from './while-leading.ts'

it('does the work of the leader whenever this server leads, and never beside its own earlier self', async () => {
  const lead = scriptedLead()
  const log: string[] = []
  const ends: (() => void)[] = []
  const undo = await whileLeading(lead, {
    begin: () => {
      log.push('begins')
      return () => new Promise<void>((resolve) => ends.push(() => resolve(void log.push('ended'))))
    },
    ...{ every: () => () => undefined, onFault: () => undefined },
  })
  expect(log).toEqual([])
  lead.change(1)
  await settled()
  lead.change(undefined)
  lead.change(2)
  await settled()
  expect(log).toEqual(['begins'])
  ends.shift()?.()
  await settled()
  expect(log).toEqual(['begins', 'ended', 'begins'])
  const over = undo()
  await settled()
  ends.shift()?.()
  await over
  expect(log).toEqual(['begins', 'ended', 'begins', 'ended'])
})

it('tries again what could not be begun, for as long as this server leads', async () => {
  const lead = scriptedLead()
  const faults: unknown[] = []
  let tries = 0
  let retry = () => {}
  await whileLeading(lead, {
    begin: () => {
      tries += 1
      if (tries < 3) throw new Error('the record is away')
      return () => undefined
    },
    every: (_ms, run) => {
      retry = run
      return () => undefined
    },
    onFault: (fault) => faults.push(fault),
  })
  lead.change(1)
  await settled()
  for (let look = 0; look < 4; look++) {
    retry()
    await settled()
  }
  expect([tries, faults.length]).toEqual([3, 2])
})

it('throws what kept the work from beginning where this server leads already', async () => {
  const lead = scriptedLead(1)
  const begin = () => {
    throw new Error('no key')
  }
  await expect(whileLeading(lead, { begin, every: () => () => undefined, onFault: () => undefined })).rejects.toThrow('no key')
})

function scriptedLead(term?: number) {
  const hearers = new Set<(term: number | undefined) => void>()
  return {
    term: () => term,
    onChange: (hear: (term: number | undefined) => void) => {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    change: (next: number | undefined) => {
      term = next
      for (const hear of hearers) hear(next)
    },
  }
}

/** Lets everything go on that waits for nothing but its turn. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}
