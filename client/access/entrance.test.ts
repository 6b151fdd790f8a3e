import { expect, it } from 'vitest'
import { DISPLAY_CLASSES } from '#contract/display-class.ts'
import type { Access } from './access-store.ts'
import { entranceOf, homePage } from './entrance.ts'
import { personMe, visitorMe } from './testing/me.ts'

const known = (me: ReturnType<typeof visitorMe>): Access => ({ kind: 'known', me })

it('shows the simulated city to whoever opens it, each display in the role it is made for', () => {
  const me = visitorMe({ trial: ['leader', 'duty-officer', 'field-responder', 'wall-director'] })
  expect(DISPLAY_CLASSES.map((display) => entranceOf(known(me), display))).toEqual(
    ['wall-director', 'leader', 'duty-officer', 'field-responder'].map((role) => ({ kind: 'trial', role })),
  )
})

it('goes on in the role that was picked when a session of the trial ends', () => {
  const me = visitorMe({ trial: ['duty-officer', 'town-staff'] })
  expect(entranceOf(known(me), 'desk', 'town-staff')).toEqual({ kind: 'trial', role: 'town-staff' })
  expect(entranceOf(known(me), 'desk', 'leader')).toEqual({ kind: 'trial', role: 'duty-officer' })
})

it('asks people to sign in at desks and phones, and shows a code on screens that hang on a wall', () => {
  expect(DISPLAY_CLASSES.map((display) => entranceOf(known(visitorMe()), display).kind)).toEqual([
    'pairing',
    'pairing',
    'sign-in',
    'sign-in',
  ])
})

it('asks first for what somebody owes, on every display', () => {
  const me = personMe({ owes: ['give-factor'] })
  for (const display of DISPLAY_CLASSES) expect(entranceOf(known(me), display)).toEqual({ kind: 'sign-in' })
})

it('opens the city anew for another remit, so that nothing of the one before stays on the page', () => {
  const one = entranceOf(known(personMe()), 'desk')
  const other = entranceOf(known(personMe({ remit: { id: 'r2', role: 'town-staff', area: 'a', domains: 'all' } })), 'desk')
  expect([one.kind, other.kind]).toEqual(['city', 'city'])
  expect(one).not.toEqual(other)
})

it('brings administrators to their console, firms to theirs, and everybody else to the city', () => {
  expect(homePage(personMe({}, 'audit-administrator'), 'desk')).toBe('/administration')
  expect(homePage(personMe({}, 'enterprise'), 'mobile')).toBe('/enterprise')
  expect(homePage(personMe({}, 'town-staff'), 'mobile')).toBe('/mobile')
})

it('shows the city of an older server, which asks nobody', () => {
  expect(entranceOf({ kind: 'unguarded' }, 'wall').kind).toBe('city')
})
