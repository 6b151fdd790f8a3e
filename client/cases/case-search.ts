import type { CaseMine, CaseOriginKind, CaseQueue, CaseSort, CaseStation } from '#contract/case.ts'

/** What somebody looks for among cases. What is undefined does not matter. */
export interface CaseSearch {
  readonly area?: string | undefined
  readonly department?: string | undefined
  readonly station?: CaseStation | undefined
  readonly queue?: CaseQueue | undefined
  readonly origin?: CaseOriginKind | undefined
  readonly mine?: CaseMine | undefined
  /** Not closed yet, or closed; both where it is undefined. */
  readonly open?: boolean | undefined
  readonly overdue?: true | undefined
  readonly urgent?: true | undefined
  readonly text: string
  readonly sort: CaseSort
}

/** What is open, what is due first at the top. */
export const EVERYTHING_OPEN: CaseSearch = { open: true, text: '', sort: 'due' }

/** Texts shorter than this look for nothing yet. */
const LEAST_TEXT = 2

/** The search as a question to the server, without paging. Equal searches are spelled the same. Pure. */
export function searchQuery({ text, sort, ...fields }: CaseSearch): URLSearchParams {
  const query = new URLSearchParams()
  for (const name of Object.keys(fields).sort() as (keyof typeof fields)[]) {
    const value = fields[name]
    // A queue says of itself whether its cases are open.
    if (value === undefined || (name === 'open' && fields.queue !== undefined)) continue
    query.set(name, String(value))
  }
  const words = text.trim()
  if (words.length >= LEAST_TEXT) query.set('text', words)
  query.set('sort', sort)
  return query
}

/** The same question as a filter: of counts and points, which have no order. */
export function filterQuery(search: CaseSearch): URLSearchParams {
  const query = searchQuery(search)
  query.delete('sort')
  return query
}

/** How many conditions were set besides what a list begins with. */
export function conditionsOf({ text, sort: _sort, open, ...fields }: CaseSearch): number {
  const set = Object.values(fields).filter((value) => value !== undefined).length
  return set + (text.trim().length >= LEAST_TEXT ? 1 : 0) + (open === true ? 0 : 1)
}
