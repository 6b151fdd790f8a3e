import { ROLES } from '#contract/access.ts'
import { Refusal } from '#contract/errors.ts'
import type { Transaction } from '../../../record/database.ts'
import { remitsOf } from '../remits/remits.ts'
import type { Account } from './account.ts'

/** Two administrators who shut each other out at the same time take turns by it; any number nobody else locks. */
const ADMINISTRATORS_LOCK = 7_205_759_403_801

/**
 * Throws Refusal `account/last-administrator` when this account is the only one with its administrator's remit that can
 * be entered: without it nobody could do that work, nor name another.
 */
export async function demandAnotherAdministrator(tx: Transaction, account: Account): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [ADMINISTRATORS_LOCK])
  for (const { role } of await remitsOf(tx, account.id)) {
    if (ROLES[role].kind !== 'administrator') continue
    const holders = await tx.query<{ account: string }>(
      `select r.account from guanlan.remit r join guanlan.account a on a.id = r.account
       where r.role = $1 and a.disabled_at is null and a.is_trial = $2
         and (a.is_trial or a.password is not null or exists (select from guanlan.federated f where f.account = a.id))`,
      [role, account.isTrial],
    )
    if (holders.some((holder) => holder.account === account.id) && holders.length === 1)
      throw new Refusal('account/last-administrator')
  }
}
