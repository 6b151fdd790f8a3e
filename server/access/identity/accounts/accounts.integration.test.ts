import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { type Me, ROLE_NAMES, ROLES, type Role } from '#contract/access.ts'
import { type ListedAccount, ListedAccountSchema } from '#contract/account.ts'
import { TestedDatabase } from '../../../testing/tested-database.ts'
import { UNUSED_MS } from '../sessions/sweep.ts'
import { BETTER, enrolled, firstAdministrators, GOOD, type Person, present, someone, tokenOf } from '../testing/people.ts'
import { type Browser, codeOf, openTestedAccess, type TestedAccess } from '../testing/tested-access.ts'

let databases: TestedDatabase
let tested: TestedAccess
let by: Record<'system' | 'security' | 'audit', Person>
let system: Browser
let security: Browser
let audit: Browser
let made = 0

beforeAll(async () => {
  databases = await TestedDatabase.start()
  tested = await openTestedAccess(await databases.migrated())
  by = await firstAdministrators(tested)
  system = by.system.browser
  security = by.security.browser
  audit = by.audit.browser
})
afterAll(async () => {
  await tested.close()
  await databases.stop()
})

function newcomer(role: Role = 'dispatcher'): Promise<Person> {
  return someone(tested, by, `worker.${made++}`, role)
}

async function make(part: object = {}): Promise<{ account: string; link: string }> {
  const answer = await system.post('/api/accounts', { name: `guest.${made++}`, shown: '来客', ...part })
  expect(codeOf(answer)).toBe('200')
  return answer.json()
}

async function listed(id: string): Promise<ListedAccount | undefined> {
  return (await system.get('/api/accounts')).json<{ accounts: ListedAccount[] }>().accounts.find((account) => account.id === id)
}

it('makes an account that may do nothing, and a link by which its owner chooses a password, once', async () => {
  const { account, link } = await make({ name: 'li.na', shown: '李娜', phone: '138 1234 5678' })
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:8080\/invitation#[\w-]{43}$/)
  expect(await listed(account)).toMatchObject({ state: 'invited', remits: [], phone: '138****5678', hasFactor: false, sessions: 0 })
  const owner = tested.browser()
  const token = tokenOf(link)
  expect((await owner.post('/api/access/invitation', { token })).json()).toEqual({ purpose: 'join', name: 'li.na' })
  expect(codeOf(await owner.post('/api/access/invitation/accept', { token, password: 'li.na-Is-77' }))).toBe('access/password-weak')
  expect(codeOf(await owner.post('/api/access/invitation/accept', { token, password: GOOD }))).toBe('204')
  expect(codeOf(await owner.post('/api/access/invitation/accept', { token, password: BETTER }))).toBe('access/link-over')
  const me = (await owner.post('/api/access/sign-in', { name: 'li.na', password: GOOD })).json<Me>().subject
  expect(me).toMatchObject({ remits: [], owes: [], may: ['open:read', 'self:manage'], name: '李娜' })
  expect(await listed(account)).toMatchObject({ state: 'active', sessions: 1 })
  const answer = await system.get('/api/accounts')
  for (const each of answer.json<{ accounts: ListedAccount[] }>().accounts)
    expect([...Compile(ListedAccountSchema).Errors(each)]).toEqual([])
})

it('lets exactly one of many who use an invitation at the same time choose the password', async () => {
  const { link } = await make({ name: 'raced' })
  const token = tokenOf(link)
  const passwords = Array.from({ length: 8 }, (_, at) => `${BETTER} ${at}`)
  const answers = await Promise.all(
    passwords.map((password) => tested.browser().post('/api/access/invitation/accept', { token, password })),
  )
  expect(answers.map(codeOf).sort()).toEqual(['204', ...Array<string>(7).fill('access/link-over')])
  const winner = answers.findIndex((answer) => codeOf(answer) === '204')
  const opened = await Promise.all(
    passwords.map((password, at) => tested.browser(`10.7.0.${at}`).post('/api/access/sign-in', { name: 'raced', password })),
  )
  expect(opened.map((answer) => codeOf(answer) === '200')).toEqual(passwords.map((_, at) => at === winner))
})

