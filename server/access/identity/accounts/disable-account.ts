import { defineAct } from '../../act/act.ts'
import { endSessionsOf } from '../sessions/session.ts'
import { takeAnothersAccount } from './account-in-sight.ts'
import { demandAnotherAdministrator } from './last-administrator.ts'

/** Shuts an account out: its sessions and their connections end at once, its links are worth nothing. */
export const disableAccount = defineAct<{ readonly account: string; readonly reason: string }, void>({
  type: 'account.disable',
  needs: 'accounts:manage',
  run: async (context, { account: id, reason }) => {
    const { tx, now } = context
    const account = await takeAnothersAccount(context, id)
    await demandAnotherAdministrator(tx, account)
    await tx.query('update guanlan.account set disabled_at = coalesce(disabled_at, $2), disabled_reason = $3 where id = $1', [
      id,
      now,
      reason,
    ])
    await tx.query('delete from guanlan.invitation where account = $1', [id])
    const sessions = await endSessionsOf(context, id)
    return { outcome: undefined, object: { kind: 'account', id }, detail: { reason, sessions } }
  },
})
