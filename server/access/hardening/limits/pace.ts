/** How often something may be asked within a minute, by one address or one subject. */
export interface Pace {
  readonly name: string
  readonly perMinute: number
}

/** A minute, ms. */
export const PACE_WINDOW_MS = 60_000

/** What anybody at one address may ask in all: a floor of walls behind one address opens everything at once after a restart. */
export const ADDRESS_PACE: Pace = { name: 'address', perMinute: 60_000 }

/** What one signed-in person, screen or program may ask: a program that reads years of history asks without a pause. */
export const SUBJECT_PACE: Pace = { name: 'subject', perMinute: 18_000 }

/** What somebody may ask who has not said who they are, by address. */
export const VISITOR_PACE: Pace = { name: 'visitor', perMinute: 3_000 }

/** Routes where guessing pays, by the address that guesses. The first row that fits counts. */
const STRICT: readonly (Pace & { readonly method: string; readonly path: RegExp })[] = [
  {
    name: 'credential',
    perMinute: 60,
    method: 'POST',
    path: /^\/api\/access\/(sign-in|factor|password|passkeys\/answer|totp\/.*)$/,
  },
  { name: 'invitation', perMinute: 30, method: 'POST', path: /^\/api\/access\/(invitation.*|setup)$/ },
  { name: 'pairing', perMinute: 30, method: 'POST', path: /^\/api\/screens(\/pairings)?$/ },
  { name: 'trial', perMinute: 300, method: 'POST', path: /^\/api\/access\/trial$/ },
  { name: 'provider', perMinute: 60, method: 'GET', path: /^\/api\/access\/provider.*$/ },
  { name: 'figures', perMinute: 60, method: 'GET', path: /^\/api\/series\/export$/ },
  { name: 'export', perMinute: 20, method: 'GET', path: /^\/api\/audit\/(export|verification)$/ },
]

/** The strict pace of a route, by its own pattern, or undefined where the general ones are enough. Pure. */
export function strictPace(method: string, route: string): Pace | undefined {
  return STRICT.find((row) => row.method === method && row.path.test(route))
}
