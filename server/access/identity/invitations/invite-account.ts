import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../../act/act.ts'
import { takeAnothersAccount } from '../accounts/account-in-sight.ts'
import { type InvitationPurpose, makeInvitation } from './invitation.ts'

/**
 * Makes a new link for an account: to choose the first password, or another one in place of one forgotten. Second factors
 * stay: whoever hands the link out gets no further with it than a password goes.
 */
export const inviteAccount = defineAct<
  { readonly account: string },
  { readonly purpose: InvitationPurpose; readonly token: string }
>({
  type: 'account.invite',
  needs: 'accounts:manage',
  run: async (context, { account: id }) => {
    const account = await takeAnothersAccount(context, id)
    if (account.disabledAt !== undefined) throw new Refusal('account/disabled')
    const purpose = account.password === undefined ? 'join' : 'reset'
    const token = await makeInvitation(context, purpose, id)
    return { outcome: { purpose, token }, object: { kind: 'account', id }, detail: { purpose } }
  },
})
