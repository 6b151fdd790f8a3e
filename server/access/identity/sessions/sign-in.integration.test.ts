import { argon2Sync } from 'node:crypto'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import type { Me } from '#contract/access.ts'
import { TestedDatabase } from '../../../testing/tested-database.ts'
import { PASSWORD_LIFE_MS } from '../duties.ts'
import { codeAt } from '../factors/totp.ts'
import { BETTER, firstAdministrators, GOOD, type Person, present, someone } from '../testing/people.ts'
import { codeOf, openTestedAccess, type TestedAccess } from '../testing/tested-access.ts'
import { LOCK_MS } from './attempts.ts'
import { ABSOLUTE_MS, IDLE_MS } from './session-lifetime.ts'

let databases: TestedDatabase
let url: string
let tested: TestedAccess
let by: Record<'system' | 'security' | 'audit', Person>
let made = 0

beforeAll(async () => {
  databases = await TestedDatabase.start()
  url = await databases.migrated()
  tested = await openTestedAccess(url)
  by = await firstAdministrators(tested)
})
afterAll(async () => {
  await tested.close()
  await databases.stop()
})

/** A dispatcher nobody else in these tests has anything to do with. */
function newcomer(): Promise<Person> {
  return someone(tested, by, `person.${made++}`, 'dispatcher')
}

function signIn(name: string, password: string, address?: string) {
  return tested.browser(address).post('/api/access/sign-in', { name, password })
}

it('knows a person by name and password, however the name is typed', async () => {
  const { name } = await newcomer()
  for (const typed of [name, name.toUpperCase(), ` ${name} `, name.replace('p', 'р')])
    expect((await signIn(typed, GOOD)).json<Me>().subject, typed).toMatchObject({ kind: 'person', assurance: 'password', owes: [] })
})

it('answers a wrong password, a name nobody has and a disabled account alike', async () => {
  const [person, other] = [await newcomer(), await newcomer()]
  expect(codeOf(await (await present(tested, by.system)).post(`/api/accounts/${other.id}/disable`, { reason: 'left' }))).toBe('204')
  const answers = [await signIn(person.name, 'wrong'), await signIn('nobody.here', GOOD), await signIn(other.name, GOOD)]
  const said = answers.map((answer) => ({ ...answer.json<Record<string, unknown>>(), instance: '' }))
  expect(said[0]).toMatchObject({ code: 'access/wrong-credentials', status: 401 })
  expect(said[1]).toEqual(said[0])
  expect(said[2]).toEqual(said[0])
  expect(answers.flatMap(({ cookies }) => cookies)).toEqual([])
})

it('locks an account out from the address that failed five times, also over a restart, and from nowhere else', async () => {
  const { name } = await newcomer()
  for (let failure = 0; failure < 5; failure++)
    expect(codeOf(await signIn(name, `guess ${failure}`, '10.9.0.1'))).toBe('access/wrong-credentials')
  const locked = await signIn(name, GOOD, '10.9.0.1')
  expect(codeOf(locked)).toBe('access/locked-out')
  expect(locked.headers['retry-after']).toBe('1800')
  const { until } = locked.json<{ until: number }>()
  expect(until - tested.clock.at).toBe(LOCK_MS)
  // Nobody's name is locked alike, so that the time tells nobody who has an account.
  for (let failure = 0; failure < 5; failure++) await signIn('nobody.at.all', 'guess', '10.9.0.1')
  const nobody = await signIn('nobody.at.all', 'guess', '10.9.0.1')
  expect({ ...nobody.json<object>(), instance: '' }).toEqual({ ...locked.json<object>(), instance: '' })
  const again = await openTestedAccess(url, { clock: tested.clock })
  onTestFinished(() => again.close())
  expect(codeOf(await again.browser('10.9.0.1').post('/api/access/sign-in', { name, password: GOOD }))).toBe('access/locked-out')
  expect(codeOf(await signIn(name, GOOD, '10.9.0.2'))).toBe('200')
  tested.clock.at += LOCK_MS
  expect(codeOf(await signIn(name, GOOD, '10.9.0.1'))).toBe('200')
})

