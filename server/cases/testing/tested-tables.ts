import type { CaseTables } from '#contract/case-tables.ts'

const names = (text: string) => ({ zh: text, en: text })

/** Office hours of a small city: eight to noon and two to six, Monday to Friday; 1 October is a holiday, 10 October is worked for it. */
export const TESTED_CALENDAR: CaseTables['calendar'] = {
  hours: [
    { from: '08:00', to: '12:00' },
    { from: '14:00', to: '18:00' },
  ],
  weekdays: [1, 2, 3, 4, 5],
  days: [
    { from: '2026-10-01', to: '2026-10-07', works: false },
    { from: '2026-10-10', works: true },
  ],
}

/** Lamps by the waterworks within four working hours, leaks day and night, advice that nobody can look at. */
export const TESTED_CASE_TABLES: CaseTables = {
  groups: [{ id: 'street', kind: 'component', names: names('street') }],
  categories: [
    {
      ...{ id: 'lamp', group: 'street', names: names('路灯'), domain: 'water', department: 'waterworks' },
      limit: { amount: 4, unit: 'working-hours' },
    },
    { id: 'leak', group: 'street', names: names('漏水'), department: 'waterworks', limit: { amount: 2, unit: 'hours' } },
    { id: 'advice', group: 'street', names: names('咨询'), onSite: false },
  ],
  limits: {
    filing: { amount: 2, unit: 'working-hours' },
    dispatch: { amount: 1, unit: 'working-hours' },
    handling: { amount: 2, unit: 'working-days' },
    verification: { amount: 1, unit: 'working-days' },
  },
  sameness: { withinMinutes: 4_320, nearMetres: 60, farMetres: 200, join: 0.75, ask: 0.5 },
  calendar: TESTED_CALENDAR,
}
