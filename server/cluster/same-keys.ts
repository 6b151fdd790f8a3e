import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Queries } from '../record/database.ts'
import { StartupFault } from '../startup-fault.ts'

/** The keys that every server of a record must have alike: what one sealed or signed, every other must be able to open. */
export const KeyKind = { Personal: 'personal', Audit: 'audit', Push: 'push' } as const
export type KeyKind = (typeof KeyKind)[keyof typeof KeyKind]

/** The file of each kind of key of a server, as a whole path. */
export type KeyFiles = Readonly<Record<KeyKind, string>>

/** What is known of the keys in use: nothing of a kind that nobody used yet. */
export type Fingerprints = Readonly<Partial<Record<KeyKind, string>>>

const KINDS = Object.values(KeyKind)
const FINGERPRINT_DIGITS = 16

/**
 * Where the keys of a server differ from those in use, in one sentence; undefined where they are the same. A kind that nobody
 * used yet may be anything, and a file that is not there yet differs: a new key would be made in its place. Pure.
 */
export function keyMistake(inUse: Fingerprints, own: Fingerprints, files: KeyFiles): string | undefined {
  for (const kind of KINDS) {
    const [wanted, found] = [inUse[kind], own[kind]]
    if (wanted === undefined || wanted === found) continue
    const is = found === undefined ? 'is not there' : `is another key (fingerprint ${found})`
    return `The servers of this record use a key (fingerprint ${wanted}) that this one does not have: ${files[kind]} ${is}; copy that file from one of them, or, only if theirs is lost for good, start this server once without MEMBER_ADDRESS`
  }
  return undefined
}

/**
 * By what a key can be told from another without being known: of the last line of its file that holds one, the key that seals.
 * Nothing where there is no such file, or none that can be read: whoever loads the key says what is wrong with it.
 */
export async function fingerprintOf(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const lines = text.split('\n').map((line) => line.trim().toLowerCase())
  const key = lines.findLast((line) => line !== '' && !line.startsWith('#'))
  if (key === undefined) return undefined
  return createHash('sha256').update(`guanlan key fingerprint\n${key}`).digest('hex').slice(0, FINGERPRINT_DIGITS)
}

/** Refuses a member whose keys are not those of the others, before any is made here. Throws StartupFault, RecordFault. */
export async function checkKeys(queries: Queries, files: KeyFiles): Promise<void> {
  const mistake = keyMistake(await readFingerprints(queries), await ownFingerprints(files), files)
  if (mistake !== undefined) throw new StartupFault(mistake)
}

/**
 * Says which keys are used from now on: those of a server that is alone, whatever was used before; those of the first member, and
 * of the others only that they are the same. Throws StartupFault, RecordFault.
 */
export async function noteKeys(queries: Queries, files: KeyFiles, who: 'alone' | 'member'): Promise<void> {
  for (const kind of KINDS) await (who === 'alone' ? noteKey : noteFirstKey)(queries, kind, files[kind])
  // Of two that begin at once the other may have been first.
  await checkKeys(queries, files)
}

/** Says that the key of a file is used from now on in the place of the one before. Throws RecordFault. */
export async function noteKey(queries: Queries, kind: KeyKind, file: string): Promise<void> {
  await queries.query(`${NOTE} do update set fingerprint = excluded.fingerprint`, [kind, await fingerprintOf(file)])
}

async function noteFirstKey(queries: Queries, kind: KeyKind, file: string): Promise<void> {
  await queries.query(`${NOTE} do nothing`, [kind, await fingerprintOf(file)])
}

const NOTE = 'insert into guanlan.key_fingerprint (kind, fingerprint) values ($1, $2) on conflict (kind)'

async function readFingerprints(queries: Queries): Promise<Fingerprints> {
  const rows = await queries.query<{ kind: KeyKind; fingerprint: string }>('select kind, fingerprint from guanlan.key_fingerprint')
  return Object.fromEntries(rows.map(({ kind, fingerprint }) => [kind, fingerprint]))
}

async function ownFingerprints(files: KeyFiles): Promise<Fingerprints> {
  const own = await Promise.all(KINDS.map(async (kind) => [kind, await fingerprintOf(files[kind])] as const))
  return Object.fromEntries(own.filter(([, fingerprint]) => fingerprint !== undefined))
}
