import type { CommandTables } from '#contract/command-tables.ts'
import { PLAIN_TABLES } from '#contract/command-tables.ts'

const names = (text: string) => ({ zh: text, en: text })

/** Tables as a city might have them: accidents by their dead, a blackout by its share of users, clocks by phone and by the hour. */
export const TESTED_TABLES: CommandTables = {
  ...PLAIN_TABLES,
  subtypes: [
    { id: 'fire', class: 'accident', names: names('fire') },
    { id: 'blackout', class: 'accident', names: names('blackout') },
    { id: 'food', class: 'public-health', names: names('food') },
  ],
  levels: [
    {
      ...{ id: 'accidents', names: names('accidents'), source: 'tested', classes: ['accident'] },
      measures: [
        { id: 'dead', names: names('dead'), least: { I: 30, II: 10, III: 3, IV: 0 } },
        { id: 'serious', names: names('serious'), least: { I: 100, II: 50, III: 10, IV: 0 } },
      ],
    },
    {
      ...{ id: 'blackout', names: names('blackout'), source: 'tested', subtypes: ['blackout'] },
      measures: [
        { id: 'supply-lost', names: names('supply lost'), isShare: true, least: { II: 60, III: 40, IV: 20 } },
        { id: 'users-lost', names: names('users lost'), isShare: true, least: { II: 70, III: 50, IV: 30 } },
      ],
    },
    {
      ...{ id: 'food', names: names('food'), source: 'tested', subtypes: ['food'] },
      measures: [{ id: 'poisoned', names: names('poisoned'), least: { III: 100, IV: 30 } }],
    },
  ],
  deadlines: [
    {
      ...{ id: 'phone', names: names('phone'), source: 'tested', report: 'first', mode: 'phone' },
      ...{ to: names('duty room'), withinMinutes: 30 },
    },
    {
      ...{ id: 'hourly', names: names('hourly'), source: 'tested', report: 'follow-up', levels: ['I', 'II'], repeats: true },
      ...{ to: names('province'), withinMinutes: 60 },
    },
  ],
}