it('locks a name nobody has just the same, so that a lock tells nothing', async () => {
  for (let failure = 0; failure < 5; failure++)
    expect(codeOf(await signIn('nobody.there', 'x', '10.9.1.1'))).toBe('access/wrong-credentials')
  expect(codeOf(await signIn('nobody.there', 'x', '10.9.1.1'))).toBe('access/locked-out')
})

it('lets no more guesses through when they come all at once', async () => {
  const { name } = await newcomer()
  const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => signIn(name, `guess ${at}`, '10.9.2.1')))
  const codes = answers.map(codeOf)
  expect(codes.filter((code) => code === 'access/wrong-credentials')).toHaveLength(5)
  expect(codes.filter((code) => code === 'access/locked-out')).toHaveLength(15)
})

it('forgets failures after a success, and counts from anew', async () => {
  const { name } = await newcomer()
  for (let round = 0; round < 3; round++) {
    for (let failure = 0; failure < 4; failure++)
      expect(codeOf(await signIn(name, 'x', '10.9.3.1'))).toBe('access/wrong-credentials')
    expect(codeOf(await signIn(name, GOOD, '10.9.3.1'))).toBe('200')
  }
})

it('stops an address that tries one name after the other, and no success of its own wipes the trace', async () => {
  const { name } = await newcomer()
  for (let at = 0; at < 50; at++) {
    expect(codeOf(await signIn(`name.${at}`, 'Summer2026!', '10.9.4.1')), String(at)).toBe('access/wrong-credentials')
    if (at % 10 === 0) expect(codeOf(await signIn(name, GOOD, '10.9.4.1'))).toBe('200')
  }
  expect(codeOf(await signIn(name, GOOD, '10.9.4.1'))).toBe('access/locked-out')
  expect(codeOf(await signIn(name, GOOD, '10.9.4.2'))).toBe('200')
})

it('gives a new token at each sign-in and each step up, and the old one is worth nothing', async () => {
  const { browser, password, name } = await newcomer()
  const before = [...browser.cookies]
  await browser.post('/api/access/sign-in', { name, password })
  expect([...browser.cookies]).not.toEqual(before)
  const thief = tested.browser()
  for (const [cookie, value] of before) thief.cookies.set(cookie, value)
  expect(await thief.me()).toEqual({ kind: 'visitor' })
})

it('takes no token that a stranger planted before', async () => {
  const { name, password } = await newcomer()
  const browser = tested.browser()
  const planted = 'A'.repeat(43)
  browser.cookies.set('guanlan-session', planted)
  await browser.post('/api/access/sign-in', { name, password })
  expect(browser.cookies.get('guanlan-session')).not.toBe(planted)
})

it('hands the token out in one cookie that no script reads and no other site sends, and keeps only its hash', async () => {
  const { browser, name, password } = await newcomer()
  const answer = await browser.post('/api/access/sign-in', { name, password })
  expect(answer.cookies).toMatchObject([{ name: 'guanlan-session', httpOnly: true, sameSite: 'Strict', path: '/' }])
  const token = answer.cookies[0]?.value ?? ''
  expect(answer.body).not.toContain(token)
  const everything = await tested.database.query<{ row: string }>('select row(s.*)::text as row from guanlan.session s')
  expect(everything.some(({ row }) => row.includes(token))).toBe(false)
})

it('sends the cookie over TLS alone where people come by https', async () => {
  const { name } = await newcomer()
  const secure = await openTestedAccess(url, { clock: tested.clock, publicUrl: 'https://guanlan.example.cn' })
  onTestFinished(() => secure.close())
  const answer = await secure.browser().post('/api/access/sign-in', { name, password: GOOD })
  expect(answer.cookies).toMatchObject([{ name: '__Host-guanlan-session', secure: true, path: '/' }])
  expect(answer.cookies[0]?.domain).toBeUndefined()
})

