import type { SigningKey } from './signing-key.ts'

/** What is left of rows that an operator dropped: the last of them, and that the key's holder says so. */
export interface AuditStub {
  readonly seq: number
  readonly hash: string
  /** How many rows were dropped with it. */
  readonly rows: number
  readonly madeAt: number
  readonly mac: string
}

export function makeStub(key: SigningKey, stub: Omit<AuditStub, 'mac'>): AuditStub {
  return { ...stub, mac: key.sign(signedText(stub)) }
}

export function isStubSigned(key: SigningKey, stub: AuditStub): boolean {
  return key.isSignatureOf(stub.mac, signedText(stub))
}

function signedText({ seq, hash, rows, madeAt }: Omit<AuditStub, 'mac'>): string {
  return `stub\n${seq}\n${hash}\n${rows}\n${madeAt}`
}
