import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../../act/act.ts'
import { takeAnothersAccount } from '../accounts/account-in-sight.ts'
import { demandAnotherAdministrator } from '../accounts/last-administrator.ts'
import { endSessionsOf } from '../sessions/session.ts'
import { remitsOf } from './remits.ts'

/** Takes a remit away. All sessions of its holder end: nobody acts on in a capacity they no longer have. */
export const revokeRemit = defineAct<{ readonly account: string; readonly remit: string }, void>({
  type: 'remit.revoke',
  needs: 'remits:grant',
  run: async (context, { account: id, remit: remitId }) => {
    const { tx } = context
    const account = await takeAnothersAccount(context, id)
    const remit = (await remitsOf(tx, id)).find((held) => held.id === remitId)
    if (!remit) throw new Refusal('access/remit-unknown')
    await demandAnotherAdministrator(tx, account)
    const sessions = await endSessionsOf(context, id)
    await tx.query('delete from guanlan.remit where id = $1', [remitId])
    return { outcome: undefined, object: { kind: 'account', id }, detail: { remit, sessions } }
  },
})
