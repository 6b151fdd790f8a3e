import { type ReactNode, useState } from 'react'
import { FOLLOWING, type IncidentState, LEVEL_FIELDS, LEVELS, type Level, type LevelField, type Phase } from '#contract/incident.ts'
import { Press } from '../../access/parts/press.tsx'
import { Select } from '../../access/parts/select.tsx'
import { clockText } from '../../state/due.ts'
import { useNames, useNow, usePlace } from '../../state/hooks.ts'
import { nextDeadline } from '../../state/incidents.ts'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { levelWords } from '../log-sentence.ts'
import { Ask } from '../parts/ask.tsx'
import { DueMark } from '../parts/due-mark.tsx'
import { Levels } from '../parts/levels.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { usePlanWords } from '../plans/use-plan-words.ts'
import { useAreaName } from '../use-addressee.ts'
import { useHolder } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'
import { DescribeIncident } from './describe-incident.tsx'

interface RoomHeadProps {
  readonly id: string
  readonly state: IncidentState
  readonly followed: Followed
  /** Who is at this screen, at the end of the bar. */
  readonly end: ReactNode
}

/** What it is, the three levels apart from each other, the phase, and the clocks people look at. */
export function RoomHead({ id, state, followed, end }: RoomHeadProps) {
  const w = useWords()
  const name = useNames()
  const areaName = useAreaName()
  const plan = usePlanWords()
  const now = useNow(1_000)
  const { begin } = usePlace()
  const { may } = useHolder()
  const [asking, setAsking] = useState<'level' | 'phase' | 'proposal' | 'describe'>()
  const next = nextDeadline(state.deadlines, now)
  const close = () => setAsking(undefined)
  const known = `${w(`class.${state.class}`)} · ${state.place.text ?? areaName(state.place.area)} · ${state.number}`
  const { proposal } = state
  const isProposalOpen = proposal !== undefined && proposal.level !== state.levels.event?.level
  return (
    <header className="room-head">
      <button type="button" className="room-back" onClick={() => begin('incidents')} aria-label={w('incidents.back')}>
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M10 3 5 8l5 5" fill="none" stroke="currentColor" strokeWidth="1.7" />
        </svg>
      </button>
      <div className="room-title">
        <h1 title={state.title}>{state.title}</h1>
        {may('incidents:open') && state.over === undefined ? (
          <button type="button" className="room-correct soft" title={plan('describe.press')} onClick={() => setAsking('describe')}>
            {known}
          </button>
        ) : (
          <p className="soft">{known}</p>
        )}
      </div>
      <Levels levels={state.levels} />
      {may('incidents:command') && (
        <Press kind="quiet" onPress={() => setAsking('level')}>
          {w('level.change')}
        </Press>
      )}
      {isProposalOpen && (
        <button type="button" className="proposal" onClick={() => setAsking('proposal')} disabled={!may('incidents:command')}>
          {w('level.proposed', {
            level: levelWords(proposal.level, w),
            because: proposal.because.map(({ measureNames, value }) => `${name(measureNames)} ${value}`).join('、'),
          })}
        </button>
      )}
      <dl className="room-clocks">
        <div>
          <dt>{w('phase.title')}</dt>
          <dd>
            {may('incidents:command') && FOLLOWING[state.phase].length > 0 ? (
              <button type="button" className="phase-press" onClick={() => setAsking('phase')}>
                {w(`phase.${state.phase}`)} <span aria-hidden="true">›</span>
              </button>
            ) : (
              w(`phase.${state.phase}`)
            )}
          </dd>
        </div>
        <div>
          <dt>{next ? name(next.deadline.names) : w('deadline.title')}</dt>
          <dd>{next ? <DueMark due={next.due} /> : <span className="soft">–</span>}</dd>
        </div>
        <div>
          <dt>{w('incidents.since')}</dt>
          <dd className="fig room-since">{clockText((state.over?.at ?? now) - state.receivedAt)}</dd>
        </div>
      </dl>
      {end}
      {asking === 'describe' && <DescribeIncident id={id} state={state} followed={followed} onClose={close} />}
      {asking === 'level' && <ChangeLevel id={id} state={state} followed={followed} onClose={close} />}
      {asking === 'proposal' && proposal && (
        <ChangeLevel
          id={id}
          state={state}
          followed={followed}
          proposed={{
            to: proposal.level,
            reason: proposal.because.map((one) => `${name(one.names)} ${name(one.measureNames)} ${one.value}`).join('；'),
          }}
          onClose={close}
        />
      )}
      {asking === 'phase' && <EnterPhase id={id} state={state} followed={followed} onClose={close} />}
    </header>
  )
}

