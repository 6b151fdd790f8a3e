import type { FileType } from '#contract/file.ts'
import type { Reach } from '#contract/matter.ts'
import type { Queries, Transaction } from '../record/database.ts'

/** A file that nothing shows goes after this long, ms: a week, in which a phone may be without a network. */
export const UNUSED_FOR_MS = 7 * 86_400_000

/** Files of one account that nothing shows yet. */
export const MOST_UNUSED = 50

/** Of what nobody needs any more this much goes with each new file. */
const DROPPED_AT_ONCE = 20

export interface KeptFile {
  readonly id: string
  readonly type: FileType
  /** Bytes that are kept. */
  readonly size: number
}

/** Keeps a file that an account sent; what is there already stays as it is, and waits anew where nothing shows it. */
export async function keepFile(
  tx: Transaction,
  { id, type, size, bytes, account, now }: KeptFile & { readonly bytes: Buffer; readonly account: string; readonly now: number },
): Promise<void> {
  await tx.query(
    `insert into guanlan.file (id, type, size, bytes, unused_since) values ($1, $2, $3, $4, $5)
     on conflict (id) do update set unused_since = excluded.unused_since where file.unused_since is not null`,
    [id, type, size, bytes, now],
  )
  await tx.query('insert into guanlan.file_sender (file, account, at) values ($1, $2, $3) on conflict do nothing', [
    ...[id, account, now],
  ])
}

/** Lets go of files that nothing has shown for `UNUSED_FOR_MS`, a few at a time. */
export async function dropUnused(tx: Transaction, now: number): Promise<void> {
  await tx.query(
    `delete from guanlan.file where id in (
       select id from guanlan.file where unused_since < $1 order by unused_since limit ${DROPPED_AT_ONCE} for update skip locked)`,
    [now - UNUSED_FOR_MS],
  )
}

/** How many files of an account nothing shows yet. */
export async function countUnused(queries: Queries, account: string): Promise<number> {
  const [row] = await queries.query<{ unused: number }>(
    `select count(*) as unused from guanlan.file_sender join guanlan.file on file.id = file_sender.file
      where account = $1 and unused_since is not null`,
    [account],
  )
  return row?.unused ?? 0
}

/** What an account sent, of these ids. */
export async function filesOf(queries: Queries, account: string, ids: readonly string[]): Promise<readonly KeptFile[]> {
  return queries.query<KeptFile>(
    'select id, type, size from guanlan.file join guanlan.file_sender on file = id where account = $1 and id = any ($2)',
    [account, ids],
  )
}

/** Says that a matter shows these files. False when one of them went meanwhile. */
export async function showFiles(
  tx: Transaction,
  ids: readonly string[],
  { kind, id, now }: { readonly kind: string; readonly id: string; readonly now: number },
): Promise<boolean> {
  const held = await tx.query(
    `update guanlan.file set unused_since = null where id in (select id from guanlan.file where id = any ($1) order by id for update)
     returning id`,
    [ids],
  )
  if (held.length < new Set(ids).size) return false
  await tx.query(
    `insert into guanlan.file_use (file, matter_kind, matter_id, at)
     select file, $2, $3, $4 from unnest($1::text[]) as given (file) on conflict do nothing`,
    [ids, kind, id, now],
  )
  return true
}

/** A file by its id, whether an account sent it, and whom the matters that show it concern. */
export async function findFile(
  queries: Queries,
  id: string,
  account: string,
): Promise<(KeptFile & { readonly isOwn: boolean; readonly reaches: readonly Reach[] }) | undefined> {
  const [file] = await queries.query<KeptFile & { own: boolean }>(
    `select id, type, size, exists (select from guanlan.file_sender where file = id and account = $2) as own
       from guanlan.file where id = $1`,
    [id, account],
  )
  if (!file) return undefined
  const { own, ...kept } = file
  const shown = await queries.query<{ reach: Reach }>(
    `select matter.reach from guanlan.file_use join guanlan.matter on matter.kind = matter_kind and matter.id = matter_id
      where file = $1`,
    [id],
  )
  return { ...kept, isOwn: own, reaches: shown.map(({ reach }) => reach) }
}

/** The bytes of a file; undefined when it went meanwhile. */
export async function readFile(queries: Queries, id: string): Promise<Buffer | undefined> {
  const [row] = await queries.query<{ bytes: Buffer }>('select bytes from guanlan.file where id = $1', [id])
  return row?.bytes
}
