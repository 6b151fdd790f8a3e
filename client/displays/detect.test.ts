import { expect, it } from 'vitest'
import { classInAddress, guessClass } from './detect.ts'

it('believes the address before the screen', () => {
  expect(classInAddress('/wall')).toBe('wall')
  expect(classInAddress('/desk/')).toBe('desk')
  expect(classInAddress('/')).toBeUndefined()
  expect(classInAddress('/walls')).toBeUndefined()
})

it('takes each kind of screen for what it is', () => {
  const mouse = { isCoarse: false, hasPointer: true }
  const finger = { isCoarse: true, hasPointer: true }
  expect(guessClass({ width: 1440, height: 900, ...mouse })).toBe('desk')
  expect(guessClass({ width: 390, height: 844, ...finger })).toBe('mobile')
  expect(guessClass({ width: 1194, height: 834, ...finger })).toBe('mobile')
  expect(guessClass({ width: 1920, height: 1080, ...finger })).toBe('office')
  expect(guessClass({ width: 7680, height: 2160, ...mouse })).toBe('wall')
  expect(guessClass({ width: 1920, height: 1080, isCoarse: false, hasPointer: false })).toBe('wall')
})
