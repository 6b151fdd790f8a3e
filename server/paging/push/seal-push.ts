import { createCipheriv, createECDH, hkdfSync } from 'node:crypto'

/** Where a browser wants to be told, as it says itself. All but the address in base64url. */
export interface PushTarget {
  readonly endpoint: string
  /** Its public key, a point of P-256, uncompressed. */
  readonly p256dh: string
  readonly auth: string
}

/** One record holds everything: what is told is short. */
const RECORD_SIZE = 4096

/**
 * Encrypts what a browser is told so that only it can read it: aes128gcm of RFC 8188 with the keys of RFC 8291. `salt` is 16
 * random bytes and `secret` a private key of P-256, both used once. Throws Error for a target whose key is none.
 */
export function sealPush(text: Buffer, { p256dh, auth }: PushTarget, { salt, secret }: { salt: Buffer; secret: Buffer }): Buffer {
  const receiver = Buffer.from(p256dh, 'base64url')
  const sender = createECDH('prime256v1')
  sender.setPrivateKey(secret)
  const own = sender.getPublicKey()
  const shared = sender.computeSecret(receiver)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), receiver, own])
  const material = Buffer.from(hkdfSync('sha256', shared, Buffer.from(auth, 'base64url'), info, 32))
  const key = Buffer.from(hkdfSync('sha256', material, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', material, salt, 'Content-Encoding: nonce\0', 12))
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  // 2 marks the last record.
  const sealed = Buffer.concat([cipher.update(Buffer.concat([text, Buffer.of(2)])), cipher.final(), cipher.getAuthTag()])
  const header = Buffer.alloc(5)
  header.writeUInt32BE(RECORD_SIZE, 0)
  header.writeUInt8(own.length, 4)
  return Buffer.concat([salt, header, own, sealed])
}
