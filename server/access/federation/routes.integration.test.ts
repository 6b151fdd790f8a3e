import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { TestedDatabase } from '../../testing/tested-database.ts'
import { type Browser, openTestedAccess, StandingClock, type TestedAccess } from '../identity/testing/tested-access.ts'
import { openProvider } from './provider.ts'
import { startTestedProvider, type TestedProvider } from './testing/tested-provider.ts'

const HERE = 'http://127.0.0.1:8080'
const CALLBACK = `${HERE}/api/access/provider/callback`

let server: TestedDatabase
let theirs: TestedProvider
let tested: TestedAccess
let browser: Browser

beforeAll(async () => {
  server = await TestedDatabase.start()
  theirs = await startTestedProvider(CALLBACK)
})
afterAll(async () => {
  await tested.close()
  await theirs.stop()
  await server.stop()
})
beforeEach(async () => {
  await tested?.close()
  const url = await server.migrated()
  theirs.tampering = undefined
  theirs.person = { sub: 'zhang', preferred_username: 'zhangsan' }
  const { issuer, clientId, clientSecret } = theirs
  const settings = { issuer, clientId, clientSecret, name: '统一认证', claim: 'sub', redirectUri: CALLBACK }
  const clock = new StandingClock(Date.now())
  const provider = { name: settings.name, provider: openProvider(settings, { fetch, now: clock.now }) }
  tested = await openTestedAccess(url, { provider, clock, publicUrl: HERE })
  browser = tested.browser()
  await server.ask(
    url,
    `insert into guanlan.account (id, name, name_key, shown, is_trial, made_at, used_at) values ('z', 'zhang', 'zhang', '张三', false, 0, 0)`,
    `insert into guanlan.remit (id, account, role, area, granted_at) values ('r', 'z', 'dispatcher', 'city', 0)`,
    `insert into guanlan.federated (account, claim) values ('z', 'zhang')`,
  )
})

it('brings a person from the product to the provider and back to where they wanted to be', async () => {
  const me = (await browser.get('/api/access/me')).json()
  expect(me.ways.provider).toEqual({ name: '统一认证' })
  const back = await throughProvider('/desk?scene=overview')
  expect(back.headers.location).toBe('/desk?scene=overview')
  expect((await browser.get('/api/access/me')).json().subject).toMatchObject({
    ...{ kind: 'person', name: '张三', assurance: 'federated', owes: [] },
    remit: { role: 'dispatcher', area: 'city' },
  })
})

it('puts no code, token or secret where others could read it', async () => {
  const back = await throughProvider()
  expect(back.headers.location).toBe('/')
  for (const cookie of [back.headers['set-cookie']].flat()) expect(cookie).toMatch(/; HttpOnly/)
  const rows = await tested.database.query<{ said: string }>('select row_to_json(a)::text as said from guanlan.audit a')
  expect(rows.map(({ said }) => said).join()).not.toMatch(/code=|eyJ/)
})

it('leaves a person out whose answer was forged, and says so on the page', async () => {
  theirs.tampering = (claims) => ({ claims, alg: 'none' })
  const back = await throughProvider()
  expect(back.headers.location).toBe('/sign-in?refused=access%2Fprovider-refused')
  expect((await browser.get('/api/access/me')).json().subject).toEqual({ kind: 'visitor' })
})

it('takes nothing from a page that sends its own answer: only the browser that went may come back', async () => {
  const begun = await tested.browser().get('/api/access/provider')
  const back = await theirs.signIn(begun.headers.location as string)
  const answer = await browser.get(`${back.pathname}${back.search}`)
  expect(answer.headers.location).toBe('/sign-in?refused=access%2Fprovider-refused')
})

it('ends the session when the person signs out at the provider', async () => {
  await throughProvider()
  const at = Math.floor(Date.now() / 1000)
  const token = await theirs.logoutToken({
    ...{ iss: theirs.issuer, aud: theirs.clientId, sub: 'zhang', iat: at, exp: at + 60, jti: 'j' },
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  })
  const told = await tested.app.inject({
    ...{ method: 'POST', url: '/api/access/provider/logout', payload: `logout_token=${token}` },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(told.statusCode).toBe(200)
  expect((await browser.get('/api/access/me')).json().subject).toEqual({ kind: 'visitor' })
})

it('says where to sign out of the provider as well', async () => {
  await throughProvider()
  const { address } = (await browser.post('/api/access/provider/sign-out', {})).json()
  expect(new URL(address).searchParams.get('post_logout_redirect_uri')).toBe(`${HERE}/sign-in`)
  expect((await browser.get('/api/access/me')).json().subject).toEqual({ kind: 'visitor' })
})

async function throughProvider(to?: string) {
  const begun = await browser.get(`/api/access/provider${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`)
  expect(begun.statusCode).toBe(303)
  const back = await theirs.signIn(begun.headers.location as string)
  return browser.get(`${back.pathname}${back.search}`)
}