it('replaces a link by the next one, and ends all sessions when a forgotten password is replaced', async () => {
  const person = await newcomer()
  const invite = async () => (await system.post(`/api/accounts/${person.id}/invite`)).json<{ link: string }>().link
  const [first, second] = [await invite(), await invite()]
  expect(codeOf(await tested.browser().post('/api/access/invitation', { token: tokenOf(first) }))).toBe('access/link-over')
  const accept = (password: string) => tested.browser().post('/api/access/invitation/accept', { token: tokenOf(second), password })
  expect((await tested.browser().post('/api/access/invitation', { token: tokenOf(second) })).json()).toMatchObject({
    purpose: 'reset',
  })
  expect(codeOf(await accept(GOOD))).toBe('access/password-used')
  expect(codeOf(await accept(BETTER))).toBe('204')
  expect(await person.browser.me()).toEqual({ kind: 'visitor' })
})

it('leaves the second factor where a password is reset: the link is half of a way in', async () => {
  const leader = await newcomer('leader').then((person) => enrolled(tested, person))
  const { link } = (await system.post(`/api/accounts/${leader.id}/invite`)).json<{ link: string }>()
  expect(codeOf(await tested.browser().post('/api/access/invitation/accept', { token: tokenOf(link), password: BETTER }))).toBe(
    '204',
  )
  const thief = tested.browser()
  const me = (await thief.post('/api/access/sign-in', { name: leader.name, password: BETTER })).json<Me>().subject
  expect(me).toMatchObject({ owes: ['give-factor'] })
  expect(codeOf(await thief.post('/api/access/totp', { name: 'mine' }))).toBe('access/duty-owed')
})

it('lets the system administrator not take factors off, nor the security administrator hand links out', async () => {
  const leader = await newcomer('leader').then((person) => enrolled(tested, person))
  expect(codeOf(await system.delete(`/api/accounts/${leader.id}/factors`))).toBe('access/refused')
  expect(codeOf(await security.post(`/api/accounts/${leader.id}/invite`))).toBe('access/refused')
  expect(codeOf(await security.delete(`/api/accounts/${leader.id}/factors`))).toBe('204')
  expect(await leader.browser.me()).toEqual({ kind: 'visitor' })
  const again = (await leader.browser.post('/api/access/sign-in', { name: leader.name, password: GOOD })).json<Me>().subject
  expect(again).toMatchObject({ owes: ['add-factor'] })
})

it('refuses two accounts that look alike, and names nobody could type', async () => {
  await make({ name: 'Wang.Fang' })
  for (const name of ['wang.fang', 'ＷＡＮＧ.fang', 'wаng.fang', 'wáng.fang'])
    expect(codeOf(await system.post('/api/accounts', { name, shown: 'x' })), name).toBe('account/name-taken')
  for (const name of ['trial:leader', '../etc', 'a', '<script>', "x' or 1=1"])
    expect(codeOf(await system.post('/api/accounts', { name, shown: 'x' })), name).toBe('account/name-invalid')
})

it('never joins an administrator with anything else, whoever is first, also when both are granted at once', async () => {
  const grant = (account: string, role: Role) =>
    security.post(`/api/accounts/${account}/remits`, { role, area: 'city', domains: 'all' })
  const administrators = ROLE_NAMES.filter((role) => ROLES[role].kind === 'administrator')
  for (const held of administrators)
    for (const other of [...administrators, 'leader', 'enterprise'] as const) {
      if (held === other) continue
      const { account } = await make()
      expect(codeOf(await grant(account, held))).toBe('200')
      expect(codeOf(await grant(account, other)), `${held} + ${other}`).toBe('account/remits-exclusive')
    }
  const { account } = await make()
  expect(codeOf(await grant(account, 'leader'))).toBe('200')
  for (const role of administrators) expect(codeOf(await grant(account, role)), role).toBe('account/remits-exclusive')
  const { account: raced } = await make()
  const answers = await Promise.all(administrators.map((role) => grant(raced, role)))
  expect(answers.map(codeOf).sort()).toEqual(['200', 'account/remits-exclusive', 'account/remits-exclusive'])
})

