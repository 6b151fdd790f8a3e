import { expect, it } from 'vitest'
import type { ClusterRule } from '#contract/command-tables.ts'
import type { IncidentState } from '#contract/incident.ts'
import type { Point } from '#contract/point.ts'
import { incidentOf, newSigns, signsOf } from './cluster-signs.ts'

const HOUR = 3_600_000
const RULE: ClusterRule = {
  ...{ id: 'food-cluster', names: { zh: '聚集', en: 'Cluster' }, source: '', subtype: 'food-poisoning', level: 'town' },
  signs: [
    { metric: 'absent', least: 30 },
    { metric: 'visits', least: 30 },
    { metric: 'cases', least: 10 },
  ],
  ...{ needs: 2, withinHours: 24 },
}

it('finds a cluster only where enough of its signs are there at once', () => {
  const read = (values: Record<string, number | null>) => (sign: { metric: string }) => point(values[sign.metric] ?? null)
  expect(signsOf(RULE, read({ absent: 62, visits: 12, cases: 3 }))).toEqual([])
  expect(signsOf(RULE, read({ absent: 62, visits: 48, cases: null })).map(({ metric }) => metric)).toEqual(['absent', 'visits'])
  expect(signsOf(RULE, () => ({ ...point(99), freshness: 'silent' }))).toEqual([])
  expect(signsOf(RULE, () => undefined)).toEqual([])
})

it('belongs to the open incident of its kind in that very area, as long as that is not too old', () => {
  const incident = (area: string, subtype: string, receivedAt: number) => ({
    state: { place: { area }, subtype, receivedAt } as IncidentState,
  })
  const there = incident('a', 'food-poisoning', 0)
  const incidents = [incident('b', 'food-poisoning', 0), incident('a', 'fire', 0), there]
  expect(incidentOf(RULE, 'a', incidents, 23 * HOUR)).toBe(there)
  expect(incidentOf(RULE, 'a', incidents, 25 * HOUR)).toBeUndefined()
  expect(incidentOf(RULE, 'c', incidents, 0)).toBeUndefined()
})

it('tells an incident of each sign once, whatever others told it', () => {
  const signs = [
    { metric: 'absent', value: 62, least: 30 },
    { metric: 'visits', value: 48, least: 30 },
  ]
  const links = [
    { channel: 'food-cluster', id: 'absent' },
    { channel: '120', id: 'visits' },
  ]
  expect(newSigns(RULE, signs, { links } as never).map(({ metric }) => metric)).toEqual(['visits'])
})

function point(value: number | null): Point {
  return {
    ...{ metric: 'm', area: 'a', step: 'P1D', window: [0, 1], value, observedAt: 1, freshness: 'live' },
    ...{ coverage: { reported: 1, expected: 1 }, revision: 1 },
  }
}