it('ends a session after a quarter of an hour in which only the page itself asked for something', async () => {
  const { browser } = await newcomer()
  for (let minute = 0; minute < 14; minute++) {
    tested.clock.at += 60_000
    expect(await browser.me()).toMatchObject({ kind: 'person' })
  }
  tested.clock.at += 60_000
  expect(await browser.me()).toEqual({ kind: 'visitor' })
})

it('takes the connections of a session that was idle for too long with it', async () => {
  const { browser } = await newcomer()
  const me = (await browser.get('/api/access/sessions')).json<{ current: string }>()
  const heard: string[] = []
  tested.access.endings.onEnded((keys) => void heard.push(...keys))
  tested.clock.at += IDLE_MS
  tested.clock.wake()
  await expect.poll(() => heard).toContain(`session:${me.current}`)
  expect(await tested.database.query('select from guanlan.session where id = $1', [me.current])).toHaveLength(0)
})

it('ends a session after twelve hours, however busy it was', async () => {
  const { browser } = await newcomer()
  const end = tested.clock.at + ABSOLUTE_MS
  while (tested.clock.at + IDLE_MS / 2 < end) {
    tested.clock.at += IDLE_MS / 2
    expect(codeOf(await browser.post('/api/access/presence'))).toBe('204')
  }
  tested.clock.at = end
  expect(await browser.me()).toEqual({ kind: 'visitor' })
  expect(codeOf(await browser.post('/api/access/presence'))).toBe('access/sign-in-needed')
})

it('asks for another password after ninety days, and for none of the last five', async () => {
  const apart = await openTestedAccess(await databases.migrated())
  onTestFinished(() => apart.close())
  const person = await someone(apart, await firstAdministrators(apart), 'person', 'dispatcher')
  apart.clock.at += PASSWORD_LIFE_MS
  const browser = apart.browser()
  const me = (await browser.post('/api/access/sign-in', { name: person.name, password: GOOD })).json<Me>()
  expect(me.subject).toMatchObject({ owes: ['change-password'], may: ['open:read', 'self:manage'] })
  const change = (current: string, next: string) => browser.post('/api/access/password', { current, next })
  expect(codeOf(await change('wrong', BETTER))).toBe('access/wrong-credentials')
  expect(codeOf(await change(GOOD, GOOD))).toBe('access/password-used')
  expect(codeOf(await change(GOOD, 'Password1!'))).toBe('access/password-weak')
  const phrases = [0, 1, 2, 3, 4].map((at) => `${BETTER} ${at}`)
  let current = GOOD
  for (const next of phrases) {
    expect(codeOf(await change(current, next)), next).toBe('200')
    current = next
  }
  expect(await browser.me()).toMatchObject({ owes: [] })
  for (const former of [GOOD, ...phrases]) expect(codeOf(await change(current, former)), former).toBe('access/password-used')
  expect(codeOf(await change(current, `${BETTER} and more`))).toBe('200')
  expect(codeOf(await change(`${BETTER} and more`, GOOD))).toBe('200')
  expect(await apart.database.query('select from guanlan.former_password where account = $1', [person.id])).toHaveLength(5)
})

it('ends every other session when the password is changed, and gives this one another token', async () => {
  const { browser, name } = await newcomer()
  const other = tested.browser()
  await other.post('/api/access/sign-in', { name, password: GOOD })
  const before = [...browser.cookies]
  expect(codeOf(await browser.post('/api/access/password', { current: GOOD, next: BETTER }))).toBe('200')
  expect([...browser.cookies]).not.toEqual(before)
  expect(await browser.me()).toMatchObject({ kind: 'person' })
  expect(await other.me()).toEqual({ kind: 'visitor' })
})

it('counts a wrong present password as it counts a failed sign-in: a session left open is no way to guess it', async () => {
  const { browser } = await newcomer()
  for (let failure = 0; failure < 5; failure++)
    expect(codeOf(await browser.post('/api/access/password', { current: 'x', next: BETTER }))).toBe('access/wrong-credentials')
  expect(codeOf(await browser.post('/api/access/password', { current: GOOD, next: BETTER }))).toBe('access/locked-out')
})

