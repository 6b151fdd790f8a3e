import type { Area } from '#contract/area.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { parseSeriesKey, type SeriesKey, seriesKey } from '#contract/series.ts'
import { cityModel } from '../../hub/city-model.ts'
import type { CityModel, Commit, Hub } from '../../hub/hub-port.ts'

/** Codes of the communities of the town `west`; `tiny.homes` is reported by them. */
export const TINY_COMMUNITIES: readonly string[] = Array.from({ length: 200 }, (_, index) => `west-${index}`)

/** A city of three towns and a few metrics, for tests of those who read the hub. */
export const TINY_CATALOGUE: Catalogue = tinyCatalogue()
export const TINY_CITY: CityModel = cityModel(TINY_CATALOGUE)

/** Midnight of 1 September 2026 in the tiny city, epoch ms. */
export const TINY_MIDNIGHT = Date.UTC(2026, 7, 31, 16)

/**
 * A hub that says what a test tells it to say. It rolls up nothing: a test names the very points of each commit, so what
 * readers of the hub do with them is all that is tested.
 */
export interface ScriptedHub extends Hub {
  /** Commits points under the next revision and returns it. Points given get that revision. */
  commit(changes: { readonly revised?: readonly Point[]; readonly latest?: readonly Point[] }): number
  /** Commits a value of a base-window series, as revised and as latest. */
  say(metric: string, area: string, value: number): number
  /** Another server has committed up to `revision`, which this one has not come to. */
  lag(revision: number): void
  /** Hears nothing of the record, or hears of it again. */
  cutOff(isCutOff: boolean): void
  /** Forgets commits up to `revision`, as the real hub does after a while. */
  forget(revision: number): void
}

export function scriptedHub(options: { readonly epoch?: string; readonly from?: number } = {}): ScriptedHub {
  const model = TINY_CITY
  const known = new Map<SeriesKey, Point>()
  const listeners = new Set<(commit: Commit) => void>()
  let revision = options.from ?? 0
  let commits: Commit[] = []
  let forgotten = revision
  let elsewhere = revision
  let isCutOff = false
  const unsupported = (): never => {
    throw new Error('the scripted hub takes nothing in and keeps no history')
  }
  const hub: ScriptedHub = {
    epoch: options.epoch ?? 'epoch-1',
    model,
    revision: () => revision,
    ingest: async () => unsupported(),
    isFull: () => false,
    history: async () => unsupported(),
    latest: (key) => known.get(key) ?? emptyPoint(key),
    has: (key) => parseSeriesKey(key) !== undefined,
    onCommit: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    commitsSince: (from) => (from < forgotten ? undefined : commits.filter((commit) => commit.revision > from)),
    handedOver: () => {},
    kept: () => ({ windows: 0, commits: 0 }),
    mayHold: (asked) => asked > revision && asked <= elsewhere,
    isCutOff: () => isCutOff,
    tick: async () => {},
    idle: async () => {},
    stop: async () => {},
    commit: ({ revised = [], latest = [] }) => {
      revision += 1
      const stamped = (points: readonly Point[]) => points.map((point) => ({ ...point, revision }))
      const commit = { revision, at: TINY_MIDNIGHT + revision * 1000, revised: stamped(revised), latest: stamped(latest) }
      commits.push(commit)
      for (const point of commit.latest) known.set(seriesKey(point.metric, point.area, point.step), point)
      for (const listener of [...listeners]) listener(commit)
      return revision
    },
    say: (metric, area, value) => {
      const point = pointOf(metric, area, value, revision)
      return hub.commit({ revised: [point], latest: [point] })
    },
    lag: (upTo) => {
      elsewhere = upTo
    },
    cutOff: (isSo) => {
      isCutOff = isSo
    },
    forget: (upTo) => {
      forgotten = Math.max(forgotten, upTo)
      commits = commits.filter((commit) => commit.revision > forgotten)
    },
  }
  return hub
}

/** A live point of a base-window series; its window is the minute of `minute` after the tiny city's midnight. */
export function pointOf(metric: string, area: string, value: number, minute: number): Point {
  const start = TINY_MIDNIGHT + minute * 60_000
  return {
    metric,
    area,
    step: TINY_CITY.metrics.get(metric)?.period ?? 'PT1M',
    window: [start, start + 60_000],
    value,
    observedAt: start + 30_000,
    freshness: 'live',
    coverage: { reported: 1, expected: 1 },
    revision: 0,
  }
}

function emptyPoint(key: SeriesKey): Point {
  const { metric, area, step } = parseSeriesKey(key) as { metric: string; area: string; step: Point['step'] }
  const coverage = { reported: 0, expected: 1 }
  return { metric, area, step, window: null, value: null, observedAt: null, freshness: 'empty', coverage, revision: 0 }
}

function tinyCatalogue(): Catalogue {
  const named = (zh: string, en: string) => ({ zh, en })
  const areas: Area[] = [
    { code: 'city', level: 'city', names: named('小城', 'Tiny') },
    { code: 'north', level: 'town', parent: 'city', names: named('北镇', 'North') },
    { code: 'south', level: 'town', parent: 'city', names: named('南镇', 'South') },
    { code: 'west', level: 'town', parent: 'city', names: named('西镇', 'West') },
    ...TINY_COMMUNITIES.map((code) => ({ code, level: 'community' as const, parent: 'west', names: named(code, code) })),
  ]
  const metric = (id: string, more: Partial<Metric>): Metric => ({
    id,
    names: named(id, id),
    unit: named('件', 'cases'),
    domain: 'd',
    department: 'd',
    level: 'town',
    rollUp: { area: 'sum', time: 'sum' },
    kind: 'counter',
    period: 'PT1M',
    decimals: 0,
    direction: 'none',
    range: [0, 1e9],
    audiences: ['government'],
    ...more,
  })
  const metrics = [
    metric('tiny.calls', { headline: 'P1D' }),
    metric('tiny.people', { kind: 'gauge', rollUp: { area: 'sum', time: 'last' } }),
    metric('tiny.rate', { kind: 'gauge', rollUp: { area: 'ratio', time: 'ratio' }, scale: 100, unit: named('%', '%') }),
    metric('tiny.homes', { kind: 'gauge', level: 'community', rollUp: { area: 'sum', time: 'last' } }),
    metric('tiny.level', { kind: 'gauge', level: 'city', rollUp: { area: 'last', time: 'last' } }),
  ]
  const map = {}
  const walls = [{ id: 'w', names: named('墙', 'Wall'), width: 1920, height: 1080, widthMetres: 4, distanceMetres: 6 }]
  const city = {
    id: 'tiny',
    names: named('小城', 'Tiny'),
    area: 'city',
    timeZone: 'Asia/Shanghai',
    chapters: [],
    domains: [],
    departments: [],
    map,
    walls,
    home: 'overview',
  }
  return { version: 'tiny', hub: 'none', areas, metrics, city, scenes: [] }
}
