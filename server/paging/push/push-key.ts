import { createECDH, createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartupFault } from '../../startup-fault.ts'

/** The key by which push services know this product (VAPID, RFC 8292). */
export interface PushKey {
  /** The public half as browsers want it when they subscribe: a point of P-256 in base64url. */
  readonly publicKey: string
  /** The Authorization header for a push service. */
  authorization(endpoint: string, now: number): string
}

/** The file of the data folder that holds the key, as 64 hexadecimal digits. */
export const PUSH_KEY_FILE = 'push.key'

/** A signature is good for this long, seconds; push services take no more than a day. */
const GOOD_FOR_S = 12 * 3600

/** Reads the key, which is made when there is none: browsers that subscribed with a lost one must subscribe again. Throws StartupFault. */
export async function loadPushKey(dataDir: string, subject: string): Promise<PushKey> {
  const file = join(dataDir, PUSH_KEY_FILE)
  try {
    const text = await readFile(file, 'utf8').catch(async (fault: NodeJS.ErrnoException) => {
      if (fault.code !== 'ENOENT') throw fault
      const pair = createECDH('prime256v1')
      pair.generateKeys()
      const made = `${pair.getPrivateKey('hex').padStart(64, '0')}\n`
      await mkdir(dataDir, { recursive: true })
      await writeFile(file, made, { mode: 0o600, flag: 'wx', flush: true })
      await chmod(file, 0o600)
      return made
    })
    if (/^[0-9a-f]{64}$/i.test(text.trim())) return pushKey(Buffer.from(text.trim(), 'hex'), subject)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new StartupFault(`The key of push notices in ${file} cannot be used: ${code}; let this user read and write there`, {
      cause,
    })
  }
  throw new StartupFault(
    `The key of push notices in ${file} is damaged; restore it from a copy, or remove it to begin with a new one`,
  )
}

/** The key made of a private half. `subject` is where a push service can complain: an https: or mailto: address. */
export function pushKey(secret: Buffer, subject: string): PushKey {
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(secret)
  const point = pair.getPublicKey()
  const publicKey = point.toString('base64url')
  const key = createPrivateKey({
    format: 'jwk',
    key: {
      ...{ kty: 'EC', crv: 'P-256', d: secret.toString('base64url') },
      ...{ x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') },
    },
  })
  return {
    publicKey,
    authorization: (endpoint, now) => {
      const claims = { aud: new URL(endpoint).origin, exp: Math.floor(now / 1000) + GOOD_FOR_S, sub: subject }
      return `vapid t=${signedToken(claims, key)}, k=${publicKey}`
    },
  }
}

/** A JSON Web Token signed with ES256. */
function signedToken(claims: object, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`
  return `${body}.${sign('sha256', Buffer.from(body), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}
