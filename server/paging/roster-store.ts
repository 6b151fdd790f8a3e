import { ROLES, type Role } from '#contract/access.ts'
import type { DutySwap } from '#contract/duty-roster.ts'
import type { Told } from '#contract/paging.ts'
import { nameKey } from '../access/identity/accounts/account-name.ts'
import type { Queries } from '../record/database.ts'

/** Everybody who stands in for somebody now or later, in the order it was arranged. */
export async function openSwaps(queries: Queries, now: number): Promise<readonly DutySwap[]> {
  return queries.query<DutySwap & { readonly [field: string]: unknown }>(
    `select post, off_account as off, on_account as on, from_at as from, to_at as to
       from guanlan.duty_swap where to_at > $1 order by made_at, id`,
    [now],
  )
}

/** The accounts of these names that can be told anything: those that exist and are not disabled, by the name given. */
export async function accountsNamed(queries: Queries, names: readonly string[]): Promise<ReadonlyMap<string, Told>> {
  const keys = names.map(nameKey)
  const rows = await queries.query<{ id: string; shown: string; name_key: string }>(
    'select id, shown, name_key from guanlan.account where name_key = any($1) and disabled_at is null',
    [keys],
  )
  const byKey = new Map(rows.map(({ id, shown, name_key }) => [name_key, { id, name: shown }]))
  return new Map(
    names.flatMap((name, index) => {
      const told = byKey.get(keys[index] as string)
      return told ? [[name, told] as const] : []
    }),
  )
}

/** True when a role of the account may see matters: nobody else is told of one. */
export async function seesMatters(queries: Queries, account: string): Promise<boolean> {
  const remits = await queries.query<{ role: Role }>('select role from guanlan.remit where account = $1', [account])
  return remits.some(({ role }) => ROLES[role].may.some((action) => action === 'matters:read'))
}

/**
 * Whoever hands a post over and has not been relieved yet, beside those the roster names: until both have signed they are on
 * duty as before, so that nobody is without duty in between.
 */
export async function notRelieved(queries: Queries, post: string, planned: readonly Told[]): Promise<readonly Told[]> {
  const rows = await queries.query<{ id: string; name: string }>(
    `select m.state->'from'->>'id' as id, m.state->'from'->>'name' as name
       from guanlan.matter m join guanlan.account a on a.id = m.state->'from'->>'id' and a.disabled_at is null
      where m.kind = 'shift-handover' and m.is_open and m.state->'post'->>'id' = $1 order by m.opened_at, m.id`,
    [post],
  )
  return rows.filter(({ id }) => !planned.some((one) => one.id === id))
}
