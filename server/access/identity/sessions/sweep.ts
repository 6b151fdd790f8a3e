import { defineAct } from '../../act/act.ts'
import { type Asking, execute } from '../../act/execute.ts'
import { forgetOldEndings } from '../../endings.ts'
import { VISITOR } from '../../policy/subject.ts'
import { ADMINISTRATORS } from '../accounts/newness.ts'
import type { IdentityParts } from '../identity-parts.ts'
import { forgetOldAttempts } from './attempts.ts'
import { endSessionsOf, endStaleSessions } from './session.ts'

/**
 * An account nobody used for this long is disabled, ms (GB/T 22239-2019 8.1.4.2 c); an administrator without whom nobody
 * would be left to do that work stays.
 */
export const UNUSED_MS = 90 * 86_400_000

/** A factor that was begun and never confirmed is forgotten after this, ms. */
const UNCONFIRMED_MS = 3_600_000

/** What the product does of itself is written down as done by itself. */
const BY_ITSELF: Asking = { subject: VISITOR, actor: { kind: 'nobody', name: 'guanlan' } }

/** Ends what is over and forgets what says nothing any more. Done now and then; doing it twice changes nothing. */
export async function sweepIdentity(parts: Pick<IdentityParts, 'database' | 'audit' | 'now' | 'random'>): Promise<void> {
  const { database, now } = parts
  await database.transaction((tx) => endStaleSessions({ tx, now: now() }))
  await forgetOldAttempts(database, now())
  await forgetOldEndings(database)
  await database.query('delete from guanlan.invitation where ends_at <= $1', [now()])
  await database.query('delete from guanlan.factor where confirmed_at is null and made_at <= $1', [now() - UNCONFIRMED_MS])
  const unused = await database.query<{ id: string }>(
    `select a.id from guanlan.account a where a.disabled_at is null and not a.is_trial and a.used_at <= $1
       and not exists (
         select from guanlan.remit r where r.account = a.id and r.role = any($2) and not exists (
           select from guanlan.remit o join guanlan.account b on b.id = o.account
           where o.role = r.role and b.id <> a.id and b.disabled_at is null and b.used_at > $1))`,
    [now() - UNUSED_MS, ADMINISTRATORS],
  )
  for (const { id } of unused) await execute(parts, BY_ITSELF, disableUnused, { account: id })
}

/**
 * Takes everything of a trial away, where the same data now serve people who prove who they are. Returns how many accounts
 * there were.
 */
export async function endTrial(parts: Pick<IdentityParts, 'database' | 'audit' | 'now' | 'random'>): Promise<number> {
  const [found] = await parts.database.query<{ there: boolean }>(
    'select exists (select from guanlan.account where is_trial) as there',
  )
  return found?.there ? execute(parts, BY_ITSELF, removeTrialAccounts, undefined) : 0
}

const removeTrialAccounts = defineAct<undefined, number>({
  type: 'trial.end',
  needs: 'anyone',
  run: async ({ tx }) => {
    const accounts = await tx.query('delete from guanlan.account where is_trial returning id')
    return { outcome: accounts.length, detail: { accounts: accounts.length } }
  },
})

const disableUnused = defineAct<{ readonly account: string }, void>({
  type: 'account.disable',
  needs: 'anyone',
  run: async (context, { account: id }) => {
    const { tx, now } = context
    const reason = 'unused for 90 days'
    await tx.query('update guanlan.account set disabled_at = $2, disabled_reason = $3 where id = $1', [id, now, reason])
    await endSessionsOf(context, id)
    return { outcome: undefined, object: { kind: 'account', id }, detail: { reason } }
  },
})
