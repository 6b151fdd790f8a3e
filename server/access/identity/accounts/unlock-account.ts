import { defineAct } from '../../act/act.ts'
import { forgetAttemptsAt } from '../sessions/attempts.ts'
import { takeAccountInSight } from './account-in-sight.ts'
import { nameKey } from './account-name.ts'

/** Lets an account be tried again before its half hour is over, from everywhere. Outcome is how many locks and counts fell. */
export const unlockAccount = defineAct<{ readonly account: string }, number>({
  type: 'account.unlock',
  needs: 'accounts:manage',
  run: async (context, { account: id }) => {
    const { name } = await takeAccountInSight(context, id)
    const counts = await forgetAttemptsAt(context.tx, { id, nameKey: nameKey(name) })
    return { outcome: counts, object: { kind: 'account', id }, detail: { counts } }
  },
})
