import type { Remit } from '#contract/access.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../../act/act.ts'
import { takeAnothersAccount } from '../accounts/account-in-sight.ts'
import { newId } from '../sessions/session-token.ts'
import { grantFault, isRemitOfCity, type NewRemit, remitsOf } from './remits.ts'

/** Gives somebody else something to answer for. Outcome is the remit. */
export const grantRemit = defineAct<NewRemit & { readonly account: string; readonly catalogue: Catalogue }, Remit>({
  type: 'remit.grant',
  needs: 'remits:grant',
  run: async (context, { account: id, catalogue, ...remit }) => {
    const { tx, now, random } = context
    const account = await takeAnothersAccount(context, id)
    if (!isRemitOfCity(remit, catalogue)) throw new Refusal('account/remit-invalid')
    const fault = grantFault(await remitsOf(tx, account.id), remit)
    if (fault) throw new Refusal(fault)
    const granted = { id: newId(random), ...remit }
    await tx.query('insert into guanlan.remit (id, account, role, area, domains, granted_at) values ($1, $2, $3, $4, $5, $6)', [
      ...[granted.id, account.id, remit.role, remit.area, remit.domains === 'all' ? null : remit.domains, now],
    ])
    return { outcome: granted, object: { kind: 'account', id }, detail: { remit: granted } }
  },
})
