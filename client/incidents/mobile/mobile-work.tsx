import type { ReactNode } from 'react'
import { PageContext } from '../../access/page/page-context.ts'
import { useCityPage } from '../../access/page/use-city-page.ts'
import '../../access/access.css'
import '../../access/console/console.css'
import { usePlace } from '../../state/hooks.ts'
import { isWorking } from '../../state/orders.ts'
import { waitingCount } from '../../state/outbox.ts'
import { useOutbox } from '../field/field-kit.ts'
import '../incidents.css'
import './mobile-work.css'
import { useOpenIncidents } from '../use-incidents.ts'
import { useMyOrders } from '../use-my-orders.ts'
import { useWords } from '../use-words.ts'
import { type IncidentWork, incidentOf, orderOf, workOf } from '../work.ts'
import { FieldLine } from './field-line.tsx'
import { FieldReport } from './field-report.tsx'
import { IncidentPicture, IncidentPictures } from './incident-picture.tsx'
import { MyOrder } from './my-order.tsx'
import { MyOrders } from './my-orders.tsx'
import { OutboxList } from './outbox-list.tsx'

/** What somebody in the field does: answers orders, looks at incidents, reports, and sees what waits to be sent. */
export function MobileWork({ end }: { readonly end: ReactNode }) {
  const page = useCityPage()
  const { work } = usePlace()
  return (
    <PageContext value={page}>
      <div className="field-work incidents">
        <FieldLine />
        <Body work={work} end={end} />
        <FieldTabs current={workOf(work) ?? 'orders'} />
      </div>
    </PageContext>
  )
}

function Body({ work, end }: { readonly work: string | undefined; readonly end: ReactNode }) {
  switch (workOf(work)) {
    case 'outbox':
      return <OutboxList end={end} />
    case 'incidents': {
      const id = incidentOf(work)
      if (id === 'report') return <FieldReport />
      return id === undefined ? <IncidentPictures end={end} /> : <IncidentPicture key={id} id={id} />
    }
    case 'orders':
    case undefined: {
      const id = orderOf(work)
      return id === undefined ? <MyOrders end={end} /> : <MyOrder key={id} id={id} />
    }
  }
}

const ICONS: Record<IncidentWork | 'report' | 'scenes', string> = {
  orders: 'M3 11 21 4l-6 17-3.5-7z M11.500 14 21 4',
  incidents: 'M6 20h12 M7.500 17v-4.500a4.500 4.500 0 0 1 9 0V17z M12 3v2 M4.500 6.500l1.500 1.500 M19.500 6.500 18 8',
  report: 'M4 20l1-4L16 5l3 3L8 19z M14 7l3 3',
  outbox: 'M4 13l3-8h10l3 8v6H4z M4 13h5l1.500 2.500h3L15 13h5',
  scenes: 'M4 4h7v7H4z M13 4h7v4h-7z M13 11h7v9h-7z M4 14h7v6H4z',
}

/** The works as tabs under the thumb, with what waits in each; the last one leads back to the scenes. */
function FieldTabs({ current }: { readonly current: IncidentWork }) {
  const w = useWords()
  const { begin, show, scene, work } = usePlace()
  const { mine } = useMyOrders()
  const { incidents } = useOpenIncidents()
  const waiting = waitingCount(useOutbox())
  const isReporting = incidentOf(work) === 'report'
  const tabs = [
    {
      id: 'orders',
      words: w('mine.orders'),
      count: mine.filter(({ state }) => isWorking(state)).length,
      open: () => begin('orders'),
    },
    { id: 'incidents', words: w('mine.incidents'), count: incidents.length, open: () => begin('incidents') },
    { id: 'report', words: w('mine.report'), count: 0, open: () => begin('incidents/report') },
    { id: 'outbox', words: w('mine.outbox'), count: waiting, open: () => begin('outbox') },
    { id: 'scenes', words: w('mine.scenes'), count: 0, open: () => show(scene) },
  ] as const
  return (
    <nav className="field-tabs" aria-label={w('mine.title')}>
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
            {count > 0 && <span className="field-count fig">{count}</span>}
          </span>
          {words}
        </button>
      ))}
    </nav>
  )
}
