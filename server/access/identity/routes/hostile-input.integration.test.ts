import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestedDatabase } from '../../../testing/tested-database.ts'
import { firstAdministrators, GOOD, type Person } from '../testing/people.ts'
import { codeOf, openTestedAccess, type TestedAccess } from '../testing/tested-access.ts'

let databases: TestedDatabase
let tested: TestedAccess
let by: Record<'system' | 'security' | 'audit', Person>

beforeAll(async () => {
  databases = await TestedDatabase.start()
  tested = await openTestedAccess(await databases.migrated())
  by = await firstAdministrators(tested)
})
afterAll(async () => {
  await tested.close()
  await databases.stop()
})

/** What is most likely to break a field of a person: bytes no database takes, characters nobody sees, names of other things. */
const NAUGHTY = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\u001b[31m',
    '\r\nset-cookie: a=b',
    '\u2028',
    '\ufeff',
    '\uffff',
    '\ud800',
    'a\ud83d',
    '\u202e',
    '\u200b',
  ],
  ...[
    'İ',
    'ﬃ',
    "' or '1'='1",
    "'; drop table guanlan.account; --",
    '%00',
    '__proto__',
    'null',
    '=1+1',
    '测'.repeat(300),
    'a'.repeat(15_000),
  ],
]

/** What a field may hold besides text. */
const NOT_TEXT: readonly unknown[] = [null, 0, -1, 1.5, true, [], {}, ['a'], { a: 1 }, { toString: 'x' }, [[[[]]]]]

const FIELDS: readonly (readonly [path: string, body: (value: unknown) => unknown])[] = [
  ['/api/access/sign-in', (value) => ({ name: value, password: GOOD })],
  ['/api/access/sign-in', (value) => ({ name: 'zhang', password: value })],
  ['/api/access/trial', (value) => ({ role: value })],
  ['/api/access/factor', (value) => ({ code: value })],
  ['/api/access/remit', (value) => ({ remit: value })],
  ['/api/access/password', (value) => ({ current: 'x', next: value })],
  ['/api/access/totp', (value) => ({ name: value })],
  ['/api/access/invitation', (value) => ({ token: value })],
  ['/api/access/invitation/accept', (value) => ({ token: value, password: GOOD })],
  ['/api/access/invitation/accept', (value) => ({ token: 'A'.repeat(43), password: value })],
  ['/api/access/setup', (value) => ({ token: 'A'.repeat(43), administrators: value })],
  ['/api/accounts', (value) => ({ name: value, shown: 'x' })],
  ['/api/accounts', (value) => ({ name: 'somebody', shown: value })],
  ['/api/accounts', (value) => ({ name: 'somebody', shown: 'x', phone: value })],
  ['/api/accounts/nobody/disable', (value) => ({ reason: value })],
  ['/api/accounts/nobody/unmask', (value) => ({ purpose: value })],
]

it('answers every hostile value in every field with a refusal that says what is wrong, never with a fault of its own', async () => {
  let asked = 0
  for (const [path, body] of FIELDS)
    for (const value of [...NAUGHTY, ...NOT_TEXT]) {
      const browser = tested.browser(`10.6.${asked % 250}.${Math.floor(asked / 250)}`)
      for (const [name, cookie] of by.system.browser.cookies) browser.cookies.set(name, cookie)
      if (path === '/api/access/sign-in') browser.cookies.clear()
      const answer = await browser.post(path, body(value))
      asked += 1
      // A phone-like, name-like or pass-phrase-like value may be taken; nothing else may happen.
      expect(answer.statusCode, `${path} ${JSON.stringify(value)}: ${answer.body}`).toBeLessThan(500)
      if (typeof value !== 'string' || /[\0\ud800-\udfff]/.test(value.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '')))
        expect(codeOf(answer), `${path} ${JSON.stringify(value)}`).toBe('request/invalid')
      if (answer.statusCode >= 400) expect(answer.body).not.toMatch(/\n\s+at |node_modules|guanlan\.|SELECT|select /)
      tested.clock.at += 1
    }
  expect(asked).toBeGreaterThan(500)
})

