import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { SigningKey } from './signing-key.ts'

/** What the audit was at a time, signed and kept outside the database: nothing before it can be rewritten unnoticed. */
const AnchorSchema = Type.Object(
  {
    seq: Type.Integer({ minimum: 0 }),
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    /** RFC 3339, UTC. */
    madeAt: Type.String({ maxLength: 40 }),
    /** SM3-HMAC of seq, hash and madeAt with a line feed between each. */
    mac: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  { additionalProperties: false },
)
export type Anchor = Static<typeof AnchorSchema>

/** An anchor file as found: read and rightly signed, or damaged. */
export type FoundAnchor =
  | { readonly kind: 'anchor'; readonly file: string; readonly anchor: Anchor }
  | { readonly kind: 'damaged'; readonly file: string }

/** The folder of the data folder that holds the anchors. Copy it to another machine each day. */
export const ANCHORS_FOLDER = 'anchors'

/** The anchor that is renewed while the server runs, beside those of the days. */
export const NEWEST_ANCHOR = 'newest.json'

export function makeAnchor(key: SigningKey, head: { readonly seq: number; readonly hash: string }, now: number): Anchor {
  const madeAt = new Date(now).toISOString()
  return { seq: head.seq, hash: head.hash, madeAt, mac: key.sign(signedText({ ...head, madeAt })) }
}

/** Writes an anchor whole or not at all, in the place of one of the same name. */
export async function writeAnchor(dataDir: string, name: string, anchor: Anchor): Promise<void> {
  const folder = join(dataDir, ANCHORS_FOLDER)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `.${createHash('sha256').update(randomBytes(8)).digest('hex').slice(0, 8)}.draft`)
  await writeFile(draft, `${JSON.stringify(anchor)}\n`, { mode: 0o600, flush: true })
  await rename(draft, join(folder, name))
}

/** All anchors of a data folder, by name. */
export async function readAnchors(dataDir: string, key: SigningKey): Promise<readonly FoundAnchor[]> {
  const folder = join(dataDir, ANCHORS_FOLDER)
  const names = await readdir(folder).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return []
    throw fault
  })
  const found: FoundAnchor[] = []
  for (const name of names.filter((name) => name.endsWith('.json')).sort())
    found.push(toAnchor(name, await readFile(join(folder, name), 'utf8'), key))
  return found
}

/** Pure. */
export function toAnchor(file: string, text: string, key: SigningKey): FoundAnchor {
  const anchor = parsed(text)
  if (!Value.Check(AnchorSchema, anchor) || !key.isSignatureOf(anchor.mac, signedText(anchor))) return { kind: 'damaged', file }
  return { kind: 'anchor', file, anchor }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function signedText({ seq, hash, madeAt }: Pick<Anchor, 'seq' | 'hash' | 'madeAt'>): string {
  return `${seq}\n${hash}\n${madeAt}`
}
