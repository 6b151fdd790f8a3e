import type { ReactNode } from 'react'
import { PageContext } from '../../access/page/page-context.ts'
import { useCityPage } from '../../access/page/use-city-page.ts'
import '../../access/access.css'
import '../../access/console/console.css'
import { useFormat, usePlace } from '../../state/hooks.ts'
import '../incidents.css'
import { LineAge } from '../parts/line-age.tsx'
import { useOpenIncidents } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'
import { incidentOf } from '../work.ts'
import { CommandRoom } from './command-room.tsx'
import { IncidentList } from './incident-list.tsx'

/** Incidents at a desk: the list of those that are open, or the command room of one. `end` stands at the end of the bar. */
export function IncidentsDesk({ end }: { readonly end: ReactNode }) {
  const page = useCityPage()
  const { work } = usePlace()
  const id = incidentOf(work)
  return (
    <PageContext value={page}>
      <div className="incidents">{id === undefined ? <Open end={end} /> : <CommandRoom key={id} id={id} end={end} />}</div>
    </PageContext>
  )
}

function Open({ end }: { readonly end: ReactNode }) {
  const w = useWords()
  const format = useFormat()
  const { followed, incidents } = useOpenIncidents()
  return (
    <>
      <header className="desk-bar">
        <h1>{w('incidents.title')}</h1>
        <span className="soft">{followed.kind === 'following' && w('incidents.list', { n: incidents.length })}</span>
        <span className="push" />
        {end}
      </header>
      <LineAge format={format} />
      <main id="content" className="incidents-main" tabIndex={-1}>
        <IncidentList followed={followed} incidents={incidents} />
      </main>
    </>
  )
}
