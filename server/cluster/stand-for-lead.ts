import type { Database } from '../record/database.ts'
import { LEASE_MS, leaveLead, readLeader, renewLease, takeLead } from './leader-row.ts'
import type { Leadership } from './leadership.ts'
import { standing } from './standing.ts'

/** How often a leader renews its lease, and another looks whether it did, ms. */
export const LOOK_MS = 500

export interface CandidateParts {
  /** Connections of its own: nobody else's work may keep it from renewing. */
  readonly database: Database
  readonly me: string
  /** Where the others reach this server while it leads. */
  readonly address: string
  /** Wakes every so many ms. Returns the undo. */
  every(ms: number, run: () => void): () => void
  /** Milliseconds of a clock that never jumps. */
  monotonic(): number
  /** Called when the database is another by now: a standby that was promoted, in which less may stand than this server knows. */
  onOther(): void
  /** Told of changes an operator should read. */
  log(sentence: string, fields: object): void
}

/**
 * One of several servers that would each lead: follows, takes the lead when nobody has it, and renews the lease. Resolves after
 * the first look. Throws RecordFault when the record cannot be read.
 */
export async function standForLead({ database, me, address, every, monotonic, onOther, log }: CandidateParts): Promise<Leadership> {
  const hearers = new Set<(term: number | undefined) => void>()
  let term: number | undefined
  let newestTerm = 0
  let leaderAddress: string | undefined
  let heardAt = monotonic()
  let hasResigned = false
  let timeline: string | undefined
  const change = (next: number | undefined) => {
    if (next === term) return
    term = next
    log(next === undefined ? 'This server leads no more; it follows.' : 'This server leads.', { term: next ?? newestTerm })
    for (const hear of hearers) hear(next)
  }
  const isSame = (other: string) => {
    timeline ??= other
    return timeline === other
  }
  const look = async () => {
    const began = monotonic()
    const renewed = term === undefined ? undefined : await renewLease(database, term, me)
    if (renewed !== undefined) {
      heardAt = began
      return isSame(renewed) ? undefined : onOther()
    }
    const row = await readLeader(database)
    heardAt = began
    if (!isSame(row.timeline)) return onOther()
    const found = standing(row, me)
    newestTerm = row.term
    switch (found.kind) {
      case 'leading':
        leaderAddress = undefined
        await renewLease(database, found.term, me)
        return change(found.term)
      case 'following':
        leaderAddress = found.address
        return change(undefined)
      case 'vacant': {
        leaderAddress = undefined
        change(undefined)
        if (hasResigned) return
        const taken = await takeLead(database, row, { me, address })
        if (taken === undefined) return
        newestTerm = taken
        change(taken)
      }
    }
  }
  const isCutOff = () => monotonic() - heardAt > LEASE_MS
  let looking: Promise<void> | undefined
  const lookAgain = () => {
    // Whoever cannot reach the record cannot know whether another leads by now.
    if (isCutOff()) change(undefined)
    looking ??= look()
      // The next look finds out again; how long nothing was heard is known meanwhile.
      .catch(() => undefined)
      .finally(() => {
        looking = undefined
      })
  }
  await look()
  const stop = every(LOOK_MS, lookAgain)
  return {
    term: () => term,
    lead: () => (term === undefined || timeline === undefined ? undefined : { term, timeline }),
    refused: () => {
      change(undefined)
      lookAgain()
    },
    leaderAddress: () => leaderAddress,
    newestTerm: () => newestTerm,
    isCutOff,
    onChange: (hear) => {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    resign: async () => {
      if (hasResigned) return
      hasResigned = true
      await looking
      const left = term
      change(undefined)
      // Otherwise the others wait until the lease is over.
      if (left !== undefined) await leaveLead(database, left).catch(() => undefined)
    },
    close: async () => {
      stop()
      await looking
    },
  }
}
