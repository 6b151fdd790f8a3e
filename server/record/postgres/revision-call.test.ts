import { expect, it } from 'vitest'
import { calledOut, tracedRevision } from './revision-call.ts'

const PLACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

it('says of a traced revision where in its trace it is, and of any other nothing', () => {
  expect(tracedRevision(calledOut(41, PLACE))).toEqual({ revision: 41, place: PLACE })
  expect(calledOut(41, undefined)).toBe('')
})

it.each(['', '41', PLACE, `-1 ${PLACE}`, `41 ${PLACE} more`])('takes "%s" for a call and nothing more', (said) => {
  expect(tracedRevision(said)).toBeUndefined()
})
