import type { Transaction } from './database.ts'
import { RecordFault } from './record-store.ts'

/**
 * What the work of the leader is fenced by: a transaction of it holds the row of the leader by its term, so that it either
 * comes before another takes the lead or is refused.
 */
export interface Fence {
  /** The term in which this server leads; undefined while another does. */
  term(): number | undefined
  /** Told when the record knew of another term: this server leads no more, whatever it believed. */
  refused(): void
}

/** Thrown where a server that does not lead wants to do the work of the leader. Nothing of it was taken in. */
export class NotLeading extends RecordFault {
  constructor() {
    super('record/unavailable', new Error('another server leads'))
    this.name = 'NotLeading'
  }
}

/** The term to write in. Throws NotLeading. */
export function termOf(fence: Fence): number {
  const term = fence.term()
  if (term === undefined) throw new NotLeading()
  return term
}

/** A SELECT that gives one row and holds it until the transaction ends, or none where another term has begun. */
export function holdTerm(term: number): string {
  return `select term from guanlan.leader where term = ${Math.trunc(term)} for key share`
}

/** Proves the term in a transaction, before anything is written in it. Throws NotLeading. */
export async function proveTerm(tx: Transaction, fence: Fence): Promise<void> {
  const held = await tx.query(holdTerm(termOf(fence)))
  if (held.length > 0) return
  fence.refused()
  throw new NotLeading()
}
