import { createHmac, timingSafeEqual } from 'node:crypto'

/** The header in which a member of the cluster proves that it knows the secret of the record. */
export const PROOF_HEADER = 'guanlan-proof'

/** Proves that whoever sends these bytes to this path knows the secret, without telling it. */
export function proofOf(secret: string, path: string, body: Buffer): string {
  return createHmac('sha256', secret).update(`${path}\n`).update(body).digest('hex')
}

export function isProof(given: unknown, secret: string, path: string, body: Buffer): boolean {
  const right = Buffer.from(proofOf(secret, path, body))
  const said = Buffer.from(typeof given === 'string' ? given : '')
  return said.length === right.length && timingSafeEqual(said, right)
}