interface AskingProps extends Omit<RoomHeadProps, 'end'> {
  onClose(): void
}

function ChangeLevel({
  id,
  state,
  followed,
  proposed,
  onClose,
}: AskingProps & { readonly proposed?: { readonly to: Level; readonly reason: string } }) {
  const w = useWords()
  const { command, send } = useCommand(followed)
  const [field, setField] = useState<LevelField>(proposed ? 'event' : 'response')
  const from = state.levels[field]?.level ?? null
  const [to, setTo] = useState<Level | ''>(proposed?.to ?? (from === null ? 'IV' : ''))
  const [reason, setReason] = useState(proposed?.reason ?? '')
  const words = (level: Level | null | '') => (level ? levelWords(level, w) : w(`level.none.${field}`))
  const change = () =>
    void send(`/api/incidents/${id}/level`, {
      field,
      from,
      to: to === '' ? null : to,
      reason: reason.trim(),
      term: state.command.term,
    })
  return (
    <Ask
      title={w('level.change')}
      verb={w('level.change')}
      command={command}
      blocked={reason.trim() === '' ? w('level.reason') : (from ?? '') === to ? w('level.to') : undefined}
      onSend={change}
      onClose={onClose}
    >
      <Select label={w('level.field')} value={field} onValue={(next) => setField(next as LevelField)}>
        {LEVEL_FIELDS.map((one) => (
          <option key={one} value={one}>
            {w(`level-field.${one}`)}
          </option>
        ))}
      </Select>
      <Select label={w('level.to')} value={to} onValue={(next) => setTo(next as Level | '')}>
        <option value="">{from === null ? w(`level.none.${field}`) : w('level.take-back')}</option>
        {LEVELS.map((level) => (
          <option key={level} value={level}>
            {levelWords(level, w)} {w(`level-colour.${level}`)}
          </option>
        ))}
      </Select>
      <TextArea label={w('level.reason')} value={reason} maxLength={500} onText={setReason} />
      <p>{w('level.confirm', { field: w(`level-field.${field}`), from: words(from), to: words(to) })}</p>
    </Ask>
  )
}

function EnterPhase({ id, state, followed, onClose }: AskingProps) {
  const w = useWords()
  const { command, send } = useCommand(followed)
  const following = FOLLOWING[state.phase]
  const [phase, setPhase] = useState<Phase>(following[0] ?? state.phase)
  const [note, setNote] = useState('')
  const enter = () =>
    void send(`/api/incidents/${id}/phase`, {
      phase,
      term: state.command.term,
      ...(note.trim() !== '' && { note: note.trim() }),
    })
  return (
    <Ask title={w('phase.next')} verb={w('phase.next')} command={command} onSend={enter} onClose={onClose}>
      <Select label={w('phase.to')} value={phase} onValue={(next) => setPhase(next as Phase)}>
        {following.map((one) => (
          <option key={one} value={one}>
            {w(`phase.${one}`)}
          </option>
        ))}
      </Select>
      <TextArea label={w('phase.note')} value={note} maxLength={500} onText={setNote} />
      <p>{w('phase.confirm', { from: w(`phase.${state.phase}`), to: w(`phase.${phase}`) })}</p>
    </Ask>
  )
}
