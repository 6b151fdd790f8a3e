/** The row of the leader, as one look at it saw it. Times are of the database's own clock, epoch ms. */
export interface LeaderRow {
  readonly term: number
  /** Who leads; null while nobody does. */
  readonly member: string | null
  /** Where the others reach it. */
  readonly address: string | null
  readonly leaseUntil: number
  readonly now: number
  /** Whether whoever leads is connected to the database at all. */
  readonly isConnected: boolean
  /** Of the database: another one means that a standby took its place. */
  readonly timeline: string
}

/** How a member stands to the lead. */
export type Standing =
  | { readonly kind: 'leading'; readonly term: number }
  /** Nobody leads, or whoever did is gone or was not heard of for a lease: the next term is for whoever takes it. */
  | { readonly kind: 'vacant' }
  | { readonly kind: 'following'; readonly address: string | undefined }

/**
 * What a row says to a member. A lease of its own that is over still stands for as long as nobody took the lead: terms, not
 * clocks, decide whose writing is taken in. Pure.
 */
export function standing({ member, address, term, leaseUntil, now, isConnected }: LeaderRow, me: string): Standing {
  if (member === me) return { kind: 'leading', term }
  if (member === null || leaseUntil < now || !isConnected) return { kind: 'vacant' }
  return { kind: 'following', address: address ?? undefined }
}
