import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { panelSeries, type ResolvedSeries } from '#contract/scene-series.ts'
import type { CityView } from '../../state/city-view.ts'
import { judge } from '../judge.ts'

/** A figure beyond its limit. */
export interface Alarm {
  readonly point: Point
  readonly metric: Metric
  readonly verdict: 'critical' | 'warning'
  /** The limit it passed. */
  readonly limit: number
  /** How far beyond: (value − limit) ÷ the plausible range, so that unlike figures can be put in order. */
  readonly excess: number
}

/** Alarms of one metric and kind together: a flood of towns takes one row, the worst of them speaks. */
export interface AlarmGroup {
  readonly worst: Alarm
  /** All of the group, the worst first. */
  readonly alarms: readonly Alarm[]
}

export interface AlarmsModel {
  /** Critical before warnings, the furthest beyond first. */
  readonly alarms: readonly Alarm[]
  readonly groups: readonly AlarmGroup[]
  /** Figures held against a limit, and those that have one but could not be judged. */
  readonly judged: number
  readonly unjudged: number
}

/** The series whose limits hold at `area` or below it: a town's limit is not the city's. Worked out once for each area. */
export function alarmSeries(city: CityView, area: string, domains?: readonly string[]): readonly ResolvedSeries[] {
  const name = `${area}:${domains?.join(' ') ?? ''}`
  const ofCity = known.get(city) ?? new Map<string, readonly ResolvedSeries[]>()
  known.set(city, ofCity)
  const held = ofCity.get(name)
  if (held) return held
  const all = panelSeries({ type: 'alarms', area, ...(domains ? { domains: [...domains] } : {}) }, area, city)
  const found = all.filter((series) => {
    const threshold = city.metric(series.metric)?.threshold
    return threshold?.level === undefined || threshold.level === city.area(series.area)?.level
  })
  ofCity.set(name, found)
  return found
}

const known = new WeakMap<CityView, Map<string, readonly ResolvedSeries[]>>()

/** Judges points against their limits. */
export function alarmsModel(points: readonly Point[], city: CityView): AlarmsModel {
  const alarms: Alarm[] = []
  let judged = 0
  let unjudged = 0
  for (const point of points) {
    const metric = city.metric(point.metric)
    if (!metric?.threshold) continue
    const verdict = judge(point, metric, city.area(point.area)?.level)
    if (verdict === 'unjudged') unjudged += 1
    else judged += 1
    if (verdict !== 'critical' && verdict !== 'warning') continue
    const { warn, critical } = metric.threshold
    const limit = (verdict === 'critical' ? critical : warn) as number
    const [low, high] = metric.range
    const excess = Math.abs((point.value as number) - limit) / Math.max(1e-9, high - low)
    alarms.push({ point, metric, verdict, limit, excess })
  }
  alarms.sort((a, b) => rank(a) - rank(b) || b.excess - a.excess || a.metric.id.localeCompare(b.metric.id))
  return { alarms, groups: grouped(alarms), judged, unjudged }
}

function grouped(alarms: readonly Alarm[]): readonly AlarmGroup[] {
  const groups = new Map<string, Alarm[]>()
  for (const alarm of alarms) {
    const name = `${alarm.verdict}:${alarm.metric.id}`
    groups.set(name, [...(groups.get(name) ?? []), alarm])
  }
  return [...groups.values()].map((members) => ({ worst: members[0] as Alarm, alarms: members }))
}

function rank({ verdict }: Alarm): number {
  return verdict === 'critical' ? 0 : 1
}
