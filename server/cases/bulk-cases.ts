import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { BulkAnswer, BulkCase, BulkSaid, BulkVerb } from '#contract/case-commands.ts'
import { ERRORS, Refusal } from '#contract/errors.ts'
import type { ExecuteParts } from '../access/act/execute.ts'
import { runCommand, type Verb } from '../matters/run-command.ts'
import { RecordFault } from '../record/record-store.ts'
import { acceptCase } from './accept-case.ts'
import { type CaseParts, caseCommand, type ToCase } from './case-verb.ts'
import { closeCase } from './close-case.ts'
import { dispatchCase } from './dispatch-case.ts'
import { evaluateCase } from './evaluate-case.ts'
import { fileCase } from './file-case.ts'
import { mergeCase } from './merge-case.ts'
import { rejectCase } from './reject-case.ts'
import { startCase } from './start-case.ts'
import { voidCase } from './void-case.ts'

type SaidOf<Kind extends BulkVerb> = Omit<Extract<BulkSaid, { verb: Kind }>, 'verb'>
type BulkVerbs = { readonly [Kind in BulkVerb]: Verb<ToCase<SaidOf<Kind>>> }

function bulkVerbs(parts: CaseParts): BulkVerbs {
  return {
    accept: caseCommand(acceptCase, parts),
    file: caseCommand(fileCase, parts),
    reject: caseCommand(rejectCase, parts),
    dispatch: caseCommand(dispatchCase, parts),
    start: caseCommand(startCase, parts),
    close: caseCommand(closeCase, parts),
    evaluate: caseCommand(evaluateCase, parts),
    void: caseCommand(voidCase, parts),
    merge: mergeCase(parts),
  }
}

/**
 * Does one thing to many cases: a command for each, with a transaction and an audit row of its own, under an id that follows from the
 * bulk's and the case's. So one that is refused stops no other, each is answered by name, and whoever sends the bulk again
 * gets for every case what came of it the first time. What the record could not take is refused with `record/unavailable` or `record/full`.
 */
export function bulkCases(parts: CaseParts & ExecuteParts): (request: FastifyRequest, bulk: BulkCase) => Promise<BulkAnswer> {
  const verbs = bulkVerbs(parts)
  return async (request, { commandId, device, said, ids }) => {
    const { verb: kind, ...input } = said
    const verb = verbs[kind] as Verb<ToCase<typeof input>>
    const results: BulkAnswer['results'] = []
    for (const id of ids) {
      const envelope = { commandId: commandOf(commandId, id), ...(device !== undefined && { device }) }
      try {
        const { revision } = await runCommand(parts, request, verb, envelope, { ...input, id })
        results.push({ id, outcome: 'done', revision })
      } catch (fault) {
        results.push({ id, outcome: 'refused', ...refusalOf(fault) })
      }
    }
    return { results }
  }
}

/** The same for the same bulk and case, and no other's. */
function commandOf(commandId: string, id: string): string {
  return `b${createHash('sha256').update(`${commandId}\n${id}`).digest('base64url')}`
}

/** Throws what is no refusal: a mistake of ours ends the whole bulk, and what was done of it is done. */
function refusalOf(fault: unknown): { readonly code: string; readonly detail: string } {
  if (fault instanceof Refusal) return { code: fault.code, detail: fault.detail }
  if (fault instanceof RecordFault) return { code: fault.code, detail: ERRORS[fault.code].sentence }
  throw fault
}
