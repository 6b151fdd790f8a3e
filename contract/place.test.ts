import { expect, it } from 'vitest'
import { readMotion, readPlace } from './place.ts'

it.each([
  [181, 91],
  [113.7, 91],
  [181, 23],
  [0, 0],
  [0.00001, -0.00001],
  [9999999, 9999999],
  [999, 23],
  [-9999.99, 23],
  [Number.NaN, 23],
  ['NaN', 'NaN'],
  ['', ''],
  [null, null],
  [undefined, 23],
])('reads %s, %s as a place that is not known, so that nothing is drawn in the Gulf of Guinea', (lon, lat) => {
  expect(readPlace(lon, lat)).toEqual({ kind: 'unknown' })
})

it('reads a place, on the meridian and the equator as well', () => {
  expect(readPlace(113.75, 23.02)).toEqual({ kind: 'place', lon: 113.75, lat: 23.02 })
  expect(readPlace(0, 51.48)).toMatchObject({ kind: 'place' })
  expect(readPlace(-180, 90)).toMatchObject({ kind: 'place' })
})

it('tells numbers that lie nowhere from numbers that mean nothing, and says when they look swapped', () => {
  expect(readPlace(23.02, 113.75)).toEqual({ kind: 'impossible', isSwapped: true })
  expect(readPlace(200, 23)).toEqual({ kind: 'impossible', isSwapped: false })
  expect(readPlace('113.75', 23.02)).toEqual({ kind: 'not-a-number' })
  expect(readPlace({}, 23.02)).toEqual({ kind: 'not-a-number' })
})

it('leaves out headings and speeds that mean "not available"', () => {
  expect(readMotion(90, 12.5)).toEqual({ heading: 90, speed: 12.5 })
  expect(readMotion(360, 0)).toEqual({ heading: 0, speed: 0 })
  expect(readMotion(511, 1023)).toEqual({})
  expect(readMotion('north', Number.NaN)).toEqual({})
})
