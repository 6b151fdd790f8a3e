import { Type } from 'typebox'

/** ISO 8601 durations the calendar of windows knows. Months, quarters and years are calendar units, not spans of ms. */
export const STEPS = ['PT10S', 'PT30S', 'PT1M', 'PT5M', 'PT15M', 'PT30M', 'PT1H', 'P1D', 'P1W', 'P1M', 'P3M', 'P1Y'] as const

/** Length of a window: one of `STEPS`. */
export type Step = (typeof STEPS)[number]

export const StepSchema = Type.Enum(STEPS, {
  description: 'Length of a window as an ISO 8601 duration, aligned to the calendar of the city’s time zone.',
})

/** Nominal milliseconds of a step; calendar units count 31, 92 and 366 days, so that a promise is never too strict. */
export const STEP_MS: Record<Step, number> = {
  PT10S: 10_000,
  PT30S: 30_000,
  PT1M: 60_000,
  PT5M: 300_000,
  PT15M: 900_000,
  PT30M: 1_800_000,
  PT1H: 3_600_000,
  P1D: 86_400_000,
  P1W: 7 * 86_400_000,
  P1M: 31 * 86_400_000,
  P3M: 92 * 86_400_000,
  P1Y: 366 * 86_400_000,
}

/** True when every window of `inner` lies inside exactly one window of `outer` (weeks nest in nothing longer). */
export function nests(inner: Step, outer: Step): boolean {
  if (inner === outer) return true
  if (inner === 'P1W') return false
  return STEP_MS[inner] < STEP_MS[outer]
}
