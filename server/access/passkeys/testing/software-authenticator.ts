import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'

/** Bits of the flags of authenticator data (WebAuthn Level 3, 6.1). */
const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const HAS_CREDENTIAL = 0x40

/** What a test may make an authenticator do wrong. */
export interface Wrong {
  /** The page it believes it is on. */
  readonly origin?: string
  readonly rpId?: string
  /** Touched, but nobody proved who they are. */
  readonly isUnverified?: boolean
  /** A counter that goes back: a copy of the key is in use. */
  readonly counter?: number
  readonly isForged?: boolean
}

/** An authenticator in software: one ES256 key, discoverable, attestation `none`. It does what a security key does. */
export class SoftwareAuthenticator {
  readonly id = randomBytes(32).toString('base64url')
  readonly #key: KeyObject
  readonly #publicKey: Buffer
  readonly #origin: string
  #userHandle = ''
  #counter = 0

  constructor(origin: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    this.#key = privateKey
    this.#publicKey = cborMap([
      [cborInt(1), cborInt(2)],
      [cborInt(3), cborInt(-7)],
      [cborInt(-1), cborInt(1)],
      [cborInt(-2), cborBytes(Buffer.from(x, 'base64url'))],
      [cborInt(-3), cborBytes(Buffer.from(y, 'base64url'))],
    ])
    this.#origin = origin
  }

  /** navigator.credentials.create */
  register({ challenge, rp, user }: PublicKeyCredentialCreationOptionsJSON, wrong: Wrong = {}): RegistrationResponseJSON {
    this.#userHandle = user.id
    const id = Buffer.from(this.id, 'base64url')
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const credential = Buffer.concat([Buffer.alloc(16), length, id, this.#publicKey])
    const data = Buffer.concat([this.#data(rp.id ?? '', HAS_CREDENTIAL, wrong), credential])
    const attestation = cborMap([
      [cborText('fmt'), cborText('none')],
      [cborText('attStmt'), cborMap([])],
      [cborText('authData'), cborBytes(data)],
    ])
    return {
      ...this.#envelope(),
      response: {
        clientDataJSON: this.#client('webauthn.create', challenge, wrong).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      },
    }
  }

  /** navigator.credentials.get */
  answer({ challenge, rpId }: PublicKeyCredentialRequestOptionsJSON, wrong: Wrong = {}): AuthenticationResponseJSON {
    this.#counter = wrong.counter ?? this.#counter + 1
    const client = this.#client('webauthn.get', challenge, wrong)
    const data = this.#data(rpId ?? '', 0, wrong)
    const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
    const signature = sign('sha256', wrong.isForged ? randomBytes(32) : signed, this.#key)
    return {
      ...this.#envelope(),
      response: {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: this.#userHandle,
      },
    }
  }

  #envelope() {
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key' as const,
      clientExtensionResults: {},
      authenticatorAttachment: 'platform' as const,
    }
  }

  #client(type: string, challenge: string, { origin = this.#origin }: Wrong): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  }

  #data(rpId: string, more: number, { rpId: instead = rpId, isUnverified = false }: Wrong): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.#counter)
    const flags = USER_PRESENT | (isUnverified ? 0 : USER_VERIFIED) | more
    return Buffer.concat([createHash('sha256').update(instead).digest(), Buffer.from([flags]), counter])
  }
}

/** As much of CBOR (RFC 8949) as an attestation needs: lengths below 2¹⁶. */
function cborHead(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value])
  if (value < 256) return Buffer.from([(major << 5) | 24, value])
  return Buffer.from([(major << 5) | 25, value >> 8, value & 0xff])
}

function cborInt(value: number): Buffer {
  return value >= 0 ? cborHead(0, value) : cborHead(1, -1 - value)
}

function cborBytes(bytes: Buffer): Buffer {
  return Buffer.concat([cborHead(2, bytes.length), bytes])
}

function cborText(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([cborHead(3, bytes.length), bytes])
}

function cborMap(entries: readonly (readonly [key: Buffer, value: Buffer])[]): Buffer {
  return Buffer.concat([cborHead(5, entries.length), ...entries.flat()])
}
