import { expect, it } from 'vitest'
import { CASUALTY_FIGURES, type Casualties, type CasualtyFigures, type Level } from '#contract/incident.ts'
import { type Judged, workedOutLevel } from './level-arithmetic.ts'
import { TESTED_TABLES } from './testing/tested-tables.ts'

const counted = (figures: Partial<CasualtyFigures>): Casualties[] => {
  const all = Object.fromEntries(CASUALTY_FIGURES.map((figure) => [figure, figures[figure] ?? null])) as CasualtyFigures
  return [{ version: 1, figures: all, source: '120', asOf: 0, at: 0, by: { id: '', name: '' } }]
}
const judged = (said: Partial<Judged>): Judged => ({ class: 'accident', casualties: [], measured: {}, ...said })
const levelOf = (said: Partial<Judged>): Level | undefined => workedOutLevel(judged(said), TESTED_TABLES)?.level

it.each<[number, number, Level]>([
  [0, 0, 'IV'],
  [2, 9, 'IV'],
  [3, 0, 'III'],
  [0, 10, 'III'],
  [9, 49, 'III'],
  [10, 0, 'II'],
  [2, 50, 'II'],
  [29, 99, 'II'],
  [30, 0, 'I'],
  [0, 100, 'I'],
])('%i dead and %i seriously injured make level %s: one criterion is enough', (dead, serious, level) => {
  expect(levelOf({ casualties: counted({ dead, serious }) })).toBe(level)
})

it('proposes III for a blackout of 43.6 % of the supply, and shows from what it worked that out', () => {
  const measured = { 'supply-lost': { value: 43.6, numerator: 872, denominator: 2_000, source: 'power', at: 0 } }
  expect(workedOutLevel(judged({ subtype: 'blackout', measured }), TESTED_TABLES)).toMatchObject({
    level: 'III',
    because: [{ rule: 'blackout', measure: 'supply-lost', value: 43.6, numerator: 872, denominator: 2_000, min: 40 }],
  })
})

it('takes 109 people poisoned for III, and 30 for IV', () => {
  const poisoned = (value: number) => ({ poisoned: { value, source: 'health', at: 0 } })
  expect(levelOf({ class: 'public-health', subtype: 'food', measured: poisoned(109) })).toBe('III')
  expect(levelOf({ class: 'public-health', subtype: 'food', measured: poisoned(30) })).toBe('IV')
  expect(levelOf({ class: 'public-health', subtype: 'food', measured: poisoned(29) })).toBeUndefined()
})

it('works out nothing from what nobody knows yet, nor by a rule for others', () => {
  expect(levelOf({ casualties: counted({}) })).toBeUndefined()
  expect(levelOf({ class: 'natural-disaster', casualties: counted({ dead: 40 }) })).toBeUndefined()
  expect(levelOf({ measured: { 'supply-lost': { value: 90, source: 'power', at: 0 } } })).toBeUndefined()
})

it('judges by the newest version of the casualties', () => {
  const [first] = counted({ dead: 12 }) as [Casualties]
  const [second] = counted({ dead: 2 }) as [Casualties]
  expect(levelOf({ casualties: [first, { ...second, version: 2 }] })).toBe('IV')
})
