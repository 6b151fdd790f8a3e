import { useState } from 'react'
import type { Reminder } from '#contract/reminder.ts'
import { Press } from '../access/parts/press.tsx'
import { CommandState, isUnderWay } from '../incidents/parts/command-state.tsx'
import { clockText } from '../state/due.ts'
import { useCity, useNames, useNow, usePlace, useProfile } from '../state/hooks.ts'
import type { Followed } from '../state/matters.ts'
import { useCommand } from '../state/use-matters.ts'
import '../access/access.css'
import '../incidents/incidents.css'
import './reminders.css'
import { useReminderWords } from './use-reminder-words.ts'
import { workOfDebt } from './work-of-debt.ts'

/** More rows than these are counted, not shown: the works they lead to have lists of their own. */
const MOST_SHOWN = 50
/** As many as one command takes. */
const MOST_TAKEN = 200

export interface ReminderListProps {
  /** What the person here was paged for, the most urgent first; at least one. */
  readonly asking: readonly Reminder[]
  readonly followed: Followed
}

/** The most urgent in words, the others counted and one press away. Each is opened in one press and taken on in one. */
export function ReminderList({ asking, followed }: ReminderListProps) {
  const w = useReminderWords()
  const [isWhole, setWhole] = useState(false)
  const shown = asking.slice(0, isWhole ? MOST_SHOWN : 1)
  const { command, send } = useCommand(followed)
  const ids = asking.slice(0, MOST_TAKEN).map(({ id }) => id)
  return (
    <section className="reminders-strip" aria-label={w('label')}>
      <span className="reminders-word t-name">{w('label')}</span>
      <ul aria-live="polite">
        {shown.map((reminder) => (
          <li key={reminder.id}>
            <ReminderRow reminder={reminder} followed={followed} isAlone={shown.length === 1} />
          </li>
        ))}
      </ul>
      {isWhole && asking.length > 1 && (
        <span className="reminders-end">
          <Press isBusy={isUnderWay(command)} onPress={() => void send('/api/reminders/take', { ids })}>
            {w('take-all', { n: ids.length })}
          </Press>
          <CommandState command={command} />
        </span>
      )}
      {asking.length > 1 && (
        <button type="button" className="reminders-all t-name" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? w('fold') : w('all', { n: asking.length })}
        </button>
      )}
    </section>
  )
}

interface ReminderRowProps {
  readonly reminder: Reminder
  readonly followed: Followed
  /** The only one on the page: what is likeliest pressed stands out. */
  readonly isAlone: boolean
}

function ReminderRow({ reminder: { id, state }, followed, isAlone }: ReminderRowProps) {
  const w = useReminderWords()
  const city = useCity()
  const name = useNames()
  const now = useNow(1_000)
  const { displayClass } = useProfile()
  const { begin } = usePlace()
  const { command, send } = useCommand(followed)
  const { debt, on, title, names, area, dueAt } = state
  const called = [names && name(names), title].filter(Boolean).join(' · ')
  const place = city.tree.byCode.get(area)
  return (
    <div className="reminder-row">
      <button type="button" className="reminder-words t-name" onClick={() => begin(workOfDebt(on, displayClass))}>
        <strong>{w(`debt.${debt}`)}</strong>
        <span className="reminder-title">{called}</span>
        <span className="soft">{place ? name(place.short ?? place.names) : area}</span>
        <span className="soft fig">{w('since', { span: clockText(now - dueAt) })}</span>
      </button>
      <span className="reminder-presses">
        <Press onPress={() => begin(workOfDebt(on, displayClass))}>{w('open')}</Press>
        <Press
          kind={isAlone ? 'primary' : 'plain'}
          isBusy={isUnderWay(command)}
          onPress={() => void send('/api/reminders/take', { ids: [id] })}
        >
          {w('take')}
        </Press>
      </span>
      <CommandState command={command} />
    </div>
  )
}
