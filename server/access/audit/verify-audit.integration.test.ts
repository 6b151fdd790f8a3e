import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../record/database.ts'
import { TestedDatabase } from '../../testing/tested-database.ts'
import { ANCHORS_FOLDER } from './anchor.ts'
import { anchorAudit, renewNewestAnchor } from './audit-anchors.ts'
import { hashOf, toChainRow } from './chain-row.ts'
import { PostgresAuditLog } from './postgres-audit-log.ts'
import { pruneAudit } from './prune-audit.ts'
import { signingKey } from './signing-key.ts'
import { verifyAudit } from './verify-audit.ts'

const DAY_MS = 86_400_000
const NOW = Date.parse('2026-11-23T08:00:00Z')
const KEY = signingKey(Buffer.alloc(32, 7))
const ROWS = 12

let cluster: TestedDatabase
let url: string
let database: Database
let dataDir: string
beforeAll(async () => {
  cluster = await TestedDatabase.start()
})
afterAll(() => cluster.stop())

/** An audit of twelve rows, signed at the sixth. */
beforeEach(async () => {
  url = await cluster.migrated()
  database = openDatabase(url)
  dataDir = join(cluster.folder, url.slice(url.lastIndexOf('/') + 1))
  const audit = new PostgresAuditLog()
  for (let n = 1; n <= ROWS; n++) {
    await write(audit, n)
    if (n === 6) await anchorAudit(anchoring(), NOW)
  }
  return () => database.close()
})

describe('an audit nobody touched', () => {
  it('is found whole', async () => {
    expect(await verify()).toMatchObject({ from: 1, to: ROWS, rows: ROWS, anchors: 2, flaw: undefined, remarks: [] })
  })

  it('is found whole when it is empty, and says that nothing proves it was never longer', async () => {
    const empty = openDatabase(await cluster.migrated())
    const found = await verifyAudit({ database: empty, dataDir: '/nowhere', key: KEY, now: () => NOW })
    expect(found).toMatchObject({ rows: 0, flaw: undefined, remarks: [expect.stringContaining('no anchor')] })
    await empty.close()
  })

  it('tells how far it has come', async () => {
    const told: [number, number][] = []
    await verifyAudit({ database, dataDir, key: KEY, now: () => NOW, onProgress: (done, of) => told.push([done, of]) })
    expect(told).toEqual([[ROWS, ROWS]])
  })
})

describe('whoever owns the database', () => {
  it.each([
    ['edits a field', "update guanlan.audit set type = 'act.other' where seq = 5", 5],
    ['edits a time', 'update guanlan.audit set at = at + 1 where seq = 1', 1],
    ['takes a field away', 'update guanlan.audit set detail = null where seq = 12', 12],
    ['turns nothing into an empty text', "update guanlan.audit set code = '' where seq = 8", 8],
    ['deletes a record', 'delete from guanlan.audit where seq = 7', 7],
    ['deletes the first record', 'delete from guanlan.audit where seq = 1', 1],
    [
      'deletes one and numbers the others anew',
      'delete from guanlan.audit where seq = 7; update guanlan.audit set seq = -seq where seq > 7; update guanlan.audit set seq = -seq - 1 where seq < 0',
      7,
    ],
    [
      'swaps two records',
      'update guanlan.audit set seq = -seq where seq in (4, 5); update guanlan.audit set seq = 9 + seq where seq < 0',
      4,
    ],
    ['cuts the end off', 'delete from guanlan.audit where seq > 9', 10],
    ['empties the table', 'truncate guanlan.audit', 1],
    [
      'turns the head back',
      'delete from guanlan.audit where seq > 9; update guanlan.audit_head set seq = 9, hash = (select hash from guanlan.audit where seq = 9)',
      undefined,
    ],
    [
      'empties everything and turns the head back',
      `truncate guanlan.audit; update guanlan.audit_head set seq = 0, hash = repeat('0', 64)`,
      1,
    ],
    [
      'puts one in at the end',
      `insert into guanlan.audit (seq, at, actor_kind, type, result, previous, hash) values (13, 0, 'nobody', 'x.y', 'done', repeat('a', 64), repeat('b', 64))`,
      13,
    ],
    [
      'puts one in under a number that exists',
      'alter table guanlan.audit drop constraint audit_pkey; insert into guanlan.audit select * from guanlan.audit where seq = 3',
      3,
    ],
    ['gives the head another hash', `update guanlan.audit_head set hash = repeat('c', 64)`, 12],
    ['removes the head', 'delete from guanlan.audit_head', undefined],
    [
      'makes a stub of their own',
      `delete from guanlan.audit where seq <= 4; insert into guanlan.audit_stub select seq - 1, previous, 4, 0, repeat('d', 64) from guanlan.audit where seq = 5`,
      4,
    ],
  ])('and %s is found out', async (what, statements, seq) => {
    await tamper(statements)
    const { flaw } = await verify()
    if (what === 'turns the head back') return expect(flaw).toBeUndefined()
    expect(flaw?.sentence).toMatch(/\.$/)
    expect(flaw?.seq).toBe(seq)
  })

  it('and cuts the end off below an anchor that was renewed is found out, though the head was turned back', async () => {
    await renewNewestAnchor(anchoring(), NOW)
    await tamper(
      'delete from guanlan.audit where seq > 9; update guanlan.audit_head set seq = 9, hash = (select hash from guanlan.audit where seq = 9)',
    )
    expect((await verify()).flaw).toMatchObject({ seq: 10, sentence: expect.stringContaining('newest.json') })
    expect(await anchorAudit(anchoring(), NOW)).toEqual({ kind: 'contradicted', file: 'newest.json' })
  })

  it('and gives an edited record its new hash is found out at that record', async () => {
    await rewrite(5, 5)
    expect((await verify()).flaw).toMatchObject({ seq: 5, sentence: expect.stringContaining('new hash') })
  })

  it('and computes the whole chain anew is found out by the anchor', async () => {
    await rewrite(3, ROWS)
    expect((await verify()).flaw).toMatchObject({ seq: 1, sentence: expect.stringContaining('rewritten as a whole') })
  })
})

