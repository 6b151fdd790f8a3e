import { expect, it } from 'vitest'
import { tinyCity, tinyPoint } from '../../state/testing/tiny-city.ts'
import { countFreshness, linksModel } from './model.ts'

const feed = (metric: string, part = {}) => tinyPoint({ metric, area: 'city', step: 'PT1M', ...part })

it('counts a department on time only while nothing of it is late or silent', () => {
  const city = tinyCity()
  expect(linksModel([feed('tiny.calls'), feed('tiny.rate')], city)).toMatchObject({ onTime: 1, reporting: 1 })
  expect(linksModel([feed('tiny.calls'), feed('tiny.rate', { freshness: 'late' })], city)).toMatchObject({
    onTime: 0,
    reporting: 1,
  })
})

it('does not count a department that never reported as a source', () => {
  expect(linksModel([feed('tiny.calls', { freshness: 'empty', observedAt: null })], tinyCity())).toMatchObject({ reporting: 0 })
})

it('names the one waited for longest first', () => {
  const { feeds } = linksModel(
    [feed('tiny.calls', { freshness: 'late', observedAt: 9 }), feed('tiny.rate', { freshness: 'silent', observedAt: 3 })],
    tinyCity(),
  )
  expect(feeds[0]?.behind.map(({ metric }) => metric)).toEqual(['tiny.rate', 'tiny.calls'])
})

it('counts every state, empty too, so that the counts add up', () => {
  const counts = countFreshness([feed('tiny.calls'), feed('tiny.rate', { freshness: 'empty' })])
  expect(counts).toEqual({ live: 1, late: 0, silent: 0, empty: 1, total: 2 })
})
