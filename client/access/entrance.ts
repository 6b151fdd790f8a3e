import type { Me, Role } from '#contract/access.ts'
import type { DisplayClass } from '#contract/display-class.ts'
import type { Access } from './access-store.ts'

/** What a page that shows the city does for whoever stands before it. */
export type Entrance =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'unreachable'; readonly code: string }
  /** The city. `key` is another for another person, screen or remit: nothing of the one before may stay on the page. */
  | { readonly kind: 'city'; readonly key: string }
  /** The simulated city: take a role without asking. */
  | { readonly kind: 'trial'; readonly role: Role }
  /** A screen that nobody enrolled: show its code. */
  | { readonly kind: 'pairing' }
  | { readonly kind: 'sign-in' }
  /** Signed in, but in a capacity that does not see the city. */
  | { readonly kind: 'elsewhere'; readonly home: Home }

/** Where a capacity works when it does not see the city. */
export type Home = '/administration' | '/enterprise' | '/account'

/** The role a display is tried in before anybody has picked one. */
export const TRIAL_ROLES: Record<DisplayClass, Role> = {
  wall: 'wall-director',
  office: 'leader',
  desk: 'duty-officer',
  mobile: 'field-responder',
}

/** Decides what a page of the city shows. `picked` is the role last acted in on this page, before its session ended. */
export function entranceOf(access: Access, display: DisplayClass, picked?: Role): Entrance {
  switch (access.kind) {
    case 'reading':
      return { kind: 'waiting' }
    case 'unreachable':
      return access
    case 'unguarded':
      return { kind: 'city', key: 'unguarded' }
    case 'known':
      return entranceOfMe(access.me, display, picked)
  }
}

function entranceOfMe({ subject, ways }: Me, display: DisplayClass, picked: Role | undefined): Entrance {
  switch (subject.kind) {
    case 'visitor': {
      const role = [picked, TRIAL_ROLES[display], ways.trial[0]].find((one) => one !== undefined && ways.trial.includes(one))
      if (role !== undefined) return { kind: 'trial', role }
      return { kind: display === 'wall' || display === 'office' ? 'pairing' : 'sign-in' }
    }
    case 'person':
      if (subject.owes.length > 0 || subject.remit === undefined) return { kind: 'sign-in' }
      if (subject.may.includes('catalogue:read')) return { kind: 'city', key: `${subject.id}/${subject.remit.id}` }
      return { kind: 'elsewhere', home: homeOf(subject.may) }
    case 'screen':
    case 'program':
      return { kind: 'city', key: `${subject.id}/${subject.remit.id}` }
  }
}

/** Actions that bring a console with them. */
const CONSOLE_ACTIONS = ['accounts:read', 'remits:grant', 'posture:read', 'audit:read'] as const

/** Where someone works who may do this and no more. */
function homeOf(may: readonly string[]): Home {
  if (CONSOLE_ACTIONS.some((action) => may.includes(action))) return '/administration'
  return may.includes('enterprise:read') ? '/enterprise' : '/account'
}

/** The page someone is brought to after signing in: their console, the enterprises' page, or the city on this display. */
export function homePage(me: Me, display: DisplayClass): string {
  const entrance = entranceOfMe(me, display, undefined)
  return entrance.kind === 'elsewhere' ? entrance.home : `/${display}`
}
