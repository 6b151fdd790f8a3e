import type { WarningDraft } from '#contract/warning.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { composeWarning } from './compose-warning.ts'
import { composingOf, demandAreas, type IssuingParts, markOf, send, takeOwn } from './issuing.ts'

/** Says a warning of ours anew: others’ colour, areas, words or end, in a message that refers to all before it. */
export function updateWarning(
  parts: IssuingParts,
): Verb<{ readonly id: string; readonly version: number; readonly draft: WarningDraft }> {
  return defineVerb({
    type: 'warning.update',
    needs: 'warnings:issue',
    run: async (context, { id, version, draft }) => {
      const composing = composingOf(parts)
      const { state: before } = await takeOwn(context, id, version, composing.tree)
      const message = composeWarning(draft, composing, { now: context.now, mark: markOf(context.random), before })
      demandAreas(context.subject, draft.areas, composing.tree)
      await send(context, { id, type: 'warning.updated', message, areas: draft.areas }, composing)
      return { id, detail: { identifier: message.identifier, kind: draft.kind, colour: draft.colour, areas: draft.areas } }
    },
  })
}
