import { afterAll, beforeAll, expect, it } from 'vitest'
import { ServerProcess } from '../../../testing/server-process.ts'
import { NAUGHTY_STRINGS, TORTURED_BODIES } from './tortured-bodies.ts'

/** Between them they may do everything that takes a body. */
const ROLES = ['system-administrator', 'security-administrator', 'commander', 'wall-director'] as const

let server: ServerProcess
let cookies: readonly string[]
let token: string
let routes: readonly Route[]
let described: readonly { readonly method: string; readonly path: string; readonly queries: readonly string[] }[]
let caller = 0

interface Route {
  readonly method: string
  readonly path: string
  readonly fields: readonly string[]
}

beforeAll(async () => {
  // Every request comes from an address of its own, or the pace of the strict routes would hide what lies behind it.
  server = await ServerProcess.prepare({ HUB: 'simulated', TRUST_PROXY: '127.0.0.1', LOG_LEVEL: 'fatal' })
  await server.start()
  token = await server.mint('tortured')
  cookies = await Promise.all(ROLES.map(trial))
  const { paths } = await description()
  routes = bodyRoutes(paths)
  described = readRoutes(paths)
})
afterAll(() => server.remove())

it('knows every route that takes a body', () => {
  expect(routes.length).toBeGreaterThan(10)
  expect(routes.map(({ path }) => path)).toContain('/api/access/sign-in')
  expect(routes.map(({ path }) => path)).toContain('/api/hub/observations')
})

it.each(TORTURED_BODIES)(
  'answers %s with a problem, soon, wherever it is sent',
  async (_what, body: string | Uint8Array<ArrayBuffer>) => {
    await Promise.all(routes.flatMap((route) => cookies.map((cookie) => send(route, cookie, body))))
  },
)

it('refuses ten megabytes before it has read them, wherever only people write', async () => {
  const body = `{"name":"${'x'.repeat(10_000_000)}"}`
  for (const route of routes.filter(({ path }) => path !== '/api/hub/observations'))
    expect([400, 401, 403, 404, 409, 413], route.path).toContain(await send(route, cookies[0] as string, body))
})

it.each(NAUGHTY_STRINGS)('takes %j in every field for text, or refuses it', async (text) => {
  const sent = routes.flatMap((route) => {
    const body = JSON.stringify(Object.fromEntries(route.fields.map((field) => [field, text])))
    return cookies.map((cookie) => send(route, cookie, body))
  })
  await Promise.all(sent)
})

it.each(NAUGHTY_STRINGS)('takes %j in every part of an address for text, or refuses it', async (text) => {
  const written = encodeURIComponent(text.toWellFormed())
  const sent = described.flatMap(({ method, path, queries }) => {
    const addresses = [
      path.replaceAll(/\{[^}]+\}/g, written),
      ...queries.map((name) => `${path.replaceAll(/\{[^}]+\}/g, 'x')}?${name}=${written}`),
    ]
    return addresses.flatMap((address) => cookies.map((cookie) => send({ method, path: address, fields: [] }, cookie, undefined)))
  })
  await Promise.all(sent)
})

it('refuses words that end in half a character, so that no phone tries to send them for ever, and takes whole ones', async () => {
  const headers = { cookie: cookies[2] as string, 'content-type': 'application/json' }
  const { city } = (await (await fetch(`${server.url}/api/catalogue`, { headers })).json()) as { city: { area: string } }
  const said = `"class":"accident","place":{"area":"${city.area}"},"join":"never"`
  const opened = (what: string) => {
    const body = `{"commandId":"${crypto.randomUUID()}",${said},"what":"${what}"}`
    return fetch(`${server.url}/api/incidents`, { method: 'POST', headers, body })
  }
  expect(await (await opened('起火 \\ud83d')).json()).toMatchObject({ status: 400, code: 'request/invalid' })
  expect((await opened('起火 \\ud83d\\ude00 \\\\ud83d')).status).toBe(200)
})

it.each(['/api/accounts/%zz', '/%', '/api/audit?from=%zz', '/..%2f..%2fetc/passwd', '//etc/passwd', '/api/audit?%zz'])(
  'answers the broken address %s with a problem',
  async (address) => {
    await send({ method: 'GET', path: address, fields: [] }, cookies[0] as string, undefined)
  },
)

it('is as well afterwards as before, and everybody is still who they were', async () => {
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  for (const cookie of cookies) {
    const me = (await (await fetch(`${server.url}/api/access/me`, { headers: { cookie } })).json()) as { subject: { kind: string } }
    expect(me.subject.kind).toBe('person')
  }
})

/** Sends a body and holds the answer to what every answer must be: never a fault of ours, never an inside of ours. */
async function send({ method, path }: Route, cookie: string, body: string | Uint8Array<ArrayBuffer> | undefined): Promise<number> {
  caller += 1
  const isDoor = path === '/api/hub/observations'
  const answer = await fetch(`${server.url}${path.replaceAll(/\{\w+\}/g, 'x')}`, {
    method,
    ...(body !== undefined && { body }),
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      'x-forwarded-for': `10.${(caller >> 16) & 255}.${(caller >> 8) & 255}.${caller & 255}`,
      ...(isDoor ? { authorization: `Bearer ${token}` } : { cookie }),
    },
    signal: AbortSignal.timeout(20_000),
  }).catch((fault: { cause?: { code?: string } }) => {
    // A body that is refused half-way may find the line closed.
    if (['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(fault.cause?.code ?? '')) return undefined
    throw fault
  })
  if (!answer) return 413
  const text = await answer.text()
  expect(answer.status, `${method} ${path}: ${text.slice(0, 300)}`).toBeLessThan(500)
  // Less what was sent, which an answer may repeat.
  const said = text.replaceAll('guanlan.account', '')
  expect(said).not.toMatch(/\.ts:\d|node_modules|node:internal|guanlan\.\w+|select |insert /)
  if (answer.status >= 400) expect(answer.headers.get('content-type')).toContain('application/problem+json')
  return answer.status
}

async function trial(role: string): Promise<string> {
  const answer = await fetch(`${server.url}/api/access/trial`, {
    method: 'POST',
    body: JSON.stringify({ role }),
    headers: { 'content-type': 'application/json' },
  })
  expect(answer.status, role).toBe(200)
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] as string
}

interface Operation {
  readonly requestBody?: { readonly content: Record<string, { readonly schema?: { readonly properties?: object } }> }
  readonly parameters?: readonly { readonly in: string; readonly name: string }[]
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>

/** The description of the API, which a test elsewhere holds against the routes there are. */
async function description(): Promise<{ readonly paths: Paths }> {
  const answer = await fetch(`${server.url}/api/openapi.json`, { headers: { cookie: cookies[0] as string } })
  return (await answer.json()) as { paths: Paths }
}

function bodyRoutes(paths: Paths): Route[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      // Signing out would end the session that all others are tried with.
      .filter(([method]) => ['post', 'put', 'patch'].includes(method) && path !== '/api/access/sign-out')
      .map(([method, { requestBody }]) => {
        const schema = Object.values(requestBody?.content ?? {})[0]?.schema
        return { method: method.toUpperCase(), path, fields: Object.keys(schema?.properties ?? { name: 1, value: 1 }) }
      }),
  )
}

function readRoutes(paths: Paths) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method === 'get' || method === 'delete')
      .map(([method, { parameters = [] }]) => ({
        method: method.toUpperCase(),
        path,
        queries: parameters.filter((each) => each.in === 'query').map(({ name }) => name),
      })),
  )
}
