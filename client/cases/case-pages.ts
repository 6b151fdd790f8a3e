import { type CaseLine, type CaseMatter, type CasePage, caseLine } from '#contract/case.ts'

/** The list as far as it was read: pages one after the other, each case once. */
export interface CasePages {
  readonly lines: readonly CaseLine[]
  /** Where the next page begins; undefined at the end. */
  readonly next: string | undefined
}

export const NO_PAGES: CasePages = { lines: [], next: undefined }

/** The list with the next page behind it. A case that moved between two pages stands where it was first seen. Pure. */
export function withPage({ lines }: CasePages, { cases, next }: CasePage): CasePages {
  const known = new Set(lines.map(({ id }) => id))
  return { lines: [...lines, ...cases.filter(({ id }) => !known.has(id))], next }
}

/**
 * The list with cases as they now stand, each in its place: what was done here or elsewhere shows at once, and nothing jumps under
 * the pointer. The same list comes back where nothing differs. Pure.
 */
export function withLive(pages: CasePages, live: readonly CaseMatter[]): CasePages {
  const byId = new Map(live.map((matter) => [matter.id, matter]))
  let hasChanged = false
  const lines = pages.lines.map((line) => {
    const matter = byId.get(line.id)
    if (matter === undefined || matter.version <= line.version) return line
    hasChanged = true
    return caseLine(matter)
  })
  return hasChanged ? { ...pages, lines } : pages
}

/** What stands under one heading when what is due first stands at the top. */
export const DUE_GROUPS = ['overdue', 'soon', 'today', 'later', 'none'] as const
export type DueGroup = (typeof DUE_GROUPS)[number]

/** Due within this long, ms, is soon. */
const SOON_MS = 2 * 3_600_000

/** Under which heading a case stands; `dayEnd` is the end of the local day. Pure. */
export function dueGroup({ dueAt }: Pick<CaseLine, 'dueAt'>, now: number, dayEnd: number): DueGroup {
  if (dueAt === undefined) return 'none'
  if (dueAt <= now) return 'overdue'
  if (dueAt <= now + SOON_MS) return 'soon'
  return dueAt <= dayEnd ? 'today' : 'later'
}

/** A row of the list as it is drawn: a heading, or a case by its place among the lines. */
export type CaseRow =
  | { readonly kind: 'group'; readonly group: DueGroup }
  | { readonly kind: 'line'; readonly line: CaseLine; readonly place: number }

/** The rows of a list; with headings where they are in the order of what is due. Pure. */
export function caseRows(
  lines: readonly CaseLine[],
  grouped: { readonly now: number; readonly dayEnd: number } | undefined,
): CaseRow[] {
  const rows: CaseRow[] = []
  let last: DueGroup | undefined
  lines.forEach((line, place) => {
    const group = grouped && dueGroup(line, grouped.now, grouped.dayEnd)
    if (group !== undefined && group !== last) rows.push({ kind: 'group', group })
    last = group
    rows.push({ kind: 'line', line, place })
  })
  return rows
}
