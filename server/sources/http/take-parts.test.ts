import { expect, it } from 'vitest'
import { Refusal } from '#contract/errors.ts'
import type { IngestAnswer } from '#contract/observation.ts'
import type { IngestRequest } from '../../hub/hub-port.ts'
import { RecordFault } from '../../record/record-store.ts'
import type { Part } from './part.ts'
import { takeParts } from './take-parts.ts'

const SOURCE = { id: 1, name: 'water' }

const NOTHING: IngestAnswer = { accepted: 0, duplicates: 0, corrections: 0, conflicts: 0, rejected: [], rejectedCount: 0 }

it('adds up the answers of the parts and gives every rejection its place in the request', async () => {
  const hub = hubAnswering(({ rows }) => ({
    ...NOTHING,
    accepted: rows.length - 1,
    rejected: [{ index: 1, code: 'row/value-missing', sentence: 'No value.' }],
    rejectedCount: 1,
  }))
  const unreadable = [{ index: 1, code: 'request/not-json', sentence: 'Not JSON.' }]
  const answer = await take(hub, [
    { rows: ['a', 'b'], indexes: [0, 2], unreadable, hash: '' },
    { rows: ['c', 'd'], indexes: [3, 4], unreadable: [], hash: '' },
  ])
  expect(answer).toMatchObject({ accepted: 2, rejectedCount: 3 })
  expect(answer.rejected.map(({ index, code }) => [index, code])).toEqual([
    [1, 'request/not-json'],
    [2, 'row/value-missing'],
    [4, 'row/value-missing'],
  ])
})

it('counts every rejection and lists the first thousand', async () => {
  const lines = Array.from({ length: 700 }, (_, index) => ({ index, code: 'request/not-json', sentence: 'Not JSON.' }))
  const part: Part = { rows: [], indexes: [], unreadable: lines, hash: '' }
  const answer = await take(
    hubAnswering(() => NOTHING),
    [part, part],
  )
  expect(answer.rejectedCount).toBe(1400)
  expect(answer.rejected).toHaveLength(1000)
})

it('gives each part a key of its own, so that a retry takes in exactly what was missing', async () => {
  const seen: IngestRequest[] = []
  const hub = hubAnswering((request) => {
    seen.push(request)
    return NOTHING
  })
  await take(hub, [partOf(['a'], 'h1'), partOf(['b'], 'h2')], 'key')
  expect(seen.map(({ idempotency }) => idempotency)).toEqual([
    { key: 'key', bodyHash: 'h1' },
    { key: 'key\n1', bodyHash: 'h2' },
  ])
})

it('hands nothing more to the hub once a key turns out to belong to another body', async () => {
  let asked = 0
  const hub = hubAnswering(() => {
    asked += 1
    throw new Refusal('request/key-reused')
  })
  await expect(take(hub, [partOf(['a'], 'x'), partOf(['b'], 'y')], 'key')).rejects.toMatchObject({ code: 'request/key-reused' })
  expect(asked).toBe(1)
})

it.each([new RecordFault('record/full'), new Refusal('request/not-json')])(
  'says how far it came when a later part fails, and never that nothing was taken in',
  async (fault) => {
    let asked = 0
    const hub = hubAnswering(() => {
      asked += 1
      if (asked > 1) throw fault
      return NOTHING
    })
    const failed = take(hub, [partOf(['a', 'b'], ''), partOf(['c'], '')])
    await expect(failed).rejects.toMatchObject({ code: fault.code, detail: expect.stringContaining('The first 2 rows') })
  },
)

function partOf(rows: readonly unknown[], hash: string): Part {
  return { rows, indexes: rows.map((_, index) => index), unreadable: [], hash }
}

function hubAnswering(answer: (request: IngestRequest) => IngestAnswer) {
  return { ingest: async (request: IngestRequest) => answer(request) }
}

async function take(hub: ReturnType<typeof hubAnswering>, parts: readonly Part[], key?: string) {
  async function* all() {
    yield* parts
  }
  const asked = (rows: readonly unknown[]) => ({ source: SOURCE, receivedAt: 0, rows, firstIndex: 0 })
  return takeParts(all(), {
    nothing: NOTHING,
    take: (rows, idempotency) => hub.ingest({ ...asked(rows), ...(idempotency && { idempotency }) }),
    key,
    onAnswer: () => undefined,
  })
}

it('refuses a request whose part fails while the next is still on its way, and ends nothing but that request', async () => {
  const next = Promise.withResolvers<void>()
  const unheard: unknown[] = []
  const hear = (fault: unknown) => unheard.push(fault)
  process.on('unhandledRejection', hear)
  async function* slowly(): AsyncIterable<Part> {
    yield partOf(['a'], 'h1')
    await next.promise
    yield partOf(['b'], 'h2')
  }
  const taken = takeParts(slowly(), {
    nothing: NOTHING,
    take: () => Promise.reject(new RecordFault('record/unavailable')),
    onAnswer: () => undefined,
  })
  // A turn of the loop is when a process ends for a fault that nobody waits for.
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  next.resolve()
  await expect(taken).rejects.toBeInstanceOf(RecordFault)
  process.off('unhandledRejection', hear)
  expect(unheard).toEqual([])
})
