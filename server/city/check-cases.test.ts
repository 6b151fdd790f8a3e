import { expect, it } from 'vitest'
import type { CasesFile } from '#contract/case-tables.ts'
import { caseTables, checkCases } from './check-cases.ts'

const names = { zh: '名', en: 'name' }
const city = { file: 'city.json', entry: { domains: [{ id: 'water' }], departments: [{ id: 'works' }] } } as never
const check = (...files: readonly CasesFile[]) =>
  checkCases({ city, cases: files.map((entry, index) => ({ file: `cases/${index}.json`, entry })) })
const group = { id: 'street', kind: 'event', names } as const
const lamp = { id: 'lamp', group: 'street', names, domain: 'water', department: 'works' }

it('finds nothing in tables that name what there is', () => {
  expect(
    check(
      { groups: [group] },
      { categories: [lamp], calendar: { hours: [{ from: '08:00', to: '12:00' }], weekdays: [1], days: [] } },
    ),
  ).toEqual([])
})

it('names the file, the entry and the field of what is not there or is given twice', () => {
  const wrong: CasesFile = {
    groups: [group, group],
    categories: [lamp, { ...lamp, group: 'moon', domain: 'moon', department: 'moon' }],
    sameness: { withinMinutes: 10, nearMetres: 300, farMetres: 200, join: 0.7, ask: 0.4 },
    calendar: {
      hours: [
        { from: '08:00', to: '12:00' },
        { from: '11:00', to: '18:00' },
      ],
      weekdays: [1],
      days: [
        { from: '2026-02-31', works: true },
        { from: '2026-10-07', to: '2026-10-01', works: false },
      ],
    },
  }
  expect(check(wrong).map(({ place }) => place)).toEqual([
    ...['group street', 'category lamp', 'category lamp, group', 'category lamp, domain', 'category lamp, department'],
    ...['calendar, hours', 'calendar, days', 'calendar, days', 'sameness'],
  ])
})

it('gives a city without tables one category, no limits and time that never stops', () => {
  expect(caseTables([])).toMatchObject({
    categories: [{ id: 'other', onSite: false }],
    limits: {},
    calendar: { weekdays: [1, 2, 3, 4, 5, 6, 7] },
  })
  const tables = caseTables([{ groups: [group] }, { categories: [lamp], limits: { filing: { amount: 1, unit: 'hours' } } }])
  expect(tables.categories.map(({ id }) => id)).toEqual(['lamp', 'other'])
  expect(tables.limits).toEqual({ filing: { amount: 1, unit: 'hours' } })
})
