import { useState } from 'react'
import { type IncidentState, REOPEN_MS } from '#contract/incident.ts'
import { Press } from '../../access/parts/press.tsx'
import { useNow, usePlace } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { Ask } from '../parts/ask.tsx'
import { CommandState, isUnderWay } from '../parts/command-state.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { useHolder } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'

interface JudgementsProps {
  readonly id: string
  readonly state: IncidentState
  readonly followed: Followed
}

/** What a person has to decide about the incident as a whole: whether another one is the same happening, and its end. */
export function Judgements({ id, state, followed }: JudgementsProps) {
  const w = useWords()
  const { begin } = usePlace()
  const { may } = useHolder()
  const now = useNow(60_000)
  const { command, send } = useCommand(followed)
  const [asking, setAsking] = useState<'close' | 'reopen' | 'withdraw'>()
  const mayReopen =
    state.endedAt !== undefined && now - state.endedAt < REOPEN_MS && (state.over === undefined || state.over.how === 'closed')
  const isUnanswered = state.levels.response === undefined && state.orders === 0
  return (
    <section aria-label={w('judge.title')}>
      {may('incidents:open') &&
        state.lookalikes.map(({ incident, title, metres }) => {
          const judge = (verdict: 'same' | 'different') => void send(`/api/incidents/${id}/lookalikes`, { incident, verdict })
          return (
            <div key={incident} className="lookalike">
              <p>
                {w('judge.lookalike')}{' '}
                <button type="button" className="phase-press strong" onClick={() => begin(`incidents/${incident}`)}>
                  {title}
                </button>
                {metres !== undefined && <span className="soft"> {w('judge.metres', { n: Math.round(metres) })}</span>}
              </p>
              <div className="block-presses">
                <Press isBusy={isUnderWay(command)} onPress={() => judge('different')}>
                  {w('judge.different')}
                </Press>
                <Press isBusy={isUnderWay(command)} onPress={() => judge('same')}>
                  {w('judge.same')}
                </Press>
              </div>
            </div>
          )
        })}
      <CommandState command={command} />
      <div className="block-presses judge-ends">
        {may('incidents:open') && isUnanswered && state.over === undefined && (
          <Press kind="quiet" onPress={() => setAsking('withdraw')}>
            {w('judge.withdraw')}
          </Press>
        )}
        {may('incidents:command') && mayReopen && (
          <Press kind="quiet" onPress={() => setAsking('reopen')}>
            {w('judge.reopen')}
          </Press>
        )}
        {may('incidents:command') && state.phase === 'review' && state.over === undefined && (
          <Press onPress={() => setAsking('close')}>{w('judge.close')}</Press>
        )}
      </div>
      {asking && <End id={id} state={state} followed={followed} verb={asking} onClose={() => setAsking(undefined)} />}
    </section>
  )
}

function End({
  id,
  state,
  followed,
  verb,
  onClose,
}: JudgementsProps & { readonly verb: 'close' | 'reopen' | 'withdraw'; onClose(): void }) {
  const w = useWords()
  const { command, send } = useCommand(followed)
  const [words, setWords] = useState('')
  const said = words.trim()
  const fields = verb === 'close' ? { term: state.command.term, ...(said !== '' && { note: said }) } : { reason: said }
  return (
    <Ask
      title={w(`judge.${verb}`)}
      verb={w(`judge.${verb}`)}
      command={command}
      blocked={verb !== 'close' && said === '' ? w('order.reason') : undefined}
      onSend={() => void send(`/api/incidents/${id}/${verb}`, fields)}
      onClose={onClose}
    >
      <TextArea label={w(verb === 'close' ? 'phase.note' : 'order.reason')} value={words} maxLength={500} onText={setWords} />
    </Ask>
  )
}
