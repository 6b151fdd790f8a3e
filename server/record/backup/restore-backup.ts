import { createHash, randomBytes } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Transaction } from '../database.ts'
import { applyMigrations, knownMigrations, type Migration } from '../migrate.ts'
import { TIMELINE } from '../postgres/timeline.ts'
import { BackupFault } from './backup-fault.ts'
import type { BackupManifest, BackupPart, PartSum, TablePart } from './backup-form.ts'
import { nameOfPart, readBackup } from './read-backup.ts'
import { BACKUP_CONNECTION, openRecordClient, transactionOf } from './record-client.ts'
import { copyStatement, keptTables } from './schema-parts.ts'

/** How long to wait for whoever still reads the record that is being replaced. */
const LOCK_PATIENCE = '20s'

/** Most bytes of a file that is kept beside the record: these are small, and are held in memory until the record is in. */
const MOST_FILE_BYTES = 1 << 20

/** What a restore is doing: looking the file over, putting its rows in, holding what is in the database against it. */
export type RestoreStep = 'checking' | 'restoring' | 'reading back'

export interface RestoreProgress {
  readonly step: RestoreStep
  readonly bytes: number
  readonly of: number
}

export interface Restoring {
  /** Address of the database, as whoever shall own the tables. Nobody else uses the record meanwhile: see to it. */
  readonly url: string
  readonly file: string
  /** Lets a record that is there be replaced. */
  readonly isReplacing: boolean
  now(): number
  readonly onProgress?: (progress: RestoreProgress) => void
  /** Looks at what the backup says of itself, before anything is touched; throws BackupFault for one that will not do. */
  readonly accept?: (manifest: BackupManifest) => void
  /** Looks at the record as it is about to be, in the very transaction; whatever it throws leaves everything as it was. */
  readonly settle?: (tx: Transaction, restored: RestoredRecord) => Promise<void>
}

/** A record that was put back. */
export interface RestoredRecord {
  readonly manifest: BackupManifest
  /** The files that were kept beside it; the caller puts them where they belong. */
  readonly files: readonly { readonly name: string; readonly content: Buffer }[]
  /** The new epoch: what was seen after the backup was made is not in this record, and no screen may take it for the same. */
  readonly epoch: string
}

/**
 * Puts a backup back, all of it or nothing: the file is looked over from beginning to end first; then one transaction makes the
 * schema the backup was made of, fills it, reads every row back and holds it against the sums of the backup, and brings the
 * schema up to date. Throws BackupFault, and nothing has changed then.
 */
