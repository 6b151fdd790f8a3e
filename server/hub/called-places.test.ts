import { expect, it } from 'vitest'
import { CalledPlaces } from './called-places.ts'

it('gives the place of a revision once, and forgets those of the revisions before it', () => {
  const places = new CalledPlaces()
  for (const revision of [1, 2, 3, 5]) places.note(revision, `of ${revision}`)
  expect(places.take(2)).toBe('of 2')
  expect([places.take(1), places.take(2), places.take(4)]).toEqual([undefined, undefined, undefined])
  expect(places.take(3)).toBeUndefined()
  expect(places.take(5)).toBe('of 5')
})

it('lets the oldest go where nobody follows for long', () => {
  const places = new CalledPlaces()
  for (let revision = 1; revision <= 1_001; revision++) places.note(revision, `of ${revision}`)
  expect([places.take(1), places.take(2)]).toEqual([undefined, 'of 2'])
})
