import { type ErrorCode, Refusal } from '#contract/errors.ts'
import { NotLeading } from '../record/fence.ts'
import { RecordFault } from '../record/record-store.ts'

/** What one member answers another. */
export type PeerAnswer =
  | { readonly kind: 'done'; readonly outcome: unknown }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly detail: string | undefined }
  | { readonly kind: 'fault'; readonly code: RecordFault['code'] }
  | { readonly kind: 'not-leading' }
  | { readonly kind: 'broken'; readonly message: string }

/** How something ended, in a form that travels. */
export async function peerAnswer(work: () => Promise<unknown>): Promise<PeerAnswer> {
  try {
    return { kind: 'done', outcome: await work() }
  } catch (fault) {
    if (fault instanceof NotLeading) return { kind: 'not-leading' }
    if (fault instanceof Refusal) return { kind: 'refused', code: fault.code, detail: fault.detail }
    if (fault instanceof RecordFault) return { kind: 'fault', code: fault.code }
    return { kind: 'broken', message: fault instanceof Error ? fault.message : String(fault) }
  }
}

/** The outcome, or what was thrown there, thrown here. */
export function outcomeOf(answer: PeerAnswer): unknown {
  switch (answer.kind) {
    case 'done':
      return answer.outcome
    case 'refused':
      throw new Refusal(answer.code, answer.detail)
    case 'fault':
      throw new RecordFault(answer.code)
    case 'not-leading':
      throw new NotLeading()
    case 'broken':
      throw new Error(`the leader failed: ${answer.message}`)
  }
}
