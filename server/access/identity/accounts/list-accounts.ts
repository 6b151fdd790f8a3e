import type { Remit } from '#contract/access.ts'
import type { ListedAccount } from '#contract/account.ts'
import type { Queries } from '../../../record/database.ts'
import { maskPhone } from '../../personal/masking.ts'
import type { PersonalVault } from '../../personal/vault.ts'
import { lockedAccounts } from '../sessions/attempts.ts'
import { TRIED } from '../trial/try-role.ts'
import { nameKey } from './account-name.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly shown: string
  readonly has_password: boolean
  readonly phone: Buffer | null
  readonly disabled_at: number | null
  readonly disabled_reason: string | null
  readonly has_factor: boolean
  readonly claim: string | null
  readonly sessions: number
  readonly made_at: number
  readonly used_at: number
  readonly remits: Remit[]
}

export interface ListParts {
  readonly database: Queries
  readonly vault: PersonalVault
  now(): number
}

/** All accounts by name, or those of the trial alone. */
export async function listAccounts({ database, vault, now }: ListParts, isTrialOnly: boolean): Promise<ListedAccount[]> {
  const isLocked = await lockedAccounts(database, now())
  const rows = await database.query<Row>(
    `select a.id, a.name, a.shown, a.password is not null as has_password, a.phone, a.disabled_at, a.disabled_reason, a.made_at, a.used_at,
       exists (select from guanlan.factor f where f.account = a.id and f.confirmed_at is not null) as has_factor,
       (select f.claim from guanlan.federated f where f.account = a.id) as claim,
       (select count(*) from guanlan.session s where s.account = a.id) as sessions,
       coalesce((
         select jsonb_agg(
           jsonb_build_object('id', r.id, 'role', r.role, 'area', r.area, 'domains', coalesce(to_jsonb(r.domains), '"all"'))
           order by r.granted_at, r.id)
         from guanlan.remit r where r.account = a.id), '[]') as remits
     from guanlan.account a where a.is_trial or not $1 order by a.name_key`,
    [isTrialOnly],
  )
  return rows.map((row) => ({
    ...{
      id: row.id,
      name: row.name,
      shown: row.shown,
      hasFactor: row.has_factor,
      provider: row.claim,
      sessions: row.sessions,
      remits: row.remits,
    },
    state: row.disabled_at !== null ? 'disabled' : row.has_password || row.name.startsWith(TRIED) ? 'active' : 'invited',
    isLocked: isLocked({ id: row.id, nameKey: nameKey(row.name) }),
    reason: row.disabled_reason,
    phone: row.phone ? maskPhone(vault.open(row.phone, 'account.phone', row.id)) : null,
    ...{ madeAt: row.made_at, usedAt: row.used_at },
  }))
}
