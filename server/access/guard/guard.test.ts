import Fastify from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { Refusal } from '#contract/errors.ts'
import { problems } from '../../problem.ts'
import { NO_ADDRESSES } from '../hardening/addresses/address-list.ts'
import type { Subject } from '../policy/subject.ts'
import { declareAccess, type RouteAccess } from '../route-access.ts'
import { guard } from './guard.ts'
import { know } from './known.ts'
import type { Refused } from './refusal-log.ts'

const remit = (role: 'duty-officer' | 'wall-screen' | 'reader') => ({ id: role, role, area: 'city', domains: 'all' }) as const
const OFFICER: Subject = {
  ...{ kind: 'person', account: { id: 'a', name: 'An' }, session: 's', assurance: 'password' },
  ...{ remit: remit('duty-officer'), owes: [] },
}
const HALL: Subject = { kind: 'screen', screen: { id: 'h', name: 'hall', display: 'wall' }, remit: remit('wall-screen') }
const REPORT: Subject = { kind: 'program', reader: { id: 'r', name: 'report' }, remit: remit('reader') }

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close()
})

describe('a server whose routes say who may use them', () => {
  it('tells a route who asks, and a route that nobody asked about only of a visitor', async () => {
    const { ask } = await guarded()
    expect((await ask('GET', '/me', { cookie: 'guanlan-session=officer' })).json()).toEqual(OFFICER)
    expect((await ask('GET', '/me', { cookie: 'guanlan-screen=hall' })).json()).toEqual(HALL)
    expect((await ask('GET', '/me', { authorization: 'Bearer report' })).json()).toEqual(REPORT)
    expect((await ask('GET', '/me')).json()).toEqual({ kind: 'visitor' })
    expect((await ask('GET', '/file', { cookie: 'guanlan-session=officer' })).json()).toEqual({ kind: 'visitor' })
  })

  it('takes the person before the screen they stand at, and the screen again once they are gone', async () => {
    const { ask } = await guarded()
    expect((await ask('GET', '/me', { cookie: 'guanlan-screen=hall; guanlan-session=officer' })).json()).toEqual(OFFICER)
    expect((await ask('GET', '/me', { cookie: 'guanlan-screen=hall; guanlan-session=over' })).json()).toEqual(HALL)
  })

  it('looks at cookies of the strict name only, where people come by https', async () => {
    const { ask } = await guarded({ isSecure: true })
    expect((await ask('GET', '/me', { cookie: 'guanlan-session=officer' })).json()).toEqual({ kind: 'visitor' })
    expect((await ask('GET', '/me', { cookie: '__Host-guanlan-session=officer' })).json()).toEqual(OFFICER)
  })

  it.each([
    [{}, 401, 'access/sign-in-needed'],
    [{ cookie: 'guanlan-session=over' }, 401, 'access/sign-in-needed'],
    [{ cookie: 'guanlan-screen=hall' }, 403, 'access/refused'],
    [{ authorization: 'Bearer guessed' }, 401, 'access/token-unknown'],
    [{ authorization: 'Bearer report', cookie: 'guanlan-session=officer' }, 400, 'access/two-credentials'],
    [{ authorization: 'Basic b2ZmaWNlcg==' }, 401, 'access/sign-in-needed'],
  ])('refuses %j at a route it is not for', async (headers, status, code) => {
    const { ask, refused, served } = await guarded()
    const answer = await ask('GET', '/sources', headers)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(served).toEqual([])
    expect(refused).toMatchObject([{ code, object: { kind: 'route', id: 'GET /sources' }, address: '127.0.0.1' }])
  })

  it('refuses before a byte of the body is read', async () => {
    const { ask } = await guarded()
    const answer = await ask('POST', '/change', { 'content-type': 'application/json' }, '{"torn')
    expect(answer.json().code).toBe('access/sign-in-needed')
  })

  it('lets nobody in by another spelling of an address', async () => {
    const { ask } = await guarded()
    for (const path of [
      '/sources/',
      '/./sources',
      '//sources',
      '/SOURCES',
      '/%73ources',
      '/x/../sources',
      '/sources;x',
      '/sources%2f',
    ]) {
      const { statusCode } = await ask('GET', path)
      expect([401, 404], path).toContain(statusCode)
    }
    expect((await ask('HEAD', '/sources')).statusCode).toBe(401)
  })

  it('has nothing to refuse where there is nothing', async () => {
    const { ask, refused } = await guarded()
    expect((await ask('GET', '/nothing', { authorization: 'Bearer guessed' })).statusCode).toBe(404)
    expect(refused).toEqual([])
  })
})

