import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nests, STEP_MS, STEPS, type Step } from './duration.ts'
import { windowCalendar } from './window.ts'

const shanghai = windowCalendar('Asia/Shanghai')

function at(text: string): number {
  return Date.parse(text)
}

function windowOf(calendar: ReturnType<typeof windowCalendar>, step: Step, time: string): [string, string] {
  const start = calendar.start(step, at(time))
  return [new Date(start).toISOString(), new Date(calendar.end(step, start)).toISOString()]
}

describe('windows in Shanghai', () => {
  it('begin a day at midnight there, not in Greenwich', () => {
    expect(windowOf(shanghai, 'P1D', '2026-09-08T07:59:59+08:00')).toEqual(['2026-09-07T16:00:00.000Z', '2026-09-08T16:00:00.000Z'])
    expect(windowOf(shanghai, 'P1D', '2026-09-08T00:00:00+08:00')).toEqual(['2026-09-07T16:00:00.000Z', '2026-09-08T16:00:00.000Z'])
    expect(windowOf(shanghai, 'P1D', '2026-09-07T23:59:59.999+08:00')[1]).toBe('2026-09-07T16:00:00.000Z')
  })

  it('begin a week on Monday', () => {
    expect(windowOf(shanghai, 'P1W', '2026-09-13T12:00:00+08:00')).toEqual(['2026-09-06T16:00:00.000Z', '2026-09-13T16:00:00.000Z'])
    expect(windowOf(shanghai, 'P1W', '2026-09-07T00:00:00+08:00')[0]).toBe('2026-09-06T16:00:00.000Z')
  })

  it('make months, quarters and years of the calendar, leap days included', () => {
    expect(windowOf(shanghai, 'P1M', '2024-02-29T12:00:00+08:00')).toEqual(['2024-01-31T16:00:00.000Z', '2024-02-29T16:00:00.000Z'])
    expect(windowOf(shanghai, 'P1M', '2026-12-31T23:59:59+08:00')[1]).toBe('2026-12-31T16:00:00.000Z')
    expect(windowOf(shanghai, 'P3M', '2026-08-15T00:00:00+08:00')).toEqual(['2026-06-30T16:00:00.000Z', '2026-09-30T16:00:00.000Z'])
    expect(windowOf(shanghai, 'P1Y', '2020-11-01T00:00:00+08:00')).toEqual(['2019-12-31T16:00:00.000Z', '2020-12-31T16:00:00.000Z'])
  })

  it('keep the summer time of 1986 to 1991 in days of their time', () => {
    expect(windowOf(shanghai, 'P1D', '1990-07-01T12:00:00+09:00')).toEqual(['1990-06-30T15:00:00.000Z', '1990-07-01T15:00:00.000Z'])
    expect(windowOf(shanghai, 'P1Y', '1990-07-01T12:00:00+09:00')[0]).toBe('1989-12-31T16:00:00.000Z')
  })
})

describe('windows elsewhere', () => {
  it('give a day of 23 and one of 25 hours where the clocks change', () => {
    const berlin = windowCalendar('Europe/Berlin')
    const hours = (time: string) => {
      const start = berlin.start('P1D', at(time))
      return (berlin.end('P1D', start) - start) / 3_600_000
    }
    expect(hours('2026-03-29T12:00:00+02:00')).toBe(23)
    expect(hours('2026-10-25T12:00:00+01:00')).toBe(25)
    expect(hours('2026-09-08T12:00:00+02:00')).toBe(24)
  })

  it('count quarters of an hour from the local hour where zones are off by less than one', () => {
    expect(windowOf(windowCalendar('Asia/Kathmandu'), 'PT1H', '2026-09-08T10:20:00+05:45')[0]).toBe('2026-09-08T04:15:00.000Z')
  })

  it('are refused for a zone that nobody knows', () => {
    expect(() => windowCalendar('Mars/Olympus')).toThrow(RangeError)
  })
})

describe('any window', () => {
  const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'UTC'].map(windowCalendar)
  const instant = fc.integer({ min: at('1990-01-01T00:00:00Z'), max: at('2100-12-31T00:00:00Z') })

  it('holds the instant it was asked for, and begins where the one before it ends', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.constantFrom(...STEPS), instant, (calendar, step, time) => {
        const start = calendar.start(step, time)
        const end = calendar.end(step, start)
        expect(start <= time && time < end).toBe(true)
        expect(calendar.start(step, start)).toBe(start)
        expect(calendar.start(step, end - 1)).toBe(start)
        expect(calendar.start(step, end)).toBe(end)
      }),
      { numRuns: 2000 },
    )
  })

  it('lies inside one longer window wherever steps are said to nest', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...STEPS),
        fc.constantFrom(...STEPS),
        instant,
        (calendar, inner, outer, time) => {
          if (!nests(inner, outer)) return
          const start = calendar.start(inner, time)
          expect(calendar.start(outer, start)).toBe(calendar.start(outer, calendar.end(inner, start) - 1))
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('steps', () => {
  it('are listed from the shortest to the longest', () => {
    const sizes = STEPS.map((step) => STEP_MS[step])
    expect([...sizes].sort((a, b) => a - b)).toEqual(sizes)
  })

  it('nest in themselves and in longer ones, but weeks in nothing longer', () => {
    expect(nests('PT1M', 'P1Y')).toBe(true)
    expect(nests('P1D', 'P1D')).toBe(true)
    expect(nests('P1D', 'PT1H')).toBe(false)
    expect(nests('P1W', 'P1W')).toBe(true)
    expect(nests('P1W', 'P1M')).toBe(false)
    expect(nests('P1D', 'P1W')).toBe(true)
  })
})
