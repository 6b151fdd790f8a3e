import type { ReactNode } from 'react'
import { PageContext } from '../../access/page/page-context.ts'
import { useCityPage } from '../../access/page/use-city-page.ts'
import '../../access/access.css'
import '../../access/console/console.css'
import '../../incidents/incidents.css'
import { FieldLine } from '../../incidents/mobile/field-line.tsx'
import { FieldTabs } from '../../incidents/mobile/field-tabs.tsx'
import '../../incidents/mobile/mobile-work.css'
import { usePlace } from '../../state/hooks.ts'
import { CaseCityProvider } from '../case-city.tsx'
import { caseOf, REPORT } from '../case-work.ts'
import '../cases.css'
import './mobile-cases.css'
import { CaseReport } from './case-report.tsx'
import { MyCase } from './my-case.tsx'
import { MyCases } from './my-cases.tsx'

/** Cases in the hand: what waits for me, what I reported, and the report of something seen. */
export function MobileCases({ end }: { readonly end: ReactNode }) {
  const page = useCityPage()
  const { work } = usePlace()
  const id = caseOf(work)
  return (
    <PageContext value={page}>
      <CaseCityProvider>
        <div className="field-work incidents cases">
          <FieldLine />
          {id === undefined && <MyCases end={end} />}
          {id === REPORT && <CaseReport />}
          {id !== undefined && id !== REPORT && <MyCase key={id} id={id} />}
          <FieldTabs current="cases" />
        </div>
      </CaseCityProvider>
    </PageContext>
  )
}
