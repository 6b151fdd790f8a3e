import type { CaseCounts } from '#contract/case.ts'
import type { Subject } from '../access/policy/subject.ts'

/** How many matters of a crowded kind there are, for those who follow their number instead of them. */
export interface MatterCounts {
  /** As far as the remit reaches. Throws RecordFault. */
  countsOf(subject: Subject): Promise<CaseCounts>
  /** Calls back when there may be other numbers, at most once a second. Returns the undo. */
  onChange(hear: () => void): () => void
}
