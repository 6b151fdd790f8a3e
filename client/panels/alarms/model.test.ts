import { expect, it } from 'vitest'
import { tinyCity, tinyPoint } from '../../state/testing/tiny-city.ts'
import { alarmSeries, alarmsModel } from './model.ts'

const rate = (area: string, value: number | null) => tinyPoint({ metric: 'tiny.rate', area, step: 'PT5M', value })

it('watches each limit at the areas of its level, those below the area shown only', () => {
  const keys = (area: string) => alarmSeries(tinyCity(), area).map((series) => `${series.metric}@${series.area}`)
  expect(keys('city')).toEqual(['tiny.calls@city', 'tiny.rate@a', 'tiny.rate@b', 'tiny.rate@c', 'tiny.rate@port'])
  expect(keys('east')).toEqual(['tiny.rate@a', 'tiny.rate@b'])
  expect(keys('a')).toEqual(['tiny.rate@a'])
})

it('puts critical before warnings, and the furthest beyond first', () => {
  const { alarms } = alarmsModel([rate('a', 94), rate('b', 80), rate('c', 92)], tinyCity())
  expect(alarms.map(({ point, verdict }) => `${point.area} ${verdict}`)).toEqual(['b critical', 'c warning', 'a warning'])
})

it('gathers a flood of areas under one metric into one row', () => {
  const { groups } = alarmsModel([rate('a', 94), rate('c', 92), rate('b', 80)], tinyCity())
  expect(groups.map(({ worst, alarms }) => [worst.point.area, alarms.length])).toEqual([
    ['b', 1],
    ['c', 2],
  ])
})

it('counts what it could not judge instead of calling it well', () => {
  expect(alarmsModel([rate('a', null), rate('b', 99)], tinyCity())).toMatchObject({ alarms: [], judged: 1, unjudged: 1 })
})
