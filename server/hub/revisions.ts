import { RecordFault, type RecordStore, type StoredEvent } from '../record/record-store.ts'
import type { TracePlace } from '../tracing/tracing.ts'
import type { CityState, Passed } from './city-state.ts'
import { CommitRing } from './commit-ring.ts'
import type { Commit } from './hub-port.ts'
import type { RolledPoint } from './roll-up.ts'

/** Where the hub writes what an operator should know. */
export type HubLog = (level: 'info' | 'warn' | 'error', sentence: string, fields: object) => void

/** One revision on its way: what to store, and what becomes true in memory once it is stored. */
export interface Revision {
  readonly at: number
  readonly points: readonly RolledPoint[]
  /** Words about running totals: written down, or taken back. Readers never see them. */
  readonly tiers: readonly RolledPoint[]
  readonly events: readonly StoredEvent[]
  readonly rolledBatches: readonly number[]
  /** What the clock did, where it was the clock. */
  readonly passed?: Passed
  /** What telling of it is part of, where it is traced. */
  readonly place?: TracePlace
}

/**
 * Stores revisions one after another and tells readers of each, in order. A revision that the record did not confirm is
 * kept and finished first: it is either in the record already, its answer lost, or it is stored again.
 */
export class Revisions {
  private readonly store: RecordStore
  private readonly log: HubLog | undefined
  private readonly ring: CommitRing
  private readonly listeners = new Set<(commit: Commit) => void>()
  private readonly state: CityState
  private unconfirmed: (Revision & { readonly mark: string }) | undefined
  private isRecordDown = false
  private newest: number

  constructor(parts: { readonly store: RecordStore; readonly state: CityState; readonly head: number; readonly log?: HubLog }) {
    this.store = parts.store
    this.state = parts.state
    this.log = parts.log
    this.newest = parts.head
    this.ring = new CommitRing(parts.head)
  }

  head(): number {
    return this.newest
  }

  since(revision: number): readonly Commit[] | undefined {
    return this.ring.since(revision)
  }

  /** How much is taken of the room for the newest commits. */
  keptShare(): number {
    return this.ring.share()
  }

  /** Calls back after each commit. Returns the undo. */
  listen(listener: (commit: Commit) => void): () => void {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  leave(): void {
    this.listeners.clear()
  }

  /** Stores a revision and makes it true. Throws RecordFault; then `finish` must succeed before the next commit. */
  async commit(revision: Revision): Promise<void> {
    const mark = this.store.newMark()
    this.unconfirmed = { ...revision, mark }
    const { at, points, tiers, events, rolledBatches, place } = revision
    const stored = tiers.length > 0 ? [...points, ...tiers] : points
    const traces = place !== undefined && { place }
    this.publish(revision, await this.store.commitRevision({ at, mark, points: stored, events, rolledBatches, ...traces }))
  }

  /** Brings a revision in that an earlier fault left unconfirmed: the record knows it by its mark, or never had it. */
  async finish(): Promise<void> {
    const { unconfirmed } = this
    if (!unconfirmed) return
    const known = await this.store.revisionOf(unconfirmed)
    if (known !== undefined) this.publish(unconfirmed, known)
    else await this.commit(unconfirmed)
  }

  /**
   * Forgets a revision that was not confirmed: another server leads, and whether it is in the record is read there. Gives
   * what the clock had found for it.
   */
  drop(): Passed | undefined {
    const passed = this.unconfirmed?.passed
    this.unconfirmed = undefined
    return passed
  }

  /** Says that the record refused: told once, however often it refuses. */
  noteFault(fault: unknown): void {
    if (!(fault instanceof RecordFault)) {
      this.log?.('error', 'The hub failed and reads the record again.', { err: fault })
      return
    }
    if (!this.isRecordDown) this.log?.('warn', 'The record refuses; the hub tries again.', { err: fault, code: fault.code })
    this.isRecordDown = true
  }

  /** Says that the record took something in. */
  noteWritten(): void {
    if (this.isRecordDown) this.log?.('info', 'The record takes in again.', { revision: this.newest })
    this.isRecordDown = false
  }

  /** Makes a stored revision true in memory and tells the readers. A reader that throws must not stop the others. */
  private publish({ at, points, passed, place }: Revision, revision: number): void {
    this.unconfirmed = undefined
    this.noteWritten()
    const told = passed ? { revised: [], latest: this.state.applyPassed(passed, at) } : this.state.apply(points, revision, at)
    this.tell({ revision, at, ...told, ...(place !== undefined && { place }) })
  }

  /** Tells the readers of what is true in memory by now: committed here, or read in the record. */
  tell(commit: Commit): void {
    const { revision } = commit
    this.newest = revision
    this.ring.push(commit)
    for (const listener of this.listeners) {
      try {
        listener(commit)
      } catch (fault) {
        const sentence = 'A reader of commits failed; the record and the other readers are not affected.'
        this.log?.('error', sentence, { err: fault, revision })
      }
    }
  }
}