export async function restoreBackup(parts: Restoring): Promise<RestoredRecord> {
  const { url, file, isReplacing, onProgress, accept, settle } = parts
  const manifest = await readBackup(file, undefined, (bytes, of) => onProgress?.({ step: 'checking', bytes, of }))
  accept?.(manifest)
  const known = await knownMigrations()
  const seen = migrationsOf(manifest, known)
  const client = await openRecordClient(url)
  try {
    await client.query('begin')
    await client.query(`set local lock_timeout = '${LOCK_PATIENCE}'; set local statement_timeout = 0`)
    await client.query('set local synchronize_seqscans = off; set local idle_in_transaction_session_timeout = 0')
    await refuseWhereUsed(client)
    if (!isReplacing) await refuseWhereKept(client)
    await client.query('drop schema if exists guanlan cascade')
    await applyMigrations(client, seen)
    const files = await fill(client, parts, manifest)
    await readBack(client, parts, manifest)
    await applyMigrations(client, known)
    const epoch = await beginEpoch(client, parts.now())
    const restored = { manifest, files, epoch }
    await settle?.(transactionOf(client), restored)
    await client.query('commit')
    // Without it the planner knows nothing of the tables for the first minutes.
    await client.query(`analyze ${(await keptTables(transactionOf(client))).map(({ name }) => `guanlan."${name}"`).join(', ')}`)
    return restored
  } catch (fault) {
    await client.query('rollback').catch(() => undefined)
    if (fault instanceof BackupFault) throw fault
    throw new BackupFault(`The record could not be put back: ${(fault as Error).message}; nothing was changed`, { cause: fault })
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The migrations the backup's schema had seen, as this version of the program knows them. */
function migrationsOf({ migrations, program }: BackupManifest, known: readonly Migration[]): readonly Migration[] {
  const unknown = migrations.find(({ number, name }) => !known.some((each) => each.number === number && each.name === name))
  if (!unknown) return migrations
  throw new BackupFault(
    `The backup was made by another version of this program (${program}, migration ${unknown.name}, which this one does not know); restore it with that version or a newer one`,
  )
}

/** A server that goes on on the record it knows would write what does not belong to the one that is put back. */
async function refuseWhereUsed(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct application_name as name from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and application_name like 'guanlan%' and application_name not in ('guanlan lock', $1)`,
    [BACKUP_CONNECTION],
  )
  if (rows.length > 0) throw new BackupFault('A server of this program works with this database; stop it first')
}

/** Refuses where anything was ever said, told or done. */
async function refuseWhereKept(client: Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('guanlan.audit_head') is not null as there`)
  if (!rows[0]?.there) return
  const found = await client.query<{ revision: number; acts: number; batches: boolean }>(
    `select (select revision from guanlan.head) as revision, (select seq from guanlan.audit_head) as acts,
            exists (select from guanlan.batch) as batches`,
  )
  const { revision, acts, batches } = found.rows[0] ?? { revision: 0, acts: 0, batches: false }
  if (revision > 0 || acts > 0 || batches)
    throw new BackupFault(
      `There is a record here already (revision ${revision}, ${acts} acts in its audit); say --replace to put the backup in its place, which cannot be undone`,
    )
}

/** Fills the empty schema from the backup. Returns the files that were beside it. */
async function fill(client: Client, { file, onProgress }: Restoring, manifest: BackupManifest) {
  const restoreBonds = await loosenBonds(client)
  const files: { name: string; content: Buffer }[] = []
  const take = async (part: BackupPart, content: AsyncIterable<Buffer>) => {
    if (part.kind === 'file') files.push({ name: part.name, content: await gathered(content) })
    else await fillTable(client, part, content)
  }
  await readBackup(file, take, (bytes, of) => onProgress?.({ step: 'restoring', bytes, of }))
  for (const { name, last, isCalled } of manifest.sequences)
    await client.query('select setval($1::regclass, $2, $3)', [`guanlan."${name}"`, last, isCalled])
  await restoreBonds()
  return files
}

async function fillTable(client: Client, part: TablePart, content: AsyncIterable<Buffer>): Promise<void> {
  const { name, partOf } = part
  // Filled beside its table and joined to it then: its indexes are made at once instead of row by row.
  if (partOf)
    await client.query(`create table guanlan."${name}" (like guanlan."${partOf.table}" including defaults including constraints)`)
  await pipeline(content, client.query(copyFrom(copyStatement(part, 'from stdin'))))
  if (partOf) await client.query(`alter table guanlan."${partOf.table}" attach partition guanlan."${name}" ${partOf.bounds}`)
}

async function gathered(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of content) {
    bytes += piece.length
    if (bytes > MOST_FILE_BYTES) throw new BackupFault('A file in the backup is larger than any that this program keeps')
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/**
 * Takes away what would keep rows from being put back in any order as they were: what migrations put into tables, triggers
 * that judge what is written, references between tables. Returns what puts triggers and references back, the latter proved.
 */
async function loosenBonds(client: Client): Promise<() => Promise<void>> {
  const bonds = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
      where connamespace = 'guanlan'::regnamespace and contype = 'f' and conparentid = 0 order by oid`,
  )
  const judged = await client.query<{ table: string }>(
    `select distinct tgrelid::regclass::text as table from pg_trigger join pg_class c on c.oid = tgrelid
      where not tgisinternal and relnamespace = 'guanlan'::regnamespace and relkind in ('r', 'p')`,
  )
  for (const { table, name } of bonds.rows) await client.query(`alter table ${table} drop constraint "${name}"`)
  for (const { table } of judged.rows) await client.query(`alter table ${table} disable trigger user`)
  const tables = await client.query<{ table: string }>(
    `select oid::regclass::text as table from pg_class
      where relnamespace = 'guanlan'::regnamespace and relkind in ('r', 'p') and not relispartition`,
  )
  await client.query(`truncate ${tables.rows.map(({ table }) => table).join(', ')}`)
  return async () => {
    for (const { table, name, definition } of bonds.rows)
      await client.query(`alter table ${table} add constraint "${name}" ${definition}`)
    for (const { table } of judged.rows) await client.query(`alter table ${table} enable trigger user`)
  }
}

/** Reads every table as a backup would and holds it against the sums: what the database has is what was in the file. */
async function readBack(client: Client, { onProgress }: Restoring, { parts }: BackupManifest): Promise<void> {
  const tables = parts.flatMap(({ part, sum }) => (part.kind === 'table' ? [{ part, sum }] : []))
  const there = await keptTables(transactionOf(client))
  const missing = there.find(({ name }) => !tables.some(({ part }) => part.name === name))
  if (missing) throw new BackupFault(`The backup has no table ${missing.name}, which a record of its version has`)
  const of = tables.reduce((bytes, { sum }) => bytes + sum.bytes, 0)
  let done = 0
  for (const { part, sum } of tables) {
    const found = await sumOf(client, part, (bytes) => {
      done += bytes
      onProgress?.({ step: 'reading back', bytes: done, of })
    })
    if (found.rows !== sum.rows || found.sha256 !== sum.sha256)
      throw new BackupFault(`What the database has of ${nameOfPart(part)} is not what the backup holds; nothing was changed`)
  }
}

async function sumOf(client: Client, part: TablePart, onBytes: (bytes: number) => void): Promise<PartSum> {
  const hash = createHash('sha256')
  let bytes = 0
  const rows = client.query(copyTo(copyStatement(part, 'to stdout')))
  for await (const piece of rows as AsyncIterable<Buffer>) {
    hash.update(piece)
    bytes += piece.length
    onBytes(piece.length)
  }
  await client.query('select')
  return { rows: rows.rowCount, bytes, sha256: hash.digest('hex') }
}

async function beginEpoch(client: Client, now: number): Promise<string> {
  const epoch = randomBytes(8).toString('hex')
  const { rows } = await client.query<{ timeline: string }>(TIMELINE)
  // After every other, whatever the clock of this machine says: the newest is the one that counts.
  await client.query(
    `insert into guanlan.epoch (epoch, begun_at, timeline)
     select $1, greatest($2::bigint, max(begun_at) + 1), $3 from guanlan.epoch`,
    [epoch, now, rows[0]?.timeline],
  )
  return epoch
}
