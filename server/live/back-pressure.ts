/** Bytes waiting for one socket above which it is held: about a second of a busy wall. */
export const HOLD_BYTES = 256 * 1024

/** A backlog that never once ran dry for this long is a slow line as well, however small it is. */
export const HOLD_AFTER_MS = 1_000

/** Bytes waiting above which a socket may not ask for another snapshot. */
export const REFUSE_BYTES = 8 * 1024 * 1024

/** Bytes waiting above which a socket is closed: it takes nothing in and only costs memory. */
export const CLOSE_BYTES = 32 * 1024 * 1024

/**
 * How fast a socket reads what it is sent.
 *
 *     flowing ──backlog──▶ flowing, backed up ──bound or HOLD_AFTER_MS──▶ held ──drained──▶ flowing
 *
 * A held socket is sent nothing until its backlog is empty; the rest of the city does not wait for it.
 */
export type Flow = { readonly kind: 'flowing'; readonly backedUpSince?: number } | { readonly kind: 'held'; readonly since: number }

export const FLOWING: Flow = { kind: 'flowing' }

/** The flow after looking at the backlog once more. Returns the same object when nothing changed. */
export function nextFlow(flow: Flow, backlogBytes: number, now: number): Flow {
  if (backlogBytes === 0) return flow.kind === 'flowing' && flow.backedUpSince === undefined ? flow : FLOWING
  if (flow.kind === 'held') return flow
  const since = flow.backedUpSince
  if (backlogBytes > HOLD_BYTES || (since !== undefined && now - since >= HOLD_AFTER_MS))
    return { kind: 'held', since: since ?? now }
  return since === undefined ? { kind: 'flowing', backedUpSince: now } : flow
}