it('serves nothing but the second factor to somebody who owes it', async () => {
  const { name, password, secret = '' } = by.audit
  const browser = tested.browser('10.9.5.1')
  const me = (await browser.post('/api/access/sign-in', { name, password })).json<Me>()
  expect(me.subject).toMatchObject({ owes: ['give-factor'], remits: [], may: ['open:read', 'self:manage'] })
  expect(me.subject).not.toHaveProperty('remit')
  for (const [method, path, body] of [
    ['POST', '/api/access/password', { current: password, next: BETTER }],
    ['POST', '/api/access/totp', { name: 'x' }],
    ['GET', '/api/access/factors', undefined],
    ['GET', '/api/access/sessions', undefined],
    ['DELETE', '/api/access/sessions/x', undefined],
    ['DELETE', '/api/access/factors/x', undefined],
    ['POST', '/api/access/remit', { remit: 'x' }],
    ['GET', '/api/accounts', undefined],
  ] as const)
    expect(codeOf(await browser.ask(method, path, body)), path).toBe('access/duty-owed')
  tested.clock.at += 60_000
  const given = await browser.post('/api/access/factor', { code: codeAt(secret, tested.clock.at) })
  expect(given.json<Me>().subject).toMatchObject({ owes: [], assurance: 'second-factor', remit: { role: 'audit-administrator' } })
})

it('never takes a code twice, nor an older one afterwards, and of two at the same time takes one', async () => {
  const { name, password, secret = '' } = by.audit
  tested.clock.at += 90_000
  const [one, other] = [tested.browser('10.9.6.1'), tested.browser('10.9.6.1')]
  for (const browser of [one, other]) await browser.post('/api/access/sign-in', { name, password })
  const code = codeAt(secret, tested.clock.at)
  const earlier = codeAt(secret, tested.clock.at - 30_000)
  const answers = await Promise.all([one, other].map((browser) => browser.post('/api/access/factor', { code })))
  expect(answers.map(codeOf).sort()).toEqual(['200', 'access/wrong-code'])
  const late = codeOf(answers[0] as (typeof answers)[0]) === '200' ? other : one
  expect(codeOf(await late.post('/api/access/factor', { code: earlier }))).toBe('access/wrong-code')
  tested.clock.at += 30_000
  expect(codeOf(await late.post('/api/access/factor', { code }))).toBe('access/wrong-code')
  expect(codeOf(await late.post('/api/access/factor', { code: codeAt(secret, tested.clock.at) }))).toBe('200')
})

it('locks out whoever tries codes, from that address and after ten of them from everywhere', async () => {
  const { name, password, secret = '' } = by.security
  tested.clock.at += 90_000
  const guess = async (address: string) => {
    const browser = tested.browser(address)
    await browser.post('/api/access/sign-in', { name, password })
    return codeOf(await browser.post('/api/access/factor', { code: wrongCode(secret) }))
  }
  for (let at = 0; at < 5; at++) expect(await guess('10.9.7.1')).toBe('access/wrong-code')
  expect(await guess('10.9.7.1')).toBe('access/locked-out')
  for (let at = 0; at < 5; at++) expect(await guess(`10.9.8.${at}`)).toBe('access/wrong-code')
  expect(await guess('10.9.9.1')).toBe('access/locked-out')
  tested.clock.at += LOCK_MS
})

it('keeps the secret of codes sealed, and tells it once', async () => {
  const { secret = '' } = by.system
  const rows = await tested.database.query<{ secret: Buffer }>('select secret from guanlan.factor')
  for (const { secret: sealed } of rows) expect(sealed.toString('latin1')).not.toContain(secret)
  expect((await (await present(tested, by.system)).get('/api/access/factors')).body).not.toContain(secret)
})

it('signs out at once: the cookie is worth nothing, and the browser forgets what it kept', async () => {
  const { browser } = await newcomer()
  const held = [...browser.cookies]
  const answer = await browser.post('/api/access/sign-out')
  expect(codeOf(answer)).toBe('204')
  expect(answer.headers['clear-site-data']).toBe('"storage"')
  expect(browser.cookies.size).toBe(0)
  for (const [name, value] of held) browser.cookies.set(name, value)
  expect(await browser.me()).toEqual({ kind: 'visitor' })
  expect(codeOf(await tested.browser().post('/api/access/sign-out'))).toBe('204')
})

