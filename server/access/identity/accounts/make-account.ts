import { defineAct } from '../../act/act.ts'
import type { PersonalVault } from '../../personal/vault.ts'
import { makeInvitation } from '../invitations/invitation.ts'
import { isBoundToTrial } from './account-in-sight.ts'
import { insertAccount, type NewAccount } from './new-account.ts'

/** Makes an account that may do nothing yet, and the token of the link by which its owner chooses a password. */
export const makeAccount = defineAct<
  NewAccount & { readonly vault: PersonalVault },
  { readonly account: string; readonly token: string }
>({
  type: 'account.make',
  needs: 'accounts:manage',
  run: async (context, { vault, ...account }) => {
    const isTrial = await isBoundToTrial(context.tx, context.subject)
    const id = await insertAccount(context, vault, { ...account, isTrial })
    const token = await makeInvitation(context, 'join', id)
    return { outcome: { account: id, token }, object: { kind: 'account', id }, detail: { name: account.name } }
  },
})
