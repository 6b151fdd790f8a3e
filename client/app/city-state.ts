import type { Alarm } from '#contract/alarm.ts'
import type { Point } from '#contract/point.ts'
import { panelSeries, type ResolvedSeries } from '#contract/scene-series.ts'
import { type AlarmsModel, alarmSeries, alarmsModel, criticalOf } from '../panels/alarms/model.ts'
import { type LinksModel, linksModel } from '../panels/links/model.ts'
import type { CityView } from '../state/city-view.ts'

/** The sentence in the header: what can be said of the area as a whole, and nothing that is not known. */
export type Mood =
  /** No figure has come yet. */
  | { readonly kind: 'waiting' }
  /** More figures are silent than not: calm cannot be told from blindness. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'critical'; readonly count: number }
  | { readonly kind: 'watch'; readonly count: number }
  | { readonly kind: 'calm' }

export interface CityState {
  readonly mood: Mood
  readonly alarms: AlarmsModel
  readonly links: LinksModel
}

/** The series the header and the footer speak of, whatever the scene: every limit below `area`, every metric of the city. */
export function citySeries(city: CityView, area: string): readonly ResolvedSeries[] {
  return [...alarmSeries(city, area), ...panelSeries({ type: 'links' }, area, city)]
}

/** What the header and the footer say. Pure. */
export function cityState(
  city: CityView,
  area: string,
  told: { readonly alarms: readonly Alarm[]; readonly limits: readonly Point[]; readonly feeds: readonly Point[] },
): CityState {
  const alarms = alarmsModel(told.alarms, told.limits, city, area)
  const links = linksModel(told.feeds, city)
  return { mood: moodOf(alarms, links), alarms, links }
}

function moodOf(alarms: AlarmsModel, { counts }: LinksModel): Mood {
  const known = counts.total - counts.empty
  if (known === 0) return { kind: 'waiting' }
  const critical = criticalOf(alarms)
  if (critical > 0) return { kind: 'critical', count: critical }
  if (alarms.alarms.length > 0) return { kind: 'watch', count: alarms.alarms.length }
  return counts.silent * 2 > known ? { kind: 'unknown' } : { kind: 'calm' }
}
