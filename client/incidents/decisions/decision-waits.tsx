import type { ReactNode } from 'react'
import type { DecisionMatter } from '#contract/decision.ts'
import { waitsForDecider } from '../../state/decisions.ts'
import type { Followed } from '../../state/matters.ts'
import { useHolder, useOpenIncidents } from '../use-incidents.ts'
import { DecisionCard } from './decision-card.tsx'
import { useOpenDecisions } from './use-decisions.ts'

/** Decisions that wait for the person at this screen: to be taken, to be answered, or because their outcome is known. */
export function useWaitingDecisions(incident?: string): {
  readonly followed: Followed
  readonly waiting: readonly DecisionMatter[]
} {
  const { person, may } = useHolder()
  const { followed, decisions } = useOpenDecisions()
  if (!person) return { followed, waiting: [] }
  const me = { id: person.id, mayCommand: may('incidents:command') }
  const isHere = ({ state }: DecisionMatter) => incident === undefined || state.incident === incident
  return { followed, waiting: decisions.filter((one) => isHere(one) && waitsForDecider(one.state, me)) }
}

/** The cards of decisions that wait; with `incident`, those of one. `end` adds what else can be pressed on a card. */
export function DecisionWaits({
  incident,
  end,
}: {
  readonly incident?: string
  readonly end?: (decision: DecisionMatter) => ReactNode
}) {
  const { followed, waiting } = useWaitingDecisions(incident)
  const { incidents } = useOpenIncidents()
  return waiting.map((decision) => {
    const about = incidents.find(({ id }) => id === decision.state.incident)
    return (
      <DecisionCard key={decision.id} decision={decision} term={about?.state.command.term} followed={followed}>
        {end?.(decision)}
      </DecisionCard>
    )
  })
}
