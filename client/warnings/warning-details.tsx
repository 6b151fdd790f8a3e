import { capInstant } from '#contract/cap.ts'
import type { Warning } from '#contract/warning.ts'
import { Press } from '../access/parts/press.tsx'
import { WarningMark } from '../design/warning-mark.tsx'
import { useCity, useFormat, useNames, useNow } from '../state/hooks.ts'
import { useTell, useWords } from './use-warning-words.ts'

export interface WarningDetailsProps {
  readonly warning: Warning
  readonly mayChange: boolean
  onUpdate(): void
  onCancel(): void
}

/** One warning in full: what its newest message says, the three scales of CAP, every message, and who answered. */
export function WarningDetails({ warning: { state }, mayChange, onUpdate, onCancel }: WarningDetailsProps) {
  const w = useWords()
  const city = useCity()
  const name = useNames()
  const format = useFormat()
  const now = useNow(60_000)
  const said = useTell()(state)
  const at = (sent: number) => format.moment(sent, now, 'PT1M')
  const areas = state.areas.map((code) => {
    const area = city.tree.byCode.get(code)
    return area ? name(area.names) : code
  })
  return (
    <article className="warning-details">
      {state.status !== 'Actual' && <p className="warning-not-actual">{w(`status.${state.status}`)}</p>}
      <p className="warning-row-head">
        <WarningMark colour={state.colour}>{said.title}</WarningMark>
        <span className="strong">{w(`phase.${state.phase}`)}</span>
        <span>{said.until}</span>
      </p>
      <h2>{said.headline}</h2>
      {mayChange && (
        <div className="warning-presses">
          <Press onPress={onUpdate}>{w('do.update')}</Press>
          <Press onPress={onCancel}>{w('do.cancel')}</Press>
        </div>
      )}
      {said.description !== undefined && (
        <>
          <h3>{w('field.description')}</h3>
          <p>{said.description}</p>
        </>
      )}
      {said.instruction !== undefined && (
        <>
          <h3>{w('field.instruction')}</h3>
          <p>{said.instruction}</p>
        </>
      )}
      <dl>
        <dt>{w('field.areas')}</dt>
        <dd>{areas.length > 0 ? areas.join(' · ') : w('elsewhere')}</dd>
        <dt>{w('field.time')}</dt>
        <dd>{w('from-until', { from: at(state.fromAt), until: at(state.untilAt) })}</dd>
        <dt>{w('field.severity')}</dt>
        <dd>{w(`severity.${state.severity}`)}</dd>
        <dt>{w('field.urgency')}</dt>
        <dd>{w(`urgency.${state.urgency}`)}</dd>
        <dt>{w('field.certainty')}</dt>
        <dd>{w(`certainty.${state.certainty}`)}</dd>
        <dt>{w('field.scope')}</dt>
        <dd>{w(`scope.${state.scope}`)}</dd>
        <dt>{w('field.sender')}</dt>
        <dd>
          {said.sender} {state.origin === 'own' ? <span className="dim">{w('field.sender.own')}</span> : null}
        </dd>
        {state.source !== undefined && (
          <>
            <dt>{w('field.source')}</dt>
            <dd>{state.source}</dd>
          </>
        )}
      </dl>
      <h3>{w('field.messages')}</h3>
      <ul className="warning-log">
        {state.messages.map(({ sender, identifier, sent, msgType, note }) => (
          <li key={`${sender} ${identifier} ${sent}`}>
            <span className="fig">{at(capInstant(sent))}</span>
            <span className="strong">{w(`msg.${msgType}`)}</span>
            {state.origin === 'own' ? (
              <a href={`/api/open/warnings/${encodeURIComponent(identifier)}.cap`}>{identifier}</a>
            ) : (
              <span className="dim">{identifier}</span>
            )}
            {note !== undefined && <span className="soft">{note}</span>}
          </li>
        ))}
      </ul>
      {state.replies.length > 0 && (
        <>
          <h3>{w('field.replies')}</h3>
          <ul className="warning-log">
            {state.replies.map((reply) => (
              <li key={`${reply.sender} ${reply.identifier}`}>
                <span className="fig">{at(reply.at)}</span>
                <span className="strong">{w(`msg.${reply.msgType}`)}</span>
                <span>{reply.sender}</span>
                {reply.note !== undefined && <span className="soft">{reply.note}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </article>
  )
}
