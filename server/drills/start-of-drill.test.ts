import { expect, it } from 'vitest'
import { startOfDrill } from './start-of-drill.ts'

it.each(['2026-09-07T00:00:00+08:00', '2026-09-07T13:59:59+08:00', '2026-09-07T23:59:59+08:00'])(
  'begins at its own time of day on the day after %s: never before anything there was written',
  (now) => {
    expect(startOfDrill('14:30', 'Asia/Shanghai', Date.parse(now))).toBe(Date.parse('2026-09-08T14:30:00+08:00'))
  },
)
