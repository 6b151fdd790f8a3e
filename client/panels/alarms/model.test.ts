import { expect, it } from 'vitest'
import { tinyCity, tinyPoint } from '../../state/testing/tiny-city.ts'
import { toldAlarm } from '../../state/testing/told-alarm.ts'
import { alarmSeries, alarmsModel, criticalOf, listedGroups } from './model.ts'

const rate = (area: string, value: number | null) => tinyPoint({ metric: 'tiny.rate', area, step: 'PT5M', value })

it('watches each limit at the areas of its level, those below the area shown only', () => {
  const keys = (area: string) => alarmSeries(tinyCity(), area).map((series) => `${series.metric}@${series.area}`)
  expect(keys('city')).toEqual(['tiny.calls@city', 'tiny.rate@a', 'tiny.rate@b', 'tiny.rate@c', 'tiny.rate@port'])
  expect(keys('east')).toEqual(['tiny.rate@a', 'tiny.rate@b'])
  expect(keys('a')).toEqual(['tiny.rate@a'])
})

it('shows the alarms of the area and of what lies in it, and only of the fields asked for', () => {
  const alarms = [toldAlarm('a'), toldAlarm('c', { area: 'c', severity: 'critical' }), toldAlarm('city', { area: 'city' })]
  const ids = (area: string, domains?: string[]) => alarmsModel(alarms, [], tinyCity(), area, domains).alarms.map(({ id }) => id)
  expect(ids('city')).toEqual(['a', 'c', 'city'])
  expect(ids('west')).toEqual(['c'])
  expect(ids('city', ['other'])).toEqual([])
  expect(criticalOf(alarmsModel(alarms, [], tinyCity(), 'city'))).toBe(1)
})

it('names the warnings to who decides while nothing is graver, and only counts them while something is', () => {
  const [warning, grave] = [toldAlarm('a', { area: 'a' }), toldAlarm('c', { area: 'c', severity: 'critical' })]
  const listed = (alarms: readonly (typeof warning)[], graveAlone: boolean) =>
    listedGroups(alarmsModel(alarms, [], tinyCity(), 'city'), graveAlone).map(({ worst }) => worst.id)
  expect(listed([warning], true)).toEqual(['a'])
  expect(listed([warning, grave], true)).toEqual(['c'])
  expect(listed([warning, grave], false)).toEqual(['c', 'a'])
})

it('gathers a flood of areas under one rule into one row', () => {
  const alarms = ['a', 'b'].map((area) => toldAlarm(area, { area }))
  const { groups } = alarmsModel(alarms, [], tinyCity(), 'city')
  expect(groups.map((group) => [group.area, group.alarms.length])).toEqual([['east', 2]])
})

it('counts what it could not judge instead of calling it well', () => {
  expect(alarmsModel([], [rate('a', null), rate('b', 99)], tinyCity(), 'city')).toMatchObject({
    alarms: [],
    judged: 1,
    unjudged: 1,
  })
})
