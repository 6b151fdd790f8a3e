import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { BeginShiftHandoverSchema, ShiftHandoverEvent } from '#contract/shift-handover.ts'
import { newId } from '../access/identity/sessions/session-token.ts'
import { findPeople } from '../incidents/directory.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { readDutyBoard } from './duty-board.ts'
import { holdPost, openHandovers } from './handover-store.ts'
import { shiftHandoverLife } from './shift-handover-life.ts'
import { shiftSince, shiftSummary } from './shift-summary.ts'
import { postOf, type ShiftParts } from './shift-verb.ts'

type Input = Omit<Static<typeof BeginShiftHandoverSchema>, 'commandId' | 'device'>

/**
 * Whoever is on duty at a post begins to hand it over: the summary is composed from the record and stands in the handover.
 * They stay on duty until it is signed. Throws Refusal `alarm/no-post`, `shift/not-on-duty`, `shift/unfinished` where the post
 * is being handed over already, or `command/person-unknown`.
 */
export function beginShiftHandover(parts: ShiftParts): Verb<Input> {
  return defineVerb({
    type: 'shift-handover.begin',
    needs: 'incidents:open',
    run: async (context, { post: id, to, note }) => {
      const { tx, desk, subject, actor, now, random } = context
      const post = postOf(parts.roster, id)
      await holdPost(tx, id)
      const open = (await openHandovers(tx)).find(({ state }) => state.post.id === id)
      if (open) throw new Refusal('shift/unfinished', `${open.state.from.name} hands it over to ${open.state.to.name} already.`)
      const board = await readDutyBoard(tx, parts, now)
      const standing = board.posts.find((one) => one.id === id)
      const wentOff = standing?.due?.from.some((person) => person.id === actor.id) ? standing.due.since : undefined
      if (wentOff === undefined && !standing?.present.some(({ person }) => person.id === actor.id))
        throw new Refusal('shift/not-on-duty')
      const other = (await findPeople(context, [to])).get(to)
      if (!other || other.id === actor.id || !other.may('incidents:open'))
        throw new Refusal('command/person-unknown', `The post cannot be handed to ${other?.name ?? to}.`)
      // Whoever goes after the roster changed hands over the shift before that.
      const since = await shiftSince(tx, post, parts, wentOff === undefined ? now : wentOff - 1)
      const summary = await shiftSummary(tx, { subject, post, since, now }, parts)
      const events: ShiftHandoverEvent[] = [
        {
          ...{ type: 'shift-handover.begun', at: now, actor },
          body: {
            ...{ post: { id, names: post.names }, area: post.area ?? parts.tree.root.code },
            ...{ to: { id: other.id, name: other.name }, summary },
          },
        },
        ...(note === undefined ? [] : [{ type: 'shift-handover.noted', at: now, actor, body: { text: note } } as const]),
      ]
      const handover = `s${newId(random)}`
      await desk.append(shiftHandoverLife, handover, events)
      return { id: handover, detail: { post: id, to: other.id, revision: summary.revision, items: summary.items.length } }
    },
  })
}
