import { describe, expect, it } from 'vitest'
import { PLAIN_CASE_TABLES } from '#contract/case-tables.ts'
import { windowCalendar } from '#contract/window.ts'
import { workingTime } from '#contract/working-time.ts'
import { caseDue, lineDue, spanParts } from './case-due.ts'
import { toldCase } from './testing/told-case.ts'

const HOUR = 3_600_000
const calendar = {
  hours: [
    { from: '08:30', to: '12:00' },
    { from: '14:00', to: '17:30' },
  ],
  weekdays: [1, 2, 3, 4, 5],
  days: [],
}
const time = workingTime(calendar, windowCalendar('Asia/Shanghai'))
const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00+08:00`)
const handling = (dueAt: number) => ({
  clocks: { handling: { limitMs: 7 * HOUR, pace: 'working' as const, spentMs: 0, since: at('08:30'), dueAt } },
})

describe('the clock of a case', () => {
  it('counts working hours: over the midday break nothing is lost', () => {
    const due = caseDue(toldCase(handling(at('15:00'))), at('11:30'), time)
    expect(due).toMatchObject({ kind: 'left', leftMs: 1.5 * HOUR, pace: 'working', isPaused: false, isShort: true })
    expect(caseDue(toldCase(handling(at('15:00'))), at('13:00'), time)).toMatchObject({ leftMs: HOUR, isPaused: true })
  })

  it('is over by so much working time, and not by the night in between', () => {
    const next = Date.parse('2026-11-24T09:00:00+08:00')
    expect(caseDue(toldCase(handling(at('17:00'))), next, time)).toEqual({ kind: 'over', overMs: HOUR, pace: 'working' })
  })

  it('of an urgent limit runs day and night', () => {
    const clocks = { filing: { limitMs: 2 * HOUR, pace: 'always' as const, spentMs: 0, since: at('12:00'), dueAt: at('14:00') } }
    expect(caseDue(toldCase({ clocks }), at('13:00'), time)).toMatchObject({ leftMs: HOUR, share: 0.5, isPaused: false })
  })

  it('is the same in a list, by the tables of the city', () => {
    const tables = { ...PLAIN_CASE_TABLES, limits: { dispatch: { amount: 4, unit: 'working-hours' as const } } }
    const line = { dueAt: at('15:00'), stage: 'filed' as const, category: 'other' }
    expect(lineDue(line, at('11:30'), { tables, time })).toMatchObject({ leftMs: 1.5 * HOUR, share: 1.5 / 4 })
    expect(lineDue({ ...line, stage: 'closed' }, at('11:30'), { tables, time })).toEqual({ kind: 'none' })
  })
})

it('says a long time in working days', () => {
  expect(spanParts(16.5 * HOUR, time.dayMs)).toEqual({ days: 2, hours: 2, minutes: 30 })
  expect(spanParts(59_000, time.dayMs)).toEqual({ days: 0, hours: 0, minutes: 0 })
})
