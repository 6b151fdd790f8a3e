import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server'
import { Refusal } from '#contract/errors.ts'
import type { Transaction } from '../../record/database.ts'
import { type ActContext, defineAct } from '../act/act.ts'
import type { Asking, ExecuteParts } from '../act/execute.ts'
import { takeAccount } from '../identity/accounts/account.ts'
import { openSession, replaceSession } from '../identity/sessions/session.ts'
import type { Subject } from '../policy/subject.ts'
import { newChallenge, takeChallenge } from './challenge.ts'
import type { RelyingParty } from './relying-party.ts'

/**
 * What a browser needs to ask an authenticator who is there: any passkey of ours for someone who has not signed in, one of
 * the account's for someone whose password was right. It never tells which passkeys an account has before that.
 */
export async function askPasskey(
  { database, now, random }: ExecuteParts,
  party: RelyingParty,
  subject: Subject,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const known =
    subject.kind === 'person'
      ? await database.query<{ credential: string; transports: string[] }>(
          'select credential, transports from guanlan.passkey p join guanlan.factor f on f.id = p.factor where f.account = $1',
          [subject.account.id],
        )
      : []
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: Buffer.from(await newChallenge(database, { purpose: 'answer', now: now(), random }), 'base64url'),
    allowCredentials: known.map(({ credential, transports }) => ({ id: credential, transports })),
    userVerification: subject.kind === 'person' ? 'preferred' : 'required',
  })
}

export interface PasskeyAnswer {
  readonly party: RelyingParty
  readonly response: AuthenticationResponseJSON
  readonly asking: Asking
}

interface StoredPasskey {
  readonly factor: string
  readonly account: string
  readonly public_key: Buffer
  readonly counter: number
}

/**
 * Proves who is there by a passkey. After a right password it is the second factor; alone it is both factors at once, since
 * the authenticator itself made sure of its person (user verification is demanded then). Outcome is the token of the
 * session. Throws Refusal `access/passkey-refused` alike for whatever does not hold.
 */
export const answerPasskey = defineAct<PasskeyAnswer, string>({
  type: 'session.prove',
  needs: 'anyone',
  run: async (context, { party, response, asking }) => {
    const { tx, subject, now } = context
    const passkey = await findPasskey(tx, response.id)
    if (!passkey) throw new Refusal('access/passkey-refused')
    const proven = await verifyAuthenticationResponse({
      response,
      expectedChallenge: (challenge) => takeChallenge(tx, challenge, { purpose: 'answer', now }),
      expectedOrigin: [...party.origins],
      expectedRPID: party.id,
      credential: { id: response.id, publicKey: new Uint8Array(passkey.public_key), counter: passkey.counter },
      requireUserVerification: subject.kind !== 'person',
    }).catch(() => undefined)
    if (!proven?.verified) throw new Refusal('access/passkey-refused')
    const account = await takeAccount(tx, passkey.account)
    if (!account || account.disabledAt !== undefined) throw new Refusal('access/passkey-refused')
    await tx.query('update guanlan.passkey set counter = $2 where factor = $1', [
      passkey.factor,
      proven.authenticationInfo.newCounter,
    ])
    await tx.query('update guanlan.factor set used_at = $2 where id = $1', [passkey.factor, now])
    const session = await sessionFor(context, passkey.account, asking)
    return {
      outcome: session.token,
      actor: { kind: 'person', id: account.id, name: account.shown },
      object: { kind: 'session', id: session.id },
      detail: { assurance: 'second-factor', factor: passkey.factor },
    }
  },
})

async function sessionFor(context: ActContext, account: string, { address, agent }: Asking) {
  const { subject } = context
  if (subject.kind !== 'person')
    return openSession(context, {
      ...{ account, assurance: 'second-factor' },
      ...(address !== undefined && { address }),
      ...(agent !== undefined && { agent }),
    })
  if (subject.account.id !== account) throw new Refusal('access/passkey-refused')
  const session = await replaceSession(context, subject.session, { assurance: 'second-factor' })
  if (!session) throw new Refusal('access/sign-in-needed')
  return session
}

async function findPasskey(tx: Transaction, credential: string): Promise<StoredPasskey | undefined> {
  const [found] = await tx.query<StoredPasskey & { counter: number }>(
    `select p.factor, f.account, p.public_key, p.counter from guanlan.passkey p join guanlan.factor f on f.id = p.factor
     where p.credential = $1 for update of p`,
    [credential],
  )
  return found
}
