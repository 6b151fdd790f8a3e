import { useState } from 'react'
import type { DecisionMatter } from '#contract/decision.ts'
import type { IncidentState } from '#contract/incident.ts'
import { Press } from '../../access/parts/press.tsx'
import { useHolder } from '../use-incidents.ts'
import { DecisionCard } from './decision-card.tsx'
import './decisions.css'
import { ProposeDecisionForm } from './propose-decision.tsx'
import { useDecisionWords } from './use-decision-words.ts'
import { useOpenDecisions } from './use-decisions.ts'

/** The decisions of one incident in its command room, and the way to ask for another. */
export function DecisionBlock({ id, state }: { readonly id: string; readonly state: IncidentState }) {
  const w = useDecisionWords()
  const { may } = useHolder()
  const { followed, decisions } = useOpenDecisions()
  const [asking, setAsking] = useState<{ readonly supersedes?: DecisionMatter }>()
  const own = decisions.filter((one) => one.state.incident === id)
  const mayAsk = may('incidents:open') && state.over === undefined
  return (
    <section className="room-decisions" aria-label={w('title')}>
      <h2 className="block-head">
        {w('title')}
        {own.length > 0 && <span className="soft">{w('count', { n: own.length })}</span>}
        <span className="push" />
        {mayAsk && (
          <Press kind="quiet" onPress={() => setAsking({})}>
            {w('propose')}
          </Press>
        )}
      </h2>
      {own.map((decision) => (
        <DecisionCard key={decision.id} decision={decision} term={state.command.term} followed={followed}>
          {mayAsk && ['open', 'decided'].includes(decision.state.stage) && (
            <Press kind="quiet" onPress={() => setAsking({ supersedes: decision })}>
              {w('supersede')}
            </Press>
          )}
        </DecisionCard>
      ))}
      {asking && (
        <ProposeDecisionForm
          incident={{ id, area: state.place.area }}
          supersedes={asking.supersedes}
          followed={followed}
          onClose={() => setAsking(undefined)}
        />
      )}
    </section>
  )
}
