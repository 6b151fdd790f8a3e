import { casesToDo } from '../../state/cases.ts'
import { usePlace } from '../../state/hooks.ts'
import { isWorking } from '../../state/orders.ts'
import { waitingCount } from '../../state/outbox.ts'
import { useMatters } from '../../state/use-matters.ts'
import { useOutbox } from '../field/field-kit.ts'
import { useHolder, useOpenIncidents } from '../use-incidents.ts'
import { useMyOrders } from '../use-my-orders.ts'
import { useWords } from '../use-words.ts'
import { type IncidentWork, incidentOf } from '../work.ts'

const CASE_COUNTS = { kind: 'case', counts: true } as const

/** What has a tab under the thumb: the works of a phone, the report, and the way back to the scenes. */
export type FieldTab = IncidentWork | 'cases' | 'report' | 'scenes'

const ICONS: Readonly<Record<FieldTab, string>> = {
  orders: 'M3 11 21 4l-6 17-3.5-7z M11.500 14 21 4',
  incidents: 'M6 20h12 M7.500 17v-4.500a4.500 4.500 0 0 1 9 0V17z M12 3v2 M4.500 6.500l1.500 1.500 M19.500 6.500 18 8',
  report: 'M4 20l1-4L16 5l3 3L8 19z M14 7l3 3',
  cases: 'M5 4h9l5 5v11H5z M14 4v5h5 M8 13h8 M8 16.500h6',
  outbox: 'M4 13l3-8h10l3 8v6H4z M4 13h5l1.500 2.500h3L15 13h5',
  scenes: 'M4 4h7v7H4z M13 4h7v4h-7z M13 11h7v9h-7z M4 14h7v6H4z',
}

/** Beyond this a number on a tab says no more than that there are many. */
const MOST_COUNTED = 99

/** The works as tabs under the thumb, with what waits in each; the last one leads back to the scenes. */
export function FieldTabs({ current }: { readonly current: FieldTab }) {
  const w = useWords()
  const { begin, show, scene, work } = usePlace()
  const { mine } = useMyOrders()
  const { incidents } = useOpenIncidents()
  const waiting = waitingCount(useOutbox())
  const { may } = useHolder()
  const cases = useMatters(may('cases:report') ? CASE_COUNTS : undefined)
  const toDo = cases.kind === 'following' && cases.counts ? casesToDo(cases.counts, may) : 0
  const isReporting = incidentOf(work) === 'report'
  const tabs = [
    {
      id: 'orders',
      words: w('mine.orders'),
      count: mine.filter(({ state }) => isWorking(state)).length,
      open: () => begin('orders'),
    },
    { id: 'incidents', words: w('mine.incidents'), count: incidents.length, open: () => begin('incidents') },
    ...(may('cases:report') ? [{ id: 'cases' as const, words: w('mine.cases'), count: toDo, open: () => begin('cases') }] : []),
    { id: 'report', words: w('mine.report'), count: 0, open: () => begin('incidents/report') },
    { id: 'outbox', words: w('mine.outbox'), count: waiting, open: () => begin('outbox') },
    { id: 'scenes', words: w('mine.scenes'), count: 0, open: () => show(scene) },
  ] as const
  return (
    <nav className="field-tabs" aria-label={w('mine.title')} style={{ gridTemplateColumns: `repeat(${tabs.length}, 1fr)` }}>
      {tabs.map(({ id, words, count, open }) => (
        <button
          key={id}
          type="button"
          className="field-tab"
          aria-current={(isReporting ? id === 'report' : id === current) ? 'page' : undefined}
          onClick={open}
        >
          <span className="field-tab-icon">
            <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
              <path
                d={ICONS[id]}
                fill="none"
                stroke="currentColor"
                strokeWidth="1.7"
                strokeLinejoin="round"
                strokeLinecap="round"
              />
            </svg>
            {count > 0 && <span className="field-count fig">{count > MOST_COUNTED ? `${MOST_COUNTED}+` : count}</span>}
          </span>
          {words}
        </button>
      ))}
    </nav>
  )
}