it('grants only what there is, to somebody else, by the security administrator alone', async () => {
  const { account } = await make()
  const grant = (browser: Browser, id: string, body: object) => browser.post(`/api/accounts/${id}/remits`, body)
  const remit = { role: 'town-staff', area: 'town', domains: 'all' }
  for (const wrong of [
    { ...remit, area: 'elsewhere' },
    { ...remit, domains: ['fire'] },
    { ...remit, role: 'wall-screen' },
    { ...remit, role: 'reader' },
    { ...remit, role: 'visitor' },
  ])
    expect(codeOf(await grant(security, account, wrong)), JSON.stringify(wrong)).toBe('account/remit-invalid')
  expect(codeOf(await grant(security, account, { ...remit, id: 'mine' }))).toBe('request/invalid')
  expect(codeOf(await grant(security, by.security.id, remit))).toBe('account/own')
  for (const browser of [system, audit]) expect(codeOf(await grant(browser, account, remit))).toBe('access/refused')
  expect(codeOf(await grant(tested.browser(), account, remit))).toBe('access/sign-in-needed')
  expect(codeOf(await grant(security, 'nobody', remit))).toBe('account/unknown')
  expect(codeOf(await grant(security, account, remit))).toBe('200')
  expect(codeOf(await grant(security, account, remit))).toBe('account/remit-held')
})

it('asks who has several remits in which to act, and tells every change', async () => {
  const person = await newcomer('dispatcher')
  const second = await security.post(`/api/accounts/${person.id}/remits`, {
    role: 'data-steward',
    area: 'town',
    domains: ['water'],
  })
  expect(codeOf(second)).toBe('200')
  const me = (await person.browser.post('/api/access/sign-in', { name: person.name, password: GOOD })).json<Me>().subject
  expect(me).toMatchObject({ owes: ['choose-remit'], may: ['open:read', 'self:manage'] })
  if (me.kind !== 'person') throw new Error('nobody is there')
  const choose = (remit: string) => person.browser.post('/api/access/remit', { remit })
  expect(codeOf(await choose('nobodys'))).toBe('access/remit-unknown')
  const before = [...person.browser.cookies]
  await tested.database.query(
    `insert into guanlan.federated_session (session, issuer, subject) select id, 'https://id.example.cn', 's' from guanlan.session
     where account = $1 order by used_at desc, opened_at desc limit 1`,
    [person.id],
  )
  for (const remit of me.remits) {
    const chosen = (await choose(remit.id)).json<Me>().subject
    expect(chosen).toMatchObject({ owes: [], remit: { id: remit.id, role: remit.role } })
  }
  expect([...person.browser.cookies]).not.toEqual(before)
  // What a provider may end, it may end in every capacity.
  const bound = await tested.database.query(
    'select from guanlan.federated_session f join guanlan.session s on s.id = f.session where s.account = $1',
    [person.id],
  )
  expect(bound).toHaveLength(1)
})

it('takes a remit away with every session in it, and never the last one of an administrator', async () => {
  const person = await newcomer()
  const me = await person.browser.me()
  const remit = me.kind === 'person' ? me.remits[0]?.id : ''
  expect(codeOf(await security.delete(`/api/accounts/${person.id}/remits/${remit}`))).toBe('204')
  expect(await person.browser.me()).toEqual({ kind: 'visitor' })
  expect(codeOf(await security.delete(`/api/accounts/${person.id}/remits/${remit}`))).toBe('access/remit-unknown')
  const auditor = await listed(by.audit.id)
  expect(codeOf(await security.delete(`/api/accounts/${by.audit.id}/remits/${auditor?.remits[0]?.id}`))).toBe(
    'account/last-administrator',
  )
  expect(codeOf(await system.post(`/api/accounts/${by.audit.id}/disable`, { reason: 'x' }))).toBe('account/last-administrator')
})

it('leaves one of two administrators who disable each other at the same time', async () => {
  const apart = await openTestedAccess(await databases.migrated())
  onTestFinished(() => apart.close())
  const administrators = await firstAdministrators(apart)
  const second = await someone(apart, administrators, 'sys.two', 'system-administrator').then((person) => enrolled(apart, person))
  const answers = await Promise.all([
    administrators.system.browser.post(`/api/accounts/${second.id}/disable`, { reason: 'rival' }),
    second.browser.post(`/api/accounts/${administrators.system.id}/disable`, { reason: 'rival' }),
  ])
  expect(answers.map(codeOf).filter((code) => code === '204')).toHaveLength(1)
  const left = await apart.database.query(
    'select from guanlan.account a join guanlan.remit r on r.account = a.id where r.role = $1 and a.disabled_at is null',
    ['system-administrator'],
  )
  expect(left).toHaveLength(1)
})

