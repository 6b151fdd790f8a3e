import { describe, expect, it } from 'vitest'
import { CASE_STAGES } from '#contract/case.ts'
import { TICKET_STEPS, type TicketStep } from '#contract/case-ticket.ts'
import { windowCalendar } from '#contract/window.ts'
import { workingTime } from '#contract/working-time.ts'
import type { CaseCity } from './case-step.ts'
import { readTicket, type TicketWords, WrongTicket } from './read-ticket.ts'
import { TESTED_CASE_TABLES } from './testing/tested-tables.ts'
import { ticketSteps } from './ticket-steps.ts'

const NOW = Date.parse('2026-11-23T10:00:00+08:00')
const WORDS: TicketWords = {
  isCategory: (id) => id === 'other' || id === 'lamp',
  isDepartment: (id) => id === 'waterworks',
  isArea: (code) => code === 'town',
  findArea: (lon) => (lon > 113 ? 'town' : undefined),
  root: 'city',
}
const CITY: CaseCity = {
  tables: TESTED_CASE_TABLES,
  time: workingTime(TESTED_CASE_TABLES.calendar, windowCalendar('Asia/Shanghai')),
  domainsOf: (id) => (id === 'waterworks' ? ['water'] : undefined),
}

describe('a row of the door of tickets', () => {
  it('says what was told, where, and of what sort; what is not said is other, the city, and not urgent', () => {
    expect(readTicket({ key: 'K1', time: ago(1), what: '灯不亮' }, WORDS, NOW)).toEqual({
      ...{ key: 'K1', at: NOW - 60_000, what: '灯不亮', isUrgent: false, place: { area: 'city' }, steps: [] },
      category: 'other',
    })
  })

  it('finds the area of a place, and takes 181/91 for a place that is not known', () => {
    const row = { key: 'K1', time: ago(1), what: 'x', category: 'lamp' }
    expect(readTicket({ ...row, place: { lon: 113.5, lat: 23 } }, WORDS, NOW).place).toEqual({ area: 'town', at: [113.5, 23] })
    expect(readTicket({ ...row, place: { lon: 181, lat: 91 }, placeText: '桥头' }, WORDS, NOW).place).toEqual({
      area: 'city',
      text: '桥头',
    })
    expect(readTicket({ ...row, place: { lon: 100, lat: 23 }, area: 'town' }, WORDS, NOW).place).toEqual({
      area: 'town',
      at: [100, 23],
    })
  })

  it.each([
    ['row/not-an-object', 7],
    ['row/key-missing', { key: '' }],
    ['row/key-invalid', { key: 'a\u0000' }],
    ['row/time-missing', { time: undefined }],
    ['row/time-invalid', { time: '2026-11-23 10:00' }],
    ['row/time-future', { time: ago(-30) }],
    ['row/time-range', { time: '1889-01-01T00:00:00Z' }],
    ['row/what-missing', { what: undefined }],
    ['row/what-invalid', { what: 'x'.repeat(2001) }],
    ['row/what-invalid', { what: 'half of a smile \ud83d' }],
    ['row/category-unknown', { category: 'moon' }],
    ['row/field-invalid', { urgent: 'yes' }],
    ['row/field-invalid', { channel: 5 }],
    ['row/area-unknown', { area: 'moon' }],
    ['row/place-invalid', { place: '113,23' }],
    ['row/place-impossible', { place: { lon: 23, lat: 113.5 } }],
    ['row/coordinates-unknown', { place: { lon: 113, lat: 23, system: 'EPSG:4490' } }],
    ['row/step-invalid', { steps: 'accepted' }],
    ['row/step-invalid', { steps: [{ step: 'thought-about', time: ago(1) }] }],
    ['row/step-invalid', { steps: [{ step: 'evaluated', time: ago(1), satisfaction: 6 }] }],
    ['row/department-unknown', { steps: [{ step: 'dispatched', time: ago(1), department: 'moon' }] }],
    ['row/time-missing', { steps: [{ step: 'accepted' }] }],
  ])('is refused as %s: %j', (code, over) => {
    const row = typeof over === 'object' ? { key: 'K1', time: ago(1), what: 'x', category: 'other', ...over } : over
    expect(codeOf(() => readTicket(row, WORDS, NOW))).toBe(code)
  })
})

describe('what a source did to its ticket', () => {
  it('implies what it does not say, at the same time, and dispatches to the department of the category', () => {
    const happened = steps('collected', ['answered', 10])
    expect(happened.map(({ at, happening }) => [happening.type, at])).toEqual(
      ['case.accepted', 'case.filed', 'case.dispatched', 'case.started', 'case.answered'].map((type) => [type, 10]),
    )
    expect(happened[2]?.happening).toMatchObject({ body: { department: 'waterworks' } })
  })

  it('is no news where the case has passed it, whoever brought it there', () => {
    expect(steps('handled', ['accepted', 1], ['dispatched', 2], ['answered', 3])).toEqual([])
    expect(steps('handling', ['dispatched', 2], ['answered', 3]).map(({ happening }) => happening.type)).toEqual(['case.answered'])
  })

  it('goes back and on again: returned and dispatched anew, sent back and answered again', () => {
    const happened = steps(
      'dispatched',
      ['returned', 1],
      ['dispatched', 2],
      ['answered', 3],
      ['reworked', 4],
      ['answered', 5],
      ['evaluated', 6],
    )
    expect(happened.map(({ happening }) => happening.type)).toEqual([
      ...['case.returned', 'case.dispatched', 'case.started', 'case.answered', 'case.reworked', 'case.answered'],
      ...['case.verified', 'case.closed', 'case.evaluated'],
    ])
  })

  it('is refused where it cannot follow, where time runs backwards, and while the case stands still here', () => {
    expect(codeOf(() => steps('handled', ['rejected', 1]))).toBe('row/step-order')
    expect(codeOf(() => steps('evaluated', ['reworked', 1]))).toBe('row/step-order')
    expect(codeOf(() => steps('collected', ['accepted', 5], ['filed', 4]))).toBe('row/step-order')
    const suspension = { kind: 'carried', at: 1, by: { id: 'a', name: 'a' }, reason: 'x' } as const
    expect(codeOf(() => ticketSteps({ stage: 'filed', category: 'lamp', suspension }, [{ step: 'dispatched', at: 1 }], CITY))).toBe(
      'row/step-order',
    )
  })

  it('comes to an end for every step from every stage', () => {
    for (const stage of CASE_STAGES)
      for (const step of TICKET_STEPS) expect(['', 'row/step-order']).toContain(codeOf(() => steps(stage, [step, 1])))
  })
})

function steps(stage: (typeof CASE_STAGES)[number], ...told: readonly (readonly [TicketStep, number])[]) {
  return ticketSteps(
    { stage, category: 'lamp', domain: 'water' },
    told.map(([step, at]) => ({ step, at })),
    CITY,
  )
}

/** The code of the refusal; nothing where there was none. */
function codeOf(work: () => unknown): string {
  try {
    work()
    return ''
  } catch (fault) {
    if (fault instanceof WrongTicket) return fault.refused.code
    throw fault
  }
}

function ago(minutes: number): string {
  return new Date(NOW - minutes * 60_000).toISOString()
}
