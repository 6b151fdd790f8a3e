import { CIPHER_OF, type Cipher, NONCE_BYTES, TAG_BYTES } from './cipher.ts'
import { CIPHERS, type CipherName } from './cipher-name.ts'
import type { KeyRing, MasterKey } from './key-ring.ts'
import type { PersonalVault, SealedColumn } from './vault.ts'

const KEY_ID_BYTES = 8
const HEAD_BYTES = 1 + KEY_ID_BYTES

/** What seals personal data, and with which of its keys a sealed value was sealed. */
export interface SealingVault extends PersonalVault {
  readonly cipher: CipherName
  readonly keyId: string
  /** Id of the key a value was sealed with, in hexadecimal; undefined for bytes that are nothing sealed. */
  keyIdOf(sealed: Buffer): string | undefined
}

/**
 * A vault that seals with the newest key of the ring by the algorithm chosen, and opens what any key of the ring sealed by
 * any algorithm. `ring` gives the keys as they are now. Sealed form: number of the algorithm (1 byte), id of the key (8), nonce (12), text, tag (16). Head, column
 * and row are bound to the text. `random` gives cryptographically random bytes.
 */
export function sealingVault(name: CipherName, ring: () => KeyRing, random: (bytes: number) => Buffer): SealingVault {
  const cipher = CIPHER_OF[name]
  return {
    cipher: name,
    get keyId() {
      return newestOf(ring()).id
    },
    keyIdOf: (sealed) => headOf(sealed)?.keyId,
    seal: (text, column, row) => {
      const newest = newestOf(ring())
      const head = Buffer.concat([Buffer.from([cipher.number]), Buffer.from(newest.id, 'hex')])
      const nonce = random(NONCE_BYTES)
      return Buffer.concat([head, nonce, cipher.seal(derived(cipher, newest), nonce, bound(head, column, row), Buffer.from(text))])
    },
    open: (sealed, column, row) => {
      const head = headOf(sealed)
      const key = head && ring().find(({ id }) => id === head.keyId)
      if (!head || !key) throw new Error('this was not sealed with a key at hand')
      const nonce = sealed.subarray(HEAD_BYTES, HEAD_BYTES + NONCE_BYTES)
      const text = sealed.subarray(HEAD_BYTES + NONCE_BYTES)
      const opened = head.cipher.open(derived(head.cipher, key), nonce, bound(sealed.subarray(0, HEAD_BYTES), column, row), text)
      return opened.toString('utf8')
    },
  }
}

function newestOf(ring: KeyRing): MasterKey {
  const newest = ring.at(-1)
  if (!newest) throw new Error('a vault needs a key')
  return newest
}

function headOf(sealed: Buffer): { readonly cipher: Cipher; readonly keyId: string } | undefined {
  if (sealed.length < HEAD_BYTES + NONCE_BYTES + TAG_BYTES) return undefined
  const name = CIPHERS.find((known) => CIPHER_OF[known].number === sealed[0])
  return name && { cipher: CIPHER_OF[name], keyId: sealed.subarray(1, HEAD_BYTES).toString('hex') }
}

function bound(head: Buffer, column: SealedColumn, row: string): Buffer {
  return Buffer.concat([head, Buffer.from(`${column}\n${row}`, 'utf8')])
}

function derived(cipher: Cipher, { master }: MasterKey): Buffer {
  return cipher.keyOf(master)
}
