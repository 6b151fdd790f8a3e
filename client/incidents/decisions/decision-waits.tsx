import type { ReactNode } from 'react'
import type { DecisionMatter } from '#contract/decision.ts'
import { waitsForDecider } from '../../state/decisions.ts'
import { useHolder, useOpenIncidents } from '../use-incidents.ts'
import { DecisionCard } from './decision-card.tsx'
import { useOpenDecisions } from './use-decisions.ts'

/**
 * Decisions that wait for the person at this screen: to be taken, to be answered, or because their outcome is known. With
 * `incident`, those of one. `end` adds what else can be pressed on a card.
 */
export function DecisionWaits({
  incident,
  end,
}: {
  readonly incident?: string
  readonly end?: (decision: DecisionMatter) => ReactNode
}) {
  const { person, may } = useHolder()
  const { followed, decisions } = useOpenDecisions()
  const { incidents } = useOpenIncidents()
  if (!person) return null
  const me = { id: person.id, mayCommand: may('incidents:command') }
  const waiting = decisions.filter(
    ({ state }) => waitsForDecider(state, me) && (incident === undefined || state.incident === incident),
  )
  return waiting.map((decision) => {
    const about = incidents.find(({ id }) => id === decision.state.incident)
    return (
      <DecisionCard key={decision.id} decision={decision} term={about?.state.command.term} followed={followed}>
        {end?.(decision)}
      </DecisionCard>
    )
  })
}
