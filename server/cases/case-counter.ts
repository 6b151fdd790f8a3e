import type { CaseCounts } from '#contract/case.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import type { Clock } from '../clock/system-clock.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import type { MatterCounts } from '../matters/matter-counts.ts'
import type { Database } from '../record/database.ts'
import { caseConditions } from './case-filter.ts'
import { type CaseSight, caseSight } from './case-sight.ts'
import { sumCases } from './case-store.ts'
import { tally } from './tally.ts'

/** Numbers on a screen that change more often than this are not read. */
const TELL_EVERY_MS = 1_000

export interface CaseCounterParts {
  readonly database: Database
  readonly book: MatterBook
  readonly tree: AreaTree
  readonly clock: Pick<Clock, 'every' | 'now'>
}

/** How many cases there are, for all who follow the numbers. */
export interface CaseCounter extends MatterCounts {
  close(): void
}

/**
 * Counts the cases that are not over, once for all subjects who see the same, and again when a case has changed and somebody asks: a
 * thousand screens in thirty towns cost the record thirty counts a second, and none while nothing happens.
 */
export function caseCounter({ database, book, tree, clock }: CaseCounterParts): CaseCounter {
  const hearers = new Set<() => void>()
  const counted = new Map<string, Promise<CaseCounts>>()
  let isUntold = false
  const count = async (sight: CaseSight): Promise<CaseCounts> => {
    const at = clock.now()
    const where = caseConditions({}, sight, { tree, now: at }).and('line.queue is not null')
    return tally(await sumCases(database, where, at), tree, { area: sight.area, at })
  }
  const forget = book.onChange(({ matters }) => {
    if (!matters.some(({ kind }) => kind === 'case')) return
    counted.clear()
    isUntold = true
  })
  const stop = clock.every(TELL_EVERY_MS, () => {
    if (!isUntold) return
    isUntold = false
    for (const hear of hearers) hear()
  })
  return {
    countsOf: async (subject) => {
      const sight = caseSight(subject, tree)
      const key = `${sight.area} ${sight.domains?.join(' ') ?? ''}`
      const known = counted.get(key)
      if (known) return known
      const counting = count(sight)
      counted.set(key, counting)
      // What could not be counted is counted again by the next who asks.
      counting.catch(() => counted.get(key) === counting && counted.delete(key))
      return counting
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
