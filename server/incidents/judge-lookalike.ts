import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { IncidentState } from '#contract/incident.ts'
import type { JudgeLookalikeSchema } from '#contract/incident-commands.ts'
import type { Matter } from '#contract/matter.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { appendHappenings, demandCharge, type IncidentParts, type ToIncident, takeIncident } from './incident-verb.ts'
import { isAnswered } from './is-answered.ts'

type IncidentMatter = Matter<IncidentState, 'incident'>

/**
 * Decides whether another incident is the same happening. If it is, one goes over into the other with all its reports: the
 * younger into the older, but never one that somebody answers into one that nobody does. Throws Refusal `incident/answered`
 * where both are answered: then people must end one of them first.
 */
export function judgeLookalike(
  parts: IncidentParts,
): Verb<ToIncident<Pick<Static<typeof JudgeLookalikeSchema>, 'incident' | 'verdict'>>> {
  const { tables, tree } = parts
  return defineVerb({
    type: 'incident.judge-lookalike',
    needs: 'incidents:open',
    run: async ({ desk, subject, actor, now }, { id, incident: otherId, verdict }) => {
      if (id === otherId) throw new Refusal('incident/lookalike-unknown')
      const pair: IncidentMatter[] = []
      for (const one of [id, otherId].sort()) pair.push(await takeIncident(desk, subject, tree, one))
      for (const one of pair) demandCharge(subject, one, tree)
      if (!pair.every(({ isOpen }) => isOpen)) throw new Refusal('incident/over')
      if (verdict === 'different') {
        for (const [one, other] of [pair, pair.toReversed()] as [IncidentMatter, IncidentMatter][])
          if (one.state.lookalikes.some(({ incident }) => incident === other.id))
            await appendHappenings(desk, one, {
              ...{ actor, now, tables },
              happenings: [{ type: 'incident.lookalike-dismissed', body: { incident: other.id } }],
            })
        return { id, detail: { verdict, other: otherId } }
      }
      const [kept, gone] = keptFirst(pair as [IncidentMatter, IncidentMatter])
      await appendHappenings(desk, gone, {
        ...{ actor, now, tables },
        happenings: [{ type: 'incident.merged', body: { into: kept.id } }],
      })
      await appendHappenings(desk, kept, {
        ...{ actor, now, tables },
        happenings: [{ type: 'incident.absorbed', body: { incident: gone.id, links: gone.state.links } }],
      })
      return { id: kept.id, detail: { verdict, merged: gone.id } }
    },
  })
}

/** Which stays and which goes over. Throws Refusal `incident/answered`. */
export function keptFirst<One extends Pick<IncidentMatter, 'openedAt' | 'state'>>([a, b]: readonly [One, One]): readonly [
  One,
  One,
] {
  const [isA, isB] = [isAnswered(a.state), isAnswered(b.state)]
  if (isA && isB) throw new Refusal('incident/answered', 'Both incidents are answered; end one of them first.')
  if (isA !== isB) return isA ? [a, b] : [b, a]
  return a.openedAt <= b.openedAt ? [a, b] : [b, a]
}
