import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartupFault } from '../../startup-fault.ts'

/** Signs what is kept beside the audit, so that whoever holds the database alone cannot make a new past. */
export interface SigningKey {
  sign(text: string): string
  isSignatureOf(signature: string, text: string): boolean
}

/** The file of the data folder that holds the key, as 64 hexadecimal digits. */
export const SIGNING_KEY_FILE = 'audit.key'

/** Signs with SM3-HMAC (GM/T 0004); signatures are hexadecimal. */
export function signingKey(secret: Buffer): SigningKey {
  const sign = (text: string) => createHmac('sm3', secret).update(text, 'utf8').digest('hex')
  return {
    sign,
    isSignatureOf: (signature, text) => {
      const right = Buffer.from(sign(text))
      const given = Buffer.from(signature)
      return given.length === right.length && timingSafeEqual(given, right)
    },
  }
}

/** Reads the key, which is made when there is none: anchors of a key that is lost no longer prove anything. Throws StartupFault. */
export async function loadSigningKey(dataDir: string): Promise<SigningKey> {
  const file = join(dataDir, SIGNING_KEY_FILE)
  try {
    const text = await readFile(file, 'utf8').catch(async (fault: NodeJS.ErrnoException) => {
      if (fault.code !== 'ENOENT') throw fault
      const made = `${randomBytes(32).toString('hex')}\n`
      await mkdir(dataDir, { recursive: true })
      // Never over one that another process made meanwhile.
      await writeFile(file, made, { mode: 0o600, flag: 'wx', flush: true })
      await chmod(file, 0o600)
      return made
    })
    if (/^[0-9a-f]{64}$/i.test(text.trim())) return signingKey(Buffer.from(text.trim(), 'hex'))
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new StartupFault(`The key of the audit in ${file} cannot be used: ${code}; let this user read and write there`, { cause })
  }
  throw new StartupFault(`The key of the audit in ${file} is damaged; restore it from a copy, or remove it to begin with a new one`)
}
