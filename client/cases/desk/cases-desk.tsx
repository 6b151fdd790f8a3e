import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { PageContext } from '../../access/page/page-context.ts'
import { useCityPage } from '../../access/page/use-city-page.ts'
import { Press } from '../../access/parts/press.tsx'
import '../../access/access.css'
import '../../access/console/console.css'
import '../../incidents/incidents.css'
import { useRefusalWords } from '../../incidents/parts/command-state.tsx'
import { LineAge } from '../../incidents/parts/line-age.tsx'
import { useHolder } from '../../incidents/use-incidents.ts'
import { useCity, useFormat, useNow, usePlace } from '../../state/hooks.ts'
import { useIsPast } from '../../state/screen.ts'
import { CaseCityProvider } from '../case-city.tsx'
import { caseRows } from '../case-pages.ts'
import { type CaseSearch, EVERYTHING_OPEN } from '../case-search.ts'
import { caseOf, WORK } from '../case-work.ts'
import '../cases.css'
import { useCaseCounts } from '../use-case.ts'
import { useCaseList } from '../use-case-list.ts'
import { useCaseWords } from '../use-case-words.ts'
import { BulkBar } from './bulk-bar.tsx'
import { CaseFile } from './case-file.tsx'
import { CaseRows } from './case-rows.tsx'
import { CasesMap } from './cases-map.tsx'
import { FilterBar } from './filter-bar.tsx'
import { QueueColumn } from './queue-column.tsx'
import { RegisterCase } from './register-case.tsx'
import { useCaseKeys } from './use-case-keys.ts'

/** A choice is said in the address when it has stood for this long, ms: whoever leafs through makes no history. */
const SETTLED_MS = 500
/** A list nobody is reading is renewed by itself, at most this often, ms. */
const RENEW_MS = 3_000

/** Cases at a desk: queues at the left, list or map in the middle, one case whole at the right; all of it by keyboard. */
export function CasesDesk({ end }: { readonly end: ReactNode }) {
  const page = useCityPage()
  return (
    <PageContext value={page}>
      <CaseCityProvider>
        <div className="incidents cases">
          <Body end={end} />
        </div>
      </CaseCityProvider>
    </PageContext>
  )
}

function Body({ end }: { readonly end: ReactNode }) {
  const w = useCaseWords()
  const format = useFormat()
  const refusal = useRefusalWords()
  const city = useCity()
  const isPast = useIsPast()
  const { may } = useHolder()
  const now = useNow(60_000)
  const counts = useCaseCounts()
  const [search, setSearch] = useState<CaseSearch>(EVERYTHING_OPEN)
  const [shown, setShown] = useState({ from: 0, to: 50 })
  const [isMap, setIsMap] = useState(false)
  const [isRegistering, setIsRegistering] = useState(false)
  const [at, setAt] = useState(-1)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [chosen, choose] = useChosen()
  const list = useCaseList(search, shown)
  const { lines } = list.pages
  const total = list.counts?.total
  const box = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const changes = useRenewal({
    stamp: counts && JSON.stringify([counts.total, counts.queues]),
    box,
    list,
    isHeld: selected.size > 0,
  })
  const grouped = search.sort === 'due' && search.open === true
  const rows = useMemo(
    () => caseRows(lines, grouped ? { now, dayEnd: city.calendar.end('P1D', now) } : undefined),
    [lines, grouped, now, city],
  )
  const look = (next: CaseSearch) => {
    setSearch(next)
    setAt(-1)
    setSelected(new Set())
    if (box.current) box.current.scrollTop = 0
  }
  const open = (place: number) => {
    setAt(place)
    choose(lines[place]?.id)
  }
  const select = (id: string) => setSelected((known) => toggled(known, id))
  useCaseKeys(
    {
      step: (by) => lines.length > 0 && open(Math.min(lines.length - 1, Math.max(0, at + by))),
      select: () => {
        const id = lines[at]?.id ?? chosen
        if (id !== undefined) select(id)
      },
      search: () => field.current?.focus(),
      register: () => may('cases:report') && setIsRegistering(true),
      turn: () => setIsMap((is) => !is),
    },
    !isRegistering,
  )
  const marked = lines.filter(({ id }) => selected.has(id))
  if (isRegistering)
    return (
      <>
        <header className="desk-bar">
          <h1>{w('report.title')}</h1>
          <span className="push" />
          {end}
        </header>
        <main id="content" className="incidents-main" tabIndex={-1}>
          <RegisterCase
            onOpened={(id) => {
              setIsRegistering(false)
              choose(id)
              list.again()
            }}
            onClose={() => setIsRegistering(false)}
          />
        </main>
      </>
    )
  return (
    <>
      <header className="desk-bar">
        <h1>{w('title')}</h1>
        <span className="soft">
          {total && w('count.of', { n: format.number(total.count, 0), overdue: format.number(total.overdue, 0) })}
        </span>
        <fieldset className="case-choices" aria-label={w('view')}>
          <button type="button" className="choice" aria-pressed={!isMap} onClick={() => setIsMap(false)}>
            {w('view.list')}
          </button>
          <button type="button" className="choice" aria-pressed={isMap} onClick={() => setIsMap(true)}>
            {w('view.map')}
          </button>
        </fieldset>
        <span className="push" />
        {may('cases:report') && (
          <Press kind="primary" onPress={() => setIsRegistering(true)}>
            {w('register')} <kbd>C</kbd>
          </Press>
        )}
        {end}
      </header>
      <LineAge format={format} />
      {isPast && <p className="line-age">{w('past')}</p>}
      <main id="content" className="cases-main" tabIndex={-1}>
        <QueueColumn counts={counts} within={list.counts} search={search} onSearch={look} />
        <section className="case-list" aria-label={w('list')}>
          <FilterBar search={search} field={field} onSearch={look} />
          {selected.size > 0 && <BulkBar lines={marked} onDone={list.again} onClear={() => setSelected(new Set())} />}
          {changes.isStale && (
            <button type="button" className="case-stale" onClick={changes.renew}>
              {w('stale')}
            </button>
          )}
          {list.code !== undefined && (
            <p className="nothing" role="alert">
              {w('refused', { reason: refusal(list.code) })} <Press onPress={list.again}>{w('again')}</Press>
            </p>
          )}
          {isMap ? (
            <CasesMap search={search} chosen={chosen} changes={changes.count} onOpen={choose} />
          ) : (
            <div ref={box} className="case-scroll">
              {lines.length === 0 && list.isReading && <p className="nothing hatched">{w('waiting')}</p>}
              {lines.length === 0 && !list.isReading && list.code === undefined && (
                <p className="nothing">
                  <strong>{w('none')}</strong>
                  <br />
                  {w('none.note')}
                </p>
              )}
              <CaseRows
                {...{ rows, chosen, at, selected, box }}
                onOpen={open}
                onSelect={select}
                onShown={(from, to) => setShown({ from, to })}
                onMore={list.more}
              />
            </div>
          )}
          <p className="case-keys soft">
            <kbd>J</kbd> {w('keys.next')} <kbd>K</kbd> {w('keys.previous')} <kbd>X</kbd> {w('keys.select')} <kbd>V</kbd>{' '}
            {w('keys.view')} <kbd>/</kbd> {w('keys.search')}
            {lines.length > 0 && (
              <Press kind="quiet" onPress={() => setSelected(new Set(lines.map(({ id }) => id)))}>
                {w('select.page', { n: lines.length })}
              </Press>
            )}
          </p>
        </section>
        <section className="case-chosen" aria-live="polite">
          {chosen === undefined ? (
            <p className="nothing">{w('choose')}</p>
          ) : (
            <CaseFile key={chosen} id={chosen} counts={counts} onOpen={choose} />
          )}
        </section>
      </main>
    </>
  )
}

