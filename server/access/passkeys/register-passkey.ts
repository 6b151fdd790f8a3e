import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../act/act.ts'
import type { ExecuteParts } from '../act/execute.ts'
import { replaceSession } from '../identity/sessions/session.ts'
import { newId } from '../identity/sessions/session-token.ts'
import type { Subject } from '../policy/subject.ts'
import { newChallenge, takeChallenge } from './challenge.ts'
import type { RelyingParty } from './relying-party.ts'

/** What a browser needs to make a passkey for the person of a session. Throws Refusal. */
export async function offerPasskey(
  { database, now, random }: ExecuteParts,
  party: RelyingParty,
  subject: Subject,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const account = accountProven(subject)
  const known = await database.query<{ credential: string; transports: string[] }>(
    'select credential, transports from guanlan.passkey p join guanlan.factor f on f.id = p.factor where f.account = $1',
    [account.id],
  )
  return generateRegistrationOptions({
    rpName: '观澜 Guanlan',
    rpID: party.id,
    userName: account.name,
    userDisplayName: account.name,
    userID: new TextEncoder().encode(account.id),
    challenge: Buffer.from(
      await newChallenge(database, { purpose: 'register', account: account.id, now: now(), random }),
      'base64url',
    ),
    attestationType: 'none',
    excludeCredentials: known.map(({ credential, transports }) => ({ id: credential, transports })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  })
}

export interface NewPasskey {
  readonly party: RelyingParty
  /** What its owner calls it. */
  readonly name: string
  readonly response: RegistrationResponseJSON
}

/**
 * Makes a passkey a factor of the account. Whoever just held it has given a second factor: the outcome is the token of the
 * session that takes the place of this one. Refuses someone who has a factor already and has not given it yet.
 */
export const registerPasskey = defineAct<NewPasskey, string>({
  type: 'factor.add',
  needs: 'self:manage',
  run: async (context, { party, name, response }) => {
    const { tx, subject, now, random } = context
    const account = accountProven(subject)
    if (subject.kind !== 'person') throw new Refusal('access/sign-in-needed')
    const made = await verifyRegistrationResponse({
      response,
      expectedChallenge: (challenge) => takeChallenge(tx, challenge, { purpose: 'register', account: account.id, now }),
      expectedOrigin: [...party.origins],
      expectedRPID: party.id,
      requireUserVerification: false,
    }).catch(() => undefined)
    if (!made?.verified) throw new Refusal('access/passkey-refused')
    const { id: credential, publicKey, counter, transports = [] } = made.registrationInfo.credential
    const id = newId(random)
    await tx.query(
      `insert into guanlan.factor (id, account, kind, name, secret, made_at, confirmed_at) values ($1, $2, 'passkey', $3, '', $4, $4)`,
      [id, account.id, name, now],
    )
    const rows = await tx.query(
      `insert into guanlan.passkey (factor, credential, public_key, counter, transports) values ($1, $2, $3, $4, $5)
       on conflict (credential) do nothing returning factor`,
      [id, credential, Buffer.from(publicKey), counter, [...transports]],
    )
    if (rows.length === 0) throw new Refusal('access/passkey-refused', 'This passkey is in use already.')
    const session = await replaceSession(context, subject.session, { assurance: 'second-factor' })
    if (!session) throw new Refusal('access/sign-in-needed')
    return { outcome: session.token, object: { kind: 'factor', id }, detail: { kind: 'passkey' } }
  },
})

/** The account of a session that owes no factor it has: nobody adds a key of theirs with a stolen password. Throws Refusal. */
function accountProven(subject: Subject): { readonly id: string; readonly name: string } {
  if (subject.kind !== 'person') throw new Refusal('access/sign-in-needed')
  if (subject.owes.includes('give-factor')) throw new Refusal('access/duty-owed')
  if (subject.assurance === 'trial') throw new Refusal('access/refused')
  return subject.account
}
