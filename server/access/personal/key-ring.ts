import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StartupFault } from '../../startup-fault.ts'

/** A master key and the id by which what it sealed names it. */
export interface MasterKey {
  readonly id: string
  readonly master: Buffer
}

/** Every key that something may still be sealed with, oldest first; the newest seals. Never empty. */
export type KeyRing = readonly MasterKey[]

const MASTER_BYTES = 32

/** The file of the keys where no other is named: one key a line, as 64 hexadecimal digits, the newest last. */
export const PERSONAL_KEY_FILE = 'personal.key'

/**
 * Reads the keys of personal data. A file of the data folder is made when there is none; one that the deployment names
 * elsewhere must be there: making it would hide that the right one is missing. Throws StartupFault.
 */
export async function loadKeyRing(dataDir: string, namedFile: string | undefined): Promise<KeyRing> {
  const file = keyFile(dataDir, namedFile)
  const text = await readFile(file, 'utf8').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return undefined
    throw new StartupFault(`The key of personal data in ${file} cannot be read: ${fault.code}; let this user read it`, {
      cause: fault,
    })
  })
  if (text !== undefined) return readKeys(text, file)
  if (namedFile !== undefined)
    throw new StartupFault(
      `PERSONAL_KEY_FILE names ${file}, which is not there; restore it, or make one with: openssl rand -hex 32 > ${file}`,
    )
  try {
    // With a database elsewhere nobody has made the data folder yet.
    await mkdir(dataDir, { recursive: true })
    return [await addKey(file)]
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new StartupFault(
      `DATA_DIR ${dataDir} cannot hold the key of personal data: ${code}; set DATA_DIR to a folder that can be written`,
      {
        cause,
      },
    )
  }
}

/**
 * The keys of a file as they are now, for a process that goes on while a command changes them: read again when the file was
 * written. A file that cannot be read for the moment leaves the keys known before.
 */
export function keysOf(file: string, known: KeyRing): () => KeyRing {
  let ring = known
  let seen = ''
  return () => {
    try {
      const { mtimeNs, size, ino } = statSync(file, { bigint: true })
      const now = `${mtimeNs} ${size} ${ino}`
      if (now !== seen) ring = readKeys(readFileSync(file, 'utf8'), file)
      seen = now
    } catch {
      // On a disk that comes back, or in a file that is being restored: what was sealed must open meanwhile.
    }
    return ring
  }
}

/** The file the keys stand in. */
export function keyFile(dataDir: string, namedFile: string | undefined): string {
  return namedFile ?? join(dataDir, PERSONAL_KEY_FILE)
}

/** Makes a new key, which seals from now on, and writes it behind the others, whole or not at all. */
export async function addKey(file: string): Promise<MasterKey> {
  const before = await readFile(file, 'utf8').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return ''
    throw fault
  })
  const made = keyOf(randomBytes(MASTER_BYTES))
  await writeKeys(file, `${before.trimEnd()}\n${made.master.toString('hex')}\n`.trimStart())
  return made
}

/** Writes the keys that are still needed, and no others. */
export async function keepKeys(file: string, ring: KeyRing): Promise<void> {
  await writeKeys(file, ring.map(({ master }) => `${master.toString('hex')}\n`).join(''))
}

/** True when nobody but the owner may read the file. */
export async function isPrivate(file: string): Promise<boolean> {
  return ((await stat(file)).mode & 0o077) === 0
}

/** Pure. Throws StartupFault when a line is not a key. */
export function readKeys(text: string, file: string): KeyRing {
  const lines = text.split('\n').map((line) => line.trim())
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#'))
  if (keys.length === 0 || keys.some((line) => !/^[0-9a-f]{64}$/i.test(line)))
    throw new StartupFault(
      `The key file ${file} is damaged: a line of it is not 64 hexadecimal digits; restore it from a copy, or what it sealed is lost`,
    )
  return keys.map((line) => keyOf(Buffer.from(line, 'hex')))
}

function keyOf(master: Buffer): MasterKey {
  return { id: createHash('sha256').update('guanlan key id').update(master).digest('hex').slice(0, 16), master }
}

async function writeKeys(file: string, text: string): Promise<void> {
  const draft = join(dirname(file), `.${randomBytes(4).toString('hex')}.draft`)
  await writeFile(draft, text, { mode: 0o600, flush: true })
  await chmod(draft, 0o600)
  await rename(draft, file)
}
