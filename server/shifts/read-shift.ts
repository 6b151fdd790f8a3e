import { SHIFT_KINDS, type ShiftKind } from '#contract/shift-handover.ts'
import { mattersAsOf, newestRevision } from '../matters/matter-store.ts'
import type { Queries } from '../record/database.ts'
import type { CasesOpen, ShiftRecord } from './compose-shift.ts'

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
  return { revision, since, at, matters, cases: await openCases(queries, at) }
}

/** Open cases and those whose clock has run out, counted by what they concern, as they stand. */
async function openCases(queries: Queries, at: number): Promise<readonly CasesOpen[]> {
  const rows = await queries.query<{ area: string; domain: string | null; open: number; late: number }>(
    `select reach->>'area' as area, reach->>'domain' as domain, count(*)::int as open,
            (count(*) filter (where (state->>'dueAt')::bigint < $1))::int as late
       from guanlan.matter where kind = 'case' and is_open group by 1, 2 order by 1, 2`,
    [at],
  )
  return rows.map(({ area, domain, open, late }) => ({ reach: { area, ...(domain !== null && { domain }) }, open, late }))
}
