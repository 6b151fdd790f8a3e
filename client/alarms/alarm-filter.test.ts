import { expect, it } from 'vitest'
import { toldAlarm } from '../state/testing/told-alarm.ts'
import { filterAlarms } from './alarm-filter.ts'

const ALARMS = [
  toldAlarm('rain in Aton', { severity: 'critical' }),
  toldAlarm('load in Bton'),
  toldAlarm('taken', { response: { kind: 'acknowledged', at: 1 } }),
]
const ids = (...[filter, text]: [Parameters<typeof filterAlarms>[1], string]) =>
  filterAlarms(ALARMS, filter, text, ({ id }) => id).map(({ id }) => id)

it('shows what waits, what is grave, what somebody answered, or all', () => {
  expect(ids('waiting', '')).toEqual(['rain in Aton', 'load in Bton'])
  expect(ids('critical', '')).toEqual(['rain in Aton'])
  expect(ids('answered', '')).toEqual(['taken'])
  expect(ids('all', '')).toHaveLength(3)
})

it('finds by parts of words, in any order and case', () => {
  expect(ids('all', 'aton RAIN')).toEqual(['rain in Aton'])
  expect(ids('all', 'rain Bton')).toEqual([])
})
