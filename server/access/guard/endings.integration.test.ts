import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { GuardedServer, type Shown } from './testing/guarded-server.ts'

const REPOSITORY = join(import.meta.dirname, '..', '..', '..')

/** Whoever loses the right to be here is off every socket within this, ms. */
const WITHIN_MS = 1_000

let server: GuardedServer
/** Somebody whom nothing here concerns. */
let bystander: Socket

beforeAll(async () => {
  server = await GuardedServer.start()
  bystander = await server.connect(await server.caller('duty-officer', 'rm'))
})
afterAll(async () => {
  expect(bystander.connected).toBe(true)
  bystander.close()
  await server.stop()
})

it('who signs out is off the live city within a second', async () => {
  const officer = await server.caller('duty-officer', 'rm')
  await expectEnded(officer, () => server.ask('POST', '/api/access/sign-out', officer))
})

it('whose account is disabled is off the live city within a second, in every session', async () => {
  const administrator = await server.caller('system-administrator', 'rm')
  const officer = await server.caller('duty-officer', 'rm')
  const id = await accountOf(officer)
  const second = await server.connect(officer)
  await expectEnded(officer, () =>
    server.ask('POST', `/api/accounts/${id}/disable`, administrator, { reason: 'left the department' }),
  )
  await expect.poll(() => second.connected).toBe(false)
  expect((await server.ask('GET', '/api/catalogue', officer)).status).toBe(401)
})

it('whose sessions a security administrator ends is off the live city within a second', async () => {
  const administrator = await server.caller('security-administrator', 'rm')
  const officer = await server.caller('duty-officer', 'rm')
  await expectEnded(officer, async () => server.ask('DELETE', `/api/accounts/${await accountOf(officer)}/sessions`, administrator))
})

it('a wall that a director revokes is off the live city within a second', async () => {
  const director = await server.caller('wall-director', 'rm')
  const wall = await server.caller('wall-screen', 'rm')
  const { subject } = (await (await server.ask('GET', '/api/access/me', wall)).json()) as { subject: { id: string } }
  await expectEnded(wall, () => server.ask('DELETE', `/api/screens/${subject.id}`, director))
})

it.each(['disable', 'rotate'])('a reader that the operator says “%s” to beside the server is off within a second', async (verb) => {
  const admin = async (...words: readonly string[]) => {
    const { stdout } = await promisify(execFile)(process.execPath, ['server/admin/admin.ts', 'reader', ...words], {
      ...{ cwd: REPOSITORY, env: { ...process.env, DATABASE_URL: '', DATA_DIR: server.dataDir, CITY: server.city } },
    })
    return stdout.trim()
  }
  const token = await admin('add', `report ${verb}`)
  const shown = { authorization: `Bearer ${token}` }
  const socket = await server.connect(shown)
  const ended = new Promise((resolve) => socket.once('disconnect', resolve))
  await admin(verb, `report ${verb}`)
  const answeredAt = performance.now()
  expect(await ended).toBe('io server disconnect')
  expect(performance.now() - answeredAt).toBeLessThan(WITHIN_MS)
  await expect(server.connect(shown)).rejects.toMatchObject({ data: { code: 'access/token-unknown' } })
})

/** Connects, does what ends the right, and expects the socket to be closed a second after that was answered at most. */
async function expectEnded(shown: Shown, end: () => Promise<Response>): Promise<void> {
  const socket = await server.connect(shown)
  const reason = new Promise((resolve) => socket.once('disconnect', resolve))
  const answer = await end()
  const answeredAt = performance.now()
  expect(answer.ok, `${answer.status}`).toBe(true)
  expect(await reason).toBe('io server disconnect')
  expect(performance.now() - answeredAt).toBeLessThan(WITHIN_MS)
  await expect(server.connect(shown)).rejects.toMatchObject({ data: { code: 'access/sign-in-needed' } })
}

async function accountOf(shown: Shown): Promise<string> {
  const { subject } = (await (await server.ask('GET', '/api/access/me', shown)).json()) as { subject: { id: string } }
  return subject.id
}
