/** What is known of how long a session has been idle. Epoch ms by this machine's clock. */
export interface IdleFacts {
  /** When the server last heard of this session, as far as this page knows. */
  readonly heardAt: number
  /** When a person last touched this page. */
  readonly touchedAt: number
  readonly idleMs: number
  /** When the session ends whatever happens. */
  readonly endsAt: number
}

export type Idle =
  | { readonly kind: 'fine' }
  /** Somebody works here and the server should know. */
  | { readonly kind: 'tell' }
  /** The session ends in `leftMs` unless somebody says that they are still there. */
  | { readonly kind: 'warn'; readonly leftMs: number }
  /** The shift is over in `leftMs`; nothing prolongs it. */
  | { readonly kind: 'closing'; readonly leftMs: number }
  | { readonly kind: 'over' }

/** How long before the end people are warned, and how often the server is told that somebody works here, in ms. */
export const WARN_MS = 60_000
export const TELL_MS = 60_000

/** Whether somebody is still there, as the server will judge it. Looking at the city is no sign of life; touching it is. Pure. */
export function idleOf({ heardAt, touchedAt, idleMs, endsAt }: IdleFacts, now: number): Idle {
  const idleEnd = heardAt + idleMs
  if (now >= Math.min(idleEnd, endsAt)) return { kind: 'over' }
  if (touchedAt > heardAt && now - heardAt >= Math.min(TELL_MS, idleMs / 3)) return { kind: 'tell' }
  if (endsAt - now <= WARN_MS) return { kind: 'closing', leftMs: endsAt - now }
  if (idleEnd - now <= WARN_MS) return { kind: 'warn', leftMs: idleEnd - now }
  return { kind: 'fine' }
}