it('refuses ids in addresses that are none, before any question to the database', async () => {
  const ids = ['%00', '..%2f..', "'%20or%201=1", '%F0%9F%99%82', 'a'.repeat(65), '%ff', '$(id)', '__proto__']
  for (const id of ids)
    for (const [method, path] of [
      ['DELETE', `/api/access/sessions/${id}`],
      ['DELETE', `/api/access/factors/${id}`],
      ['POST', `/api/accounts/${id}/enable`],
      ['GET', `/api/accounts/${id}/sessions`],
    ] as const)
      expect((await tested.browser().ask(method, path)).statusCode, path).toBeLessThan(500)
})

it('takes no field that nobody asked for', async () => {
  const bodies: readonly (readonly [string, object])[] = [
    ['/api/access/sign-in', { name: 'a', password: 'b', assurance: 'second-factor' }],
    ['/api/access/factor', { code: '123456', trusted: true }],
    ['/api/access/password', { current: 'a', next: 'b', account: 'other' }],
    ['/api/access/invitation/accept', { token: 'A'.repeat(43), password: GOOD, account: 'other' }],
    ['/api/accounts', { name: 'some.one', shown: 'x', is_trial: false, remits: [] }],
  ]
  const browser = tested.browser()
  for (const [name, cookie] of by.security.browser.cookies) browser.cookies.set(name, cookie)
  for (const [path, body] of bodies) expect(['request/invalid', 'access/refused']).toContain(codeOf(await browser.post(path, body)))
})

it.each([
  ['nothing', ''],
  ['half of it', '{"name":"a"'],
  ['a deep one', `${'['.repeat(8_000)}${']'.repeat(8_000)}`],
  ['a prototype', '{"__proto__":{"isTrial":true},"name":"a","password":"b"}'],
  ['a constructor', '{"constructor":{"prototype":{"isTrial":true}},"name":"a","password":"b"}'],
  ['a name twice', '{"name":"a","name":{"b":1},"password":"b"}'],
  ['a number too long', `{"name":${'9'.repeat(4_000)},"password":"b"}`],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
])('refuses a body that is %s with 400', async (_what, payload) => {
  const answer = await tested.app.inject({
    ...{ method: 'POST', url: '/api/access/sign-in', payload },
    headers: { 'content-type': 'application/json', host: '127.0.0.1:8080' },
  })
  expect(answer.statusCode, answer.body).toBe(400)
})

it('reads no more of a body than sixteen kilobytes', async () => {
  const answer = await tested.browser().post('/api/access/sign-in', { name: 'a', password: 'b'.repeat(17_000) })
  expect(codeOf(answer)).toBe('request/too-large')
})

it('takes JSON alone: no form of another site can say anything', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const answer = await tested.app.inject({
      ...{ method: 'POST', url: '/api/access/sign-in', payload: '{"name":"a","password":"b"}' },
      headers: { 'content-type': type, host: '127.0.0.1:8080' },
    })
    expect(codeOf(answer), type).toBe('request/media-type')
  }
})

it('tells a visitor who they are without asking the database', async () => {
  const asked: string[] = []
  const { database } = tested.access.identity
  const { query } = database
  Object.assign(database, {
    query: (sql: string, values?: readonly unknown[]) => {
      asked.push(sql)
      return query(sql, values)
    },
  })
  try {
    expect(await tested.browser().me()).toEqual({ kind: 'visitor' })
    const odd = tested.browser()
    odd.cookies.set('guanlan-session', 'not a token of ours')
    expect(await odd.me()).toEqual({ kind: 'visitor' })
    expect(asked).toEqual([])
  } finally {
    Object.assign(database, { query })
  }
})
