import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { windowCalendar } from './window.ts'
import { ALWAYS, type WorkingCalendar, workingTime } from './working-time.ts'

const OFFICE: WorkingCalendar = {
  hours: [
    { from: '08:30', to: '12:00' },
    { from: '14:00', to: '17:30' },
  ],
  weekdays: [1, 2, 3, 4, 5],
  days: [
    { from: '2026-10-01', to: '2026-10-07', works: false },
    { from: '2026-10-10', works: true },
  ],
}
const zone = windowCalendar('Asia/Shanghai')
const time = workingTime(OFFICE, zone)
const HOUR = 3_600_000

describe('working time', () => {
  it.each([
    ['within a morning', '11-23T09:00', 2, '11-23T11:00'],
    ['over the noon break', '11-23T11:00', 2, '11-23T15:00'],
    ['over night', '11-23T17:00', 1, '11-24T09:00'],
    ['over a weekend', '11-20T17:00', 1, '11-23T09:00'],
    ['told of on a Sunday', '11-22T03:00', 3.5, '11-23T12:00'],
    ['over a holiday', '09-30T16:30', 2, '10-08T09:30'],
    ['on a Saturday that is worked', '10-10T08:30', 7, '10-10T17:30'],
    ['a whole day', '11-23T08:30', 7, '11-23T17:30'],
  ])('%s: from %s so many hours come to %s', (_what, from, hours, to) => {
    expect(new Date(time.after(at(from), hours * HOUR)).toISOString()).toBe(new Date(at(to)).toISOString())
    expect(time.between(at(from), at(to))).toBe(hours * HOUR)
  })

  it('stands still outside the hours', () => {
    expect(time.between(at('11-21T00:00'), at('11-22T23:00'))).toBe(0)
    expect(time.between(at('10-01T08:00'), at('10-07T18:00'))).toBe(0)
    expect(time.isWorking(at('10-10T09:00'))).toBe(true)
    expect(time.isWorking(at('11-23T12:30'))).toBe(false)
    expect(time.dayMs).toBe(7 * HOUR)
  })

  it('comes to as much as was asked for, whenever it begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * 24 * 60 }), fc.integer({ min: 1, max: 20_000 }), (minute, length) => {
        const from = at('01-01T00:00') + minute * 60_000
        const due = time.after(from, length * 60_000)
        expect(time.between(from, due)).toBe(length * 60_000)
        expect(time.between(from, due - 60_000)).toBeLessThan(length * 60_000)
        expect(time.after(from, 0)).toBe(from)
      }),
    )
  })

  it('is all time where a city has no calendar, and never comes where nobody ever works', () => {
    const always = workingTime(ALWAYS, zone)
    expect(always.after(at('11-22T03:07'), 50 * HOUR)).toBe(at('11-22T03:07') + 50 * HOUR)
    const never = workingTime({ ...OFFICE, days: [{ from: '2000-01-01', to: '2050-01-01', works: false }] }, zone)
    expect(never.after(at('11-22T03:00'), HOUR)).toBeGreaterThan(at('11-22T03:00') + 3_000 * 24 * HOUR)
  })
})

function at(local: string): number {
  return Date.parse(`2026-${local}:00+08:00`)
}
