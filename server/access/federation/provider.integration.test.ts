import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { allowedFetch, fetchable } from '../hardening/fetching/allowed-fetch.ts'
import { openProvider, type Provider } from './provider.ts'
import { startTestedProvider, type TestedProvider } from './testing/tested-provider.ts'

const REDIRECT = 'http://127.0.0.1:9/api/access/provider/callback'
const LOGOUT = { 'http://schemas.openid.net/event/backchannel-logout': {} }

let theirs: TestedProvider
let ours: Provider
let now: number

beforeAll(async () => {
  theirs = await startTestedProvider(REDIRECT)
})
afterAll(() => theirs.stop())
beforeEach(() => {
  now = Date.now()
  theirs.tampering = undefined
  theirs.person = { sub: 'zhang', preferred_username: 'zhangsan' }
  ours = provider()
})

describe('signing in at a real OpenID provider', () => {
  it('tells who is there, after code, state, nonce and PKCE', async () => {
    const identity = await signIn()
    expect(identity).toMatchObject({ issuer: theirs.issuer, subject: 'zhang', hasSecondFactor: false })
  })

  it('counts the second factor that the provider asked for', async () => {
    theirs.person = { sub: 'li', amr: ['pwd', 'otp'] }
    theirs.tampering = (claims) => ({ claims: { ...claims, amr: ['pwd', 'otp'] } })
    expect(await signIn()).toMatchObject({ subject: 'li', hasSecondFactor: true })
  })

  it('goes on after the provider changed its keys', async () => {
    await signIn()
    theirs.rotateKeys()
    expect(await signIn()).toMatchObject({ subject: 'zhang' })
  })

  it.each([
    ['made for somebody else', (claims: object) => ({ claims: { ...claims, aud: 'another-product' } })],
    ['made by somebody else', (claims: object) => ({ claims: { ...claims, iss: 'https://elsewhere.example' } })],
    ['that ended long ago', (claims: object) => ({ claims: { ...claims, iat: 1_000_000, exp: 1_000_300 } })],
    ['that nobody signed', (claims: object) => ({ claims, alg: 'none' as const })],
    ['signed with a key that is not the provider’s', (claims: object) => ({ claims, key: 'foreign' as const })],
    ['for another sign-in', (claims: object) => ({ claims: { ...claims, nonce: 'of-another' } })],
    ['without a person', ({ sub: _sub, ...claims }: { sub?: string }) => ({ claims })],
  ])('refuses an ID token %s', async (_which, tampering) => {
    theirs.tampering = tampering as TestedProvider['tampering']
    await expect(signIn()).rejects.toMatchObject({ code: 'access/provider-refused' })
  })

  it('refuses an answer to a question it did not ask', async () => {
    const { address, handshake } = await ours.begin()
    const back = await theirs.signIn(address)
    await expect(ours.finish({ ...handshake, state: 'another' }, back)).rejects.toMatchObject({ code: 'access/provider-refused' })
  })

  it('refuses a code that somebody took out of the address: the verifier never left', async () => {
    const { address, handshake } = await ours.begin()
    const back = await theirs.signIn(address)
    const thief = (await ours.begin()).handshake
    await expect(ours.finish({ ...handshake, verifier: thief.verifier }, back)).rejects.toMatchObject({
      code: 'access/provider-refused',
    })
  })

  it('takes a code once', async () => {
    const { address, handshake } = await ours.begin()
    const back = await theirs.signIn(address)
    await ours.finish(handshake, back)
    await expect(ours.finish(handshake, back)).rejects.toMatchObject({ code: 'access/provider-refused' })
  })

  it('says that the provider is away when it is, and is not', async () => {
    const nobody = openProvider({ ...settings(), issuer: 'http://127.0.0.1:1' }, { fetch, now: () => now })
    await expect(nobody.begin()).rejects.toMatchObject({ code: 'access/provider-away' })
  })
})

describe('a logout that the provider tells of', () => {
  it('names the session and the person', async () => {
    const token = await theirs.logoutToken(logout())
    expect(await ours.readLogout(token)).toEqual({ issuer: theirs.issuer, subject: 'zhang', sid: 's1', tokenId: 'j1' })
  })

  it.each([
    ['without the event', { events: {} }],
    ['with a nonce, which would make it an ID token', { nonce: 'n' }],
    ['for another product', { aud: 'another' }],
    ['that names nobody', { sub: undefined, sid: undefined }],
    ['of an hour ago', { iat: Math.floor(Date.now() / 1000) - 3600 }],
  ])('is refused %s', async (_which, wrong) => {
    const claims = JSON.parse(JSON.stringify({ ...logout(), ...wrong }))
    await expect(ours.readLogout(await theirs.logoutToken(claims))).rejects.toMatchObject({ code: 'access/provider-refused' })
  })

  it('is refused unsigned', async () => {
    await expect(ours.readLogout(await theirs.logoutToken(logout(), { alg: 'none' }))).rejects.toMatchObject({
      code: 'access/provider-refused',
    })
  })
})

function settings() {
  const { issuer, clientId, clientSecret } = theirs
  return { issuer, clientId, clientSecret, name: 'Test', claim: 'preferred_username', redirectUri: REDIRECT }
}

function provider(): Provider {
  // As the server does: by the one guarded way.
  const { issuer } = settings()
  return openProvider(settings(), { fetch: allowedFetch({ isAllowed: fetchable(issuer, []) }), now: () => now })
}

async function signIn() {
  const { address, handshake } = await ours.begin()
  return ours.finish(handshake, await theirs.signIn(address))
}

function logout() {
  const at = Math.floor(now / 1000)
  return { iss: theirs.issuer, aud: theirs.clientId, sub: 'zhang', sid: 's1', iat: at, exp: at + 120, jti: 'j1', events: LOGOUT }
}
