import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestedDatabase } from '../../testing/tested-database.ts'
import { openDatabase } from '../database.ts'
import { PostgresStore } from '../postgres-store.ts'
import { recordStoreContract } from '../record-store-contract.ts'
import { type ApplicationRole, roleName, takeApplicationRole } from './application-role.ts'

let cluster: TestedDatabase
let role: ApplicationRole
beforeAll(async () => {
  cluster = await TestedDatabase.start()
  role = await takeApplicationRole(await cluster.migrated())
})
afterAll(() => cluster.stop())

describe('the role the server works under', () => {
  it.each([
    "update guanlan.audit set type = 'x'",
    'delete from guanlan.audit',
    'truncate guanlan.audit',
    'alter table guanlan.audit disable trigger all',
    "update guanlan.audit_head set seq = 0, hash = repeat('0', 64)",
    "insert into guanlan.audit_stub values (1, 'a', 1, 1, 'm')",
    "set session_replication_role = 'replica'",
    'update guanlan.observation set numerator = 0',
    'delete from guanlan.point',
    'update guanlan.event set at = 0',
    'delete from guanlan.migration',
    'create table guanlan.own (n int)',
    'drop table guanlan.audit',
    'drop table guanlan.observation',
    'create role friend',
    "copy (select 1) to program 'true'",
    'create function guanlan.audit_take_head(out seq bigint) language sql as $$ select 1::bigint $$',
  ])('may not: %s', async (statement) => {
    expect(role.kind).toBe('restricted')
    await expect(cluster.ask(role.url, statement)).rejects.toMatchObject({ code: expect.stringMatching(/^42501$/) })
  })

  it('may read the audit', async () => {
    expect(await cluster.ask(role.url, 'select count(*)::int as rows from guanlan.audit')).toEqual([{ rows: 0 }])
  })

  it('makes months of the long tables and no others', async () => {
    await expect(cluster.ask(role.url, "select guanlan.make_month('audit', '2026-01-01')")).rejects.toThrow('kept by month')
  })

  it('is renewed at the next start, and its old password opens nothing any more', async () => {
    const owner = await cluster.migrated()
    const first = await takeApplicationRole(owner)
    const second = await takeApplicationRole(owner)
    await expect(cluster.ask(first.url, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    expect(await cluster.ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('is had by a user that is no superuser and may make roles, again at each start', async () => {
    const owner = await cluster.empty()
    const name = new URL(owner).pathname.slice(1)
    await cluster.ask(owner, "create role maker login createrole password 'maker'", `grant create on database ${name} to maker`)
    const maker = new URL(owner)
    maker.username = 'maker'
    maker.password = 'maker'
    await PostgresStore.prepare(maker.href)
    await takeApplicationRole(maker.href)
    const taken = await takeApplicationRole(maker.href)
    expect(taken).toMatchObject({ kind: 'restricted', role: `guanlan_app_${name}` })
    const store = await PostgresStore.open(taken.url)
    expect(await store.head()).toBe(0)
    await store.close()
  })

  it('is done without where the user of the address may not make one, which is said', async () => {
    const owner = await cluster.empty()
    const name = new URL(owner).pathname.slice(1)
    await cluster.ask(owner, "create role plain login password 'plain'", `grant create on database ${name} to plain`)
    const plain = new URL(owner)
    plain.username = 'plain'
    plain.password = 'plain'
    const store = await PostgresStore.open(plain.href)
    const taken = await takeApplicationRole(plain.href)
    await store.close()
    expect(taken).toMatchObject({
      kind: 'owner',
      url: plain.href,
      reason: expect.stringContaining('permission denied to create role'),
    })
  })
})

recordStoreContract('the record under the role of the server', async () => {
  const owner = await cluster.migrated()
  const store = await PostgresStore.open((await takeApplicationRole(owner)).url)
  // What is old is dropped by the owner: the server itself could not if it wanted to.
  return Object.assign(store, {
    dropBefore: async (before: number) => {
      const asOwner = await PostgresStore.open(owner)
      return asOwner.dropBefore(before).finally(() => asOwner.close())
    },
  })
})

describe('a connection that breaks while a transaction is between two questions', () => {
  it('fails that transaction and ends nobody else', async () => {
    const url = await cluster.migrated()
    const database = openDatabase(url)
    const cut = database.transaction(async (transaction) => {
      const [mine] = await transaction.query<{ pid: number }>('select pg_backend_pid() as pid')
      await cluster.ask(url, `select pg_terminate_backend(${mine?.pid}, 5000)`)
      // The news of the end comes by the socket: other questions are asked until it is here.
      for (let asked = 0; asked < 20; asked++) await database.query('select 1')
      await transaction.query('select 1')
    })
    await expect(cut).rejects.toThrow()
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }])
    await database.close()
  })
})

it('gives each database of a server a role of its own, within the length of a name', () => {
  expect(roleName('postgres')).toBe('guanlan_app')
  expect(roleName('City-One')).toBe('guanlan_app_city_one')
  const [one, other] = [roleName(`${'x'.repeat(60)}1`), roleName(`${'x'.repeat(60)}2`)]
  expect(one).not.toBe(other)
  expect(one.length).toBeLessThan(64)
})
