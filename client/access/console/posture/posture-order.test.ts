import { expect, it } from 'vitest'
import type { Control } from '#contract/posture.ts'
import { byNeed, countStates } from './posture-order.ts'

const names = { zh: '', en: '' }
const control = (id: string, state: Control['state']): Control => ({
  id,
  state,
  clause: '',
  names,
  asks: names,
  does: names,
  evidence: [],
})
const controls = [
  control('a', 'met'),
  control('b', 'outside'),
  control('c', 'not-met'),
  control('d', 'met'),
  control('e', 'unknown'),
]

it('puts what is not met before everything else, so that it is not overlooked among what is', () => {
  expect(byNeed(controls).map(({ id }) => id)).toEqual(['c', 'e', 'b', 'a', 'd'])
})

it('counts the states there are, and none that there are not', () => {
  expect(countStates(controls)).toEqual([
    { state: 'met', count: 2 },
    { state: 'not-met', count: 1 },
    { state: 'outside', count: 1 },
    { state: 'unknown', count: 1 },
  ])
})
