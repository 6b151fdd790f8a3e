import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Step } from '#contract/duration.ts'
import { metric, SMALL_AREAS } from '../hub/testing/small-city.ts'
import { type Statement, solvedCells } from './testing/attacker.ts'
import { type OpenCity, openCity, openList } from './testing/open-city.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const HOURS = 30
/** 2026-09-08 00:00:00 in Shanghai. */
const MIDNIGHT = Date.parse('2026-09-08T00:00:00+08:00')
const TOWNS = ['a', 'b', 'c'] as const
const MEMBERS: Record<string, readonly string[]> = { city: ['east', 'west'], east: ['a', 'b'], west: ['c'] }

const VISITS = metric('clinic.visits', { audiences: ['public'], period: 'PT1H' })

/** Something a reader was told: the count of an area in a window, or that it is hidden. */
interface Telling {
  readonly area: string
  readonly window: readonly [number, number]
  readonly state: 'known' | 'protected' | 'none'
}

/** What happens in a day and a bit: how many come where, when the server restarts with which step, what is corrected when. */
const arbitraryDay = fc.record({
  counts: fc.array(fc.nat(14), { minLength: 3 * HOURS, maxLength: 3 * HOURS }),
  restarts: fc.array(fc.record({ hour: fc.nat(HOURS - 1), step: fc.constantFrom<Step>('PT1H', 'P1D') }), { maxLength: 4 }),
  corrections: fc.array(fc.record({ hour: fc.nat(HOURS - 1), town: fc.constantFrom(...TOWNS), to: fc.nat(20) }), { maxLength: 6 }),
})

it('hours hidden in one release are not told by another one, through corrections, restarts and changes of the list', async () => {
  const seen = { hidden: 0, solvedByTotals: 0 }
  await fc.assert(
    fc.asyncProperty(arbitraryDay, async ({ counts, restarts, corrections }) => {
      const city = await openCity([VISITS], SMALL_AREAS, openList([{ metric: VISITS.id }]), MIDNIGHT)
      const tellings = new Map<string, Telling>()
      for (let hour = 0; hour < HOURS; hour++) {
        for (const { step } of restarts.filter((restart) => restart.hour === hour))
          city.restart(openList([{ metric: VISITS.id, step }]))
        await city.say(TOWNS.map((area, place) => said(area, hour, counts[3 * hour + place] as number)))
        await city.say(corrections.filter((each) => each.hour === hour && hour > 0).map(({ town, to }) => said(town, hour - 1, to)))
        await city.pass(HOUR, 10 * MINUTE)
        note(city, tellings)
      }
      const all = [...tellings.values()]
      const hidden = all.filter(({ state }) => state === 'protected').map(cellOf)
      const told = solvedCells(knowledge(all))
      expect(hidden.filter((cell) => told.has(cell))).toEqual([])
      seen.hidden += hidden.length
      // The same attacker, given the running totals of the day as well: the product must never publish them.
      const withTotals = solvedCells([...knowledge(all), ...runningTotals(counts)])
      seen.solvedByTotals += hidden.filter((cell) => withTotals.has(cell)).length
    }),
    { numRuns: 12 },
  )
  expect(seen.hidden).toBeGreaterThan(50)
  expect(seen.solvedByTotals).toBeGreaterThan(10)
}, 120_000)

function said(area: string, hour: number, value: number) {
  return { metric: VISITS.id, area, at: MIDNIGHT + hour * HOUR, value }
}

/** Writes down what the current block tells. A time told in two ways is the end of the promise. */
function note({ publisher }: OpenCity, tellings: Map<string, Telling>): void {
  const figure = publisher.block('public', 'today')?.block.figures[0]
  if (!figure?.window) return
  for (const cell of figure.cells) {
    const state = cell.protected ? 'protected' : cell.value === null ? 'none' : 'known'
    const telling: Telling = { area: cell.area, window: figure.window, state }
    for (const known of tellings.values()) {
      const overlaps = known.area === telling.area && known.window[0] < telling.window[1] && known.window[1] > telling.window[0]
      if (overlaps) expect(known.window).toEqual(telling.window)
    }
    tellings.set(cellOf(telling), telling)
  }
}

function cellOf({ area, window }: Pick<Telling, 'area' | 'window'>): string {
  return `${area} ${window[0]}-${window[1]}`
}

/** Everything that follows from how counts add up: over areas and over hours; and the known cells. */
function knowledge(tellings: readonly Telling[]): readonly Statement[] {
  const sums = tellings.flatMap(({ area, window }): Statement[] => {
    const cell = cellOf({ area, window })
    const members = (MEMBERS[area] ?? []).map((member) => [cellOf({ area: member, window }), 1] as const)
    const hours = hoursOf(window).map((hour) => [cellOf({ area, window: hour }), 1] as const)
    return [
      ...(members.length > 0 ? [{ terms: [[cell, -1] as const, ...members], equals: 0 }] : []),
      ...(hours.length > 1 ? [{ terms: [[cell, -1] as const, ...hours], equals: 0 }] : []),
    ]
  })
  // Which cells follow does not depend on their values: an attacker who is told a value is told it, whatever it is.
  const known = tellings
    .filter(({ state }) => state !== 'protected')
    .map((telling) => ({ terms: [[cellOf(telling), 1] as const], equals: 1 }))
  return [...sums, ...known]
}

function hoursOf([start, end]: readonly [number, number]): readonly (readonly [number, number])[] {
  return Array.from({ length: (end - start) / HOUR }, (_, index) => [start + index * HOUR, start + (index + 1) * HOUR] as const)
}

/** 今日累计 of every area at the end of every hour, small ones left out: what would give hours away. */
function runningTotals(counts: readonly number[]): readonly Statement[] {
  const below = (area: string): readonly string[] => (MEMBERS[area] ? MEMBERS[area].flatMap(below) : [area])
  return ['city', 'east', 'west', ...TOWNS].flatMap((area) =>
    Array.from({ length: 24 }, (_, hour): Statement[] => {
      const window = [MIDNIGHT, MIDNIGHT + (hour + 1) * HOUR] as const
      const total = below(area).reduce(
        (sum, town) =>
          sum + hoursOf(window).reduce((own, _each, index) => own + (counts[3 * index + TOWNS.indexOf(town as 'a')] as number), 0),
        0,
      )
      if (total < 5) return []
      return [{ terms: hoursOf(window).map((each) => [cellOf({ area, window: each }), 1] as const), equals: total }]
    }).flat(),
  )
}
