import { chmod, mkdir, mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../../record/embedded/embedded-postgres.ts'
import { PostgresStore } from '../../record/postgres-store.ts'
import { sayProgress } from '../result/conclude-bench.ts'
import { layRecord } from './lay-record.ts'
import { minutesOf } from './past-record.ts'

/** What a point takes on the disk with its indexes and what is sorted for them, bytes: more than any run has printed. */
const BYTES_PER_POINT = 250

/** A database that holds so many points of the past. */
export interface Past {
  readonly points: number
  readonly minutes: number
  readonly url: string
  readonly client: Client
}

/**
 * Starts a database with so many points and hands it over until `work` is done. In a folder that keeps records (`kept` is not
 * empty) it is laid down once and found again by the next that asks for as many points; otherwise it is gone afterwards.
 * Throws an Error with a sentence where the disk has no room, or the folder holds another record.
 */
export async function withPast<Result>(
  { points, kept }: { readonly points: number; readonly kept: string },
  work: (past: Past) => Promise<Result>,
): Promise<Result> {
  const folder = kept === '' ? await mkdtemp(join(tmpdir(), 'guanlan-bench-')) : join(kept, `${points}`)
  await mkdir(folder, { recursive: true })
  for (const path of kept === '' ? [folder] : [kept, folder]) await chmod(path, 0o711)
  const postgres = await startEmbeddedPostgres(folder, { step: () => undefined, log: () => undefined })
  const client = new Client({ connectionString: postgres.url })
  try {
    await PostgresStore.prepare(postgres.url)
    await client.connect()
    const minutes = minutesOf(points)
    await layOnce(client, { points, minutes, folder })
    return await work({ points, minutes, url: postgres.url, client })
  } finally {
    await client.end().catch(() => undefined)
    await postgres.stop()
    if (kept === '') await rm(folder, { recursive: true, force: true })
  }
}

async function layOnce(
  client: Client,
  { points, minutes, folder }: { readonly points: number; readonly minutes: number; readonly folder: string },
): Promise<void> {
  const { rows } = await client.query<{ revision: string; months: string }>(
    `select (select revision from guanlan.head), (select count(*) from pg_inherits where inhparent = 'guanlan.point'::regclass) as months`,
  )
  if (Number(rows[0]?.revision) === minutes) return
  if (Number(rows[0]?.months) > 0) throw new Error(`${folder} holds another record, or half of one: delete it`)
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < points * BYTES_PER_POINT) {
    const needs = Math.ceil((points * BYTES_PER_POINT) / 1e9)
    throw new Error(`A record of ${points.toLocaleString('en')} points needs about ${needs} GB, which ${folder} has no room for`)
  }
  await layRecord(client, minutes, sayProgress)
}
