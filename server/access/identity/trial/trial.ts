import { ROLE_NAMES, ROLES, type Role } from '#contract/access.ts'

/**
 * Whether roles may be tried out without proving anything: only where the figures are simulated and the server listens on
 * an address that no other machine can reach. Decided once, at the start, from what the server is; nothing that a request
 * bears has a say. `host` is the address the server is bound to. Pure.
 */
export function isTrialAllowed({ hub, host }: { readonly hub: 'simulated' | 'none'; readonly host: string }): boolean {
  return hub === 'simulated' && isLoopback(host)
}

/** True for 127.0.0.0/8 in four decimal parts, ::1 and localhost, and for nothing else that might mean them. */
export function isLoopback(host: string): boolean {
  if (host === '::1' || host === 'localhost') return true
  return /^127(\.(0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])){3}$/.test(host)
}

/** Roles that can be tried: everything a person can be. */
export const TRIAL_ROLES: readonly Role[] = ROLE_NAMES.filter((role) =>
  ['duty', 'administrator', 'enterprise'].includes(ROLES[role].kind),
)

/**
 * True when a request came straight from this machine, as far as it can be told: addressed to loopback, and not passed on.
 * This only narrows the trial: a proxy on this machine must not pass it on to the network.
 */
export function isAskedHere(headers: Readonly<Record<string, string | readonly string[] | undefined>>): boolean {
  const host = typeof headers.host === 'string' ? headers.host : ''
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
  return isLoopback(name) && PASSED_ON.every((header) => headers[header] === undefined)
}

const PASSED_ON = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'] as const
