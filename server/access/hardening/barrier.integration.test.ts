import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Blocks } from '#contract/block.ts'
import { CONNECTION_FILE } from '../../record/embedded/embedded-postgres.ts'
import { ServerProcess } from '../../testing/server-process.ts'

const EXEMPT = '203.0.113.77'

let server: ServerProcess
let security: string
beforeAll(async () => {
  server = await ServerProcess.prepare({ HUB: 'simulated', TRUST_PROXY: '127.0.0.1', NEVER_BLOCK: EXEMPT, LOG_LEVEL: 'fatal' })
  await server.start()
  security = await trial('security-administrator')
})
afterAll(() => server.remove())

describe('whoever touches a decoy', () => {
  it('is answered as for any address that is not there, and kept out from then on', async () => {
    const from = '203.0.113.1'
    const decoy = await ask('/wp-login.php', from)
    const plain = await ask('/no-such-page', '203.0.113.2')
    expect(await shapeOf(decoy)).toEqual(await shapeOf(plain))
    expect((await ask('/api/access/me', from)).status).toBe(403)
    expect(((await (await ask('/api/access/me', from)).json()) as { code: string }).code).toBe('access/blocked')
    expect((await ask('/api/access/me', '203.0.113.2')).status).toBe(200)
    await expect(connects(from)).resolves.toBe('access/blocked')
  })

  it('is answered as for any wrong password when the decoy is an account', async () => {
    const from = '203.0.113.3'
    const decoy = await signIn('Admin', from)
    const plain = await signIn('somebody', '203.0.113.4')
    expect(await shapeOf(decoy)).toEqual(await shapeOf(plain))
    await expect.poll(async () => (await ask('/api/access/me', from)).status).toBe(403)
    expect((await ask('/api/access/me', '203.0.113.4')).status).toBe(200)
  })

  it('raises an alarm in the audit, with what was touched and from where', async () => {
    await expect
      .poll(() => inDatabase("select address, object_id, detail from guanlan.audit where type = 'decoy.touch' order by seq"))
      .toEqual(
        expect.arrayContaining([
          expect.objectContaining({ address: '203.0.113.1', object_id: '/wp-login.php' }),
          expect.objectContaining({ address: '203.0.113.3', object_id: 'admin', detail: expect.stringContaining('account') }),
        ]),
      )
  })

  it('is still kept out after a restart, and let in again by the security administrator', async () => {
    await server.stop()
    await server.start()
    security = await trial('security-administrator')
    expect((await ask('/', '203.0.113.1')).status).toBe(403)
    const { blocks } = await blocksNow()
    expect(blocks).toContainEqual(expect.objectContaining({ address: '203.0.113.1', reason: '/wp-login.php', touches: 1 }))
    expect((await end('203.0.113.1')).status).toBe(204)
    expect((await ask('/', '203.0.113.1')).status).not.toBe(403)
    expect((await end('203.0.113.1')).status).toBe(404)
  })

  it('is kept out for longer when it comes back', async () => {
    const from = '203.0.113.5'
    await ask('/.env', from)
    await expect.poll(async () => (await blocksNow()).blocks.some(({ address }) => address === from)).toBe(true)
    await inDatabase(`update guanlan.block set ends_at = begun_at where address = '${from}'`)
    await server.stop()
    await server.start()
    security = await trial('security-administrator')
    await ask('/.env', from)
    await expect.poll(async () => (await blocksNow()).blocks.find(({ address }) => address === from)).toMatchObject({ touches: 2 })
    const block = (await blocksNow()).blocks.find(({ address }) => address === from)
    expect((block?.endsAt ?? 0) - (block?.begunAt ?? 0)).toBe(60 * 60_000)
  })

  it('takes the whole network of an IPv6 customer with it', async () => {
    await ask('/.git/config', '2001:db8:1:2::9')
    expect((await ask('/', '2001:db8:1:2:ffff::1')).status).toBe(403)
    expect((await ask('/', '2001:db8:1:3::1')).status).not.toBe(403)
    await expect.poll(async () => (await blocksNow()).blocks.map(({ address }) => address)).toContain('2001:db8:1:2::/64')
    expect((await end('2001:db8:1:2::/64')).status).toBe(204)
  })

  it('is never kept out at the machine itself, nor from an address that is exempt', async () => {
    await fetch(`${server.url}/.env`)
    await ask('/.env', EXEMPT)
    expect((await fetch(`${server.url}/api/access/me`)).status).toBe(200)
    expect((await ask('/api/access/me', EXEMPT)).status).toBe(200)
    await expect
      .poll(
        async () =>
          (await inDatabase(`select detail from guanlan.audit where type = 'decoy.touch' and address = '${EXEMPT}'`)).length,
      )
      .toBe(1)
  })

  it('is not kept out when a strange page made the browser ask', async () => {
    await ask('/.env', '203.0.113.9', { 'sec-fetch-site': 'cross-site' })
    expect((await ask('/api/access/me', '203.0.113.9')).status).toBe(200)
  })

  it('is nobody’s to look at but the security administrator’s', async () => {
    const cookie = await trial('system-administrator')
    expect((await fetch(`${server.url}/api/blocks`, { headers: { cookie } })).status).toBe(403)
  })
})

