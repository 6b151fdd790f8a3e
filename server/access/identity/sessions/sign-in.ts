import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../../act/act.ts'
import { type Asking, execute } from '../../act/execute.ts'
import { type Account, accountByKey } from '../accounts/account.ts'
import { nameKey } from '../accounts/account-name.ts'
import type { IdentityParts } from '../identity-parts.ts'
import { countAttempt, forgiveAttempt, signInLimits } from './attempts.ts'
import { endSession, openSession } from './session.ts'

export interface Credentials {
  readonly name: string
  readonly password: string
}

/**
 * Signs a person in with name and password. Returns the token of the new session. Throws Refusal
 * `access/wrong-credentials` alike for a name nobody has, a wrong password and a disabled account, after the same time;
 * `access/locked-out` after too many failures; `access/busy`.
 */
export async function signIn(parts: IdentityParts, asking: Asking, { name, password }: Credentials): Promise<string> {
  const key = nameKey(name)
  const limits = signInLimits(key, asking.address ?? '')
  const account = await accountByKey(parts.database, key)
  // What was typed into the box of names may be a password: only the name of an account is written down.
  const actor = { kind: 'nobody', ...(account && { name: account.name }) } as const
  const fault = await checked(parts, limits, account, password)
  const rehashed = fault === undefined ? await hashedAnew(parts, account?.password, password) : undefined
  return execute(parts, { ...asking, actor }, openByPassword, { account, fault, limits, asking, rehashed })
}

/** What speaks against it, if anything. The attempt is counted before the password is looked at. */
async function checked(
  { database, passwords, now, isTrial }: IdentityParts,
  limits: ReturnType<typeof signInLimits>,
  account: Account | undefined,
  password: string,
): Promise<Refusal | undefined> {
  try {
    await countAttempt(database, limits, now())
    const isRight = await passwords.isRight(password, account?.password)
    const isUsable = account !== undefined && account.disabledAt === undefined && (isTrial || !account.isTrial)
    return isRight && isUsable ? undefined : new Refusal('access/wrong-credentials')
  } catch (fault) {
    if (fault instanceof Refusal) return fault
    throw fault
  }
}

/** The hash of today's cost, where the one kept has an older, lower one. It waits for a quieter hour where too many wait. */
async function hashedAnew({ passwords }: IdentityParts, kept: string | undefined, password: string): Promise<string | undefined> {
  if (kept === undefined || !passwords.isOutdated(kept)) return undefined
  return passwords.hash(password).catch((fault: unknown) => {
    if (fault instanceof Refusal) return undefined
    throw fault
  })
}

interface Checked {
  readonly account: Account | undefined
  readonly fault: Refusal | undefined
  readonly limits: ReturnType<typeof signInLimits>
  readonly asking: Asking
  readonly rehashed: string | undefined
}

const openByPassword = defineAct<Checked, string>({
  type: 'session.open',
  needs: 'anyone',
  run: async (context, { account, fault, limits, asking, rehashed }) => {
    if (fault || !account) throw fault ?? new Refusal('access/wrong-credentials')
    await forgiveAttempt(context.tx, limits)
    // Only over the very hash that was checked: whoever chose another password meanwhile keeps theirs.
    if (rehashed !== undefined)
      await context.tx.query('update guanlan.account set password = $1 where id = $2 and password = $3', [
        ...[rehashed, account.id, account.password],
      ])
    const { subject, address, agent } = asking
    if (subject.kind === 'person') await endSession(context, subject.account.id, subject.session)
    const { id, token } = await openSession(context, {
      ...{ account: account.id, assurance: 'password' },
      ...(address !== undefined && { address }),
      ...(agent !== undefined && { agent }),
    })
    return {
      outcome: token,
      actor: { kind: 'person', id: account.id, name: account.shown },
      object: { kind: 'session', id },
      detail: { assurance: 'password' },
    }
  },
})
