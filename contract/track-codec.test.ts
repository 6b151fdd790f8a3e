import { expect, it } from 'vitest'
import { decodeMoves, encodeMoves, type Move, UNKNOWN_HEADING } from './track-codec.ts'

const AT = 1_789_000_000_000
const bus: Move = { index: 0, state: 'placed', lon: 113.751234, lat: 23.020567, heading: 271.5, heardAt: AT - 1_250 }
const lost: Move = { index: 7, state: 'unplaced', lon: 0, lat: 0, heading: undefined, heardAt: AT - 86_400_000 }

it('keeps a place to a tenth of a metre, a heading to a hundredth of a degree, an age to a tenth of a second', () => {
  const read = decodeMoves(encodeMoves([bus, lost], AT, true))
  expect(read).toMatchObject({ at: AT, isWhole: true, count: 2 })
  expect([...read.index]).toEqual([0, 7])
  expect([read.lon[0], read.lat[0]]).toEqual([113_751_234, 23_020_567])
  expect([...read.heading]).toEqual([27_150, UNKNOWN_HEADING])
  expect([...read.age]).toEqual([13, 864_000])
  expect([...read.state]).toEqual([0, 1])
})

it('reads bytes that stand anywhere in a larger buffer', () => {
  const bytes = encodeMoves([bus, lost, bus], AT, false)
  const within = new Uint8Array(bytes.length + 3)
  within.set(bytes, 3)
  expect([...decodeMoves(within.subarray(3)).index]).toEqual([0, 7, 0])
  expect(decodeMoves(encodeMoves([], AT, false))).toMatchObject({ count: 0, isWhole: false })
})

it('never tells an age from the future, and holds the oldest at its longest', () => {
  const ages = [AT + 5_000, Number.MIN_SAFE_INTEGER].map((heardAt) => ({ ...bus, heardAt }))
  expect([...decodeMoves(encodeMoves(ages, AT, false)).age]).toEqual([0, 0xffffffff])
})

it('refuses bytes of another version or length', () => {
  const bytes = encodeMoves([bus], AT, false)
  expect(() => decodeMoves(bytes.subarray(0, bytes.length - 1))).toThrow(RangeError)
  expect(() => decodeMoves(new Uint8Array([2, ...bytes.subarray(1)]))).toThrow(RangeError)
  expect(() => decodeMoves(new ArrayBuffer(0))).toThrow(RangeError)
})
