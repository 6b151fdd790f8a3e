import type { Transaction } from './database.ts'
import { TIMELINE_OF } from './postgres/timeline.ts'
import { RecordFault } from './record-store.ts'

/** What a leader was given: the term, in a database on this timeline. */
export interface Lead {
  readonly term: number
  readonly timeline: string
}

/**
 * What the work of the leader is fenced by: a transaction of it holds the row of the leader by its term, so that it either
 * comes before another takes the lead or is refused. In a standby that was promoted nobody leads: what this server knows may be
 * more than stands there.
 */
export interface Fence {
  /** Undefined while another leads. */
  lead(): Lead | undefined
  /** Told when the record knew of another term or is another: this server leads no more, whatever it believed. */
  refused(): void
}

/** Thrown where a server that does not lead wants to do the work of the leader. Nothing of it was taken in. */
export class NotLeading extends RecordFault {
  constructor() {
    super('record/unavailable', new Error('another server leads'))
    this.name = 'NotLeading'
  }
}

/** A SELECT that gives one row and holds it until the transaction ends, or none where this server leads no more. Throws NotLeading. */
export function holdLead(fence: Fence): string {
  const lead = fence.lead()
  if (lead === undefined) throw new NotLeading()
  const timeline = lead.timeline.replaceAll("'", '')
  return `select term from guanlan.leader where term = ${Math.trunc(lead.term)} and ${TIMELINE_OF} = '${timeline}' for key share`
}

/** Proves the lead in a transaction, before anything is written in it. Throws NotLeading. */
export async function proveLead(tx: Transaction, fence: Fence): Promise<void> {
  const held = await tx.query(holdLead(fence))
  if (held.length > 0) return
  fence.refused()
  throw new NotLeading()
}
