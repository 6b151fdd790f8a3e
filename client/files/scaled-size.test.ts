import { expect, it } from 'vitest'
import { scaledSize } from './scaled-size.ts'

it('brings a photo down to what a bad line carries, whichever way the phone was held', () => {
  expect(scaledSize({ width: 4032, height: 3024 }, 1600)).toEqual({ width: 1600, height: 1200 })
  expect(scaledSize({ width: 3024, height: 4032 }, 1600)).toEqual({ width: 1200, height: 1600 })
})

it('never blows a small picture up, and leaves no side of a long one without pixels', () => {
  expect(scaledSize({ width: 640, height: 480 }, 1600)).toEqual({ width: 640, height: 480 })
  expect(scaledSize({ width: 20_000, height: 3 }, 1600)).toEqual({ width: 1600, height: 1 })
})