it('shuts an account out at once: session, links and the next sign-in; and every server hears it within a second', async () => {
  const person = await newcomer()
  const url = (await tested.database.query<{ name: string }>('select current_database() as name'))[0]?.name
  expect(url).toBeDefined()
  const heard: string[] = []
  const hears = new Promise<number>((resolve) => {
    tested.access.endings.onEnded((keys) => {
      heard.push(...keys)
      if (keys.includes(`account:${person.id}`)) resolve(performance.now())
    })
  })
  const { link } = (await system.post(`/api/accounts/${person.id}/invite`)).json<{ link: string }>()
  const began = performance.now()
  expect(codeOf(await system.post(`/api/accounts/${person.id}/disable`, { reason: '离职' }))).toBe('204')
  expect(await person.browser.me()).toEqual({ kind: 'visitor' })
  expect((await hears) - began).toBeLessThan(1_000)
  expect(heard.some((key) => key.startsWith('session:'))).toBe(true)
  expect(codeOf(await tested.browser().post('/api/access/invitation', { token: tokenOf(link) }))).toBe('access/link-over')
  expect(codeOf(await tested.browser().post('/api/access/sign-in', { name: person.name, password: GOOD }))).toBe(
    'access/wrong-credentials',
  )
  expect(await listed(person.id)).toMatchObject({ state: 'disabled', reason: '离职', sessions: 0 })
  expect(codeOf(await system.post(`/api/accounts/${person.id}/invite`))).toBe('account/disabled')
  expect(codeOf(await system.post(`/api/accounts/${person.id}/enable`))).toBe('204')
  expect(codeOf(await tested.browser().post('/api/access/sign-in', { name: person.name, password: GOOD }))).toBe('200')
})

it('lets nobody disable, reset or enable themselves', async () => {
  expect(codeOf(await system.post(`/api/accounts/${by.system.id}/disable`, { reason: 'x' }))).toBe('account/own')
  expect(codeOf(await system.post(`/api/accounts/${by.system.id}/invite`))).toBe('account/own')
  expect(codeOf(await system.post(`/api/accounts/${by.system.id}/enable`))).toBe('account/own')
})

it('lets the security administrator end the sessions of others, and everyone their own', async () => {
  const person = await newcomer()
  const sessions = (await security.get(`/api/accounts/${person.id}/sessions`)).json<{ sessions: { id: string }[] }>().sessions
  expect(sessions).toHaveLength(1)
  expect(codeOf(await system.get(`/api/accounts/${person.id}/sessions`))).toBe('access/refused')
  expect(codeOf(await security.delete(`/api/accounts/${person.id}/sessions`))).toBe('204')
  expect(await person.browser.me()).toEqual({ kind: 'visitor' })
  await person.browser.post('/api/access/sign-in', { name: person.name, password: GOOD })
  const other = tested.browser()
  await other.post('/api/access/sign-in', { name: person.name, password: GOOD })
  const own = (await person.browser.get('/api/access/sessions')).json<{ current: string; sessions: { id: string }[] }>()
  const left = own.sessions.find(({ id }) => id !== own.current)?.id
  const stranger = await newcomer()
  expect(codeOf(await stranger.browser.delete(`/api/access/sessions/${left}`))).toBe('access/session-unknown')
  expect(codeOf(await person.browser.delete(`/api/access/sessions/${left}`))).toBe('204')
  expect(await other.me()).toEqual({ kind: 'visitor' })
  expect(await person.browser.me()).toMatchObject({ kind: 'person' })
})

it('shows a phone number in the clear for a purpose alone, and writes the purpose down', async () => {
  const { account } = await make({ phone: '+86 139-8765-4321' })
  expect((await system.get('/api/accounts')).body).not.toContain('87654321')
  expect(codeOf(await system.post(`/api/accounts/${account}/unmask`, {}))).toBe('request/invalid')
  expect(codeOf(await security.post(`/api/accounts/${account}/unmask`, { purpose: '核对联系人' }))).toBe('access/refused')
  const told = await system.post(`/api/accounts/${account}/unmask`, { purpose: '核对联系人' })
  expect(told.json()).toEqual({ phone: '+8613987654321' })
  const rows = await tested.database.query<{ detail: string }>(
    `select detail from guanlan.audit where type = 'personal.unmask' and result = 'done'`,
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]?.detail).toContain('核对联系人')
  const everything = await tested.database.query<{ row: string }>(
    'select row(a.*)::text as row from guanlan.account a union all select row(b.*)::text from guanlan.audit b',
  )
  expect(everything.some(({ row }) => row.includes('13987654321'))).toBe(false)
})

