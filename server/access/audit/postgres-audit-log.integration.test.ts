import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../record/database.ts'
import { TestedDatabase } from '../../testing/tested-database.ts'
import { AUDIT_COLUMNS } from './audit-columns.ts'
import type { AuditEntry } from './audit-entry.ts'
import { type ChainRow, FIRST_HASH, hashOf } from './chain-row.ts'
import { PostgresAuditLog } from './postgres-audit-log.ts'

let cluster: TestedDatabase
let database: Database
beforeAll(async () => {
  cluster = await TestedDatabase.start()
  database = openDatabase(await cluster.migrated())
})
afterAll(async () => {
  await database.close()
  await cluster.stop()
})

it('binds every act to the one before it, however many are done at the same moment', async () => {
  const audit = new PostgresAuditLog()
  await Promise.all(Array.from({ length: 40 }, (_, n) => database.transaction((tx) => audit.append(tx, entry(`act.n${n}`)))))
  const rows = await database.query<ChainRow>(`select ${AUDIT_COLUMNS} from guanlan.audit order by seq`)
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
  let previous = FIRST_HASH
  for (const row of rows) {
    expect(row.previous).toBe(previous)
    expect(row.hash).toBe(hashOf(previous, row))
    previous = row.hash
  }
})

it('keeps no row of an act that was undone, and leaves no gap behind it', async () => {
  const audit = new PostgresAuditLog()
  const before = await newest()
  const undone = database.transaction(async (tx) => {
    await audit.append(tx, entry('act.undone'))
    throw new Error('no')
  })
  await expect(undone).rejects.toThrow('no')
  await database.transaction((tx) => audit.append(tx, entry('act.done')))
  expect(await newest()).toBe(before + 1)
})

it('writes down what nobody should be able to write: NUL, half a surrogate pair, a name of a megabyte', async () => {
  const audit = new PostgresAuditLog()
  const nasty = { ...entry('act.nasty'), agent: 'a\0b\uD800c', detail: { text: 'x\0\uDFFF', long: 'y'.repeat(1_000_000) } }
  await database.transaction((tx) => audit.append(tx, { ...nasty, actor: { kind: 'nobody', name: 'n'.repeat(1_000_000) } }))
  const [row] = await database.query<ChainRow>(`select ${AUDIT_COLUMNS} from guanlan.audit order by seq desc limit 1`)
  expect(row?.agent).toBe('a\uFFFDb\uFFFDc')
  expect(row?.actorName).toHaveLength(401)
  expect(row && hashOf(row.previous, row)).toBe(row?.hash)
})

it.each([
  ["update guanlan.audit set type = 'other' where seq = 1"],
  ['delete from guanlan.audit where seq = 1'],
  ['truncate guanlan.audit'],
  ['delete from guanlan.audit_head'],
  [
    `insert into guanlan.audit (seq, at, actor_kind, type, result, previous, hash) values (99999, 0, 'nobody', 'x.y', 'done', repeat('a', 64), repeat('b', 64))`,
  ],
])('is changed by nobody, the owner of the database included: %s', async (statement) => {
  await expect(database.query(statement)).rejects.toThrow(/kept as they are|does not follow/)
})

it('says once that it cannot be written, refuses the act, and works again by itself', async () => {
  const told: unknown[] = []
  const audit = new PostgresAuditLog((fault) => told.push(fault))
  const broken = { kind: 'transaction', query: () => Promise.reject(new Error('disk full')) } as const
  await expect(audit.append(broken, entry('act.lost'))).rejects.toMatchObject({ code: 'audit/unavailable' })
  await expect(audit.append(broken, entry('act.lost'))).rejects.toMatchObject({ code: 'audit/unavailable' })
  expect(told).toHaveLength(1)
  expect(audit.state.brokenSince).toBe(1_000)
  await database.transaction((tx) => audit.append(tx, entry('act.kept')))
  expect(audit.state.brokenSince).toBeUndefined()
})

function entry(type: string): AuditEntry {
  return { at: 1_000, actor: { kind: 'operator', name: 'root' }, type, result: 'done', detail: { b: 1, a: [2, { d: 3, c: 4 }] } }
}

async function newest(): Promise<number> {
  const [head] = await database.query<{ seq: number }>('select seq from guanlan.audit_head')
  return head?.seq ?? 0
}
