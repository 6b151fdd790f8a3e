import { expect, it } from 'vitest'
import { Turns } from './turns.ts'

it('lets so many work at a time, the others in the order in which they came, and goes on when one fails', async () => {
  const turns = new Turns(2)
  const begun: number[] = []
  const ends: PromiseWithResolvers<void>[] = []
  const all = Array.from({ length: 4 }, (_, index) =>
    turns.take(async () => {
      begun.push(index)
      ends[index] = Promise.withResolvers()
      await ends[index].promise
      return index
    }),
  )
  expect(begun).toEqual([0, 1])
  ends[1]?.reject(new Error('no room'))
  await expect(all[1]).rejects.toThrow('no room')
  expect(begun).toEqual([0, 1, 2])
  ends[0]?.resolve()
  expect(await all[0]).toBe(0)
  expect(begun).toEqual([0, 1, 2, 3])
  for (const index of [2, 3]) ends[index]?.resolve()
  expect(await Promise.all(all.slice(2))).toEqual([2, 3])
  expect(await turns.take(async () => 'alone')).toBe('alone')
})
