import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../record/database.ts'
import { TestedDatabase } from '../../testing/tested-database.ts'
import { type ExecuteParts, execute } from '../act/execute.ts'
import { PostgresAuditLog } from '../audit/postgres-audit-log.ts'
import { openSession, readSession, subjectOf } from '../identity/sessions/session.ts'
import { openTestedAccess } from '../identity/testing/tested-access.ts'
import { type Subject, VISITOR } from '../policy/subject.ts'
import { answerPasskey, askPasskey } from './answer-passkey.ts'
import { offerPasskey, registerPasskey } from './register-passkey.ts'
import type { RelyingParty } from './relying-party.ts'
import { SoftwareAuthenticator, type Wrong } from './testing/software-authenticator.ts'

const ORIGIN = 'https://guanlan.example'
const PARTY: RelyingParty = { id: 'guanlan.example', origins: [ORIGIN] }

let server: TestedDatabase
let database: Database
let parts: ExecuteParts
let clock: number
let url: string

beforeAll(async () => {
  server = await TestedDatabase.start()
})
afterAll(() => server.stop())
beforeEach(async () => {
  await database?.close()
  url = await server.migrated()
  database = openDatabase(url)
  clock = Date.UTC(2026, 10, 23, 2)
  parts = { database, audit: new PostgresAuditLog(), now: () => clock, random: randomBytes }
  await server.ask(
    url,
    `insert into guanlan.account (id, name, name_key, shown, is_trial, made_at, used_at)
     values ('z', 'zhang', 'zhang', '张三', false, 0, 0), ('l', 'li', 'li', '李四', false, 0, 0)`,
  )
})
afterAll(() => database?.close())

describe('a passkey', () => {
  it('once made, lets its person in alone, as surely as two factors', async () => {
    const { authenticator } = await registered('z')
    const subject = await signIn(authenticator)
    expect(subject).toMatchObject({ kind: 'person', account: { id: 'z' }, assurance: 'second-factor', owes: [] })
  })

  it('is the second factor after a right password, under a new token', async () => {
    const { authenticator } = await registered('z')
    const half = await session('z', 'password')
    expect(half.subject).toMatchObject({ owes: ['give-factor'] })
    const token = await answer(half.subject, authenticator)
    expect(token).not.toBe(half.token)
    expect(await who(token)).toMatchObject({ assurance: 'second-factor', owes: [] })
    expect(await who(half.token)).toBeUndefined()
  })

  it('of one person is not the second factor of another', async () => {
    const { authenticator } = await registered('z')
    const other = await session('l', 'password')
    await expect(answer(other.subject, authenticator)).rejects.toMatchObject({ code: 'access/passkey-refused' })
  })

  it.each<[string, Wrong]>([
    ['made on a page that only looks like ours', { origin: 'https://guanlan.example.evil' }],
    ['made for another domain', { rpId: 'evil.example' }],
    ['that nobody signed with the key', { isForged: true }],
    ['from a key that was only touched, when it stands alone', { isUnverified: true }],
  ])('refuses an answer %s', async (_which, wrong) => {
    const { authenticator } = await registered('z')
    await expect(signIn(authenticator, wrong)).rejects.toMatchObject({ code: 'access/passkey-refused' })
  })

  it('refuses an answer given twice', async () => {
    const { authenticator } = await registered('z')
    const response = authenticator.answer(await askPasskey(parts, PARTY, VISITOR))
    await execute(parts, { subject: VISITOR }, answerPasskey, { party: PARTY, response, asking: { subject: VISITOR } })
    await expect(
      execute(parts, { subject: VISITOR }, answerPasskey, { party: PARTY, response, asking: { subject: VISITOR } }),
    ).rejects.toMatchObject({ code: 'access/passkey-refused' })
  })

  it('refuses an answer that took longer than five minutes', async () => {
    const { authenticator } = await registered('z')
    const options = await askPasskey(parts, PARTY, VISITOR)
    clock += 5 * 60_000 + 1
    const response = authenticator.answer(options)
    await expect(
      execute(parts, { subject: VISITOR }, answerPasskey, { party: PARTY, response, asking: { subject: VISITOR } }),
    ).rejects.toMatchObject({ code: 'access/passkey-refused' })
  })

  it('refuses a key that was copied: its counter goes back', async () => {
    const { authenticator } = await registered('z')
    await signIn(authenticator, { counter: 9 })
    await expect(signIn(authenticator, { counter: 5 })).rejects.toMatchObject({ code: 'access/passkey-refused' })
  })

  it('refuses a disabled person', async () => {
    const { authenticator } = await registered('z')
    await server.ask(url, `update guanlan.account set disabled_at = 1 where id = 'z'`)
    await expect(signIn(authenticator)).rejects.toMatchObject({ code: 'access/passkey-refused' })
  })

  it('cannot be added with a stolen password to an account that has a factor', async () => {
    await registered('z')
    const thief = await session('z', 'password')
    await expect(offerPasskey(parts, PARTY, thief.subject)).rejects.toMatchObject({ code: 'access/duty-owed' })
  })

  it('tells a stranger nothing of which passkeys there are', async () => {
    await registered('z')
    expect((await askPasskey(parts, PARTY, VISITOR)).allowCredentials).toEqual([])
  })
})

async function registered(account: string) {
  const authenticator = new SoftwareAuthenticator(ORIGIN)
  const { subject } = await session(account, 'password')
  const response = authenticator.register(await offerPasskey(parts, PARTY, subject))
  const token = await execute(parts, { subject }, registerPasskey, { party: PARTY, name: 'Key', response })
  expect(await who(token)).toMatchObject({ account: { id: account }, assurance: 'second-factor' })
  return { authenticator }
}

async function signIn(authenticator: SoftwareAuthenticator, wrong?: Wrong) {
  return who(await answer(VISITOR, authenticator, wrong))
}

async function answer(subject: Subject, authenticator: SoftwareAuthenticator, wrong?: Wrong): Promise<string> {
  const response = authenticator.answer(await askPasskey(parts, PARTY, subject), wrong)
  return execute(parts, { subject }, answerPasskey, { party: PARTY, response, asking: { subject } })
}

async function session(account: string, assurance: 'password') {
  const { token } = await database.transaction((tx) =>
    openSession({ tx, subject: VISITOR, now: clock, random: randomBytes }, { account, assurance }),
  )
  return { token, subject: (await who(token)) as Subject }
}

async function who(token: string): Promise<Subject | undefined> {
  const state = await readSession(database, token, { isTrial: false, hasArea: () => true, now: () => clock })
  return state && subjectOf(state)
}

describe('the way in by a passkey', () => {
  it('is offered on pages of its own host, and on no other: a browser would refuse it there', async () => {
    const tested = await openTestedAccess(await server.migrated(), {
      party: { id: 'localhost', origins: ['http://localhost:8080'] },
    })
    const offered = async (host: string) =>
      (await tested.browser().ask('GET', '/api/access/me', undefined, { host })).json().ways.passkey
    expect([await offered('localhost:8080'), await offered('127.0.0.1:8080')]).toEqual([true, false])
    await tested.close()
  })
})
