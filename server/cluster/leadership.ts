import type { Fence } from '../record/fence.ts'

/** Who leads, as one server knows it. */
export interface Leadership extends Fence {
  /** The term in which this server leads; undefined while another does. */
  term(): number | undefined
  /** Where the leader is reached, if it is another and known. */
  leaderAddress(): string | undefined
  /** The newest term heard of; it changes whenever another begins to lead. */
  newestTerm(): number
  /** True while the record was not heard for longer than a lease lasts. */
  isCutOff(): boolean
  /** Calls back with the term in which this server begins to lead, and with undefined when it leads no more. Returns the undo. */
  onChange(hear: (term: number | undefined) => void): () => void
  /** Leaves the lead to the others, and stands for it no more. */
  resign(): Promise<void>
  /** Looks no further. */
  close(): Promise<void>
}
