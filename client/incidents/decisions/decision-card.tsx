import { type ReactNode, useState } from 'react'
import type { DecisionMatter, DecisionOption, DecisionState } from '#contract/decision.ts'
import { Press } from '../../access/parts/press.tsx'
import { Glyph } from '../../design/glyph.tsx'
import { agreedCount, decisionDue } from '../../state/decisions.ts'
import { clockText } from '../../state/due.ts'
import { useFormat, useNow } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import { shownName } from '../log-sentence.ts'
import { Kept } from '../mobile/kept.tsx'
import { CommandState, isUnderWay } from '../parts/command-state.tsx'
import { DueMark } from '../parts/due-mark.tsx'
import { useHolder } from '../use-incidents.ts'
import { DecideAsk } from './decide-ask.tsx'
import './decisions.css'
import { EvidenceSheet } from './evidence-sheet.tsx'
import { useDecisionSender } from './use-decision-sender.ts'
import { useDecisionWords } from './use-decision-words.ts'
import { useFigureWords } from './use-figure-words.ts'
import { useOptionLetter } from './use-option-letter.ts'
import { WordsAsk } from './words-ask.tsx'

export interface DecisionCardProps {
  readonly decision: DecisionMatter
  /** The term of the command of its incident, as this screen shows it; undefined without an incident. */
  readonly term: number | undefined
  readonly followed: Followed
  /** More that can be pressed here: an instruction about it. */
  readonly children?: ReactNode
}

/**
 * A decision: the question and its clock, the options with what is expected of them, what it rests on, who was asked and what
 * they said, and how it came out. Whoever may decide does so here, with one press and one look back.
 */
export function DecisionCard({ decision, term, followed, children }: DecisionCardProps) {
  const w = useDecisionWords()
  const format = useFormat()
  const now = useNow(1_000)
  const figures = useFigureWords()
  const letter = useOptionLetter()
  const { person, may } = useHolder()
  const sender = useDecisionSender(decision, followed)
  const [asking, setAsking] = useState<'evidence' | 'agree' | 'disagree' | 'withdraw' | DecisionOption>()
  const { state } = decision
  const isOpen = state.stage === 'open'
  const mayDecide = isOpen && may('incidents:command')
  const isAsked = isOpen && state.consulted.some((one) => one.person.id === person?.id)
  const isOwn = state.by.id === person?.id || state.decided?.by.id === person?.id
  const close = () => setAsking(undefined)
  const isBusy = isUnderWay(sender.command) || sender.kept.some(({ fate }) => fate.kind === 'waiting')
  return (
    <article className={`decision is-${state.stage}`} aria-label={state.question}>
      <header className="decision-head">
        <span className="decision-tag">{w(isOpen ? 'waiting' : `stage.${state.stage}`)}</span>
        {isOpen && <DueMark due={decisionDue(state, now)} />}
      </header>
      <h3 className="decision-question">{state.question}</h3>
      {state.context !== undefined && <p className="soft decision-context">{state.context}</p>}
      <ul className="decision-options">
        {state.options.map((option, index) => (
          <li key={option.id} className={optionClass(state, option)}>
            <span className="decision-letter" aria-hidden="true">
              {state.decided?.option === option.id ? '✓' : letter(index)}
            </span>
            <span className="decision-words">
              <span className="strong">
                {option.title}
                {state.recommended === option.id && <span className="decision-mark">{w('recommended')}</span>}
              </span>
              {option.expected !== undefined && <span className="soft">{w('expected', { text: option.expected })}</span>}
            </span>
            {mayDecide && (
              <Press kind={state.recommended === option.id ? 'primary' : 'plain'} isBusy={isBusy} onPress={() => setAsking(option)}>
                {w('decide')}
              </Press>
            )}
          </li>
        ))}
      </ul>
      {state.consulted.length > 0 && <ConsultedList state={state} />}
      {state.decided && (
        <p className="decision-line">
          <span>
            {state.decided.by.name === ''
              ? w('decided.plain', { time: format.time(state.decided.at) })
              : w('decided', { name: shownName(state.decided.by), time: format.time(state.decided.at) })}
            {state.decided.at > state.dueAt && (
              <span className="soft"> · {w('decided.late', { late: clockText(state.decided.at - state.dueAt) })}</span>
            )}
          </span>
          {state.decided.words !== undefined && <span className="soft">{state.decided.words}</span>}
          {state.decided.orders.length > 0 && <span className="soft">{w('orders', { n: state.decided.orders.length })}</span>}
        </p>
      )}
      <ScoreLine state={state} />
      <footer className="decision-foot">
        <button type="button" className="decision-evidence" onClick={() => setAsking('evidence')}>
          <svg width="12" height="14" viewBox="0 0 12 14" aria-hidden="true">
            <path d="M2 6h8v7H2z M4 6V4a2 2 0 0 1 4 0v2" fill="none" stroke="currentColor" strokeWidth="1.3" />
          </svg>
          {evidenceCount(state) === 0
            ? w('frozen.none')
            : w('frozen', { n: evidenceCount(state), time: format.time(state.evidence.at) })}
        </button>
        <span className="push" />
        {isAsked && (
          <>
            <Press isBusy={isBusy} onPress={() => setAsking('disagree')}>
              {w('disagree')}
            </Press>
            <Press isBusy={isBusy} onPress={() => setAsking('agree')}>
              {w('agree')}
            </Press>
          </>
        )}
        {state.stage === 'scored' && state.notedAt === undefined && (isOwn || may('incidents:command')) && (
          <Press isBusy={isBusy} onPress={() => sender.send('note', {}, state.question)}>
            {w('note')}
          </Press>
        )}
        {isOpen && (isOwn || mayDecide) && (
          <Press kind="quiet" isBusy={isBusy} onPress={() => setAsking('withdraw')}>
            {w('withdraw')}
          </Press>
        )}
        {children}
      </footer>
      {isOpen && !mayDecide && <p className="field-hint">{w('decide.who')}</p>}
      <CommandState command={sender.command} />
      {sender.kept.map((entry) => (
        <Kept key={entry.command.commandId} entry={entry} />
      ))}
      {asking === 'evidence' && <EvidenceSheet decision={decision} onClose={close} />}
      {(asking === 'agree' || asking === 'disagree') && (
        <WordsAsk
          title={`${w(asking)} · ${state.question}`}
          verb={w(asking)}
          label={w('words')}
          command={sender.command}
          onSend={(words) => {
            sender.send('answer', { answer: asking, ...(words !== '' && { words }) }, `${w(asking)} ${words}`)
            close()
          }}
          onClose={close}
        />
      )}
      {asking === 'withdraw' && (
        <WordsAsk
          title={`${w('withdraw')} · ${state.question}`}
          verb={w('withdraw')}
          label={w('withdraw.reason')}
          isNeeded
          command={sender.command}
          onSend={(reason) => {
            sender.send('withdraw', { reason }, reason)
            close()
          }}
          onClose={close}
        />
      )}
      {typeof asking === 'object' && (
        <DecideAsk
          state={state}
          option={asking}
          command={sender.command}
          onDecide={(words) => {
            const fields = { option: asking.id, ...(words !== '' && { words }), ...(term !== undefined && { term }) }
            sender.send('decide', fields, asking.title)
            close()
          }}
          onClose={close}
        />
      )}
      <span className="visually-hidden">{state.followUp ? figures.followUp(state.followUp) : w('score.none')}</span>
    </article>
  )
}

