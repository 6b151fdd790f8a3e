import { useState } from 'react'
import type { DecisionMatter } from '#contract/decision.ts'
import type { IncidentState } from '#contract/incident.ts'
import { Press } from '../../access/parts/press.tsx'
import { useRead } from '../../access/use-read.ts'
import { useFormat } from '../../state/hooks.ts'
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
      <PastDecisions key={decisions.map((one) => `${one.id}/${one.version}`).join(' ')} incident={id} />
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

/** Decisions of the incident that nothing more is to come of: what was decided, and how it came out. */
function PastDecisions({ incident }: { readonly incident: string }) {
  const w = useDecisionWords()
  const format = useFormat()
  const { reading } = useRead<{ readonly matters: readonly DecisionMatter[] }>('/api/matters/decision?open=false&limit=100')
  if (reading.kind !== 'here') return null
  const own = reading.body.matters.filter((one) => one.state.incident === incident)
  if (own.length === 0) return null
  return (
    <ul className="decisions-past" aria-label={w('past')}>
      {own.map(({ id, state, changedAt }) => (
        <li key={id}>
          <span className="soft fig">{format.time(state.decided?.at ?? changedAt)}</span>
          <span>
            {state.question}{' '}
            <span className="strong">
              {state.options.find((option) => option.id === state.decided?.option)?.title ?? w(`stage.${state.stage}`)}
            </span>
          </span>
          <span className="soft">{state.score && w(`score.${state.score.outcome}`)}</span>
        </li>
      ))}
    </ul>
  )
}
