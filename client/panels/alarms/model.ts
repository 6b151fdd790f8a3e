import type { Alarm } from '#contract/alarm.ts'
import { type AlarmGroup, groupAlarms } from '#contract/alarm-groups.ts'
import type { Point } from '#contract/point.ts'
import { panelSeries, type ResolvedSeries } from '#contract/scene-series.ts'
import type { CityView } from '../../state/city-view.ts'
import { judge } from '../judge.ts'

export interface AlarmsModel {
  /** Alarms of the area shown, and of what lies in it. */
  readonly alarms: readonly Alarm[]
  /** The same by cause, the gravest and newest first. */
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

/** What stands in an area, and how many figures are watched there. `points` are those of `alarmSeries`. Pure. */
export function alarmsModel(
  alarms: readonly Alarm[],
  points: readonly Point[],
  city: CityView,
  area: string,
  domains?: readonly string[],
): AlarmsModel {
  const here = alarms.filter(({ state }) => isHere(state.area, area, city) && isAsked(state.domain, domains))
  let judged = 0
  let unjudged = 0
  for (const point of points) {
    const metric = city.metric(point.metric)
    if (!metric?.threshold) continue
    if (judge(point, metric, city.area(point.area)?.level) === 'unjudged') unjudged += 1
    else judged += 1
  }
  return { alarms: here, groups: groupAlarms(here, city.tree), judged, unjudged }
}

function isHere(inner: string, outer: string, city: CityView): boolean {
  return city.tree.path(inner).some(({ code }) => code === outer)
}

function isAsked(domain: string | undefined, domains: readonly string[] | undefined): boolean {
  return domains === undefined || (domain !== undefined && domains.includes(domain))
}

/** What is listed, by cause: all of it, or with `graveAlone` the critical ones while there are any. Pure. */
export function listedGroups({ groups }: Pick<AlarmsModel, 'groups'>, graveAlone: boolean): readonly AlarmGroup[] {
  const grave = groups.filter(({ worst }) => worst.state.severity === 'critical')
  return graveAlone && grave.length > 0 ? grave : groups
}

/** How many of them are critical; the rest are warnings. */
export function criticalOf({ alarms }: Pick<AlarmsModel, 'alarms'>): number {
  return alarms.filter(({ state }) => state.severity === 'critical').length
}
