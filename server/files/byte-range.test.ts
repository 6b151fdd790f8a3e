import { expect, it } from 'vitest'
import { byteRange } from './byte-range.ts'

it('gives a player the part it asks for, and all of it to whoever asks in another way', () => {
  expect(byteRange(undefined, 100)).toBeUndefined()
  expect(byteRange('bytes=0-1', 100)).toEqual({ from: 0, to: 1 })
  expect(byteRange('bytes=10-', 100)).toEqual({ from: 10, to: 99 })
  expect(byteRange('bytes=-10', 100)).toEqual({ from: 90, to: 99 })
  expect(byteRange('bytes=0-1000', 100)).toEqual({ from: 0, to: 99 })
  expect(byteRange('bytes=0-1,5-6', 100)).toBeUndefined()
  expect(byteRange('bytes=-', 100)).toBeUndefined()
})

it('says when there is nothing where a player looks', () => {
  expect(byteRange('bytes=100-', 100)).toBe('none')
  expect(byteRange('bytes=-0', 100)).toBe('none')
  expect(byteRange('bytes=5-2', 100)).toBe('none')
})
