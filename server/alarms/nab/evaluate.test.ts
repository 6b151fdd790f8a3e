import { expect, it } from 'vitest'
import { precisionAndRecall, recordings, score } from './evaluate.ts'

it('finds every happening of half a year of taxi rides, with one wrong alarm', () => {
  const taxi = recordings().filter(({ name }) => name === 'nyc-taxi')
  expect(taxi.map((recording) => score(recording))).toEqual([{ name: 'nyc-taxi', happenings: 5, found: 5, alarms: 7, wrong: 1 }])
})

it('finds most of what is labelled, in what docs/alarms.md says of all recordings', () => {
  const { precision, recall } = precisionAndRecall(recordings().map((recording) => score(recording)))
  expect(recall).toBeGreaterThanOrEqual(0.75)
  expect(precision).toBeGreaterThanOrEqual(0.45)
})
