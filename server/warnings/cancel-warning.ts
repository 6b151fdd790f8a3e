import type { Names } from '#contract/names.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { composeCancel } from './compose-warning.ts'
import { composingOf, type IssuingParts, markOf, send, takeOwn } from './issuing.ts'

/** Ends a warning of ours before its time, and tells everybody why. */
export function cancelWarning(
  parts: IssuingParts,
): Verb<{ readonly id: string; readonly version: number; readonly reason: Names }> {
  return defineVerb({
    type: 'warning.cancel',
    needs: 'warnings:issue',
    run: async (context, { id, version, reason }) => {
      const composing = composingOf(parts)
      const { state: before } = await takeOwn(context, id, version, composing.tree)
      const message = composeCancel(reason, composing, { now: context.now, mark: markOf(context.random), before })
      await send(context, { id, type: 'warning.cancelled', message, areas: before.areas }, composing)
      return { id, detail: { identifier: message.identifier } }
    },
  })
}
