import type { ClusterRule } from '#contract/command-tables.ts'
import type { Step } from '#contract/duration.ts'
import type { IncidentState, Link } from '#contract/incident.ts'
import type { MatterActor } from '#contract/matter.ts'
import { seriesKey } from '#contract/series.ts'
import { newId } from '../access/identity/sessions/session-token.ts'
import { openIncidents } from '../incidents/open-incidents.ts'
import { takeIn } from '../incidents/take-in.ts'
import { changeMatters } from '../matters/change-matters.ts'
import { withEach } from '../matters/with-each.ts'
import { incidentOf, newSigns, type Sign, signsOf } from './cluster-signs.ts'
import type { ReadingParts } from './look-at-measures.ts'

/**
 * Looks in every area whether the signs of a cluster are there together. If so they join the incident of that kind in that area, or
 * open one; each sign is told of once. How grave it is, is for a person to say. Throws RecordFault; the next look makes up for it.
 */
export async function lookAtClusters(parts: ReadingParts): Promise<void> {
  const areas = [...parts.tree.byCode.values()]
  const watched = parts.tables.clusters.flatMap((rule) =>
    areas.filter(({ level }) => level === rule.level).map(({ code }) => ({ rule, code })),
  )
  await withEach(
    watched,
    ({ rule, code }) => `${rule.id}@${code}`,
    ({ rule, code }) => lookAt(parts, rule, code),
  )
}

async function lookAt(parts: ReadingParts, rule: ClusterRule, area: string): Promise<void> {
  const { hub, book, now } = parts
  const signs = signsOf(rule, ({ metric, step }) => {
    const period = hub.model.metrics.get(metric)?.period
    const key = seriesKey(metric, area, (step ?? period) as Step)
    return hub.has(key) ? hub.latest(key) : undefined
  })
  if (signs.length === 0) return
  const known = incidentOf(rule, area, book.open('incident') as readonly { readonly state: IncidentState }[], now())
  if (known && newSigns(rule, signs, known.state).length === 0) return
  await write(parts, rule, area, signs)
}

async function write(
  { database, now, tables, timeZone, hub, random }: ReadingParts,
  rule: ClusterRule,
  area: string,
  signs: readonly Sign[],
) {
  const at = now()
  const subtype = tables.subtypes.find(({ id }) => id === rule.subtype)
  if (!subtype) return
  const actor: MatterActor = { kind: 'rule', id: rule.id, name: rule.names.zh }
  await changeMatters(database, at, async (desk, tx) => {
    let incident = incidentOf(rule, area, await openIncidents(tx), at)
    for (const sign of incident ? newSigns(rule, signs, incident.state) : signs) {
      const metric = hub.model.metrics.get(sign.metric)
      const text = `${metric?.names.zh ?? sign.metric} ${Math.round(sign.value)} ${metric?.unit.zh ?? ''} ≥ ${sign.least}`
      const link: Link = { kind: 'signal', channel: rule.id, id: sign.metric, text, place: { area }, at }
      const report = { class: subtype.class, subtype: subtype.id, title: rule.names.zh, link, join: incident?.id ?? 'never' }
      const taken = await takeIn(report, { desk, tx, actor, now: at, newId: `i${newId(random)}`, tables, timeZone })
      incident ??= (await openIncidents(tx)).find(({ id }) => id === taken.id)
    }
  })
}
