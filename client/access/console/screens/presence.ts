/** A screen's last sign of life is written down to the minute, and a screen at work gives one each minute. */
const HERE_MS = 3 * 60_000

/** Whether a screen is there now, by when it last asked for something. */
export type Presence =
  | { readonly kind: 'here' }
  | { readonly kind: 'away'; readonly forMs: number }
  /** It was enrolled and has not come for its token. */
  | { readonly kind: 'never' }

/** Judges a screen's last sign of life. Pure. */
export function presenceOf(seenAt: number | null, now: number): Presence {
  if (seenAt === null) return { kind: 'never' }
  const forMs = now - seenAt
  return forMs <= HERE_MS ? { kind: 'here' } : { kind: 'away', forMs }
}