it('keeps one factor on whoever must have one', async () => {
  const leader = await newcomer('leader').then((person) => enrolled(tested, person))
  const { factors } = (await leader.browser.get('/api/access/factors')).json<{ factors: { id: string }[] }>()
  expect(codeOf(await leader.browser.delete(`/api/access/factors/${factors[0]?.id}`))).toBe('access/factor-needed')
  expect(codeOf(await leader.browser.delete('/api/access/factors/nobodys'))).toBe('access/factor-unknown')
})

it('disables an account nobody used for ninety days, but no administrator without whom nobody would be left', async () => {
  const apart = await openTestedAccess(await databases.migrated())
  onTestFinished(() => apart.close())
  const administrators = await firstAdministrators(apart)
  const [idle, busy] = [
    await someone(apart, administrators, 'idle', 'dispatcher'),
    await someone(apart, administrators, 'busy', 'dispatcher'),
  ]
  apart.clock.at += UNUSED_MS - 1_000
  await apart.browser().post('/api/access/sign-in', { name: busy.name, password: GOOD })
  apart.clock.at += 1_000
  apart.clock.wake()
  await expect
    .poll(() => apart.database.query('select name, disabled_reason from guanlan.account where disabled_at is not null'))
    .toEqual([{ name: idle.name, disabled_reason: 'unused for 90 days' }])
  const rows = await apart.database.query(`select object_id, actor_kind from guanlan.audit where type = 'account.disable'`)
  expect(rows).toEqual([{ object_id: idle.id, actor_kind: 'nobody' }])
})

it('shows and changes in a trial the accounts of the trial alone', async () => {
  const url = await databases.migrated()
  const plain = await openTestedAccess(url)
  const administrators = await firstAdministrators(plain)
  const real = await someone(plain, administrators, 'real', 'dispatcher')
  await plain.close()
  const trial = await openTestedAccess(url, { isTrial: true })
  onTestFinished(() => trial.close())
  const tried = trial.browser()
  await tried.try('system-administrator')
  const seen = (await tried.get('/api/accounts')).json<{ accounts: ListedAccount[] }>().accounts
  expect(seen.map(({ name }) => name)).toEqual(['trial:system-administrator'])
  expect(codeOf(await tried.post(`/api/accounts/${real.id}/disable`, { reason: 'x' }))).toBe('account/unknown')
  expect(codeOf(await tried.post(`/api/accounts/${real.id}/invite`))).toBe('account/unknown')
  expect(codeOf(await tried.post(`/api/accounts/${real.id}/unmask`, { purpose: 'looking' }))).toBe('account/unknown')
  await tried.try('security-administrator')
  expect(codeOf(await tried.post(`/api/accounts/${real.id}/remits`, { role: 'leader', area: 'city', domains: 'all' }))).toBe(
    'account/unknown',
  )
  expect(codeOf(await tried.delete(`/api/accounts/${administrators.audit.id}/sessions`))).toBe('account/unknown')
  expect(codeOf(await tried.post('/api/access/password', { current: 'x', next: BETTER }))).toBe('access/refused')
  expect(codeOf(await tried.post('/api/access/totp', { name: 'x' }))).toBe('access/refused')
})

it('lets nobody but its administrators at accounts', async () => {
  const worker = await newcomer('dispatcher')
  const routes = [
    ['GET', '/api/accounts'],
    ['POST', '/api/accounts', { name: 'x.y', shown: 'x' }],
    ['POST', `/api/accounts/${by.audit.id}/disable`, { reason: 'x' }],
    ['POST', `/api/accounts/${by.audit.id}/enable`],
    ['POST', `/api/accounts/${by.audit.id}/invite`],
    ['GET', `/api/accounts/${by.audit.id}/sessions`],
    ['DELETE', `/api/accounts/${by.audit.id}/sessions`],
    ['DELETE', `/api/accounts/${by.audit.id}/factors`],
    ['POST', `/api/accounts/${by.audit.id}/remits`, { role: 'leader', area: 'city', domains: 'all' }],
    ['DELETE', `/api/accounts/${by.audit.id}/remits/x`],
    ['POST', `/api/accounts/${by.audit.id}/unmask`, { purpose: 'looking' }],
  ] as const
  for (const [method, path, body] of routes) {
    expect(codeOf(await worker.browser.ask(method, path, body)), path).toBe('access/refused')
    expect(codeOf(await audit.ask(method, path, body)), path).toBe('access/refused')
    expect(codeOf(await tested.browser().ask(method, path, body)), path).toBe('access/sign-in-needed')
  }
  expect(await present(tested, by.system)).toBe(system)
})
