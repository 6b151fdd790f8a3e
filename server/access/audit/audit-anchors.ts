import type { Queries } from '../../record/database.ts'
import { type Anchor, makeAnchor, NEWEST_ANCHOR, readAnchors, writeAnchor } from './anchor.ts'
import { FIRST_HASH } from './chain-row.ts'
import type { SigningKey } from './signing-key.ts'

export interface Anchoring {
  readonly database: Queries
  readonly dataDir: string
  readonly key: SigningKey
  /** IANA time zone whose days the files are named after. */
  readonly timeZone: string
}

/** What came of making an anchor. `contradicted`: an earlier one no longer holds, and nothing was written over it. */
export type Anchored =
  | { readonly kind: 'made'; readonly file: string; readonly anchor: Anchor }
  | { readonly kind: 'contradicted'; readonly file: string }

/**
 * Signs the audit as it is now, in the file of the day and in the newest one. An anchor never takes the place of one that the
 * audit contradicts: whoever cut the audit must not have the evidence cleared away by us. Throws RecordFault, or the
 * fault of the file system.
 */
export async function anchorAudit(parts: Anchoring, now: number): Promise<Anchored> {
  return anchorUnder(parts, now, [`${dayOf(now, parts.timeZone)}.json`, NEWEST_ANCHOR])
}

/** Renews the newest anchor alone. */
export async function renewNewestAnchor(parts: Anchoring, now: number): Promise<Anchored> {
  return anchorUnder(parts, now, [NEWEST_ANCHOR])
}

/** The day of an instant in a time zone, YYYY-MM-DD. */
export function dayOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
}

async function anchorUnder(parts: Anchoring, now: number, names: readonly [string, ...string[]]): Promise<Anchored> {
  const { database, dataDir, key } = parts
  const before = (await readAnchors(dataDir, key)).filter(({ file }) => names.includes(file))
  for (const found of before)
    if (found.kind === 'damaged' || !(await holds(database, found.anchor))) return { kind: 'contradicted', file: found.file }
  const [head] = await database.query<{ seq: number; hash: string }>('select seq, hash from guanlan.audit_head')
  if (!head) return { kind: 'contradicted', file: names[0] }
  const anchor = makeAnchor(key, head, now)
  for (const name of names) await writeAnchor(dataDir, name, anchor)
  return { kind: 'made', file: names[0], anchor }
}

/** True when the audit still has the row the anchor was signed over, or had it dropped by an operator since. */
async function holds(database: Queries, { seq, hash }: Anchor): Promise<boolean> {
  if (seq === 0) return hash === FIRST_HASH
  const rows = await database.query<{ kept: boolean }>(
    `select hash = $2 as kept from guanlan.audit where seq = $1
      union all select $1 < seq or hash = $2 from guanlan.audit_stub where seq >= $1`,
    [seq, hash],
  )
  return rows.length > 0 && rows.every(({ kept }) => kept)
}
