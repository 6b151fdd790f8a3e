import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { DRILL_HEADER } from '#contract/drill-mark.ts'
import type { DrillRun, DrillsAnswer } from '#contract/drill-run.ts'
import { CONNECTION_FILE } from '../record/embedded/embedded-postgres.ts'
import { ServerProcess } from '../testing/server-process.ts'

let server: ServerProcess
let officer: string
beforeAll(async () => {
  server = await ServerProcess.prepare({ HUB: 'simulated' })
  await server.start()
  officer = await signIn('duty-officer')
})
afterAll(async () => {
  await server.remove()
})

it('says what can be played, who has a part in it and what is expected', async () => {
  const { drills, runs } = await read<DrillsAnswer>('/api/drills')
  expect(runs).toEqual([])
  const [fire] = drills
  expect(fire?.id).toBe('warehouse-fire')
  expect(fire?.counts.signals).toBeGreaterThan(0)
  expect(fire?.course.length).toBeGreaterThan(3)
  expect(fire?.expectations.every(({ state }) => state === 'open')).toBe(true)
})

it('lets nobody start one who may not, of what there is not, or for a role without a part', async () => {
  const asked = { drill: 'warehouse-fire', speed: 'max', people: [] }
  expect(await codeOf('/api/drill-runs', asked, await signIn('leader'))).toBe('access/refused')
  expect(await codeOf('/api/drill-runs', { ...asked, drill: 'no-fire' })).toBe('drill/unknown')
  expect(await codeOf('/api/drill-runs', { ...asked, people: ['nobody'] })).toBe('drill/no-such-part')
  expect(await codeOf('/api/drill-runs/none/stop', {})).toBe('drill/run-unknown')
})

it('plays one to its end, tells how it goes, and leaves the record and the channels of the real city as they were', async () => {
  const before = await real()
  const begun = (await (await post('/api/drill-runs', { drill: 'warehouse-fire', speed: 'max', people: [] })).json()) as DrillRun
  expect(begun).toMatchObject({ stage: 'preparing', met: 0 })
  expect(await codeOf('/api/drill-runs', { drill: 'warehouse-fire', speed: '10', people: [] })).toBe('drill/under-way')
  const playing = await until(begun.id, ({ url }) => url !== null)
  const answer = await fetch(`${playing.url}/api/catalogue`)
  expect(answer.headers.get(DRILL_HEADER)).toBe('warehouse-fire')
  const over = await until(begun.id, ({ endedAt }) => endedAt !== null)
  expect(over).toMatchObject({ stage: 'finished', missed: 0, open: 0, refused: 0, url: null, seconds: over.duration })
  expect(over.expectations.every(({ state, why }) => state === 'met' && why !== undefined)).toBe(true)
  expect(new Set(over.happened.map(({ kind }) => kind))).toContain('signal')
  expect(await real()).toEqual(before)
  const { runs } = await read<DrillsAnswer>('/api/drills')
  expect(runs.map(({ id, stage }) => [id, stage])).toEqual([[begun.id, 'finished']])
})

it('stands still when it is told to, goes on, leaves the parts of people to people, and ends when it is told to', async () => {
  const asked = { drill: 'warehouse-fire', speed: '60', people: ['chief'] }
  const { id } = (await (await post('/api/drill-runs', asked)).json()) as DrillRun
  await until(id, ({ seconds }) => seconds > 0)
  await post(`/api/drill-runs/${id}/pause`, {})
  const paused = await until(id, ({ stage }) => stage === 'paused')
  const { seconds } = await until(id, (run) => run.seconds >= paused.seconds)
  await post(`/api/drill-runs/${id}/resume`, {})
  await until(id, (run) => run.stage === 'playing' && run.seconds > seconds)
  await post(`/api/drill-runs/${id}/stop`, {})
  const over = await until(id, ({ endedAt }) => endedAt !== null)
  expect(over.stage).toBe('stopped')
  expect(over.url).toBeNull()
  expect(await codeOf(`/api/drill-runs/${id}/pause`, {})).toBe('drill/over')
})

/** What a drill must leave alone: how far the record is, and everything that people and channels are told by. */
async function real(): Promise<unknown> {
  const { url } = JSON.parse(await readFile(join(server.dataDir, CONNECTION_FILE), 'utf8')) as { url: string }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    `select (select revision from guanlan.head) as revision, (select count(*) from guanlan.event) as events,
            (select count(*) from guanlan.notice) as notices, (select count(*) from guanlan.entity) as entities,
            (select count(*) from guanlan.account) as accounts, (select drill from guanlan.record_of) as drill`,
  )
  await client.end()
  return rows[0]
}

function until(id: string, isSo: (run: DrillRun) => boolean): Promise<DrillRun> {
  return vi.waitUntil(
    async () => {
      const run = await read<DrillRun>(`/api/drill-runs/${id}`)
      if (isSo(run)) return run
      if (run.endedAt !== null) throw new Error(`the drill is over: ${run.stage} ${run.fault}`)
      return undefined
    },
    { timeout: 60_000, interval: 100 },
  )
}

async function read<Body>(path: string): Promise<Body> {
  return (await (await fetch(server.url + path, { headers: { cookie: officer } })).json()) as Body
}

function post(path: string, body: object, cookie = officer): Promise<Response> {
  const headers = { cookie, origin: server.url, 'content-type': 'application/json' }
  return fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function codeOf(path: string, body: object, cookie = officer): Promise<string> {
  return ((await (await post(path, body, cookie)).json()) as { readonly code: string }).code
}

async function signIn(role: string): Promise<string> {
  const answer = await post('/api/access/trial', { role }, '')
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
