import { defineAct } from '../../act/act.ts'
import { takeAccountInSight } from '../accounts/account-in-sight.ts'
import { endSessionsOf } from './session.ts'

/** Ends every session of an account, its connections with them. Outcome is how many there were. */
export const endAccountSessions = defineAct<{ readonly account: string }, number>({
  type: 'account.end-sessions',
  needs: 'sessions:end',
  run: async (context, { account: id }) => {
    await takeAccountInSight(context, id)
    const sessions = await endSessionsOf(context, id)
    return { outcome: sessions, object: { kind: 'account', id }, detail: { sessions } }
  },
})
