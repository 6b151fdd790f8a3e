import { Refusal } from '#contract/errors.ts'
import { type ActContext, defineAct } from '../../act/act.ts'
import { type Asking, execute } from '../../act/execute.ts'
import { owner } from '../accounts/own-account.ts'
import type { IdentityParts } from '../identity-parts.ts'
import { codeLimits, countAttempt, forgiveAttempt } from '../sessions/attempts.ts'
import { replaceSession } from '../sessions/session.ts'
import { spendCode } from './factor.ts'

/** What a code is given for: the second factor of a session, or the first use of a factor just added. */
interface GivenCode {
  readonly parts: IdentityParts
  readonly code: string
  readonly factor?: string
  readonly limits: ReturnType<typeof codeLimits>
  readonly fault: Refusal | undefined
}

/**
 * Makes the session as sure as a second factor makes it. Returns the token of the session in its place. Throws Refusal
 * `access/wrong-code`, also for a code used before, and `access/locked-out` after too many.
 */
export function giveFactor(parts: IdentityParts, asking: Asking, code: string): Promise<string> {
  return spendOn(parts, asking, strengthenSession, code)
}

/** Proves that an authenticator makes the right codes: from now on its factor counts. As `giveFactor` otherwise. */
export function confirmFactor(parts: IdentityParts, asking: Asking, factor: string, code: string): Promise<string> {
  return spendOn(parts, asking, confirmTotp, code, factor)
}

async function spendOn(parts: IdentityParts, asking: Asking, act: typeof strengthenSession, code: string, factor?: string) {
  const { subject, address } = asking
  const limits = codeLimits(subject.kind === 'person' ? subject.account.id : '', address ?? '')
  const fault = await countAttempt(parts.database, limits, parts.now()).then(
    () => undefined,
    (caught: unknown) => {
      if (caught instanceof Refusal) return caught
      throw caught
    },
  )
  return execute(parts, asking, act, { parts, code, limits, fault, ...(factor !== undefined && { factor }) })
}

const strengthenSession = defineAct<GivenCode, string>({
  type: 'session.strengthen',
  needs: 'self:manage',
  run: async (context, given) => {
    const { subject } = context
    if (subject.kind !== 'person') throw new Refusal('access/sign-in-needed')
    const { factor, token } = await spend(context, given)
    return { outcome: token, object: { kind: 'factor', id: factor }, detail: { assurance: 'second-factor' } }
  },
})

const confirmTotp = defineAct<GivenCode, string>({
  type: 'factor.confirm',
  needs: 'self:manage',
  run: async (context, given) => {
    owner(context.subject)
    const { factor, token } = await spend(context, given)
    return { outcome: token, object: { kind: 'factor', id: factor } }
  },
})

async function spend(context: ActContext, { parts, code, factor, limits, fault }: GivenCode) {
  const { tx, now, subject } = context
  if (subject.kind !== 'person') throw new Refusal('access/sign-in-needed')
  if (fault) throw fault
  const account = subject.account.id
  const spent = await spendCode(tx, parts.vault, { account, code, now, ...(factor !== undefined && { factor }) })
  if (spent === undefined) throw new Refusal('access/wrong-code')
  await forgiveAttempt(tx, limits)
  const session = await replaceSession(context, subject.session, { assurance: 'second-factor' })
  if (!session) throw new Refusal('access/sign-in-needed')
  return { factor: spent, token: session.token }
}
