import type { AreaTree } from '#contract/catalogue.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import type { MatterCounts } from '../matters/matter-counts.ts'
import type { Database } from '../record/database.ts'
import type { Clock } from '../system-clock.ts'
import { Conditions } from './case-filter.ts'
import { caseSight } from './case-sight.ts'
import { type CaseCell, countCells } from './case-store.ts'
import { tally } from './tally.ts'

/** Numbers on a screen that change more often than this are not read. */
const TELL_EVERY_MS = 1_000

export interface CaseCounterParts {
  readonly database: Database
  readonly book: MatterBook
  readonly tree: AreaTree
  readonly clock: Pick<Clock, 'every' | 'now'>
}

/** How many cases there are, for everybody at once. */
export interface CaseCounter extends MatterCounts {
  /** All that are not over, by area, department, domain and queue. Throws RecordFault. */
  cells(): Promise<readonly CaseCell[]>
  close(): void
}

/**
 * Counts all cases that are not over in one go for all who follow the numbers, anew when one of them changed and somebody asks:
 * each then gets the sums of what lies in their remit. So a thousand screens cost the record one count a second.
 */
export function caseCounter({ database, book, tree, clock }: CaseCounterParts): CaseCounter {
  const hearers = new Set<() => void>()
  let isOld = true
  let isUntold = false
  let counting: Promise<readonly CaseCell[]> | undefined
  const cells = (): Promise<readonly CaseCell[]> => {
    if (counting && !isOld) return counting
    isOld = false
    const where = new Conditions()
    where.add('line.queue is not null')
    const begun = countCells(database, where, clock.now())
    counting = begun
    begun.catch(() => {
      // The next who asks counts again.
      if (counting === begun) counting = undefined
    })
    return begun
  }
  const forget = book.onChange(({ matters }) => {
    if (!matters.some(({ kind }) => kind === 'case')) return
    isOld = true
    isUntold = true
  })
  const stop = clock.every(TELL_EVERY_MS, () => {
    if (!isUntold) return
    isUntold = false
    for (const hear of hearers) hear()
  })
  return {
    cells,
    countsOf: async (subject) => {
      const sight = caseSight(subject, tree)
      return tally(await cells(), sight, tree, { area: sight.area, at: clock.now() })
    },
    onChange: (hear) => {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    close: () => {
      stop()
      forget()
      hearers.clear()
    },
  }
}
