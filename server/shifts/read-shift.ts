import { SHIFT_KINDS, type ShiftKind } from '#contract/shift-handover.ts'
import { mattersAsOf, newestRevision } from '../matters/matter-store.ts'
import type { Queries } from '../record/database.ts'
import type { ShiftRecord } from './compose-shift.ts'

/** Reads what a shift has to hand over from the record as it stands, all of one revision. Throws RecordFault. */
export async function readShift(queries: Queries, since: number, at: number): Promise<ShiftRecord> {
  const revision = await newestRevision(queries)
  const [then] = await queries.query<{ revision: number | null }>(
    'select max(revision) as revision from guanlan.revision where at < $1',
    [since],
  )
  const began = Math.min(then?.revision ?? 0, revision)
  const matters = {} as Record<ShiftKind, ShiftRecord['matters'][ShiftKind]>
  for (const kind of SHIFT_KINDS) matters[kind] = await mattersAsOf(queries, kind, revision, began)
  return { revision, since, at, matters }
}
