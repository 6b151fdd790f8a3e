import { defineAct } from '../../act/act.ts'
import { takeAnothersAccount } from '../accounts/account-in-sight.ts'
import { endSessionsOf } from '../sessions/session.ts'

/**
 * Takes all second factors off an account whose owner lost them. The security administrator may, who cannot make a link
 * for a new password; the system administrator makes links, and cannot do this: it takes both to enter for somebody else.
 */
export const forgetFactors = defineAct<{ readonly account: string }, number>({
  type: 'account.forget-factors',
  needs: 'remits:grant',
  run: async (context, { account: id }) => {
    await takeAnothersAccount(context, id)
    const factors = await context.tx.query('delete from guanlan.factor where account = $1 returning id', [id])
    await endSessionsOf(context, id)
    return { outcome: factors.length, object: { kind: 'account', id }, detail: { factors: factors.length } }
  },
})
