import type { AlarmWhy } from '#contract/alarm.ts'
import type { AlarmSeverity } from '#contract/alarm-rule.ts'

/** How far beyond: 0 not at all, 1 as a warning, 2 critically. */
export type Grade = 0 | 1 | 2

/** What a figure says of a rule at one moment. */
export type Reading =
  /** Nothing recent to hold against the rule: a silent figure is neither well nor ill. */
  | { readonly kind: 'unjudged' }
  | {
      readonly kind: 'judged'
      /** The grade the figure reaches by itself. */
      readonly reached: Grade
      /** The grade it keeps if it was there already: not less than `reached`, and more inside the hysteresis. */
      readonly kept: Grade
      readonly why: AlarmWhy
    }

/** An alarm that ended: what comes back soon is the same one. */
export interface Ended {
  readonly alarm: string
  readonly at: number
  readonly raises: number
}

/**
 * Where one rule stands in one area. Kept in the record with every change, so that a server that starts again goes on
 * exactly where the last one stood.
 *
 *   calm ──beyond──▶ rising ──held──▶ raised ──back for long enough──▶ calm
 *     ▲                │ back again     │ ▲
 *     └────────────────┘                └─┘ graver, or less grave
 */
export type RuleState =
  | { readonly kind: 'calm'; readonly last?: Ended }
  | { readonly kind: 'rising'; readonly since: number; readonly last?: Ended }
  | {
      readonly kind: 'raised'
      readonly alarm: string
      readonly grade: 1 | 2
      readonly raises: number
      /** Since when it is graver than it is said to be. */
      readonly worseSince?: number
      /** Since when it is less grave than it is said to be. */
      readonly betterSince?: number
    }

export const CALM: RuleState = { kind: 'calm' }

/** What a rule says happened. */
export type Transition =
  | { readonly kind: 'raise'; readonly alarm: string; readonly grade: 1 | 2; readonly since: number; readonly why: AlarmWhy }
  | { readonly kind: 'change'; readonly alarm: string; readonly grade: 1 | 2; readonly why: AlarmWhy }
  | { readonly kind: 'clear'; readonly alarm: string; readonly why: AlarmWhy }

/** The severity a grade is called. */
export const SEVERITY: Record<1 | 2, AlarmSeverity> = { 1: 'warning', 2: 'critical' }
