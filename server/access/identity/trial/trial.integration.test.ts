import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import type { Me } from '#contract/access.ts'
import { TestedDatabase } from '../../../testing/tested-database.ts'
import { codeOf, MONDAY, openTestedAccess, StandingClock, type TestedAccess } from '../testing/tested-access.ts'
import { TRIAL_ROLES } from './trial.ts'

let databases: TestedDatabase
beforeAll(async () => {
  databases = await TestedDatabase.start()
})
afterAll(() => databases.stop())

async function open(url: string, isTrial: boolean): Promise<TestedAccess> {
  const opened = await openTestedAccess(url, { isTrial, clock: new StandingClock(MONDAY) })
  onTestFinished(() => opened.close())
  return opened
}

it('lets every role of a person be tried with one press, and forgets the one tried before', async () => {
  const trial = await open(await databases.migrated(), true)
  const browser = trial.browser()
  expect((await browser.get('/api/access/me')).json<Me>().ways).toEqual({ trial: TRIAL_ROLES, passkey: false, isNew: false })
  let before: string | undefined
  for (const role of TRIAL_ROLES) {
    expect(await browser.try(role)).toMatchObject({ kind: 'person', assurance: 'trial', remit: { role }, owes: [] })
    const [cookie] = browser.cookies.values()
    expect(cookie).not.toBe(before)
    before = cookie
  }
  expect(await trial.database.query('select from guanlan.session')).toHaveLength(1)
  expect(await trial.database.query('select from guanlan.account')).toHaveLength(TRIAL_ROLES.length)
})

it('is not there outside a trial, whatever a request says of itself', async () => {
  const plain = await open(await databases.migrated(), false)
  const browser = plain.browser('127.0.0.1')
  for (const headers of [
    {},
    { host: 'localhost' },
    { 'x-forwarded-host': 'localhost' },
    { hub: 'simulated', 'x-hub': 'simulated' },
  ] as Record<string, string>[])
    expect(codeOf(await browser.ask('POST', '/api/access/trial', { role: 'leader' }, headers))).toBe('access/no-trial')
  for (const body of [
    { role: 'leader', trial: true },
    { role: 'leader', hub: 'simulated' },
    { role: 'wall-screen' },
    { role: 'visitor' },
  ])
    expect(['request/invalid', 'access/no-trial']).toContain(codeOf(await browser.post('/api/access/trial', body)))
  expect((await browser.get('/api/access/me')).json<Me>().ways.trial).toEqual([])
  expect(await browser.me()).toEqual({ kind: 'visitor' })
})

it('is worth nothing after the server was started for others: the cookie is a visitor’s', async () => {
  const url = await databases.migrated()
  const trial = await open(url, true)
  const browser = trial.browser()
  await browser.try('system-administrator')
  const plain = await open(url, false)
  const same = plain.browser()
  for (const [name, value] of browser.cookies) same.cookies.set(name, value)
  expect(await same.me()).toEqual({ kind: 'visitor' })
  expect((await same.get('/api/access/me')).json<Me>().ways.isNew).toBe(true)
})

it('is worth nothing at a server meant for others beside it on the same data', async () => {
  const url = await databases.migrated()
  const plain = await open(url, false)
  const trial = await open(url, true)
  const browser = trial.browser()
  await browser.try('system-administrator')
  const { link } = (await browser.post('/api/accounts', { name: 'back.door', shown: 'x' })).json<{ link: string }>()
  const same = plain.browser()
  for (const [name, value] of browser.cookies) same.cookies.set(name, value)
  expect(await same.me()).toEqual({ kind: 'visitor' })
  expect(codeOf(await same.get('/api/accounts'))).toBe('access/sign-in-needed')
  const accepting = { token: link.split('#')[1], password: 'Kx7#mvQ2-lan' }
  expect(codeOf(await plain.browser().post('/api/access/invitation/accept', accepting))).toBe('access/link-over')
  expect(codeOf(await trial.browser().post('/api/access/invitation/accept', accepting))).toBe('204')
  const entering = { name: 'back.door', password: accepting.password }
  expect(codeOf(await trial.browser().post('/api/access/sign-in', entering))).toBe('200')
  expect(codeOf(await plain.browser().post('/api/access/sign-in', entering))).toBe('access/wrong-credentials')
})

it('is not passed on to the network by a proxy on the same machine', async () => {
  const trial = await open(await databases.migrated(), true)
  const browser = trial.browser('127.0.0.1')
  for (const headers of [
    { host: 'city.example.cn' },
    { 'x-forwarded-for': '203.0.113.9' },
    { forwarded: 'for=203.0.113.9' },
    { host: '127.0.0.1.example.cn' },
  ] as Record<string, string>[])
    expect(codeOf(await browser.ask('POST', '/api/access/trial', { role: 'leader' }, headers))).toBe('access/no-trial')
})
