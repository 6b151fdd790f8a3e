import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import type { Link, Site } from '#contract/incident.ts'
import type { OpenIncident } from '#contract/incident-commands.ts'
import { readPlace } from '#contract/place.ts'
import { newId } from '../access/identity/sessions/session-token.ts'
import type { Subject } from '../access/policy/subject.ts'
import { keepAttached, knownAttachments } from '../files/attach-files.ts'
import { isInCharge, isInReach } from '../matters/in-reach.ts'
import { findMatter } from '../matters/matter-store.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import type { Transaction } from '../record/database.ts'
import { type IncidentParts, takeIncident } from './incident-verb.ts'
import { demandPast } from './past.ts'
import { demandSubtype } from './subtype.ts'
import { takeIn } from './take-in.ts'

export type OpenInput = Omit<OpenIncident, 'commandId' | 'device'>

const TITLE_LENGTH = 40

/**
 * Takes in a report of something that happened, by hand, in three presses: class, place, what. Everything else is 待核.
 * Throws Refusal `series/unknown-area` for a place beyond the remit, `incident/table-unknown`, `incident/time`, or
 * `matter/unknown` for an incident to join that does not concern the sender.
 */
export function openIncident(parts: IncidentParts): Verb<OpenInput> {
  const { tables, tree, timeZone } = parts
  return defineVerb({
    type: 'incident.open',
    needs: 'incidents:open',
    run: async ({ desk, tx, subject, actor, now, random }, input) => {
      const { place, what, join, receivedAt = now, subtype } = input
      if (!tree.byCode.has(place.area) || !isInCharge(subject, { area: place.area }, tree)) throw new Refusal('series/unknown-area')
      if (subtype !== undefined) demandSubtype(tables, subtype, input.class)
      demandPast(receivedAt, now)
      if (join !== undefined && join !== 'never') await takeIncident(desk, subject, tree, join)
      await demandOrigin(input.from, { tx, subject, tree })
      const attachments = await knownAttachments({ tx, actor, now }, input.attachments ?? [])
      const report = {
        ...{
          class: input.class,
          title: input.title ?? titleOf(what),
          link: linkOf({ ...input, attachments }, Math.min(receivedAt, now)),
        },
        ...(subtype !== undefined && { subtype }),
        ...(input.level !== undefined && { level: input.level }),
        ...(input.isExpected !== undefined && { isExpected: input.isExpected }),
        ...(join !== undefined && { join }),
      }
      const taken = await takeIn(report, { desk, tx, actor, now, newId: `i${newId(random)}`, tables, timeZone })
      await keepAttached({ tx, actor, now }, attachments, { kind: 'incident', id: taken.id })
      return { id: taken.id, detail: { isNew: taken.isNew, lookalikes: taken.lookalikes.map(({ incident }) => incident) } }
    },
  })
}

/** What it is opened from must be there for the sender; what is no matter of ours (a call, a signal) is taken at its word. */
async function demandOrigin(
  from: OpenInput['from'],
  { tx, subject, tree }: { readonly tx: Transaction; readonly subject: Subject; readonly tree: AreaTree },
): Promise<void> {
  if (from?.id === undefined || from.kind === 'hand' || from.kind === 'signal') return
  const origin = await findMatter(tx, from.kind, from.id)
  if (!origin || !isInReach(subject, origin.reach, tree)) throw new Refusal('matter/unknown')
}

/** The first sentence of what was said, as long as a heading may be. */
export function titleOf(what: string): string {
  const [sentence = what] = what.trim().split(/[。！？!?\n]|[.](?=\s)/u)
  const letters = [...sentence.trim()]
  return letters.length <= TITLE_LENGTH ? letters.join('') : `${letters.slice(0, TITLE_LENGTH - 1).join('')}…`
}

function linkOf({ from, channel, key, what, place: said, attachments = [] }: OpenInput, at: number): Link {
  return {
    ...{ kind: from?.kind ?? 'hand', text: what, place: withoutNoFix(said), at },
    ...(from?.id !== undefined && { id: from.id }),
    ...(channel !== undefined && { channel }),
    ...(key !== undefined && { key }),
    ...(attachments.length > 0 && { attachments }),
  }
}

/** A position that means that there is none (0/0) is no position. */
export function withoutNoFix({ at, ...place }: Site): Site {
  return at && readPlace(at[0], at[1]).kind === 'place' ? { ...place, at } : place
}
