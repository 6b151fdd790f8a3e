import { describe, expect, it } from 'vitest'
import { RecordFault } from '../record/record-store.ts'
import { withBatches, withEach } from './with-each.ts'

const name = (item: number) => `order/${item}`

describe('withEach', () => {
  it('deals with the others when one cannot be dealt with, and then says which', async () => {
    const done: number[] = []
    const work = async (item: number) => {
      if (item % 3 === 2) throw new TypeError('what is this?')
      done.push(item)
    }
    const fault = await withEach([1, 2, 3, 4, 5], name, work).catch((found: unknown) => found)
    expect(done).toEqual([1, 3, 4])
    expect(fault).toBeInstanceOf(AggregateError)
    expect((fault as AggregateError).message).toBe('order/2 could not be dealt with; order/5 could not be dealt with')
    expect((fault as AggregateError).errors[0].cause).toBeInstanceOf(TypeError)
  })

  it('ends at once when the record is away: it would be for everybody', async () => {
    const tried: number[] = []
    const work = async (item: number) => {
      tried.push(item)
      throw new RecordFault('record/unavailable')
    }
    await expect(withEach([1, 2, 3], name, work)).rejects.toBeInstanceOf(RecordFault)
    expect(tried).toEqual([1])
  })
})

describe('withBatches', () => {
  it('does a batch that failed again one by one, and leaves only what fails alone', async () => {
    const done: (readonly number[])[] = []
    const work = async (batch: readonly number[]) => {
      if (batch.includes(4)) throw new TypeError('what is this?')
      done.push(batch)
    }
    await expect(withBatches([1, 2, 3, 4, 5, 6, 7], { atOnce: 3, nameOf: name, work })).rejects.toThrow(
      'order/4 could not be dealt with',
    )
    expect(done).toEqual([[1, 2, 3], [7], [5], [6]])
  })

  it('asks for nothing where there is nothing', async () => {
    await withBatches([], { atOnce: 3, nameOf: name, work: () => Promise.reject(new Error('asked')) })
  })
})
