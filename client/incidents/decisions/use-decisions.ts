import type { DecisionMatter } from '#contract/decision.ts'
import { useNamedMatters } from '../../access/use-trial-names.ts'
import { inOrderOfUrgency } from '../../state/decisions.ts'
import type { Followed } from '../../state/matters.ts'

const OPEN_DECISIONS = { kind: 'decision' } as const

/** All decisions in reach that something is still to come of, the most urgent first, and how the watch of them stands. */
export function useOpenDecisions(): { readonly followed: Followed; readonly decisions: readonly DecisionMatter[] } {
  const followed = useNamedMatters(OPEN_DECISIONS)
  return {
    followed,
    decisions: followed.kind === 'following' ? inOrderOfUrgency(followed.matters as readonly DecisionMatter[]) : [],
  }
}
