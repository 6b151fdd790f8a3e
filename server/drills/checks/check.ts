import type { DrillCheck, DrillCheckKind } from '#contract/drill.ts'
import type { Stage } from '../stage.ts'

export type CheckOf<Kind extends DrillCheckKind> = Extract<DrillCheck, { kind: Kind }>

/** What is found when an expectation is looked up: whether it holds at this moment, and what there is, in a sentence. */
export interface Found {
  readonly isMet: boolean
  readonly why: string
}

/** What a check may know. */
export interface Looking {
  readonly stage: Stage
  /** From when the expectation counts, seconds of the drill, and epoch ms. */
  readonly from: number
  readonly fromAt: number
}

export type Look<Kind extends DrillCheckKind> = (check: CheckOf<Kind>, looking: Looking) => Found | Promise<Found>

export function found(isMet: boolean, why: string): Found {
  return { isMet, why }
}
