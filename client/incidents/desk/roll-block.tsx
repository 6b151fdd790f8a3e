import { useState } from 'react'
import { type IncidentState, type Person, ROLL_ANSWERS } from '#contract/incident.ts'
import { Press } from '../../access/parts/press.tsx'
import { Glyph } from '../../design/glyph.tsx'
import { useFormat, useNow } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { shownName } from '../log-sentence.ts'
import { Ask } from '../parts/ask.tsx'
import { CommandState, isUnderWay } from '../parts/command-state.tsx'
import { usePlanWords } from '../plans/use-plan-words.ts'
import { useHolder } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'
import { CallRoll } from './call-roll.tsx'

/** The roll: who is here, who is on the way, and who is missing by name; the own answer with one press. */
export function RollBlock({
  id,
  state,
  followed,
}: {
  readonly id: string
  readonly state: IncidentState
  readonly followed: Followed
}) {
  const w = useWords()
  const format = useFormat()
  const now = useNow(5_000)
  const { person, may } = useHolder()
  const [isAsking, setAsking] = useState(false)
  const [marking, setMarking] = useState<Person>()
  const mark = useCommand(followed)
  const plan = usePlanWords()
  const reply = useCommand(followed)
  const roll = state.rollCall
  const own = roll?.asked.find(({ person: one, answer }) => one.id === person?.id && answer === undefined)
  return (
    <section className="block" aria-label={w('roll.title')}>
      <h2 className="block-head">
        {w('roll.title')}
        {roll && (
          <span className="soft">
            {w('roll.count', {
              time: format.time(roll.askedAt),
              here: roll.asked.filter(({ answer }) => answer === 'present').length,
              asked: roll.asked.length,
            })}
          </span>
        )}
      </h2>
      {roll === undefined && <p className="nothing">{w('roll.none')}</p>}
      <ul className="rows">
        {roll?.asked.map(({ person: one, answer }) => (
          <li key={one.id} className="holder">
            <span>
              <Glyph
                kind={answer === 'present' ? 'live' : answer === undefined ? 'empty' : answer === 'unreachable' ? 'silent' : 'late'}
              />{' '}
              {shownName(one)}
            </span>
            <span className={answer === undefined && now > roll.dueAt ? 'strong' : 'soft'}>
              {answer === undefined ? w('roll.missing') : w(`roll.${answer}`)}
            </span>
            {answer === undefined && one.id !== person?.id && now > roll.dueAt && may('incidents:command') && (
              <Press kind="quiet" onPress={() => setMarking(one)}>
                {plan('roll.mark')}
              </Press>
            )}
          </li>
        ))}
      </ul>
      {own && roll && (
        <div className="roll-own">
          <p>{w('roll.you', { time: format.time(roll.askedAt) })}</p>
          <div className="block-presses">
            {ROLL_ANSWERS.filter((answer) => answer !== 'unreachable').map((answer) => (
              <Press
                key={answer}
                kind={answer === 'present' ? 'primary' : 'plain'}
                isBusy={isUnderWay(reply.command)}
                onPress={() => void reply.send(`/api/incidents/${id}/roll-call/answer`, { roll: roll.id, answer })}
              >
                {w(`roll.${answer}`)}
              </Press>
            ))}
          </div>
          <CommandState command={reply.command} />
        </div>
      )}
      {may('incidents:open') && (
        <div className="block-presses">
          <Press onPress={() => setAsking(true)}>{w('roll.call')}</Press>
        </div>
      )}
      {marking && roll && (
        <Ask
          title={plan('roll.mark')}
          verb={plan('roll.mark')}
          command={mark.command}
          onSend={() =>
            void mark.send(`/api/incidents/${id}/roll-call/answer`, { roll: roll.id, answer: 'unreachable', person: marking.id })
          }
          onClose={() => setMarking(undefined)}
        >
          <p>{plan('roll.mark.confirm', { name: shownName(marking) })}</p>
        </Ask>
      )}
      {isAsking && <CallRoll id={id} followed={followed} onClose={() => setAsking(false)} />}
    </section>
  )
}
