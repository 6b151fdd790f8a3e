import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import type { Me } from '#contract/access.ts'
import { TestedDatabase } from '../../../testing/tested-database.ts'
import { execute } from '../../act/execute.ts'
import { VISITOR } from '../../policy/subject.ts'
import { makeAccount } from '../accounts/make-account.ts'
import { grantRemit } from '../remits/grant-remit.ts'
import { FIRST, firstAdministrators, tokenOf } from '../testing/people.ts'
import { codeOf, openTestedAccess, type TestedAccess, type TestedChoice } from '../testing/tested-access.ts'

let databases: TestedDatabase
beforeAll(async () => {
  databases = await TestedDatabase.start()
})
afterAll(() => databases.stop())

async function open(url: string, choice?: TestedChoice): Promise<TestedAccess> {
  const opened = await openTestedAccess(url, choice)
  onTestFinished(() => opened.close())
  return opened
}

it('has no account at all until a person made three administrators by the link of the start', async () => {
  const tested = await open(await databases.migrated())
  expect(await tested.database.query('select from guanlan.account')).toHaveLength(0)
  expect(tested.access.setupLink).toMatch(/^http:\/\/127\.0\.0\.1:8080\/setup#[\w-]{43}$/)
  const browser = tested.browser()
  expect((await browser.get('/api/access/me')).json<Me>().ways).toMatchObject({ isNew: true, trial: [] })
  const token = tokenOf(tested.access.setupLink)
  expect((await browser.post('/api/access/invitation', { token })).json()).toEqual({ purpose: 'first-administrators' })
  const { system, security, audit } = await firstAdministrators(tested)
  for (const { browser, name } of [system, security, audit])
    expect(await browser.me(), name).toMatchObject({ owes: [], assurance: 'second-factor' })
  expect((await browser.get('/api/access/me')).json<Me>().ways.isNew).toBe(false)
  expect(codeOf(await browser.post('/api/access/setup', { token, administrators: FIRST }))).toBe('access/link-over')
  expect(codeOf(await browser.post('/api/access/invitation', { token }))).toBe('access/link-over')
})

it('prints another link at each start while nobody used one, and none afterwards', async () => {
  const url = await databases.migrated()
  const first = await open(url)
  const second = await open(url)
  expect(codeOf(await second.browser().post('/api/access/invitation', { token: tokenOf(first.access.setupLink) }))).toBe(
    'access/link-over',
  )
  await firstAdministrators(second)
  const third = await open(url)
  expect(third.access.setupLink).toBeUndefined()
  expect((await third.browser().get('/api/access/me')).json<Me>().ways.isNew).toBe(false)
})

it('takes the link for a day', async () => {
  const tested = await open(await databases.migrated())
  tested.clock.at += 24 * 3_600_000
  const answer = await tested
    .browser()
    .post('/api/access/setup', { token: tokenOf(tested.access.setupLink), administrators: FIRST })
  expect(codeOf(answer)).toBe('access/link-over')
  expect(await tested.database.query('select from guanlan.account')).toHaveLength(0)
})

it('makes all three or none', async () => {
  const tested = await open(await databases.migrated())
  const token = tokenOf(tested.access.setupLink)
  const [system, security, audit] = FIRST
  const wrong: readonly (readonly [unknown, string])[] = [
    [[system, security], 'request/invalid'],
    [[system, security, { ...audit, role: 'system-administrator' }], 'request/invalid'],
    [[system, security, { ...audit, role: 'leader' }], 'request/invalid'],
    [[system, security, { ...audit, name: 'SYS.ONE' }], 'account/name-taken'],
    [[system, security, { ...audit, name: 'ѕys.one' }], 'account/name-taken'],
    [[system, security, { ...audit, name: '' }], 'request/invalid'],
    [[system, security, { ...audit, name: '\u202eaud' }], 'account/name-invalid'],
    [[system, security, { ...audit, password: 'aud.one-Secret-7' }], 'access/password-weak'],
    [[system, security, { ...audit, password: 'Password1!' }], 'access/password-weak'],
    [[system, security, { ...audit, password: system.password }], 'access/password-weak'],
    [[system, security, { ...audit, isTrial: false }], 'request/invalid'],
    [[system, security, audit, audit], 'request/invalid'],
  ]
  for (const [administrators, code] of wrong)
    expect(
      codeOf(await tested.browser().post('/api/access/setup', { token, administrators })),
      JSON.stringify(administrators),
    ).toBe(code)
  expect(await tested.database.query('select from guanlan.account')).toHaveLength(0)
  await firstAdministrators(tested)
})

it('lets exactly one of many who use the link at the same time make the three', async () => {
  const tested = await open(await databases.migrated())
  const token = tokenOf(tested.access.setupLink)
  const rivals = Array.from({ length: 6 }, (_, rival) => FIRST.map((each) => ({ ...each, name: `${each.name}.${rival}` })))
  const answers = await Promise.all(
    rivals.map((administrators) => tested.browser().post('/api/access/setup', { token, administrators })),
  )
  expect(answers.map(codeOf).sort()).toEqual(['204', ...Array<string>(5).fill('access/link-over')])
  expect(await tested.database.query('select from guanlan.account')).toHaveLength(3)
})

it('takes no link any more once the person at the machine made an administrator', async () => {
  const tested = await open(await databases.migrated())
  const { identity, setupLink } = tested.access
  const asking = { subject: VISITOR, actor: { kind: 'operator' } } as const
  const { account } = await execute(identity, asking, makeAccount, { name: 'sys.one', shown: 'x', vault: identity.vault })
  const remit = { role: 'system-administrator', area: 'city', domains: 'all' } as const
  await execute(identity, asking, grantRemit, { account, ...remit, catalogue: identity.catalogue })
  const administrators = FIRST.map((each) => ({ ...each, name: `late.${each.name}` }))
  const late = await tested.browser().post('/api/access/setup', { token: tokenOf(setupLink), administrators })
  expect(codeOf(late)).toBe('access/link-over')
  tested.clock.wake()
  await expect.poll(async () => (await tested.browser().get('/api/access/me')).json<Me>().ways.isNew).toBe(false)
})

it('is not there in a trial, and takes what a trial left away before it asks for administrators', async () => {
  const url = await databases.migrated()
  const trial = await open(url, { isTrial: true })
  expect(trial.access.setupLink).toBeUndefined()
  const system = trial.browser()
  await system.try('system-administrator')
  const made = await system.post('/api/accounts', { name: 'back.door', shown: 'Back door' })
  const { account, link } = made.json<{ account: string; link: string }>()
  const security = trial.browser()
  await security.try('security-administrator')
  const granted = await security.post(`/api/accounts/${account}/remits`, {
    role: 'system-administrator',
    area: 'city',
    domains: 'all',
  })
  expect(codeOf(granted)).toBe('200')
  const accepting = { token: tokenOf(link), password: 'Kx7#mvQ2-lan' }
  expect(codeOf(await trial.browser().post('/api/access/invitation/accept', accepting))).toBe('204')
  expect(codeOf(await trial.browser().post('/api/access/sign-in', { name: 'back.door', password: accepting.password }))).toBe('200')

  const plain = await open(url)
  expect(plain.access.setupLink).toBeDefined()
  expect(await plain.database.query('select from guanlan.account')).toHaveLength(0)
  expect(codeOf(await plain.browser().post('/api/access/sign-in', { name: 'back.door', password: accepting.password }))).toBe(
    'access/wrong-credentials',
  )
})
