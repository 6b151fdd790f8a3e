import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../../act/act.ts'
import { takeAccount } from '../accounts/account.ts'
import { owner } from '../accounts/own-account.ts'
import { isFactorDemanded } from '../duties.ts'
import { remitsOf } from '../remits/remits.ts'
import { factorsOf } from './factor.ts'

/** Takes a factor off one's own account. The last one stays where a role of the account must have one. */
export const removeFactor = defineAct<{ readonly factor: string }, void>({
  type: 'factor.remove',
  needs: 'self:manage',
  run: async ({ tx, subject }, { factor }) => {
    const { account } = owner(subject)
    await takeAccount(tx, account.id)
    const factors = await factorsOf(tx, account.id)
    if (!factors.some(({ id }) => id === factor)) throw new Refusal('access/factor-unknown')
    const isDemanded = (await remitsOf(tx, account.id)).some(({ role }) => isFactorDemanded(role))
    if (isDemanded && factors.length === 1) throw new Refusal('access/factor-needed')
    await tx.query('delete from guanlan.factor where id = $1 and account = $2', [factor, account.id])
    return { outcome: undefined, object: { kind: 'factor', id: factor } }
  },
})
