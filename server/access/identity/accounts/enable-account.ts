import { defineAct } from '../../act/act.ts'
import { takeAnothersAccount } from './account-in-sight.ts'

/** Lets an account in again, with the password and the remits it had. */
export const enableAccount = defineAct<{ readonly account: string }, void>({
  type: 'account.enable',
  needs: 'accounts:manage',
  run: async (context, { account: id }) => {
    await takeAnothersAccount(context, id)
    await context.tx.query('update guanlan.account set disabled_at = null, disabled_reason = null, used_at = $2 where id = $1', [
      ...[id, context.now],
    ])
    return { outcome: undefined, object: { kind: 'account', id } }
  },
})
