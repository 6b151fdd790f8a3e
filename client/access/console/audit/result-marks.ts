import type { AuditRow } from '#contract/audit.ts'
import type { MarkKind } from '../../parts/state-mark.tsx'

/** The shape of how an act came out. */
export const RESULT_MARKS: Record<AuditRow['result'], MarkKind> = { done: 'good', refused: 'refused', failed: 'bad' }
