import { textWidth } from '../../design/text-width.ts'
import { clockText } from '../../state/due.ts'
import { useFormat, useNames, useNow, useProfile } from '../../state/hooks.ts'
import { PanelHead } from '../panel-head.tsx'
import { rowsThatFit } from '../rows.ts'
import { clockRowHeight } from './part-height.ts'
import type { PartProps } from './part-props.ts'
import { type RoomDeadline, roomDeadlines } from './room-incident.ts'
import { useRoomWords } from './use-room.ts'

/** Ems of a line that its times and its bar take beside its name. */
const BESIDE_EMS = 14

/** Reports that are due: how long is left of each, the most urgent first; and where the plans stand. */
export function DeadlinesPart({ room, title, width, height }: PartProps) {
  const { text } = useProfile()
  const w = useRoomWords()
  const name = useNames()
  const format = useFormat()
  const now = useNow(1_000)
  const { state } = room.incident
  const { running, last } = roomDeadlines(state, now)
  const plans = (state.plans ?? []).filter(({ ended }) => ended === undefined)
  const row = clockRowHeight(text)
  const more = Math.ceil(text.small * 1.6)
  const planLine = plans.length > 0 && height >= row * (Math.min(running.length, 2) + 1) ? row : 0
  const { shown, hidden } = rowsThatFit(running.length, height - planLine, row, more)
  const longest = Math.max(0, ...running.map(({ names }) => textWidth(name(names), text.name, 'text')))
  const hasBar = longest + text.name * BESIDE_EMS < width
  const planNames = plans.map(({ names }) => name(names)).join(' · ')
  const met = last && {
    key: last.lateMs > 0 ? ('room.deadlines.met-late' as const) : ('room.deadlines.met' as const),
    params: { name: name(last.names), time: format.time(last.at), late: format.span(last.lateMs) },
  }
  return (
    <>
      <PanelHead title={title} note={met && w(met.key, met.params)} width={width} />
      {running.length === 0 && <p className="t-name soft">{w('room.deadlines.none')}</p>}
      <ul>
        {running.slice(0, shown).map((deadline) => (
          <li key={deadline.id} style={{ height: row }} className={`room-deadline t-name${hasBar ? ' has-bar' : ''}`}>
            <Clock deadline={deadline} hasBar={hasBar} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <p className="t-small soft" style={{ height: more }}>
          {w('room.more', { n: hidden })}
        </p>
      )}
      {planLine > 0 && (
        <p className="room-plan t-name" style={{ height: row }}>
          <span className="dim">{w('room.plan')}</span>
          <span className="one-line" title={planNames}>
            {planNames}
          </span>
          <span className="soft room-plan-steps">
            {w('room.plan.steps', {
              accepted: stepCount(plans, 'accepted'),
              proposed: stepCount(plans, 'proposed'),
            })}
          </span>
        </p>
      )}
    </>
  )
}

function stepCount(plans: readonly { readonly steps: readonly { readonly stage: string }[] }[], stage: string): number {
  return plans.reduce((sum, { steps }) => sum + steps.filter((step) => step.stage === stage).length, 0)
}

function Clock({ deadline: { names, dueAt, due }, hasBar }: { readonly deadline: RoomDeadline; readonly hasBar: boolean }) {
  const w = useRoomWords()
  const name = useNames()
  const format = useFormat()
  const isOver = due.kind === 'over'
  return (
    <>
      <span className="one-line strong" title={name(names)}>
        {name(names)}
      </span>
      <span className="fig dim">{format.time(dueAt)}</span>
      {hasBar && (
        <span className="room-bar" aria-hidden="true">
          <i style={{ width: `${due.kind === 'left' ? Math.round((1 - due.share) * 100) : 100}%` }} />
        </span>
      )}
      {isOver ? (
        <span className="room-late">{w('room.deadlines.over')}</span>
      ) : (
        <span className="soft">{w('room.deadlines.left')}</span>
      )}
      <b className="fig t-table">{clockText(due.kind === 'left' ? due.leftMs : due.kind === 'over' ? due.overMs : 0)}</b>
    </>
  )
}
