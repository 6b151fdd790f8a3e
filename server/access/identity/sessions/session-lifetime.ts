import type { Assurance } from '#contract/access.ts'

/** A session ends after this whatever happens, ms: a long shift. */
export const ABSOLUTE_MS = 12 * 3_600_000

/** A session ends after this without any request, ms (GB/T 22239-2019 8.1.4.1 b). */
export const IDLE_MS = 15 * 60_000

/** How exactly the last use is kept, ms: a busy screen writes once a minute, not with each request. */
export const TOUCH_MS = 60_000

/** How long a session may be idle, ms. One of the trial proves nothing and guards nothing: it lasts. */
export function idleMsOf(assurance: Assurance): number {
  return assurance === 'trial' ? ABSOLUTE_MS : IDLE_MS
}

/** True while a session is neither past its end nor idle for too long. */
export function isAlive(
  session: { readonly usedAt: number; readonly endsAt: number; readonly idleMs: number },
  now: number,
): boolean {
  return now < session.endsAt && now - session.usedAt < session.idleMs
}
