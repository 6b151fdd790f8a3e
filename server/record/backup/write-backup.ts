import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Migration } from '../migrate.ts'
import { BackupFault } from './backup-fault.ts'
import { type BackupHeader, type BackupManifest, type BackupPart, type PartSum, PIECE_BYTES } from './backup-form.ts'
import { FileWriter } from './file-writer.ts'
import { openRecordClient, transactionOf } from './record-client.ts'
import { copyStatement, type KeptTable, keptTables, sequenceStates } from './schema-parts.ts'

/** Packing this hard halves most tables and lets the disk be what one waits for. */
const GZIP_LEVEL = 1

/** How often the list of tables is read again because a month began, or a table was made, while they were being held. */
const MOST_LISTS = 5

/** How long a backup waits for whoever changes the shape of a table at the moment. */
const LOCK_PATIENCE = '30s'

/** How far a backup has come. */
export interface BackupProgress {
  readonly part: string
  /** Bytes of rows read so far, and what the tables take on the disk: an estimate of how many there will be. */
  readonly bytes: number
  readonly about: number
}

export interface WritingBackup {
  /** Address of the database, as the owner of the tables. */
  readonly url: string
  /** Where it is written; must not be there. */
  readonly file: string
  /** Id of the city, and version of the program: the header says them. */
  readonly city: string
  readonly program: string
  /** What is kept beside the record and belongs to it, read before this is called. */
  readonly files: readonly { readonly name: string; readonly content: Buffer }[]
  now(): number
  readonly onProgress?: (progress: BackupProgress) => void
}

/** A backup that is on the disk. */
export interface WrittenBackup {
  readonly manifest: BackupManifest
  readonly bytes: number
  /** Of the whole file, in hexadecimal. */
  readonly sha256: string
}

/**
 * Writes the whole record into a file, as it is at one moment, while the product goes on: one transaction that reads, and every
 * table the schema has. Memory stays the same however much there is. Throws BackupFault; then there is no file.
 */
export async function writeBackup(parts: WritingBackup): Promise<WrittenBackup> {
  const client = await openRecordClient(parts.url)
  try {
    const writer = await FileWriter.create(parts.file)
    try {
      const tables = await holdTables(client)
      const manifest = await write(parts, client, tables, writer)
      return { manifest, ...(await writer.finish()) }
    } catch (fault) {
      await writer.giveUp()
      if (fault instanceof BackupFault) throw fault
      throw new BackupFault(`The record could not be read to its end: ${(fault as Error).message}`, { cause: fault })
    }
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * Begins the one transaction and keeps every table's shape as it is for as long as that lasts: a month that is emptied, unlike rows
 * that change, would be empty in the past as well. The tables are held before the moment is fixed, so none is missed.
 */
async function holdTables(client: Client): Promise<readonly KeptTable[]> {
  for (let attempt = 1; ; attempt++) {
    const listed = await keptTables(transactionOf(client))
    if (listed.length === 0) throw new BackupFault('There is no record in this database')
    await client.query('begin isolation level repeatable read read only')
    await client.query(`set local lock_timeout = '${LOCK_PATIENCE}'`)
    await client.query('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0')
    // In the order they lie on the disk, always: what is put back is held against these bytes.
    await client.query('set local synchronize_seqscans = off')
    await client.query(`lock table ${listed.map(({ name }) => `guanlan."${name}"`).join(', ')} in access share mode`)
    const held = await keptTables(transactionOf(client))
    if (held.map(({ name }) => name).join() === listed.map(({ name }) => name).join()) return held
    await client.query('rollback')
    if (attempt === MOST_LISTS) throw new BackupFault('The tables of the record do not stay the same for a moment; try again')
  }
}

async function write(
  { city, program, files, now, onProgress }: WritingBackup,
  client: Client,
  tables: readonly KeptTable[],
  writer: FileWriter,
): Promise<BackupManifest> {
  const header = await headerOf(client, { city, program, madeAt: now() })
  await writer.frame('header', header)
  const written: { part: BackupPart; sum: PartSum }[] = []
  const about = tables.reduce((sum, { diskBytes }) => sum + diskBytes, 0)
  let read = 0
  const tell = (part: string) => (bytes: number) => {
    read += bytes
    onProgress?.({ part, bytes: read, about })
  }
  for (const { diskBytes: _, ...part } of tables) {
    const rows = client.query(copyTo(copyStatement(part, 'to stdout')))
    const sum = await writePart(writer, part, rows, tell(part.name))
    // The count comes after the last row; whoever asks the next thing has it.
    await client.query('select')
    written.push({ part, sum: { ...sum, rows: rows.rowCount } })
    await writer.frame('end', written.at(-1)?.sum as PartSum)
  }
  for (const { name, content } of files) {
    const part = { kind: 'file', name } as const
    const sum = { ...(await writePart(writer, part, Readable.from([content]), tell(name))), rows: 0 }
    written.push({ part, sum })
    await writer.frame('end', sum)
  }
  const sequences = await sequenceStates(transactionOf(client))
  await client.query('commit')
  const manifest = { ...header, parts: written, sequences: [...sequences] }
  await writer.frame('manifest', manifest)
  return manifest
}

/** Writes the content of a part, packed, and says what it came to. */
async function writePart(
  writer: FileWriter,
  part: BackupPart,
  content: Readable,
  onBytes: (bytes: number) => void,
): Promise<Omit<PartSum, 'rows'>> {
  await writer.frame('begin', part)
  const hash = createHash('sha256')
  let bytes = 0
  await pipeline(
    content,
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        hash.update(piece)
        bytes += piece.length
        onBytes(piece.length)
        yield piece
      }
    },
    createGzip({ level: GZIP_LEVEL, chunkSize: PIECE_BYTES }),
    async (packed: AsyncIterable<Buffer>) => {
      for await (const piece of packed) await writer.frame('data', piece)
    },
  )
  return { bytes, sha256: hash.digest('hex') }
}

async function headerOf(client: Client, said: Pick<BackupHeader, 'city' | 'program' | 'madeAt'>): Promise<BackupHeader> {
  const [found] = await transactionOf(client).query<{ epoch: string; revision: number; postgres: string }>(
    `select (select epoch from guanlan.epoch order by begun_at desc limit 1) as epoch,
            (select revision from guanlan.head) as revision, current_setting('server_version') as postgres`,
  )
  if (!found?.epoch) throw new BackupFault('There is no record in this database yet')
  const migrations = await transactionOf(client).query<{ number: number; name: string }>(
    'select number, name from guanlan.migration order by number',
  )
  return { ...said, ...found, migrations: migrations as Migration[] }
}