/** The case that is looked at: at once on the page, and in the address once it has stood for a moment. */
function useChosen(): readonly [string | undefined, (id: string | undefined) => void] {
  const { work, begin } = usePlace()
  const inAddress = caseOf(work)
  const [chosen, setChosen] = useState(inAddress)
  const told = useRef(inAddress)
  useEffect(() => {
    // The back key, or a link.
    if (inAddress !== told.current) {
      told.current = inAddress
      setChosen(inAddress)
    }
  }, [inAddress])
  useEffect(() => {
    if (chosen === told.current) return
    const timer = setTimeout(() => {
      told.current = chosen
      begin(chosen === undefined ? WORK : `${WORK}/${chosen}`)
    }, SETTLED_MS)
    return () => clearTimeout(timer)
  }, [chosen, begin])
  return [chosen, setChosen]
}

/**
 * Renews the list when there are other cases than before: by itself while its beginning is looked at and nothing is marked; else
 * it says so, and nothing jumps away under anybody's hand. `count` grows with each change.
 */
function useRenewal({
  stamp,
  box,
  list,
  isHeld,
}: {
  readonly stamp: string | undefined
  readonly box: { readonly current: HTMLDivElement | null }
  readonly list: { again(): void }
  readonly isHeld: boolean
}): { readonly isStale: boolean; readonly count: number; renew(): void } {
  const [state, setState] = useState({ isStale: false, count: 0 })
  const seen = useRef(stamp)
  const last = useRef(0)
  const held = useRef({ list, isHeld })
  held.current = { list, isHeld }
  useEffect(() => {
    if (stamp === undefined || stamp === seen.current) return
    const isFirst = seen.current === undefined
    seen.current = stamp
    if (isFirst) return
    setState(({ count }) => ({ isStale: true, count: count + 1 }))
    const timer = setTimeout(
      () => {
        if (held.current.isHeld || (box.current?.scrollTop ?? 0) > 0) return
        last.current = performance.now()
        held.current.list.again()
        setState(({ count }) => ({ isStale: false, count }))
      },
      Math.max(0, last.current + RENEW_MS - performance.now()),
    )
    return () => clearTimeout(timer)
  }, [stamp, box])
  return {
    ...state,
    renew: () => {
      if (box.current) box.current.scrollTop = 0
      held.current.list.again()
      setState(({ count }) => ({ isStale: false, count: count + 1 }))
    },
  }
}

function toggled(known: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(known)
  if (!next.delete(id)) next.add(id)
  return next
}
