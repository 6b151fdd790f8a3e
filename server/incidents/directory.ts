import { type Action, ROLES, type Role } from '#contract/access.ts'
import type { Directory } from '#contract/command-tables.ts'
import { isBoundToTrial } from '../access/identity/accounts/account-in-sight.ts'
import type { Subject } from '../access/policy/subject.ts'
import type { Queries } from '../record/database.ts'
import type { Somebody } from './happening.ts'

export type People = ReadonlyMap<string, Somebody>

interface Row {
  readonly id: string
  readonly shown: string
  readonly remits: { readonly role: Role; readonly area: string }[]
  readonly is_here: boolean
}

/** People of the trial know each other only: real accounts may lie in the same data. */
const PEOPLE = `
  select a.id, a.shown,
    coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'area', r.area) order by r.granted_at, r.id)
                from guanlan.remit r where r.account = a.id), '[]') as remits,
    exists (select from guanlan.session s where s.account = a.id and s.ends_at > $2) as is_here
  from guanlan.account a
  where a.disabled_at is null and (a.is_trial or not $1)`

/** The people of these accounts; who is not there, disabled or out of sight is left out. */
export async function findPeople(
  { tx, subject, now }: { readonly tx: Queries; readonly subject: Subject; readonly now: number },
  ids: readonly string[],
): Promise<People> {
  if (ids.length === 0) return new Map()
  const rows = await tx.query<Row>(`${PEOPLE} and a.id = any($3)`, [await isBoundToTrial(tx, subject), now, [...new Set(ids)]])
  return new Map(
    rows.map(({ id, shown, remits }) => {
      const may = (action: Action) => remits.some(({ role }) => ROLES[role].may.some((allowed) => allowed === action))
      return [id, { id, name: shown, may }]
    }),
  )
}

/** Everybody who could be asked to do something, by name: those with a duty, and whether they are signed in. */
export async function readDirectory(queries: Queries, subject: Subject, now: number): Promise<Directory> {
  const rows = await queries.query<Row>(`${PEOPLE} order by a.shown, a.id`, [await isBoundToTrial(queries, subject), now])
  return {
    people: rows.flatMap(({ id, shown, remits, is_here }) => {
      const duties = remits.filter(({ role }) => ROLES[role].kind === 'duty')
      return duties.length > 0 ? [{ id, name: shown, remits: duties, isHere: is_here }] : []
    }),
  }
}
