import type { ReactNode } from 'react'
import { PageContext } from '../../access/page/page-context.ts'
import { useCityPage } from '../../access/page/use-city-page.ts'
import '../../access/access.css'
import '../../access/console/console.css'
import { usePlace } from '../../state/hooks.ts'
import '../incidents.css'
import './mobile-work.css'
import { incidentOf, orderOf, workOf } from '../work.ts'
import { FieldLine } from './field-line.tsx'
import { FieldReport } from './field-report.tsx'
import { FieldTabs } from './field-tabs.tsx'
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