describe('an anchor', () => {
  it.each([
    ['edited', (text: string) => text.replace('"seq":6', '"seq":5')],
    ['emptied', () => ''],
    ['signed with another key', (text: string) => text.replace(/"mac":"./, '"mac":"0').replace(/"mac":"0(.)/, '"mac":"00')],
  ])('that was %s is named', async (_how, edit) => {
    const file = join(dataDir, ANCHORS_FOLDER, '2026-11-23.json')
    await writeFile(file, edit(await readFile(file, 'utf8')))
    expect((await verify()).flaw).toMatchObject({ seq: undefined, sentence: expect.stringContaining('2026-11-23.json') })
  })

  it('that is gone with all others leaves a remark', async () => {
    await rm(join(dataDir, ANCHORS_FOLDER), { recursive: true })
    expect(await verify()).toMatchObject({ flaw: undefined, remarks: [expect.stringContaining('no anchor')] })
  })

  it('is named after the day of the city', async () => {
    expect(await anchorAudit(anchoring(), Date.parse('2026-11-23T16:30:00Z'))).toMatchObject({ file: '2026-11-24.json' })
  })
})

describe('dropping what is old', () => {
  const prune = (before: number) =>
    database.transaction((tx) =>
      pruneAudit({ tx, audit: new PostgresAuditLog(), key: KEY, actor: { kind: 'operator' }, now: NOW }, before),
    )

  it('leaves a chain that still holds, and says in it what was dropped', async () => {
    expect(await prune(NOW - 195 * DAY_MS)).toBe(4)
    expect(await verify()).toMatchObject({ from: 5, to: ROWS + 1, rows: ROWS - 3, flaw: undefined })
    await anchorAudit(anchoring(), NOW)
    expect(await prune(NOW - 193 * DAY_MS)).toBe(2)
    expect(await verify()).toMatchObject({ from: 7, flaw: undefined })
    await tamper("update guanlan.audit set type = 'act.other' where seq = 9")
    expect((await verify()).flaw).toMatchObject({ seq: 9 })
  })

  it('is refused for anything younger than 180 days', async () => {
    await expect(prune(NOW - 179 * DAY_MS)).rejects.toMatchObject({ code: 'request/invalid' })
    expect((await verify()).rows).toBe(ROWS)
  })

  it('drops nothing where nothing is so old', async () => {
    expect(await prune(NOW - 400 * DAY_MS)).toBe(0)
  })
})

function verify() {
  return verifyAudit({ database, dataDir, key: KEY, now: () => NOW })
}

function anchoring() {
  return { database, dataDir, key: KEY, timeZone: 'Asia/Shanghai' }
}

/** Row n was written 200 - n days ago. */
async function write(audit: PostgresAuditLog, n: number): Promise<void> {
  const at = NOW - (200 - n) * DAY_MS
  const said = { at, actor: { kind: 'operator', name: 'root' }, type: `act.n${n}`, result: 'done', detail: { n } } as const
  await database.transaction((tx) => audit.append(tx, said))
}

/** As a superuser may: without any trigger. */
async function tamper(statements: string): Promise<void> {
  await cluster.ask(url, "set session_replication_role = 'replica'", statements)
}

/** Edits row `first` and computes the hashes up to row `last` anew, the head as well. */
async function rewrite(first: number, last: number): Promise<void> {
  const client = openDatabase(url)
  const rows = await client.query<{ seq: number; at: number; previous: string; hash: string; detail: string }>(
    'select seq, at, previous, hash, detail from guanlan.audit where seq between $1 and $2 order by seq',
    [first, last],
  )
  let previous = rows[0]?.previous ?? ''
  const statements: string[] = []
  for (const row of rows) {
    const type = row.seq === first ? 'act.forged' : `act.n${row.seq}`
    const entry = {
      at: row.at,
      actor: { kind: 'operator', name: 'root' },
      type,
      result: 'done',
      detail: JSON.parse(row.detail),
    } as const
    const made = toChainRow(entry, row.seq, previous)
    expect(hashOf(previous, made)).toBe(made.hash)
    statements.push(
      `update guanlan.audit set type = '${type}', previous = '${previous}', hash = '${made.hash}' where seq = ${row.seq}`,
    )
    previous = made.hash
  }
  if (last === ROWS) statements.push(`update guanlan.audit_head set hash = '${previous}'`)
  await client.close()
  await tamper(statements.join(';'))
}
