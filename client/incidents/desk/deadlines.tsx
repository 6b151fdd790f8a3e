import type { IncidentState } from '#contract/incident.ts'
import { clockText } from '../../state/due.ts'
import { useFormat, useNames, useNow } from '../../state/hooks.ts'
import { deadlineDue } from '../../state/incidents.ts'
import { DueMark } from '../parts/due-mark.tsx'
import { useWords } from '../use-words.ts'

/** Every clock of a report, those that run first, in words when overdue. */
export function Deadlines({ state }: { readonly state: IncidentState }) {
  const w = useWords()
  const name = useNames()
  const format = useFormat()
  const now = useNow(1_000)
  const rows = [...state.deadlines].sort(
    (a, b) => Number(a.metAt !== undefined) - Number(b.metAt !== undefined) || a.dueAt - b.dueAt,
  )
  return (
    <section className="block" aria-label={w('deadline.title')}>
      <h2 className="block-head">{w('deadline.title')}</h2>
      {rows.length === 0 && <p className="nothing">{w('deadline.none')}</p>}
      <ul className="rows">
        {rows.map((deadline) => {
          const due = deadlineDue(deadline, now)
          return (
            <li key={deadline.id} className={`deadline${due.kind === 'over' ? ' is-over' : ''}`}>
              <span className="row-words">
                <span className="strong">{name(deadline.names)}</span>
                <span className="soft">{w('deadline.due', { time: format.time(deadline.dueAt) })}</span>
              </span>
              {due.kind === 'met' ? (
                <span className="soft">
                  {due.lateMs > 0
                    ? w('deadline.met-late', { time: format.time(due.at), late: clockText(due.lateMs) })
                    : w('deadline.met', { time: format.time(due.at) })}
                </span>
              ) : (
                <DueMark due={due} />
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
