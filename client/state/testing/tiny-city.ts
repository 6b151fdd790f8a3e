import type { Area } from '#contract/area.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { type CityView, cityView } from '../city-view.ts'

const both = (text: string) => ({ zh: text, en: text })

/** A city for tests that is nobody's: two zones, three towns, and a port that overlaps them. */
export const TINY_AREAS: readonly Area[] = [
  { code: 'city', level: 'city', names: { zh: '小城', en: 'Tiny' } },
  { code: 'east', level: 'zone', parent: 'city', names: both('East') },
  { code: 'west', level: 'zone', parent: 'city', names: both('West') },
  { code: 'a', level: 'town', parent: 'east', kind: 'town', names: both('Aton') },
  { code: 'b', level: 'town', parent: 'east', kind: 'town', names: both('Bton') },
  { code: 'c', level: 'town', parent: 'west', kind: 'functional-area', names: both('Cton') },
  { code: 'port', level: 'town', parent: 'west', kind: 'functional-area', overlaps: true, names: both('Port') },
]

const base = { domain: 'all', department: 'desk', audiences: ['government'] } satisfies Partial<Metric>

export const TINY_METRICS: readonly Metric[] = [
  {
    ...base,
    id: 'tiny.calls',
    names: { zh: '来电', en: 'Calls' },
    unit: { zh: '件', en: 'calls' },
    level: 'town',
    rollUp: { area: 'sum', time: 'sum' },
    kind: 'counter',
    period: 'PT1M',
    headline: 'P1D',
    decimals: 0,
    direction: 'down',
    range: [0, 1000],
    threshold: { side: 'above', warn: 100, critical: 500, level: 'city', step: 'P1D' },
  },
  {
    ...base,
    id: 'tiny.rate',
    names: { zh: '接通率', en: 'Answered' },
    unit: { zh: '%', en: '%' },
    level: 'town',
    rollUp: { area: 'ratio', time: 'ratio' },
    kind: 'gauge',
    period: 'PT5M',
    scale: 100,
    decimals: 1,
    direction: 'up',
    range: [0, 100],
    threshold: { side: 'below', warn: 95, critical: 90, level: 'town', step: 'PT5M' },
  },
  {
    ...base,
    id: 'tiny.people',
    names: { zh: '人口', en: 'People' },
    unit: { zh: '人', en: 'people' },
    level: 'city',
    rollUp: { area: 'last', time: 'last' },
    kind: 'gauge',
    period: 'P1D',
    decimals: 0,
    direction: 'none',
    range: [0, 20_000_000],
  },
]

export const TINY_CATALOGUE: Catalogue = {
  version: '1',
  hub: 'none',
  city: {
    id: 'tiny',
    names: { zh: '小城', en: 'Tiny' },
    area: 'city',
    timeZone: 'Asia/Shanghai',
    chapters: [{ id: 'one', names: both('One') }],
    domains: [{ id: 'all', names: both('All'), chapter: 'one' }],
    departments: [{ id: 'desk', names: both('Desk') }],
    map: {},
    walls: [{ id: 'w', names: both('W'), width: 1920, height: 1080, widthMetres: 3.65, distanceMetres: 4 }],
    home: 'home',
  },
  areas: [...TINY_AREAS],
  metrics: [...TINY_METRICS],
  scenes: [],
}

/** The view of that city, made anew for each test. */
export function tinyCity(): CityView {
  return cityView(TINY_CATALOGUE)
}

/** A live point, whole unless said otherwise. */
export function tinyPoint(part: Partial<Point> & Pick<Point, 'metric' | 'area' | 'step'>): Point {
  return {
    window: [0, 60_000],
    value: 1,
    observedAt: 30_000,
    freshness: 'live',
    coverage: { reported: 1, expected: 1 },
    revision: 1,
    ...part,
  }
}
