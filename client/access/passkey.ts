import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import type { Me } from '#contract/access.ts'
import { CallRefused, call } from './call.ts'

/** Proves who is there with a passkey: alone, or as the second factor of a session that owes one. */
export async function answerWithPasskey(): Promise<Me> {
  const optionsJSON = await call<PublicKeyCredentialRequestOptionsJSON>('POST', '/api/access/passkeys/challenge', {})
  const response = await startAuthentication({ optionsJSON }).catch(refuseCancelled)
  return call<Me>('POST', '/api/access/passkeys/answer', { response })
}

/** Adds a passkey of this machine or of a key plugged into it to the own account. */
export async function addPasskey(name: string): Promise<Me> {
  const optionsJSON = await call<PublicKeyCredentialCreationOptionsJSON>('POST', '/api/access/passkeys/options', {})
  const response = await startRegistration({ optionsJSON }).catch(refuseCancelled)
  return call<Me>('POST', '/api/access/passkeys', { name, response })
}

/** Whatever the browser objects to: the person pressed Cancel, waited too long, or the key is known already. */
function refuseCancelled(fault: unknown): never {
  const isKnown = fault instanceof Error && fault.name === 'InvalidStateError'
  throw Object.assign(new CallRefused(isKnown ? 'passkey-known' : 'passkey-cancelled', 0), { cause: fault })
}
