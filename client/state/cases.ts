import type { Action } from '#contract/access.ts'
import type { CaseCounts } from '#contract/case.ts'
import { QUEUE_ACTION } from '#contract/queue-action.ts'

/** How many cases wait for something that somebody with these rights does. */
export function casesToDo({ queues }: Pick<CaseCounts, 'queues'>, may: (action: Action) => boolean): number {
  return queues.reduce((sum, { queue, count }) => {
    const needs = QUEUE_ACTION[queue]
    return needs !== null && may(needs) ? sum + count : sum
  }, 0)
}

/** The parts of an area with the most cases that ran over their time, worst first; none that has none. Pure. */
export function mostOverdue({ areas }: Pick<CaseCounts, 'areas'>, most: number): CaseCounts['areas'] {
  return areas
    .filter(({ overdue }) => overdue > 0)
    .toSorted((a, b) => b.overdue - a.overdue || (a.area < b.area ? -1 : 1))
    .slice(0, most)
}
