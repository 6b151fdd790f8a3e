import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { Refusal } from '#contract/errors.ts'

/** Cost of one guess (OWASP): 19 MiB of memory, two passes, one lane. In the PHC string, so that it can be raised later. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 }
const TAG_BYTES = 32
const SALT_BYTES = 16

/** Hashes made at the same time. Each takes 19 MiB and one thread of the four that also read files. */
export const HASHES_AT_ONCE = 2

/** Hashes that may wait for their turn: some seconds' worth. More are refused rather than kept waiting. */
export const HASHES_WAITING = 64

/** Hashes and checks passwords, off the event loop and a few at a time. Both throw Refusal `access/busy` when too many wait. */
export interface Passwords {
  /** Argon2id as a PHC string. */
  hash(password: string): Promise<string>
  /** True when the password has the hash. Takes as long for `undefined`, the hash of nobody, and is then false. */
  isRight(password: string, hash: string | undefined): Promise<boolean>
  /** True for a hash that costs a guesser less than those made today: made anew when its password is next at hand. */
  isOutdated(hash: string): boolean
}

export function openPasswords(random: (bytes: number) => Buffer = randomBytes): Passwords {
  const turn = takeTurns(HASHES_AT_ONCE, HASHES_WAITING)
  const decoy = { ...COST, salt: randomBytes(SALT_BYTES), tag: randomBytes(TAG_BYTES) }
  return {
    hash: async (password) => {
      const salt = random(SALT_BYTES)
      return toPhc(salt, await turn(() => derive(password, { ...COST, salt, tagLength: TAG_BYTES })))
    },
    isRight: async (password, hash) => {
      const { tag, ...how } = hash === undefined ? decoy : fromPhc(hash)
      const derived = await turn(() => derive(password, { ...how, tagLength: tag.length }))
      return timingSafeEqual(derived, tag) && hash !== undefined
    },
    isOutdated: (hash) => {
      const { memory, passes, parallelism } = fromPhc(hash)
      return memory < COST.memory || passes < COST.passes || parallelism !== COST.parallelism
    },
  }
}

interface Derivation {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
  readonly salt: Buffer
  readonly tagLength: number
}

/** The same characters typed on another keyboard or system give the same password. */
function derive(password: string, { salt, ...cost }: Derivation): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    argon2('argon2id', { message: password.normalize('NFKC'), nonce: salt, ...cost }, (fault, tag) =>
      fault ? reject(fault) : resolve(tag),
    ),
  )
}

function toPhc(salt: Buffer, tag: Buffer): string {
  const { memory, passes, parallelism } = COST
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${bare(salt)}$${bare(tag)}`
}

function bare(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}

function fromPhc(text: string) {
  const [, memory, passes, parallelism, salt, tag] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(text) ?? []
  if (salt === undefined || tag === undefined) throw new Error('a stored password is not an argon2id PHC string')
  return {
    ...{ memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    ...{ salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') },
  }
}

/** Lets so many run at once and so many wait. */
function takeTurns(atOnce: number, waiting: number) {
  const queue: (() => void)[] = []
  let running = 0
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new Refusal('access/busy')
      await new Promise<void>((resolve) => queue.push(resolve))
    } else running++
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running--
    }
  }
}
