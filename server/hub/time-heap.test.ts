import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TimeHeap } from './time-heap.ts'

it('gives what is due, earliest first, and nothing that is not', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.nat(60), (times, now) => {
      const heap = new TimeHeap<number>()
      for (const time of times) heap.push(time, time)
      const due: number[] = []
      for (let time = heap.pop(now); time !== undefined; time = heap.pop(now)) due.push(time)
      expect(due).toEqual(times.filter((time) => time <= now).sort((a, b) => a - b))
      expect(heap.size()).toBe(times.length - due.length)
    }),
  )
})

it('takes new things in between', () => {
  const heap = new TimeHeap<string>()
  heap.push(5, 'five')
  heap.push(1, 'one')
  expect(heap.pop(5)).toBe('one')
  heap.push(3, 'three')
  expect([heap.pop(5), heap.pop(5), heap.pop(5)]).toEqual(['three', 'five', undefined])
})
