import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../../act/act.ts'
import { type Asking, execute } from '../../act/execute.ts'
import { type Account, accountById, takeAccount } from '../accounts/account.ts'
import { nameKey } from '../accounts/account-name.ts'
import type { IdentityParts } from '../identity-parts.ts'
import { hashChosen } from '../passwords/choose-password.ts'
import { replacePassword } from '../passwords/password-history.ts'
import { forgetAttemptsAt } from '../sessions/attempts.ts'
import { endSessionsOf } from '../sessions/session.ts'
import { findInvitation, spendInvitation } from './invitation.ts'

/**
 * Gives an account the password its owner chose, by a one-time link; its sessions end, and it may be tried again at once
 * where it was locked. Throws Refusal `access/link-over` for a link that was used or is over, and what `hashChosen` throws.
 */
export async function acceptInvitation(
  parts: IdentityParts,
  asking: Asking,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<void> {
  const account = await invitedAccount(parts, token)
  const hash = account && (await hashChosen(parts, account, password))
  await execute(parts, asking, acceptLink, { token, hash })
}

/** Whom a link invites, or undefined when it is worth nothing here. */
export async function invitedAccount(
  { database, now, isTrial }: Pick<IdentityParts, 'database' | 'now' | 'isTrial'>,
  token: string,
): Promise<Account | undefined> {
  const invitation = await findInvitation(database, token, now())
  if (invitation?.account === undefined) return undefined
  const account = await accountById(database, invitation.account)
  return account && account.disabledAt === undefined && (isTrial || !account.isTrial) ? account : undefined
}

const acceptLink = defineAct<{ readonly token: string; readonly hash: string | undefined }, void>({
  type: 'invitation.accept',
  needs: 'anyone',
  run: async (context, { token, hash }) => {
    const { tx, now } = context
    const invitation = hash === undefined ? undefined : await spendInvitation(tx, token, now)
    const account = invitation?.account === undefined ? undefined : await takeAccount(tx, invitation.account)
    if (!invitation || !account || hash === undefined || account.disabledAt !== undefined) throw new Refusal('access/link-over')
    await replacePassword(tx, account.id, hash, now)
    await endSessionsOf(context, account.id)
    await forgetAttemptsAt(tx, { id: account.id, nameKey: nameKey(account.name) })
    return {
      outcome: undefined,
      actor: { kind: 'person', id: account.id, name: account.shown },
      object: { kind: 'account', id: account.id },
      detail: { purpose: invitation.purpose },
    }
  },
})
