import type { ClusterRule } from '#contract/command-tables.ts'
import type { IncidentState } from '#contract/incident.ts'
import type { Point } from '#contract/point.ts'

/** A sign that is there: its figure is at least what the rule wants. */
export interface Sign {
  readonly metric: string
  readonly value: number
  readonly least: number
}

/** The signs of a cluster that are there in an area; none where there are fewer than it needs. Pure. */
export function signsOf(
  { signs, needs }: ClusterRule,
  read: (sign: ClusterRule['signs'][number]) => Point | undefined,
): readonly Sign[] {
  const there = signs.flatMap((sign) => {
    const point = read(sign)
    const isKnown = point && point.value !== null && point.freshness !== 'silent' && point.freshness !== 'empty'
    return isKnown && (point.value as number) >= sign.least
      ? [{ metric: sign.metric, value: point.value as number, least: sign.least }]
      : []
  })
  return there.length >= needs ? there : []
}

/** The incident a cluster in an area belongs to: the oldest open one of its kind there that is not too old. Pure. */
export function incidentOf<Incident extends { readonly state: IncidentState }>(
  { subtype, withinHours }: ClusterRule,
  area: string,
  incidents: readonly Incident[],
  now: number,
): Incident | undefined {
  return incidents.find(
    ({ state }) => state.subtype === subtype && state.place.area === area && now - state.receivedAt <= withinHours * 3_600_000,
  )
}

/** Signs that the incident was not told of by this rule. Pure. */
export function newSigns({ id }: ClusterRule, signs: readonly Sign[], { links }: Pick<IncidentState, 'links'>): readonly Sign[] {
  return signs.filter(({ metric }) => !links.some((link) => link.channel === id && link.id === metric))
}
