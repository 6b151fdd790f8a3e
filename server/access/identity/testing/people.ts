import { expect } from 'vitest'
import type { Me, Remit, Role } from '#contract/access.ts'
import type { NewTotp } from '#contract/account.ts'
import { codeAt } from '../factors/totp.ts'
import { type Browser, codeOf, type TestedAccess } from './tested-access.ts'

/** A password that nothing speaks against. */
export const GOOD = 'Kx7#mvQ2-lan'
export const BETTER = 'tide ninety waves north'

/** Someone with a browser, and what they need to sign in again. */
export interface Person {
  readonly browser: Browser
  readonly id: string
  readonly name: string
  readonly password: string
  /** Base32, of who has a second factor. */
  readonly secret?: string
}

export const FIRST = [
  { role: 'system-administrator', name: 'sys.one', shown: '系统员', password: 'sYstem-7-lantern' },
  { role: 'security-administrator', name: 'sec.one', shown: '安全员', password: 'sEcure-8-harbour' },
  { role: 'audit-administrator', name: 'aud.one', shown: '审计员', password: 'aUdits-9-ledgers' },
] as const

/** The token of a link. */
export function tokenOf(link: string | undefined): string {
  const token = link?.split('#')[1]
  if (token === undefined) throw new Error(`there is no token in ${link}`)
  return token
}

/** The three administrators of a server that has none, each signed in with a factor of their own. */
export async function firstAdministrators(tested: TestedAccess): Promise<Record<'system' | 'security' | 'audit', Person>> {
  const made = await tested.browser().post('/api/access/setup', { token: tokenOf(tested.access.setupLink), administrators: FIRST })
  expect(codeOf(made)).toBe('204')
  const [system, security, audit] = [
    await enrolled(tested, FIRST[0]),
    await enrolled(tested, FIRST[1]),
    await enrolled(tested, FIRST[2]),
  ]
  return { system, security, audit }
}

/** Signs in, adds a factor and confirms it. */
export async function enrolled(
  tested: TestedAccess,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<Person> {
  const browser = tested.browser()
  const me = (await browser.post('/api/access/sign-in', { name, password })).json<Me>().subject
  expect(me).toMatchObject({ kind: 'person', owes: expect.arrayContaining(['add-factor']) })
  const { id, secret } = (await browser.post('/api/access/totp', { name: '手机' })).json<NewTotp>()
  const confirmed = await browser.post(`/api/access/totp/${id}/confirm`, { code: codeAt(secret, tested.clock.at) })
  expect(codeOf(confirmed)).toBe('200')
  return { browser, id: me.kind === 'person' ? me.id : '', name, password, secret }
}

/** The browser of somebody with a second factor, signed in again when the session ended meanwhile. */
export async function present(tested: TestedAccess, { browser, name, password, secret = '' }: Person): Promise<Browser> {
  if ((await browser.me()).kind === 'person') return browser
  expect(codeOf(await browser.post('/api/access/sign-in', { name, password }))).toBe('200')
  // The code of this step may have been spent.
  tested.clock.at += 30_000
  expect(codeOf(await browser.post('/api/access/factor', { code: codeAt(secret, tested.clock.at) }))).toBe('200')
  return browser
}

/** Somebody with one remit, made, granted and invited by those whose work it is, and signed in. */
export async function someone(
  tested: TestedAccess,
  by: Record<'system' | 'security', Person>,
  name: string,
  role: Role,
  part: Partial<Pick<Remit, 'area' | 'domains'>> = {},
): Promise<Person> {
  const made = await (await present(tested, by.system)).post('/api/accounts', { name, shown: name })
  expect(codeOf(made)).toBe('200')
  const { account, link } = made.json<{ account: string; link: string }>()
  const granted = await (await present(tested, by.security)).post(`/api/accounts/${account}/remits`, {
    role,
    area: 'city',
    domains: 'all',
    ...part,
  })
  expect(codeOf(granted)).toBe('200')
  const accepted = await tested.browser().post('/api/access/invitation/accept', { token: tokenOf(link), password: GOOD })
  expect(codeOf(accepted)).toBe('204')
  const browser = tested.browser()
  expect(codeOf(await browser.post('/api/access/sign-in', { name, password: GOOD }))).toBe('200')
  return { browser, id: account, name, password: GOOD }
}
