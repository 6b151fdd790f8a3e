import type { Queries } from '../../record/database.ts'
import { readAnchors } from './anchor.ts'
import { AUDIT_COLUMNS } from './audit-columns.ts'
import { ChainCheck, type Flaw } from './chain-check.ts'
import type { ChainRow } from './chain-row.ts'
import type { SigningKey } from './signing-key.ts'
import { type AuditStub, isStubSigned } from './stub.ts'

/** What a verification came to. */
export interface Verification {
  /** Epoch ms when it began. */
  readonly at: number
  /** The oldest row there is, and the newest at that time; both 0 when there is none. */
  readonly from: number
  readonly to: number
  readonly rows: number
  readonly anchors: number
  readonly flaw: Flaw | undefined
  /** What could not be proved, though nothing contradicts it. */
  readonly remarks: readonly string[]
}

export interface Verifying {
  readonly database: Queries
  readonly dataDir: string
  readonly key: SigningKey
  readonly now: () => number
  /** Told after each portion of a long chain. */
  readonly onProgress?: (done: number, of: number) => void
}

/** Rows read at a time. */
const PORTION = 5_000

/**
 * Checks the whole audit as it is now: every row against its own hash and the row before, the head, the stub, every anchor.
 * Rows that are written meanwhile are not looked at. Throws RecordFault when the database is away.
 */
export async function verifyAudit({ database, dataDir, key, now, onProgress }: Verifying): Promise<Verification> {
  const at = now()
  // Anchors first: one that is made meanwhile may be ahead of the head that is read here.
  const anchors = await readAnchors(dataDir, key)
  const { head, stub, rows, to } = await readBounds(database)
  const remarks = anchors.length > 0 ? [] : ['There is no anchor: that the newest records were cut off cannot be ruled out.']
  const said = { at, to: head?.seq ?? 0, rows, anchors: anchors.length, remarks }
  const begin = stub?.seq ?? 0
  if (!head) return { ...said, from: begin, flaw: { seq: undefined, sentence: 'The head of the audit is missing.' } }
  const from = rows === 0 ? 0 : begin + 1
  if (stub && !isStubSigned(key, stub))
    return {
      ...said,
      from,
      flaw: { seq: stub.seq, sentence: `The stub at record ${stub.seq} was not signed with the key of this audit.` },
    }
  const check = new ChainCheck({ head, stub, anchors })
  let done = 0
  for (let coming = readPortion(database, START, to); ; ) {
    const portion = await coming
    const end = portion.at(-1)
    const isLast = !end || portion.length < PORTION
    // The database reads the next portion while this one is computed.
    if (!isLast) coming = readPortion(database, end, to)
    for (const row of portion) {
      const flaw = check.take(row)
      if (flaw) {
        await coming.catch(() => undefined)
        return { ...said, from, flaw }
      }
    }
    done += portion.length
    onProgress?.(done, rows)
    if (isLast) return { ...said, from, flaw: check.end() }
  }
}

interface Cursor {
  readonly seq: number
  /** Where the row stands in the table: tells two rows of one number apart, when somebody took the key off the table. */
  readonly place: string
}

const START: Cursor = { seq: -1, place: '(0,0)' }

interface Bounds {
  readonly head: { readonly seq: number; readonly hash: string } | undefined
  readonly stub: AuditStub | undefined
  readonly rows: number
  readonly to: number
}

/** In one statement, so that head and rows are of one moment. */
async function readBounds(database: Queries): Promise<Bounds> {
  const [found] = await database.query<{ head: Bounds['head'] | null; stub: AuditStub | null; rows: number; to: number | null }>(
    `select (select json_build_object('seq', seq, 'hash', hash) from guanlan.audit_head) as head,
            (select json_build_object('seq', seq, 'hash', hash, 'rows', rows, 'madeAt', made_at, 'mac', mac)
               from guanlan.audit_stub order by seq desc limit 1) as stub,
            (select count(*) from guanlan.audit) as rows,
            (select max(seq) from guanlan.audit) as to`,
  )
  return { head: found?.head ?? undefined, stub: found?.stub ?? undefined, rows: found?.rows ?? 0, to: found?.to ?? 0 }
}

function readPortion(database: Queries, { seq, place }: Cursor, to: number): Promise<readonly (ChainRow & { place: string })[]> {
  return database.query<ChainRow & { place: string }>(
    `select ${AUDIT_COLUMNS}, ctid::text as place from guanlan.audit
      where seq <= $2 and (seq > $1 or (seq = $1 and ctid > $3::tid)) order by seq, ctid limit ${PORTION}`,
    [seq, to, place],
  )
}
