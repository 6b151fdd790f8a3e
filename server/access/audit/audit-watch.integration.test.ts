import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../record/database.ts'
import { TestedDatabase } from '../../testing/tested-database.ts'
import { ANCHORS_FOLDER, type Anchor } from './anchor.ts'
import { watchAudit } from './audit-watch.ts'
import { PostgresAuditLog } from './postgres-audit-log.ts'
import { loadSigningKey } from './signing-key.ts'

let cluster: TestedDatabase
let database: Database
let dataDir: string
beforeAll(async () => {
  cluster = await TestedDatabase.start()
  database = openDatabase(await cluster.migrated())
  dataDir = join(cluster.folder, 'watched')
})
afterAll(async () => {
  await database.close()
  await cluster.stop()
})

it('signs the audit at the start, each minute, and in a new file after each midnight of the city', async () => {
  // A quarter of a minute before midnight in Dongguan.
  let now = Date.parse('2026-11-23T15:59:45Z')
  const minutes: (() => void)[] = []
  const contradicted: string[] = []
  const watch = await watchAudit({
    ...{ database, dataDir, key: await loadSigningKey(dataDir), timeZone: 'Asia/Shanghai' },
    clock: {
      now: () => now,
      every: (_ms, run) => {
        minutes.push(run)
        return () => undefined
      },
    },
    onContradicted: (file) => contradicted.push(file),
    onFault: (fault) => expect.fail(String(fault)),
  })
  const minute = async () => {
    now += 60_000
    for (const run of minutes) run()
    await expect.poll(() => watch.anchoredAt).toBe(now)
  }
  expect(await files()).toEqual(['2026-11-23.json', 'newest.json'])
  await act(now)
  await minute()
  expect(await files()).toEqual(['2026-11-23.json', '2026-11-24.json', 'newest.json'])
  expect([(await anchor('2026-11-23.json')).seq, (await anchor('2026-11-24.json')).seq]).toEqual([0, 1])
  await act(now)
  await minute()
  expect([(await anchor('2026-11-24.json')).seq, (await anchor('newest.json')).seq]).toEqual([1, 2])

  const [one, other] = await Promise.all([watch.verify(), watch.verify()])
  expect(one).toMatchObject({ rows: 2, anchors: 3, flaw: undefined })
  expect(other).toBe(one)

  const forged = { ...(await anchor('newest.json')), seq: 9 }
  await writeFile(join(dataDir, ANCHORS_FOLDER, 'newest.json'), JSON.stringify(forged))
  now += 60_000
  for (const run of [...minutes, ...minutes]) run()
  await expect.poll(() => contradicted).toEqual(['newest.json'])
  await watch.close()
  expect(await anchor('newest.json')).toEqual(forged)
})

async function act(at: number): Promise<void> {
  const entry = { at, actor: { kind: 'operator' }, type: 'x.y', result: 'done' } as const
  await database.transaction((tx) => new PostgresAuditLog().append(tx, entry))
}

async function files(): Promise<string[]> {
  return (await readdir(join(dataDir, ANCHORS_FOLDER))).sort()
}

async function anchor(file: string): Promise<Anchor> {
  return JSON.parse(await readFile(join(dataDir, ANCHORS_FOLDER, file), 'utf8')) as Anchor
}
