import { expect, it } from 'vitest'
import type { AlarmRule } from '#contract/alarm-rule.ts'
import { areaTree } from '#contract/catalogue.ts'
import { checkAlarms } from './check-alarms.ts'
import { cityFolder } from './city-folder.ts'
import { type CityFiles, readCity } from './read-city.ts'

const read = await readCity(cityFolder('dongguan'))
if (!('files' in read)) throw new Error('the city cannot be read')
const files: CityFiles = read.files
const tree = areaTree(files.areas.map(({ entry }) => entry))

function told(rule: AlarmRule): string[] {
  return checkAlarms({ ...files, alarms: [{ file: 'alarms/x.json', entry: { rules: [rule] } }] }, tree).map(
    ({ place, sentence }) => `${place}: ${sentence}`,
  )
}

it('finds nothing wrong in the city as it is', () => {
  expect(checkAlarms(files, tree)).toEqual([])
})

it('names rule, field and remedy of what cannot be judged', () => {
  const metric = 'emg.weather.rain_1h'
  expect(told({ kind: 'threshold', id: 'x', metric: 'no.such' })).toEqual([
    'rule x, metric: there is no metric no.such in metrics/*.json.',
  ])
  expect(told({ kind: 'threshold', id: 'x', metric, cause: 'none' })[0]).toContain(
    'rule x, cause: "none" is among the causes of no file',
  )
  expect(told({ kind: 'threshold', id: 'x', metric, warning: 50, critical: 20 })[0]).toContain('20 is reached before warning 50')
  expect(told({ kind: 'threshold', id: 'x', metric, step: 'P1D' })[0]).toContain('P1D is not a live step')
  expect(told({ kind: 'threshold', id: 'x', metric, areas: ['nowhere'] })[0]).toContain('has no figure in nowhere')
  expect(told({ kind: 'rate', id: 'x', metric, windowS: 600, side: 'rise' })[0]).toContain('neither warning nor critical')
  const quick = 'traffic.road.events'
  expect(told({ kind: 'anomaly', id: 'x', metric: quick, side: 'above', warning: 6, learnDays: 92 })[0]).toContain(
    '50000 windows of PT30S',
  )
  expect(told({ kind: 'silence', id: 'x' })).toEqual(['rule x: names either a department or a metric.'])
  expect(told({ kind: 'silence', id: 'x', department: 'nobody' })[0]).toContain('not among the departments')
})

it('names posts that are for places or fields of work the city does not have', () => {
  const post = { id: 'p', names: { zh: '岗', en: 'post' }, afterS: 0, area: 'nowhere', domains: ['none'], shifts: [] }
  const findings = checkAlarms({ ...files, roster: { file: 'duty-roster.json', entry: { posts: [post, post] } } }, tree)
  expect(findings.map(({ place }) => place)).toEqual(expect.arrayContaining(['post p', 'post p, area', 'post p, domains']))
})
