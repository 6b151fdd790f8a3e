import type { Freshness } from '#contract/freshness.ts'
import type { WaitingWork } from '../clock/works.ts'
import type { RecordState } from './record-state.ts'

/** Everything an operator's look is judged by. Times are epoch ms, lengths ms. */
export interface OperationFacts {
  readonly now: number
  readonly startedAt: number
  readonly revision: number
  /** This server cannot hear the record, and shows nobody anything as live. */
  readonly isCutOff: boolean
  /** Undefined while the record does not answer. */
  readonly record: RecordState | undefined
  /** What the product does by itself, and how long each waits. */
  readonly works: readonly WaitingWork[]
  /** Figures of the whole city by freshness. */
  readonly freshness: Readonly<Record<Freshness, number>>
  /** Sources that may send, and when each last did since the start; null for never. */
  readonly sources: readonly { readonly name: string; readonly receivedAt: number | null }[]
  readonly sockets: { readonly all: number; readonly held: number; readonly kinds: Readonly<Record<string, number>> }
  readonly memoryBytes: number
  /** Within which 99 of 100 turns of the process were late, since the last look. */
  readonly loopP99Ms: number
}
