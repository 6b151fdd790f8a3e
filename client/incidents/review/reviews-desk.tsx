import type { ReactNode } from 'react'
import { PageContext } from '../../access/page/page-context.ts'
import { useCityPage } from '../../access/page/use-city-page.ts'
import { useRead } from '../../access/use-read.ts'
import '../../access/access.css'
import '../../access/console/console.css'
import { useFormat, usePlace } from '../../state/hooks.ts'
import type { IncidentMatter } from '../../state/incidents.ts'
import '../incidents.css'
import '../parts/two-sides.css'
import { LineAge } from '../parts/line-age.tsx'
import { useAreaName } from '../use-addressee.ts'
import { Review } from './review.tsx'
import './review.css'
import { useReviewWords } from './use-review-words.ts'

/** Name of this work in the address: `reviews`, or `reviews/<id of the incident>`. */
const WORK = 'reviews'

/** After-action reports at a desk: incidents running and over at the left, the report of one beside them. */
export function ReviewsDesk({ end }: { readonly end: ReactNode }) {
  const page = useCityPage()
  const w = useReviewWords()
  const format = useFormat()
  const { work } = usePlace()
  const { reading } = useRead<{ readonly matters: readonly IncidentMatter[] }>('/api/matters/incident?limit=200')
  const matters = reading.kind === 'here' ? reading.body.matters : undefined
  const asked = work?.startsWith(`${WORK}/`) ? work.slice(WORK.length + 1) : undefined
  // Nobody has to choose what stands first: what is over, before what still goes on.
  const chosen = asked ?? (matters?.find(({ isOpen }) => !isOpen) ?? matters?.[0])?.id
  return (
    <PageContext value={page}>
      <div className="incidents reviews">
        <header className="desk-bar">
          <h1>{w('title')}</h1>
          <span className="push" />
          {end}
        </header>
        <LineAge format={format} />
        <main id="content" className="two-sides" tabIndex={-1}>
          <Incidents matters={matters} chosen={chosen} />
          <section className="two-sides-chosen">{chosen !== undefined && <Review key={chosen} id={chosen} />}</section>
        </main>
      </div>
    </PageContext>
  )
}

interface IncidentsProps {
  /** Undefined until they are read. */
  readonly matters: readonly IncidentMatter[] | undefined
  readonly chosen: string | undefined
}

function Incidents({ matters, chosen }: IncidentsProps) {
  const w = useReviewWords()
  const format = useFormat()
  const areaName = useAreaName()
  const { begin } = usePlace()
  if (matters === undefined) return <nav className="two-sides-list" aria-label={w('list')} />
  return (
    <nav className="two-sides-list" aria-label={w('list')}>
      {matters.length === 0 && <p className="nothing">{w('list.none')}</p>}
      {([true, false] as const).map((isOpen) => {
        const own = matters.filter((one) => one.isOpen === isOpen)
        if (own.length === 0) return null
        return (
          <section key={String(isOpen)} aria-label={w(isOpen ? 'list.open' : 'list.over')}>
            <h2 className="block-head">
              {w(isOpen ? 'list.open' : 'list.over')} <span className="soft fig">{own.length}</span>
            </h2>
            <ul>
              {own.map(({ id, state, openedAt }) => (
                <li key={id}>
                  <button
                    type="button"
                    className="two-sides-row"
                    aria-pressed={id === chosen}
                    onClick={() => begin(`${WORK}/${id}`)}
                  >
                    <span className="strong">{state.title}</span>
                    <span className="soft">
                      {areaName(state.place.area)} · {format.date(openedAt)} {format.time(openedAt)}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </nav>
  )
}
