import { expect, it } from 'vitest'
import { personMe, visitorMe } from '../testing/me.ts'
import { doorStep } from './door-step.ts'

it('asks for one thing at a time, in the order in which the server demands it', () => {
  expect(doorStep(visitorMe())).toBe('credentials')
  expect(doorStep(personMe({ owes: ['give-factor', 'change-password'] }))).toBe('give-factor')
  expect(doorStep(personMe({ owes: ['change-password'] }))).toBe('change-password')
})

it('says so when an account has nothing to answer for, rather than asking for a choice of none', () => {
  const { remit: _none, ...without } = personMe().subject as Extract<ReturnType<typeof personMe>['subject'], { kind: 'person' }>
  expect(doorStep({ ...visitorMe(), subject: { ...without, remits: [] } })).toBe('no-remit')
  expect(doorStep({ ...visitorMe(), subject: without })).toBe('choose-remit')
})
