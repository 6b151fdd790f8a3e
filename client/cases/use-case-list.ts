import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CaseCounts, CasePage } from '#contract/case.ts'
import { CallRefused, call } from '../access/call.ts'
import { type CasePages, NO_PAGES, withLive, withPage } from './case-pages.ts'
import { type CaseSearch, filterQuery, searchQuery } from './case-search.ts'
import { useCasesLive } from './use-case.ts'

/** Cases of a page. */
const PAGE = 100
/** Most that is read again at once to renew a list. */
const MOST_RENEWED = 200
/** What is typed is looked for when nobody has typed for this long, ms. */
const TYPED_MS = 180

export interface CaseList {
  readonly pages: CasePages
  /** How many there are of them, and where. */
  readonly counts: CaseCounts | undefined
  readonly isReading: boolean
  /** Why the list could not be read. */
  readonly code: string | undefined
  /** Reads the next page, once, where there is one. */
  more(): void
  /** Reads the list anew from its beginning, with what was shown in its place until then. */
  again(): void
}

interface Held {
  readonly query: string
  readonly pages: CasePages
  readonly counts: CaseCounts | undefined
  readonly isReading: boolean
  readonly code: string | undefined
}

/** The cases of a search, page by page; those at `shown` places are kept live, each where it stands. */
export function useCaseList(search: CaseSearch, shown: { readonly from: number; readonly to: number }): CaseList {
  const query = searchQuery(search).toString()
  const filter = filterQuery(search).toString()
  const [held, setHeld] = useState<Held>({ query: '', pages: NO_PAGES, counts: undefined, isReading: true, code: undefined })
  const turn = useRef(0)
  const now = useRef(held)
  now.current = held
  const read = useCallback(
    (isMore: boolean) => {
      const { pages, query: before } = now.current
      if (isMore && (pages.next === undefined || before !== query || now.current.isReading)) return
      const mine = ++turn.current
      setHeld((one) => ({ ...one, isReading: true }))
      const limit = isMore || before !== query ? PAGE : Math.min(MOST_RENEWED, Math.max(PAGE, pages.lines.length))
      const after = isMore && pages.next !== undefined ? `&after=${encodeURIComponent(pages.next)}` : ''
      const counted = isMore ? undefined : call<CaseCounts>('GET', `/api/cases/counts?${filter}`)
      Promise.all([call<CasePage>('GET', `/api/cases?${query}&limit=${limit}${after}`), counted]).then(
        ([page, counts]) => {
          if (mine !== turn.current) return
          setHeld((one) => ({
            ...{ query, isReading: false, code: undefined },
            pages: withPage(isMore ? one.pages : NO_PAGES, page),
            counts: counts ?? one.counts,
          }))
        },
        (fault: unknown) => {
          if (mine !== turn.current) return
          if (!(fault instanceof CallRefused)) throw fault
          setHeld((one) => ({ ...one, query, isReading: false, code: fault.code }))
        },
      )
    },
    [query, filter],
  )
  useEffect(() => {
    const timer = setTimeout(() => read(false), now.current.query === '' ? 0 : TYPED_MS)
    return () => {
      clearTimeout(timer)
      turn.current += 1
    }
  }, [read])
  const ids = useMemo(() => held.pages.lines.slice(shown.from, shown.to).map(({ id }) => id), [held.pages, shown.from, shown.to])
  const { cases } = useCasesLive(ids)
  const pages = useMemo(() => withLive(held.pages, cases), [held.pages, cases])
  return {
    pages,
    counts: held.counts,
    isReading: held.isReading,
    code: held.code,
    more: useCallback(() => read(true), [read]),
    again: useCallback(() => read(false), [read]),
  }
}
