import type { DrillCheck, DrillCheckKind } from '#contract/drill.ts'
import type { Names } from '#contract/names.ts'
import type { Stage } from '../stage.ts'

export type CheckOf<Kind extends DrillCheckKind> = Extract<DrillCheck, { kind: Kind }>

/** What is found when an expectation is looked up: whether it holds at this moment, and what there is, in a sentence. */
export interface Found {
  readonly isMet: boolean
  readonly why: Names
}

/** What a check may know. */
export interface Looking {
  readonly stage: Stage
  /** From when the expectation counts, seconds of the drill, and epoch ms. */
  readonly from: number
  readonly fromAt: number
}

export type Look<Kind extends DrillCheckKind> = (check: CheckOf<Kind>, looking: Looking) => Found | Promise<Found>

/** Whether it holds, and what there is, in both languages. */
export function found(isMet: boolean, en: string, zh: string): Found {
  return { isMet, why: { zh, en } }
}

/** Yes or no in a Chinese sentence. */
export function yes(is: boolean): string {
  return is ? '是' : '否'
}
