import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTime } from './observation.ts'

describe('the time of an observation', () => {
  it('is read with its offset, to the millisecond', () => {
    expect(parseTime('2026-09-08T10:42:00+08:00')).toBe(Date.UTC(2026, 8, 8, 2, 42))
    expect(parseTime('2026-09-08T10:42:00Z')).toBe(Date.UTC(2026, 8, 8, 10, 42))
    expect(parseTime('2026-09-08t10:42:00z')).toBe(Date.UTC(2026, 8, 8, 10, 42))
    expect(parseTime('2026-09-08 10:42:00.5-03:30')).toBe(Date.UTC(2026, 8, 8, 14, 12, 0, 500))
    expect(parseTime('2024-02-29T00:00:00.123456789+00:00')).toBe(Date.UTC(2024, 1, 29, 0, 0, 0, 123))
  })

  it('is nothing else', () => {
    const refused = [
      '',
      '2026-09-08',
      '2026-09-08T10:42:00',
      '2026-09-08T10:42+08:00',
      '2026-02-29T00:00:00Z',
      '2026-02-30T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-00-01T00:00:00Z',
      '2026-01-00T00:00:00Z',
      '2026-01-32T00:00:00Z',
      '2026-09-08T24:00:00Z',
      '2026-09-08T10:60:00Z',
      '2026-09-08T10:42:60Z',
      '2026-09-08T10:42:00+24:00',
      '2026-09-08T10:42:00+0800',
      '2026-09-08T10:42:00 +08:00',
      ' 2026-09-08T10:42:00Z',
      '2026-09-08T10:42:00Z\n',
      '0999-01-01T00:00:00Z',
      '+12026-09-08T10:42:00Z',
      '２０２６-09-08T10:42:00Z',
    ]
    for (const text of refused) expect([text, parseTime(text)]).toEqual([text, undefined])
  })

  it('comes back as it was written, whatever the instant', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1000-01-02T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true }),
        (date) => {
          expect(parseTime(date.toISOString())).toBe(date.getTime())
        },
      ),
    )
  })
})
