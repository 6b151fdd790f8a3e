import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { sm4 } from 'sm-crypto-v2'
import type { CipherName } from './cipher-name.ts'

export const NONCE_BYTES = 12
export const TAG_BYTES = 16

/** Authenticated encryption with associated data. `open` throws Error when anything was changed. */
export interface Cipher {
  /** Stands in what it sealed; never given to another algorithm. */
  readonly number: number
  /** The key of this algorithm, made from the master key: one master never serves two algorithms as it is. */
  keyOf(master: Buffer): Buffer
  /** Returns the sealed text with its tag behind it. */
  seal(key: Buffer, nonce: Buffer, bound: Buffer, text: Buffer): Buffer
  open(key: Buffer, nonce: Buffer, bound: Buffer, sealed: Buffer): Buffer
}

export const CIPHER_OF: Record<CipherName, Cipher> = {
  'aes-256-gcm': {
    number: 1,
    keyOf: (master) => Buffer.from(hkdfSync('sha256', master, '', 'guanlan personal aes-256-gcm', 32)),
    seal: (key, nonce, bound, text) => {
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(bound)
      return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()])
    },
    open: (key, nonce, bound, sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(bound)
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
      return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()])
    },
  },
  'sm4-gcm': {
    number: 2,
    keyOf: (master) => Buffer.from(hkdfSync('sm3', master, '', 'guanlan personal sm4-gcm', 16)),
    seal: (key, nonce, bound, text) => {
      const options = { mode: 'gcm', iv: nonce, associatedData: bound, output: 'array', outputTag: true } as const
      const { output, tag } = sm4.encrypt(text, key, options)
      if (!tag) throw new Error('SM4-GCM gave no tag')
      return Buffer.concat([output, tag])
    },
    open: (key, nonce, bound, sealed) => {
      const tag = sealed.subarray(-TAG_BYTES)
      const options = { mode: 'gcm', iv: nonce, associatedData: bound, output: 'array', tag } as const
      return Buffer.from(sm4.decrypt(sealed.subarray(0, -TAG_BYTES), key, options))
    },
  },
}