describe('a change that a browser asks for', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
  ])('is not made for a strange page (%j), whoever is signed in', async (headers) => {
    const { ask, served } = await guarded()
    for (const cookie of ['guanlan-session=officer', 'guanlan-screen=hall', ''])
      for (const path of ['/change', '/enter']) {
        const answer = await ask('POST', path, { cookie, host: 'city.cn', ...headers })
        expect([answer.statusCode, answer.json().code]).toEqual([403, 'access/cross-site'])
      }
    expect(served).toEqual([])
  })

  it('is made for its own page, and for one that the deployment names', async () => {
    const { ask } = await guarded()
    const cookie = 'guanlan-session=officer'
    const pages: readonly Record<string, string>[] = [
      { 'sec-fetch-site': 'same-origin', origin: 'http://city.cn' },
      { origin: 'http://city.cn' },
      { origin: 'https://wall.example.cn', 'sec-fetch-site': 'cross-site' },
    ]
    for (const headers of pages)
      expect((await ask('POST', '/change', { cookie, host: 'city.cn', ...headers })).statusCode).toBe(200)
  })

  it('is made for a program, which no page can borrow the token of', async () => {
    const { ask } = await guarded()
    const headers = { authorization: 'Bearer report', 'sec-fetch-site': 'cross-site' }
    expect((await ask('POST', '/enter', headers)).statusCode).toBe(200)
  })
})

describe('what is open to this very machine', () => {
  it.each([
    [{}, '127.0.0.1', 200],
    [{}, '::1', 200],
    [{}, '::ffff:127.0.0.1', 200],
    [{}, '10.0.0.5', 401],
    [{ 'x-forwarded-for': '10.0.0.5' }, '127.0.0.1', 401],
    [{ forwarded: 'for=10.0.0.5' }, '127.0.0.1', 401],
    [{ host: 'city.example.cn' }, '127.0.0.1', 401],
    [{ authorization: 'Bearer report' }, '10.0.0.5', 200],
  ])('asked with %j from %s is answered %s', async (headers, remoteAddress, status) => {
    const { app } = await guarded()
    const answer = await app.inject({ url: '/measurements', headers: { host: '127.0.0.1:8080', ...headers }, remoteAddress })
    expect(answer.statusCode).toBe(status)
  })
})

describe('a server with a route that nobody thought about', () => {
  it('does not start, and names the route', async () => {
    const { app } = await guarded()
    const careless = Fastify()
    opened.push(careless)
    await careless.register(problems)
    await careless.register(guard, parts())
    careless.get('/forgotten', async () => 'everything')
    await careless.register(async (inner) => {
      inner.post('/forgotten-too', async () => 'everything')
    })
    await expect(careless.ready()).rejects.toThrow(/GET \/forgotten, HEAD \/forgotten, POST \/forgotten-too/)
    await expect(app.ready()).resolves.toBeDefined()
  })

  it('starts where somebody else’s routes are declared together', async () => {
    const app = Fastify()
    opened.push(app)
    await app.register(problems)
    await app.register(guard, parts())
    await app.register(async (files) => {
      declareAccess(files, 'catalogue:read')
      files.get('/lines', async () => 'lines')
      files.get('/open-lines', { config: { access: 'unasked' } }, async () => 'open')
    })
    expect((await app.inject('/lines')).statusCode).toBe(401)
    expect((await app.inject('/open-lines')).statusCode).toBe(200)
  })
})

function parts({ isSecure = false, refused = [] as Refused[] } = {}) {
  const find = (known: Record<string, Subject>) => async (token: string) => {
    const subject = Object.hasOwn(known, token) ? known[token] : undefined
    return subject && { subject }
  }
  const registers = { session: find({ officer: OFFICER }), screen: find({ hall: HALL }), reader: find({ report: REPORT }) }
  return {
    know: (credential: Parameters<typeof know>[0]) => know(credential, registers),
    ...{ isSecure, origins: ['https://wall.example.cn'], adminNetworks: NO_ADDRESSES },
    onRefused: (each: Refused) => void refused.push(each),
  }
}

async function guarded(options: { readonly isSecure?: boolean } = {}) {
  const refused: Refused[] = []
  const served: string[] = []
  const app = Fastify({ routerOptions: { ignoreTrailingSlash: true } })
  opened.push(app)
  await app.register(problems)
  await app.register(guard, parts({ ...options, refused }))
  const route = (method: 'GET' | 'POST', url: string, access: RouteAccess, orHere = false) =>
    app.route({ method, url, config: { access, orHere }, handler: async ({ subject }) => served.push(url) && subject })
  route('GET', '/me', 'anyone')
  route('GET', '/file', 'unasked')
  route('GET', '/sources', 'sources:read')
  route('GET', '/measurements', 'sources:read', true)
  route('POST', '/change', 'self:manage')
  route('POST', '/enter', 'anyone')
  app.get('/broken', { config: { access: 'anyone' } }, async () => {
    throw new Refusal('screen/unknown')
  })
  const ask = (method: 'GET' | 'POST' | 'HEAD', url: string, headers: Record<string, string> = {}, payload?: string) =>
    app.inject({ method, url, headers, ...(payload !== undefined && { payload }) })
  return { app, ask, refused, served }
}
