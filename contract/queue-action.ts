import type { Action } from './access.ts'
import type { CaseQueue } from './case.ts'

/** Whose a queue is: those who may do this, within the area of the case; nobody's while a case is suspended. */
export const QUEUE_ACTION: Readonly<Record<CaseQueue, Action | null>> = {
  intake: 'cases:file',
  check: 'cases:verify',
  filing: 'cases:file',
  dispatch: 'cases:file',
  handling: 'cases:handle',
  verification: 'cases:verify',
  closing: 'cases:file',
  evaluation: 'cases:file',
  requests: 'cases:file',
  suspended: null,
}
