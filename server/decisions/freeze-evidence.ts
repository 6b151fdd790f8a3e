import type { Evidence, EvidenceMatter, ProposeDecision } from '#contract/decision.ts'
import { Refusal } from '#contract/errors.ts'
import type { MatterKind, RecordedEvent } from '#contract/matter.ts'
import { type Metric, sensitivityOf } from '#contract/metric.ts'
import { isCleared, SENSITIVITIES, type Sensitivity } from '#contract/sensitivity.ts'
import type { Subject } from '../access/policy/subject.ts'
import { resolveSeries } from '../hub/resolve-series.ts'
import { isInReach } from '../matters/in-reach.ts'
import { eventsOf, findMatter } from '../matters/matter-store.ts'
import { digestOf } from '../matters/run-command.ts'
import type { Queries } from '../record/database.ts'
import type { DecisionParts } from './decision-verb.ts'

export interface Freezing {
  readonly tx: Queries
  readonly subject: Subject
  readonly now: number
}

/**
 * Reads what a decision is to rest on, as far as whoever asks may see it: each series' newest settled point, all of one
 * revision, and each matter's version with the digest of its events. Throws Refusal `series/…` for a figure and
 * `matter/unknown` for a matter that is beyond the remit.
 */
export async function freezeEvidence(
  asked: ProposeDecision['evidence'],
  { tx, subject, now }: Freezing,
  { hub, modelOf, tree }: DecisionParts,
): Promise<Evidence> {
  const model = modelOf(subject)
  const keys = asked.series.map((series) => resolveSeries(model, series))
  // In one go: nothing is committed between the first figure and the revision they are all of.
  const frozen = { at: now, revision: hub.revision(), points: [...new Set(keys)].map((key) => hub.latest(key)) }
  const matters: EvidenceMatter[] = []
  for (const { kind, id } of asked.matters) {
    const matter = await findMatter(tx, kind, id)
    if (!matter || !isInReach(subject, matter.reach, tree)) throw new Refusal('matter/unknown', `There is no ${kind} ${id}.`)
    matters.push({ kind, id, version: matter.version, digest: await eventsDigest(tx, kind, id, matter.version) })
  }
  return { ...frozen, matters }
}

/** SHA-256 of a matter's events up to a version: equal events have equal digests, whatever the order of their fields. */
export async function eventsDigest(queries: Queries, kind: MatterKind, id: string, version: number): Promise<string> {
  const events = (await eventsOf(queries, kind, id)).filter((event) => event.version <= version)
  return digestOf(events.map(({ event }: RecordedEvent) => event))
}

/** How sensitive a card is that shows figures of these metrics: as the most sensitive of them. */
export function mostSensitive(metrics: readonly Pick<Metric, 'sensitivity' | 'audiences'>[]): Sensitivity {
  return metrics.reduce<Sensitivity>((most, metric) => {
    const own = sensitivityOf(metric)
    return isCleared(most, own) ? most : own
  }, SENSITIVITIES[0])
}
