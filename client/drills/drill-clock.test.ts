import { expect, it } from 'vitest'
import { drillClock } from './drill-clock.ts'

it('says hours, minutes and seconds since the drill began, and days where there are any', () => {
  expect([0, 59.9, 3909, 86_400, 864_000 - 1].map(drillClock)).toEqual([
    ...['T+00:00:00', 'T+00:00:59', 'T+01:05:09', 'T+1d 00:00:00', 'T+9d 23:59:59'],
  ])
})
