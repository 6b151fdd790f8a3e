import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../record/database.ts'
import { TestedDatabase } from '../../testing/tested-database.ts'
import { type ExecuteParts, execute } from '../act/execute.ts'
import { PostgresAuditLog } from '../audit/postgres-audit-log.ts'
import { readSession } from '../identity/sessions/session.ts'
import { VISITOR } from '../policy/subject.ts'
import { endByProvider } from './end-by-provider.ts'
import { HANDSHAKE_LIFE_MS, keepHandshake, pathWithin, takeHandshake } from './handshake.ts'
import { openByProvider } from './open-by-provider.ts'
import type { FederatedIdentity } from './provider.ts'

const ISSUER = 'https://sso.example'

let server: TestedDatabase
let database: Database
let parts: ExecuteParts
let clock: number

beforeAll(async () => {
  server = await TestedDatabase.start()
})
afterAll(async () => {
  await database.close()
  await server.stop()
})
beforeEach(async () => {
  await database?.close()
  const url = await server.migrated()
  database = openDatabase(url)
  clock = Date.UTC(2026, 10, 23, 2)
  parts = { database, audit: new PostgresAuditLog(), now: () => clock, random: randomBytes }
  await server.ask(
    url,
    `insert into guanlan.account (id, name, name_key, shown, is_trial, made_at, used_at)
     values ('z', 'zhang', 'zhang', '张三', false, 0, 0), ('l', 'li', 'li', '李四', false, 0, 0)`,
    `insert into guanlan.remit (id, account, role, area, granted_at) values ('r', 'l', 'leader', 'city', 0)`,
    `insert into guanlan.federated (account, claim) values ('z', 'zhangsan'), ('l', 'lisi')`,
  )
})

describe('a person whom the provider knows', () => {
  it('gets the account the administrator meant, and keeps it when the provider renames them', async () => {
    expect(await opened({ subject: 's-1', claim: 'zhangsan' })).toMatchObject({ account: { id: 'z' } })
    expect(await opened({ subject: 's-1', claim: 'zhang-new-name' })).toMatchObject({ account: { id: 'z' } })
  })

  it('who was given the name of somebody before them does not get that account', async () => {
    await opened({ subject: 's-1', claim: 'zhangsan' })
    await expect(opened({ subject: 's-2', claim: 'zhangsan' })).rejects.toMatchObject({ code: 'access/no-account' })
  })

  it('with the same subject at another provider does not get the account', async () => {
    await opened({ subject: 's-1', claim: 'zhangsan' })
    await expect(opened({ subject: 's-1', issuer: 'https://other.example' })).rejects.toMatchObject({ code: 'access/no-account' })
  })

  it('but nobody here has no way in', async () => {
    await expect(opened({ subject: 's-9', claim: 'nobody' })).rejects.toMatchObject({ code: 'access/no-account' })
  })

  it('is kept out when disabled here, whatever the provider says', async () => {
    await database.query(`update guanlan.account set disabled_at = 1 where id = 'z'`)
    await expect(opened({ subject: 's-1', claim: 'zhangsan' })).rejects.toMatchObject({ code: 'access/no-account' })
  })

  it('owes a second factor of ours where the role demands one and the provider asked for none', async () => {
    expect(await opened({ subject: 's-3', claim: 'lisi' })).toMatchObject({ assurance: 'federated', owes: ['add-factor'] })
    expect(await opened({ subject: 's-3', hasSecondFactor: true })).toMatchObject({ assurance: 'second-factor', owes: [] })
  })
})

describe('a logout at the provider', () => {
  it('ends the session it names, and no other', async () => {
    const one = await open({ subject: 's-1', claim: 'zhangsan', sid: 'a' })
    const other = await open({ subject: 's-1', sid: 'b' })
    expect(
      await execute(parts, { subject: VISITOR }, endByProvider, { issuer: ISSUER, subject: 's-1', sid: 'a', tokenId: '1' }),
    ).toBe(1)
    expect(await state(one)).toBeUndefined()
    expect(await state(other)).toBeDefined()
  })

  it('ends every session of a person where it names none', async () => {
    const one = await open({ subject: 's-1', claim: 'zhangsan', sid: 'a' })
    const other = await open({ subject: 's-1' })
    await execute(parts, { subject: VISITOR }, endByProvider, { issuer: ISSUER, subject: 's-1', tokenId: '1' })
    expect([await state(one), await state(other)]).toEqual([undefined, undefined])
  })

  it('is taken once', async () => {
    const logout = { issuer: ISSUER, subject: 's-1', tokenId: '1' }
    await execute(parts, { subject: VISITOR }, endByProvider, logout)
    await expect(execute(parts, { subject: VISITOR }, endByProvider, logout)).rejects.toMatchObject({
      code: 'access/provider-refused',
    })
  })
})

describe('a handshake', () => {
  const handshake = { state: 's', nonce: 'n', verifier: 'v', backTo: '/desk?scene=overview' }

  it('comes back once, to whoever bears its secret', async () => {
    await keepHandshake(database, 'secret', handshake, clock)
    expect(await takeHandshake(database, 'another', clock)).toBeUndefined()
    expect(await takeHandshake(database, 'secret', clock)).toEqual(handshake)
    expect(await takeHandshake(database, 'secret', clock)).toBeUndefined()
  })

  it('is over after ten minutes', async () => {
    await keepHandshake(database, 'secret', handshake, clock)
    expect(await takeHandshake(database, 'secret', clock + HANDSHAKE_LIFE_MS)).toBeUndefined()
  })

  it.each(['//evil.example/x', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '', undefined, '\\\\evil'])(
    'leads nobody to %j',
    (wanted) => {
      expect(pathWithin(wanted)).toBe('/')
    },
  )

  it('leads back to where the person wanted to go', () => {
    expect(pathWithin('/desk?scene=safety&area=441900')).toBe('/desk?scene=safety&area=441900')
  })
})

async function open(part: Partial<FederatedIdentity>): Promise<string> {
  const identity: FederatedIdentity = { issuer: ISSUER, subject: 's', hasSecondFactor: false, ...part }
  return execute(parts, { subject: VISITOR }, openByProvider, { identity, asking: { subject: VISITOR } })
}

async function opened(part: Partial<FederatedIdentity>) {
  return state(await open(part))
}

function state(token: string) {
  return readSession(database, token, { isTrial: false, hasArea: () => true, now: () => clock })
}