it('writes down every sign-in and every refused one, and never a secret', async () => {
  const { name, secret = '' } = by.audit
  await signIn(name, 'Sesame-open-77', '10.9.10.1')
  await signIn('Sesame-typed-in-the-wrong-box', 'x', '10.9.10.1')
  const rows = await tested.database.query<{
    row: string
    type: string
    result: string
    code: string | null
    actor_name: string | null
    address: string | null
  }>('select row(a.*)::text as row, type, result, code, actor_name, address from guanlan.audit a order by seq')
  const last = rows.slice(-2)
  expect(last).toMatchObject([
    { type: 'session.open', result: 'refused', code: 'access/wrong-credentials', actor_name: name, address: '10.9.10.1' },
    { type: 'session.open', result: 'refused', code: 'access/wrong-credentials', actor_name: null, address: '10.9.10.1' },
  ])
  const all = rows.map(({ row }) => row).join('\n')
  for (const word of [GOOD, BETTER, 'Sesame', by.audit.password, secret, 'argon2id']) expect(all).not.toContain(word)
  const counted = await tested.database.query<{ key: string }>('select key from guanlan.attempt')
  expect(counted.map(({ key }) => key).join('\n')).not.toMatch(/sesame/i)
  const kinds = new Set(rows.filter(({ result }) => result === 'done').map(({ type }) => type))
  for (const type of [
    'administrators.appoint',
    'session.open',
    'session.strengthen',
    'factor.begin',
    'factor.confirm',
    'password.change',
    'session.end',
  ])
    expect(kinds, type).toContain(type)
})

/** Six digits that are the code of no step now taken. */
function wrongCode(secret: string): string {
  const near = [-1, 0, 1].map((delta) => codeAt(secret, tested.clock.at + delta * 30_000))
  return ['000000', '111111', '222222', '333333'].find((code) => !near.includes(code)) ?? ''
}

it('makes the hash of a password anew when it was made at a lower cost, and lets its owner in as before', async () => {
  const { name } = await newcomer()
  const cheap = argon2Sync('argon2id', {
    ...{ message: GOOD, nonce: Buffer.alloc(16, 7), memory: 4_096, passes: 1, parallelism: 1, tagLength: 32 },
  })
  const bare = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
  const old = `$argon2id$v=19$m=4096,t=1,p=1$${bare(Buffer.alloc(16, 7))}$${bare(cheap)}`
  await tested.database.query('update guanlan.account set password = $1 where name = $2', [old, name])
  expect(codeOf(await signIn(name, 'not this one', '10.9.12.1'))).toBe('access/wrong-credentials')
  const kept = async () =>
    (await tested.database.query<{ password: string }>('select password from guanlan.account where name = $1', [name]))[0]?.password
  expect(await kept()).toBe(old)
  expect(codeOf(await signIn(name, GOOD, '10.9.12.1'))).toBe('200')
  expect(await kept()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(codeOf(await signIn(name, GOOD, '10.9.12.1'))).toBe('200')
})

it('is unlocked by the system administrator at once, who sees that it is locked', async () => {
  const { name } = await newcomer()
  for (let failure = 0; failure < 5; failure++) await signIn(name, `guess ${failure}`, '10.9.13.1')
  expect(codeOf(await signIn(name, GOOD, '10.9.13.1'))).toBe('access/locked-out')
  const system = await present(tested, by.system)
  const found = async () =>
    (await system.get('/api/accounts'))
      .json<{ accounts: { id: string; name: string; isLocked: boolean }[] }>()
      .accounts.find((account) => account.name === name)
  expect((await found())?.isLocked).toBe(true)
  expect(codeOf(await system.post(`/api/accounts/${(await found())?.id}/unlock`))).toBe('204')
  expect((await found())?.isLocked).toBe(false)
  expect(codeOf(await signIn(name, GOOD, '10.9.13.1'))).toBe('200')
})
