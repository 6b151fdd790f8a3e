import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../../act/act.ts'
import { type Asking, execute } from '../../act/execute.ts'
import { type Account, accountById, takeAccount } from '../accounts/account.ts'
import { nameKey } from '../accounts/account-name.ts'
import { owner } from '../accounts/own-account.ts'
import type { IdentityParts } from '../identity-parts.ts'
import { countAttempt, forgiveAttempt, signInLimits } from '../sessions/attempts.ts'
import { endSessionsOf, replaceSession } from '../sessions/session.ts'
import { hashChosen } from './choose-password.ts'
import { replacePassword } from './password-history.ts'

export interface PasswordChange {
  readonly current: string
  readonly next: string
}

/**
 * Changes one's own password; every other session of the account ends. Returns the token of the session in place of this
 * one. Throws Refusal `access/wrong-credentials` for a wrong present one, which counts as a failed sign-in does, and what
 * `hashChosen` throws.
 */
export async function changePassword(parts: IdentityParts, asking: Asking, { current, next }: PasswordChange): Promise<string> {
  const prepared = await prepare(parts, asking, current, next).catch((fault: unknown) => {
    if (fault instanceof Refusal) return fault
    throw fault
  })
  return execute(parts, asking, changeOwnPassword, prepared)
}

interface Prepared {
  readonly account: Account
  readonly hash: string
  readonly limits: ReturnType<typeof signInLimits>
}

async function prepare(parts: IdentityParts, asking: Asking, current: string, next: string): Promise<Prepared> {
  const person = owner(asking.subject)
  const account = await accountById(parts.database, person.account.id)
  if (!account) throw new Refusal('access/sign-in-needed')
  const limits = signInLimits(nameKey(account.name), asking.address ?? '')
  await countAttempt(parts.database, limits, parts.now())
  const isRight = await parts.passwords.isRight(current, account.password)
  if (!isRight) throw new Refusal('access/wrong-credentials')
  await parts.database.transaction((tx) => forgiveAttempt(tx, limits))
  return { account, hash: await hashChosen(parts, account, next), limits }
}

const changeOwnPassword = defineAct<Prepared | Refusal, string>({
  type: 'password.change',
  needs: 'self:manage',
  run: async (context, prepared) => {
    if (prepared instanceof Refusal) throw prepared
    const { tx, now } = context
    const person = owner(context.subject)
    const account = await takeAccount(tx, prepared.account.id)
    // Somebody else who knew it was faster.
    if (!account || account.password !== prepared.account.password) throw new Refusal('access/wrong-credentials')
    await replacePassword(tx, account.id, prepared.hash, now)
    await endSessionsOf(context, account.id, person.session)
    const session = await replaceSession(context, person.session, {})
    if (!session) throw new Refusal('access/sign-in-needed')
    return { outcome: session.token, object: { kind: 'account', id: account.id } }
  },
})
