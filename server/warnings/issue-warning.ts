import type { WarningDraft } from '#contract/warning.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { composeWarning } from './compose-warning.ts'
import { warningIdOf } from './digest-of.ts'
import { composingOf, demandAreas, type IssuingParts, markOf, send } from './issuing.ts'

/** Warns in the city’s name: the message is out, for everybody, as soon as this is committed. */
export function issueWarning(parts: IssuingParts): Verb<{ readonly draft: WarningDraft }> {
  return defineVerb({
    type: 'warning.issue',
    needs: 'warnings:issue',
    run: async (context, { draft }) => {
      const composing = composingOf(parts)
      const message = composeWarning(draft, composing, { now: context.now, mark: markOf(context.random) })
      demandAreas(context.subject, draft.areas, composing.tree)
      const id = warningIdOf(message)
      await send(context, { id, type: 'warning.issued', message, areas: draft.areas }, composing)
      return { id, detail: { identifier: message.identifier, kind: draft.kind, colour: draft.colour, areas: draft.areas } }
    },
  })
}
