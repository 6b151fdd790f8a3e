import { afterEach, expect, it } from 'vitest'
import type { Me } from '#contract/access.ts'
import { ServerProcess } from '../../../testing/server-process.ts'

const started: ServerProcess[] = []
afterEach(async () => {
  for (const server of started.splice(0)) await server.remove()
})

/** Whatever somebody might hope switches it on. */
const HOPES = {
  ...{ TRIAL: '1', GUANLAN_TRIAL: '1', IS_TRIAL: 'true', NODE_ENV: 'development', DEMO: '1' },
  ...{ TRUST_PROXY: '127.0.0.1', PUBLIC_URL: 'http://127.0.0.1:8080' },
}

it.each([
  ['a city of its own, even on loopback', { HUB: 'none', HOST: '127.0.0.1' }],
  ['the simulated city on every address', { HUB: 'simulated', HOST: '0.0.0.0' }],
])('cannot be switched on for %s, by no environment, body or header', async (_what, settings) => {
  const server = await begin({ ...HOPES, ...settings })
  for (const headers of [
    {},
    { host: 'localhost' },
    { 'x-forwarded-host': 'localhost' },
    { 'x-forwarded-for': '127.0.0.1' },
    { forwarded: 'for=127.0.0.1;host=localhost' },
    { 'x-real-ip': '127.0.0.1' },
    { 'x-trial': '1', cookie: 'trial=1' },
  ] as readonly Record<string, string>[])
    for (const path of ['/api/access/trial', '/api/access/trial?trial=1', '/api/access/trial/'])
      expect((await post(server, path, { role: 'leader' }, headers)).status).toBe(403)
  expect((await post(server, '/api/access/trial', { role: 'leader', trial: true, hub: 'simulated' })).status).toBe(400)
  const me = (await (await fetch(`${server.url}/api/access/me`)).json()) as Me
  expect(me).toMatchObject({ subject: { kind: 'visitor' }, ways: { trial: [], isNew: true } })
})

it('is there where it is meant to be, and leaves nothing to a server on the same data that is meant for others', async () => {
  const server = await begin({ HUB: 'simulated', HOST: '127.0.0.1' })
  const entered = await post(server, '/api/access/trial', { role: 'system-administrator' })
  expect(entered.status).toBe(200)
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const made = await post(server, '/api/accounts', { name: 'back.door', shown: 'x' }, { cookie })
  expect(made.status).toBe(200)
  await server.stop()
  const other = await begin({ HUB: 'none', DATA_DIR: server.dataDir })
  const me = (await (await fetch(`${other.url}/api/access/me`, { headers: { cookie } })).json()) as Me
  expect(me).toMatchObject({ subject: { kind: 'visitor' }, ways: { isNew: true } })
  expect((await fetch(`${other.url}/api/accounts`, { headers: { cookie } })).status).toBe(401)
})

it('lends nobody its invented figures: a city of its own begins with an empty record, and stays without the simulated hub', async () => {
  const simulated = await begin({ HUB: 'simulated' })
  await simulated.mint('simulated:water')
  await simulated.stop()
  await expect(begin({ HUB: 'none', DATA_DIR: simulated.dataDir })).rejects.toThrow('This record holds simulated figures')
  const own = await begin({ HUB: 'none' })
  await own.stop()
  await expect(begin({ HUB: 'simulated', DATA_DIR: own.dataDir })).rejects.toThrow('set HUB=none')
})

async function begin(env: NodeJS.ProcessEnv): Promise<ServerProcess> {
  const server = await ServerProcess.prepare({ LOG_LEVEL: 'fatal', ...env })
  started.push(server)
  await server.start()
  return server
}

function post(server: ServerProcess, path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}