function optionClass({ decided }: DecisionState, { id }: DecisionOption): string {
  if (!decided) return 'decision-option'
  return `decision-option ${decided.option === id ? 'is-chosen' : 'is-left'}`
}

function evidenceCount({ evidence }: DecisionState): number {
  return evidence.points.length + evidence.matters.length
}

/** Who was asked, and what each of them said: a tick, a cross or nothing, never a colour alone. */
function ConsultedList({ state }: { readonly state: DecisionState }) {
  const w = useDecisionWords()
  return (
    <div className="decision-consulted">
      <span className="soft">{w('asked', { agreed: agreedCount(state), of: state.consulted.length })}</span>
      <ul>
        {state.consulted.map(({ person, answer, words }) => (
          <li key={person.id || person.post} className={`consulted is-${answer ?? 'silent'}`} title={words}>
            <span aria-hidden="true">{answer === 'agree' ? '✓' : answer === 'disagree' ? '×' : '·'}</span> {shownName(person)}
            <span className="visually-hidden">{w(answer ?? 'silent')}</span>
            {words !== undefined && <span className="soft consulted-words">{words}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What it is judged by, and how it came out. */
function ScoreLine({ state: { followUp, score } }: { readonly state: DecisionState }) {
  const w = useDecisionWords()
  const figures = useFigureWords()
  if (!followUp) return null
  return (
    <p className="decision-line">
      <span className="soft">{figures.followUp(followUp)}</span>
      {score && (
        <span className={`decision-score is-${score.outcome}`}>
          <Glyph kind={score.outcome === 'met' ? 'live' : score.outcome === 'missed' ? 'fault' : 'silent'} />{' '}
          {w(`score.${score.outcome}`)}
          {score.point && <b className="fig"> {figures.point(score.point)}</b>}
        </span>
      )}
    </p>
  )
}
