import type { ReactNode } from 'react'
import type { DrillsAnswer } from '#contract/drill-run.ts'
import { isUnderWay } from '#contract/drill-run.ts'
import { PageContext } from '../access/page/page-context.ts'
import { useCityPage } from '../access/page/use-city-page.ts'
import { ReadState } from '../access/parts/read-state.tsx'
import '../access/access.css'
import '../access/console/console.css'
import '../incidents/incidents.css'
import '../incidents/parts/two-sides.css'
import { LineAge } from '../incidents/parts/line-age.tsx'
import { useCity, useFormat, usePlace } from '../state/hooks.ts'
import { useIsPast } from '../state/screen.ts'
import { DrillLists } from './drill-lists.tsx'
import { DrillSheet } from './drill-sheet.tsx'
import './drills.css'
import { RunSheet } from './run-sheet.tsx'
import { useDrillWords } from './use-drill-words.ts'
import { useRepeatedRead } from './use-repeated-read.ts'

/** Name of this work in the address: `drills`, `drills/<id of a drill>`, or `drills/run/<id of a run>`. */
const WORK = 'drills'

/** Another desk may start a drill, or end one: the lists are read again this often, ms. */
const LISTS_EVERY_MS = 5_000

/** Drills at a desk: the scripts, what one will do, the one under way, and those that were played. */
export function DrillsDesk({ end }: { readonly end: ReactNode }) {
  const page = useCityPage()
  const w = useDrillWords()
  const format = useFormat()
  const city = useCity()
  const isPast = useIsPast()
  return (
    <PageContext value={page}>
      <div className="incidents drills">
        <header className="desk-bar">
          <h1>{w('title')}</h1>
          <span className="push" />
          {end}
        </header>
        <LineAge format={format} />
        {city.catalogue.drill ? (
          <p className="nothing">{w('in-a-drill')}</p>
        ) : isPast ? (
          <p className="nothing">{w('not-in-past')}</p>
        ) : (
          <Body />
        )}
      </div>
    </PageContext>
  )
}

function Body() {
  const w = useDrillWords()
  const { work, begin } = usePlace()
  const read = useRepeatedRead<DrillsAnswer>('/api/drills', LISTS_EVERY_MS)
  const chosen = work?.startsWith(`${WORK}/`) ? work.slice(WORK.length + 1) : undefined
  const run = chosen?.startsWith('run/') ? chosen.slice('run/'.length) : undefined
  const openRun = (id: string) => {
    read.again()
    begin(`${WORK}/run/${id}`)
  }
  return (
    <ReadState read={read}>
      {({ drills, runs }) => {
        const drill = drills.find(({ id }) => id === chosen)
        return (
          <main id="content" className="two-sides drills-main" tabIndex={-1}>
            <DrillLists
              {...{ drills, runs, run, drill: drill?.id }}
              onDrill={(id) => begin(`${WORK}/${id}`)}
              onRun={(id) => begin(`${WORK}/run/${id}`)}
            />
            <section className="two-sides-chosen">
              {run !== undefined ? (
                <RunSheet key={run} id={run} drills={drills} onAgain={(id) => begin(`${WORK}/${id}`)} onOver={read.again} />
              ) : drill ? (
                <DrillSheet
                  key={drill.id}
                  drill={drill}
                  isOneUnderWay={runs.some(({ stage }) => isUnderWay(stage))}
                  onStarted={openRun}
                />
              ) : (
                <p className="nothing">
                  {w('choose')} {w('intro')}
                </p>
              )}
            </section>
          </main>
        )
      }}
    </ReadState>
  )
}
