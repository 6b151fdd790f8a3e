import { nests, STEP_MS, type Step } from '#contract/duration.ts'

/** The steps sums stop at on their way to longer windows. */
const STOPS: readonly Step[] = ['PT1H', 'P1D', 'P1M']

/**
 * The windows a base window is folded through to reach a longer one, shortest first, the longer one last: minutes to
 * hours to days to months to years; weeks from days, quarters from months. One fixed way, so that a day recomputed is
 * the same day to the last bit. Undefined when windows of `base` do not lie inside windows of `target`.
 */
export function foldingSteps(base: Step, target: Step): readonly Step[] | undefined {
  if (base === target) return []
  if (!nests(base, target)) return undefined
  const between = STOPS.filter((stop) => STEP_MS[base] < STEP_MS[stop] && STEP_MS[stop] < STEP_MS[target] && nests(stop, target))
  return [...between, target]
}
