import { defineAct } from '../../act/act.ts'
import type { PersonalVault } from '../../personal/vault.ts'
import { takeAccountInSight } from './account-in-sight.ts'

/** Tells the phone number of an account in the clear, for a purpose that is written down with it. Null when there is none. */
export const unmaskPhone = defineAct<
  { readonly account: string; readonly purpose: string; readonly vault: PersonalVault },
  { readonly phone: string | null }
>({
  type: 'personal.unmask',
  needs: 'personal:unmask',
  run: async (context, { account: id, purpose, vault }) => {
    await takeAccountInSight(context, id)
    const [row] = await context.tx.query<{ phone: Buffer | null }>('select phone from guanlan.account where id = $1', [id])
    const phone = row?.phone ? vault.open(row.phone, 'account.phone', id) : null
    return { outcome: { phone }, object: { kind: 'account', id }, detail: { purpose, field: 'phone' } }
  },
})
