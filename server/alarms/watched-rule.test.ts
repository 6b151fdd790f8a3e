import { expect, it } from 'vitest'
import { alarmRules } from '#contract/alarm-rule.ts'
import { loadCity } from '../city/load-city.ts'
import { cityModel } from '../hub/city-model.ts'
import { watchedRules } from './watched-rule.ts'

const { catalogue, alarms } = await loadCity('dongguan')
const model = cityModel(catalogue)
const watched = watchedRules(alarms, model)

it('watches every limit of the catalogue, by a rule of the city or by the one that follows from it', () => {
  const judged = new Set(watched.flatMap(({ said }) => (said.rule.kind === 'threshold' ? (said.metric ?? []) : [])))
  expect(catalogue.metrics.filter(({ id, threshold }) => threshold && !judged.has(id)).map(({ id }) => id)).toEqual([])
})

it('watches each department for silence', () => {
  const departments = new Set(catalogue.metrics.map(({ department }) => department))
  const silent = watched.filter(({ said }) => said.rule.kind === 'silence').map(({ said }) => said.department)
  expect(new Set(silent)).toEqual(departments)
})

it('gives every rule a way back: no figure has to leave its range to be over', () => {
  const stuck = watched.flatMap(({ name, kind, limits, said }) => {
    const range = catalogue.metrics.find(({ id }) => id === said.metric)?.range
    if (kind !== 'threshold' || !range) return []
    const first = limits.warning ?? (limits.critical as number)
    const over = limits.side === 'above' ? first - limits.back : first + limits.back
    return over >= range[0] && over <= range[1] ? [] : [name]
  })
  expect(stuck).toEqual([])
})

it('names every watch once, short enough for the id of an alarm', () => {
  const names = watched.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(Math.max(...names.map(({ length }) => length))).toBeLessThan(115)
})

it('marks what is sensitive, so that only those cleared for it see the alarm', () => {
  const marked = new Set(watched.flatMap(({ said }) => (said.sensitivity ? (said.metric ?? []) : [])))
  const sensitive = catalogue.metrics.filter(({ sensitivity, threshold }) => sensitivity === 'sensitive' && threshold)
  expect(marked).toEqual(new Set(sensitive.map(({ id }) => id)))
})

it('adds no rule for what a rule of the city judges already', () => {
  const rules = alarmRules(catalogue, [{ kind: 'threshold', id: 'mine', metric: 'emg.weather.rain_1h' }])
  expect(rules.filter((rule) => rule.kind === 'threshold' && rule.metric === 'emg.weather.rain_1h').map(({ id }) => id)).toEqual([
    'mine',
  ])
})

it('knows of what travels where it is next, and how much later, from wherever it is found', () => {
  const after = (area: string) =>
    watched
      .find(({ said }) => said.rule.kind === 'threshold' && said.metric === 'eco.water.nh3n' && said.area === area)
      ?.downstream?.map((next) => [next.area, Math.round(next.afterMs / 60_000)])
  expect(after('441900105')?.[0]).toEqual(['441900104', 72])
  expect(after('441900102')).toEqual([
    ['441900101', 54],
    ['441900129', 96],
  ])
  expect(after('441900129')).toBeUndefined()
  expect(watched.find(({ said }) => said.metric === 'eco.air.aqi')?.downstream).toBeUndefined()
})
