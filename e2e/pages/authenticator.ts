import { createHmac } from 'node:crypto'

const STEP_MS = 30_000
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Somebody's authenticator program (RFC 6238): a secret, and a code that is never given twice. */
export class Authenticator {
  readonly #key: Buffer
  #lastStep = 0

  /** `secret` is base32 as the page shows it, with or without spaces. */
  constructor(secret: string) {
    let bits = ''
    for (const letter of secret.replace(/\s/g, '')) bits += BASE32.indexOf(letter).toString(2).padStart(5, '0')
    this.#key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  }

  /** The code of this moment, or of the next half minute when this one was given already: clocks may differ by as much. */
  code(now = Date.now()): string {
    const step = Math.max(Math.floor(now / STEP_MS), this.#lastStep + 1)
    this.#lastStep = step
    const counter = Buffer.alloc(8)
    counter.writeBigUInt64BE(BigInt(step))
    const mac = createHmac('sha1', this.#key).update(counter).digest()
    const from = (mac[mac.length - 1] as number) & 0xf
    return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0')
  }
}
