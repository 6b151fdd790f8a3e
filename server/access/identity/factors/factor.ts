import type { Factor, FactorKind } from '#contract/account.ts'
import type { Queries } from '../../../record/database.ts'
import type { PersonalVault } from '../../personal/vault.ts'
import { stepOfCode } from './totp.ts'

/** So many factors one account may have. */
export const MAX_FACTORS = 5

/** Factors of an account that count, oldest first. */
export async function factorsOf(queries: Queries, account: string): Promise<Factor[]> {
  const rows = await queries.query<{ id: string; kind: FactorKind; name: string; made_at: number; used_at: number | null }>(
    'select id, kind, name, made_at, used_at from guanlan.factor where account = $1 and confirmed_at is not null order by made_at, id',
    [account],
  )
  return rows.map(({ id, kind, name, made_at, used_at }) => ({ id, kind, name, madeAt: made_at, usedAt: used_at }))
}

/**
 * Spends a code on the factor it belongs to: one of the account's that count, or the one named, which need not count yet.
 * Returns the factor's id, or undefined when the code is of none of them, or of a step that was spent before. Of two
 * who spend the same code at the same time, one does.
 */
export async function spendCode(
  tx: Queries,
  vault: PersonalVault,
  {
    account,
    code,
    now,
    factor,
  }: { readonly account: string; readonly code: string; readonly now: number; readonly factor?: string },
): Promise<string | undefined> {
  const rows = await tx.query<{ id: string; secret: Buffer }>(
    `select id, secret from guanlan.factor where account = $1 and kind = 'totp' and secret is not null
       and case when $2::text is null then confirmed_at is not null else id = $2 and confirmed_at is null end`,
    [account, factor ?? null],
  )
  for (const { id, secret } of rows) {
    const step = stepOfCode(vault.open(secret, 'factor.secret', id), code, now)
    if (step === undefined) continue
    const spent = await tx.query(
      `update guanlan.factor set last_step = $2, used_at = $3, confirmed_at = coalesce(confirmed_at, $3)
       where id = $1 and (last_step is null or last_step < $2) returning id`,
      [id, step, now],
    )
    return spent.length > 0 ? id : undefined
  }
  return undefined
}
