import type { Action } from '#contract/access.ts'
import { type CaseCounts, QUEUE_ACTION } from '#contract/case.ts'

/** How many cases wait for something that somebody with these rights does. */
export function casesToDo({ queues }: Pick<CaseCounts, 'queues'>, may: (action: Action) => boolean): number {
  return queues.reduce((sum, { queue, count }) => {
    const needs = QUEUE_ACTION[queue]
    return needs !== null && may(needs) ? sum + count : sum
  }, 0)
}