describe('where a request comes from', () => {
  it('is not what anybody says who is no proxy of ours', async () => {
    const plain = await ServerProcess.prepare({ LOG_LEVEL: 'fatal' })
    await plain.start()
    await fetch(`${plain.url}/.env`, { headers: { 'x-forwarded-for': '198.51.100.9' } })
    const { url } = JSON.parse(readFileSync(join(plain.dataDir, CONNECTION_FILE), 'utf8')) as { url: string }
    await expect
      .poll(() => inDatabase("select address from guanlan.audit where type = 'decoy.touch'", url))
      .toEqual([{ address: '127.0.0.1' }])
    await plain.remove()
  })
})

describe('whoever asks too often', () => {
  it('is told to wait, and how long, where guessing pays; others are not', async () => {
    const answers = await Promise.all(Array.from({ length: 80 }, () => signIn('somebody', '203.0.113.20')))
    const refused = answers.filter(({ status, headers }) => status === 429 && Number(headers.get('retry-after')) > 10)
    expect(refused.length).toBeGreaterThanOrEqual(20)
    expect((await signIn('somebody', '203.0.113.21')).status).toBe(401)
  })
})

describe('where people come by https', () => {
  it('browsers are told never to go back, and cookies have their strictest names', async () => {
    const secure = await ServerProcess.prepare({ HUB: 'simulated', PUBLIC_URL: 'https://guanlan.example.cn', LOG_LEVEL: 'fatal' })
    await secure.start()
    const answer = await fetch(`${secure.url}/api/access/trial`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"role":"leader"}',
    })
    expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/)
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-guanlan-session=.*; Secure/)
    await secure.remove()
    expect((await fetch(`${server.url}/api/access/me`)).headers.get('strict-transport-security')).toBeNull()
  })
})

it.each([
  '/',
  '/wall',
  '/office',
  '/desk',
  '/mobile',
  '/sign-in',
  '/administration',
  '/open',
  '/gallery',
  '/api/docs',
  '/api/docs/',
  '/nothing-here',
  '/problems/access/refused',
])('no script of a page itself runs at %s', async (path) => {
  const answer = await fetch(server.url + path, { headers: { accept: 'text/html', cookie: security } })
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/(^|; )script-src 'self'(;|$)/)
  expect(policy).toContain("frame-ancestors 'self'")
  const page = await answer.text()
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>(?!\s*<\/script>)|\son(load|error|click)=/i)
})

function ask(path: string, from: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(server.url + path, { headers: { 'x-forwarded-for': from, ...headers } })
}

function signIn(name: string, from: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': from }
  return fetch(`${server.url}/api/access/sign-in`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name, password: 'a-wrong-one-9' }),
  })
}

/** What an answer looks like, less what tells one request from another. */
async function shapeOf(answer: Response): Promise<object> {
  const { instance: _instance, detail, ...problem } = (await answer.json()) as Record<string, unknown>
  const headers = [...answer.headers.keys()].sort()
  return { status: answer.status, headers, problem, says: String(detail).replace(/ at \S+/, '') }
}

async function connects(from: string): Promise<string> {
  const socket = io(`${server.url}/live`, {
    ...{ transports: ['websocket'], reconnection: false, forceNew: true },
    extraHeaders: { cookie: security, 'x-forwarded-for': from },
  })
  const answer = await new Promise<string>((resolve) => {
    socket.once('connect', () => resolve('connected'))
    socket.once('connect_error', (fault) => resolve((fault as { data?: { code: string } }).data?.code ?? fault.message))
  })
  socket.disconnect()
  return answer
}

async function blocksNow(): Promise<Blocks> {
  return (await (await fetch(`${server.url}/api/blocks`, { headers: { cookie: security } })).json()) as Blocks
}

function end(address: string): Promise<Response> {
  return fetch(`${server.url}/api/blocks/${encodeURIComponent(address)}`, { method: 'DELETE', headers: { cookie: security } })
}

async function trial(role: string): Promise<string> {
  const answer = await fetch(`${server.url}/api/access/trial`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role }),
  })
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] as string
}

async function inDatabase(sql: string, url = connection()): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

function connection(): string {
  return (JSON.parse(readFileSync(join(server.dataDir, CONNECTION_FILE), 'utf8')) as { url: string }).url
}
