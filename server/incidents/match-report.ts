import type { Sameness } from '#contract/command-tables.ts'
import type { Lookalike } from '#contract/incident.ts'
import { likeness, type Told, verdictOn } from './likeness.ts'
import type { OpenIncident } from './open-incidents.ts'

/** What a report comes to among the incidents there are. */
export type Match =
  | { readonly kind: 'joins'; readonly incident: string; readonly score: number }
  | { readonly kind: 'new'; readonly lookalikes: readonly Lookalike[] }

/** So many lookalikes are shown to a person at most. */
const MOST_LOOKALIKES = 3

/**
 * Finds the incident a report belongs to: the most alike of those it is plainly the same as, the nearer, then the older, where two are equal;
 * else it is new, with those it may be the same as, most alike first. Pure.
 */
export function matchReport(told: Told, incidents: readonly OpenIncident[], sameness: Sameness): Match {
  const judged = incidents
    .map(({ id, state }) => ({ id, state, ...likeness(told, { ...state, reports: state.links }, sameness) }))
    .toSorted((a, b) => b.score - a.score || (a.metres ?? 0) - (b.metres ?? 0))
  const [best] = judged
  if (best && verdictOn(best, sameness) === 'join') return { kind: 'joins', incident: best.id, score: best.score }
  const lookalikes = judged
    .filter((one) => verdictOn(one, sameness) === 'ask')
    .slice(0, MOST_LOOKALIKES)
    .map(({ id, state, score, because, metres }) => ({
      ...{ incident: id, title: state.title, score, because },
      ...(metres !== undefined && { metres }),
    }))
  return { kind: 'new', lookalikes }
}
