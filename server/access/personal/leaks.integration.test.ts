import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../../record/database.ts'
import { CONNECTION_FILE } from '../../record/embedded/embedded-postgres.ts'
import { ServerProcess } from '../../testing/server-process.ts'

/** What must be seen nowhere: a phone number, a password tried, and the secret of an authenticator. */
const PHONE = '13987650123'
const PASSWORD = 'Wrong-Horse-7-Battery'
/** The password she chose, which lets her in. */
const OWN_PASSWORD = 'Quiet-Delta-Lantern-7'
let secret = ''
/** What was handed to somebody alone: tokens of sessions, of an invitation, of a source, of a reader. */
const handed: string[] = []

/** Frames of the live city that are looked through. */
const FRAMES = 10_000
const AREAS = ['rm', 'rm-north', 'rm-south', 'rm-a', 'rm-b', 'rm-c', 'rm-d']
const METRICS = ['grid.load', 'hotline.calls']

let server: ServerProcess
let administrator: string
let commander: string
beforeAll(async () => {
  server = await ServerProcess.prepare({ HUB: 'simulated', LOG_LEVEL: 'trace' })
  await server.start()
  administrator = await trial('system-administrator')
  commander = await trial('commander')
  const made = await post('/api/accounts', administrator, { name: 'li.mei', shown: '李梅', phone: PHONE })
  expect(made.status).toBe(200)
  const { link } = (await made.json()) as { link: string }
  const invitation = link.split('#')[1] as string
  const accepted = await post('/api/access/invitation/accept', '', { token: invitation, password: OWN_PASSWORD })
  expect(accepted.status).toBe(204)
  const entered = await post('/api/access/sign-in', '', { name: 'li.mei', password: OWN_PASSWORD })
  expect(entered.status).toBe(200)
  const tokens = [administrator, commander, cookieOf(entered)].map((cookie) => cookie.split('=')[1] as string)
  handed.push(OWN_PASSWORD, invitation, await server.mint('leak-hunter'), ...tokens)
  for (const each of handed) expect(each.length).toBeGreaterThan(15)
  await post('/api/access/sign-in', '', { name: 'li.mei', password: PASSWORD })
  const totp = await post('/api/access/totp', administrator, { name: 'phone' })
  secret = ((await totp.json()) as { secret?: string }).secret ?? 'no secret was given'
})
afterAll(() => server.remove())

it('masks a phone number for everybody, and tells it for a purpose that is written down', async () => {
  const list = (await (await fetch(`${server.url}/api/accounts`, { headers: { cookie: administrator } })).json()) as {
    accounts: { id: string; name: string }[]
  }
  expect(JSON.stringify(list)).toContain('139****0123')
  expect(JSON.stringify(list)).not.toContain(PHONE)
  const { id } = list.accounts.find(({ name }) => name === 'li.mei') as { id: string }
  const told = await post(`/api/accounts/${id}/unmask`, administrator, { purpose: 'to call at night' })
  expect(await told.json()).toEqual({ phone: PHONE })
  const [row] = await inDatabase<{ detail: string }>(
    "select detail from guanlan.audit where type = 'personal.unmask' order by seq desc limit 1",
  )
  expect(row?.detail).toContain('to call at night')
})

it(`shows none of it in ${FRAMES} frames of the live city`, async () => {
  const token = await server.mint('leaks')
  const frames: (string | Uint8Array)[] = []
  const sockets = await Promise.all(Array.from({ length: 16 }, () => follow(frames)))
  for (const [index, socket] of sockets.entries()) for (const view of viewsOf(index)) socket.emit('subscribe', view)
  for (let n = 0; frames.length < FRAMES; n++) {
    const time = new Date(Date.now() - 60_000 + n).toISOString()
    await server.post(
      token,
      AREAS.slice(3).map((area) => ({ metric: 'grid.load', area, time, value: n })),
    )
    await new Promise((resolve) => setImmediate(resolve))
  }
  for (const socket of sockets) socket.disconnect()
  expect(frames.length).toBeGreaterThanOrEqual(FRAMES)
  for (const frame of frames) expectClean(typeof frame === 'string' ? frame : Buffer.from(frame).toString('latin1'))
})

it('shows none of it to the public', async () => {
  for (const path of ['/', '/api/open/catalogue', '/api/openapi.json', '/api/docs', '/healthz', '/metrics', '/api/access/me'])
    expectClean(await (await fetch(server.url + path)).text())
})

it('keeps none of it in the database in the clear, nor in the audit', async () => {
  const tables = await inDatabase<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'guanlan'::regnamespace and relkind = 'r'",
  )
  expect(tables.map(({ name }) => name)).toContain('audit')
  for (const { name } of tables) {
    const rows = await inDatabase<{ row: string }>(`select told::text as row from guanlan."${name}" as told`)
    for (const { row } of rows) expectClean(row)
    // bytea is shown in hexadecimal.
    const hex = Buffer.from(PHONE).toString('hex')
    for (const { row } of rows) expect(row).not.toContain(hex)
  }
})

it('writes none of it into the log, however much is logged', async () => {
  await expect.poll(() => server.log.length).toBeGreaterThan(0)
  expectClean(server.log)
})

it('writes each entry of the log as one line of JSON, whatever a caller sends', async () => {
  const nasty = 'x\\r\\n{"level":60,"msg":"forged"}'
  await fetch(`${server.url}/api/series/latest?metric=${encodeURIComponent('a\r\n{"level":60,"msg":"forged"}')}&area=x`, {
    headers: { cookie: commander, 'user-agent': 'evil %0d%0a {"level":60}' },
  })
  await post('/api/access/sign-in', '', { name: nasty, password: 'x' })
  for (const line of server.log.split('\n').filter((each) => each.startsWith('{'))) {
    const entry = JSON.parse(line) as { msg?: string }
    expect(entry.msg).not.toBe('forged')
  }
})

function expectClean(text: string): void {
  for (const value of [PHONE, PASSWORD, secret, ...handed])
    if (text.includes(value)) expect.fail(`${value} stands in ${text.slice(0, 200)}`)
}

/** Enough different views that each tick has a frame for every one of them. */
function viewsOf(socket: number): object[] {
  return Array.from({ length: 12 }, (_, n) => ({
    mode: 'every',
    encoding: n % 2 === 0 ? 'binary' : 'json',
    series: METRICS.flatMap((metric) => AREAS.slice(0, 3 + ((socket + n) % 4)).map((area) => ({ metric, area }))),
  }))
}

function follow(frames: (string | Uint8Array)[]): Promise<Socket> {
  const socket = io(`${server.url}/live`, { transports: ['websocket'], extraHeaders: { cookie: commander }, forceNew: true })
  socket.io.on('open', () => {
    socket.io.engine.on('packet', ({ data }: { data?: string | ArrayBuffer }) => {
      if (typeof data === 'string') frames.push(data)
      else if (data) frames.push(new Uint8Array(data))
    })
  })
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', reject)
  })
}

async function inDatabase<Row extends object>(sql: string): Promise<readonly Row[]> {
  const { url } = JSON.parse(readFileSync(join(server.dataDir, CONNECTION_FILE), 'utf8')) as { url: string }
  const database = openDatabase(url)
  try {
    return await database.query<Row & Record<string, unknown>>(sql)
  } finally {
    await database.close()
  }
}

function post(path: string, cookie: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(cookie && { cookie }) }
  return fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function trial(role: string): Promise<string> {
  const answer = await post('/api/access/trial', '', { role })
  return cookieOf(answer)
}

function cookieOf(answer: Response): string {
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] as string
}
