import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Catalogue } from '#contract/catalogue.ts'
import type { EntitiesAnswer, Entity, EntityAnswer, EntityTrack } from '#contract/entity.ts'
import type { Problem } from '#contract/problem.ts'
import type { PastExtent } from '#contract/replay.ts'
import { decodeTrackBlock, type TrackGrain } from '#contract/track-replay.ts'
import { ServerProcess } from '../testing/server-process.ts'

let server: ServerProcess
let power: string
let services: string
/** Each test speaks of things of its own. */
let made = 0

beforeAll(async () => {
  server = await ServerProcess.prepare()
  await server.start()
  power = await server.mint('power')
  services = await server.mint('services')
})
afterAll(() => server.remove())

it('takes things in, says of each bad row which and why, and shows the rest where they are', async () => {
  const id = newId()
  const answer = await send(power, [truck(id), { id: '', time: ago(0) }, truck(`${id}-b`, { place: { lon: 181, lat: 91 } })])
  expect(answer).toMatchObject({ accepted: 2, unplaced: 1, rejectedCount: 1, rejected: [{ index: 1, code: 'row/id-missing' }] })
  expect(await read<Entity>(`/api/entities/${id}`)).toMatchObject({
    ...{ id, kind: 'line-truck', department: 'power', names: { zh: '抢修一号', en: '抢修一号' } },
    place: { lon: 113.5, lat: 23 },
  })
  expect(await read<Entity>(`/api/entities/${id}-b`)).toMatchObject({ place: null })
})

it('has on disk what it acknowledged: a server that is killed and started again knows it all, and moves nothing back', async () => {
  const id = newId()
  await send(power, [truck(id, { time: ago(60_000) })])
  await send(power, [{ id, time: ago(30_000), place: { lon: 113.6, lat: 23.1, heading: 45, speed: 8 } }])
  const before = await read<Entity>(`/api/entities/${id}`)
  await server.kill()
  await server.start()
  expect(await read<Entity>(`/api/entities/${id}`)).toEqual(before)
  expect(await send(power, [{ id, time: ago(45_000), place: { lon: 113.4, lat: 23 } }])).toMatchObject({ late: 1, accepted: 0 })
  expect(await read<Entity>(`/api/entities/${id}`)).toEqual(before)
  const { places } = await read<EntityTrack>(`/api/entities/${id}/track`)
  expect(places.map(({ place }) => place?.lon)).toEqual([113.5, 113.4, 113.6])
})

it('answers a retry under the same key as the first time, and refuses the key for other rows', async () => {
  const id = newId()
  const rows = [truck(id)]
  const key = { 'idempotency-key': `retry-${id}` }
  const first = await send(power, rows, key)
  expect(first).toMatchObject({ accepted: 1 })
  expect(await send(power, rows, key)).toEqual(first)
  const reused = await post(power, JSON.stringify([truck(`${id}-c`)]), { ...key, 'content-type': 'application/json' })
  expect(reused.status).toBe(409)
  expect(((await reused.json()) as Problem).code).toBe('request/key-reused')
  // A key of one door is not the key of another.
  await server.post(power, [], key)
})

it('takes one thing per line, and a whole fleet in one request', async () => {
  const id = newId()
  const lines = Array.from({ length: 9_000 }, (_, index) => JSON.stringify(truck(`${id}-${index}`))).join('\n')
  const response = await post(power, `${lines}\nnot json\n`, { 'content-type': 'application/x-ndjson' })
  expect(await response.json()).toMatchObject({ accepted: 9_000, rejectedCount: 1, rejected: [{ index: 9_000 }] })
})

it('refuses who is no source, and rows about a thing of another source', async () => {
  const id = newId()
  expect((await post('gl_nobody', '[]', { 'content-type': 'application/json' })).status).toBe(401)
  await send(power, [truck(id)])
  expect((await send(services, [truck(id)])).rejected).toMatchObject([{ code: 'row/of-another-source' }])
})

it('lists by kind, area and page, and refuses kinds and areas it does not know', async () => {
  const id = newId()
  await send(services, [van(`${id}-1`), van(`${id}-2`), van(`${id}-3`)])
  const all = await read<EntitiesAnswer>('/api/entities?kind=service-van')
  expect(all.entities.map((entity) => entity.id)).toEqual([`${id}-1`, `${id}-2`, `${id}-3`])
  const page = await read<EntitiesAnswer>('/api/entities?kind=service-van&limit=2')
  expect(page).toMatchObject({ next: `${id}-2` })
  const rest = await read<EntitiesAnswer>(`/api/entities?kind=service-van&limit=2&after=${page.next}`)
  expect(rest.entities.map((entity) => entity.id)).toEqual([`${id}-3`])
  expect(rest.next).toBeUndefined()
  const inTown = await read<EntitiesAnswer>('/api/entities?kind=service-van&area=rm-a')
  expect(inTown.entities.map((entity) => entity.id)).toEqual([`${id}-2`])
  for (const [address, code] of [
    ['/api/entities?kind=spaceship', 'entity/unknown-kind'],
    ['/api/entities?area=moon', 'series/unknown-area'],
    ['/api/entities?asOf=yesterday', 'series/time-invalid'],
    ['/api/entities/nobody', 'entity/unknown'],
  ] as const)
    expect(((await (await server.read(address)).json()) as Problem).code).toBe(code)
})

it('knows where everything was known to be at any moment of the day, whatever was told of it later', async () => {
  const id = newId()
  await send(power, [truck(id, { time: ago(1_000), place: { lon: 113.5, lat: 23 } })])
  const known = new Date().toISOString()
  await send(power, [{ id, time: ago(0), place: { lon: 113.8, lat: 23 } }])
  await send(power, [{ id, time: ago(-20_000), place: { lon: 113.9, lat: 23 } }])
  const then = await read<EntitiesAnswer>(`/api/entities?kind=line-truck&limit=20000&asOf=${encodeURIComponent(known)}`)
  expect(then.entities.find((entity) => entity.id === id)?.place?.lon).toBe(113.5)
  const before = await read<EntitiesAnswer>(`/api/entities?kind=line-truck&limit=20000&asOf=${ago(600_000)}`)
  expect(before.entities.some((entity) => entity.id === id)).toBe(false)
  expect((await read<Entity>(`/api/entities/${id}`)).place?.lon).toBe(113.9)
})

it('[P120] tells ten minutes of a track again: where everything was, then each change once it was heard of', async () => {
  const id = newId()
  await send(power, [truck(id, { place: { lon: 113.5, lat: 23 } })])
  await send(power, [{ id, time: ago(0), place: null }])
  const from = Math.floor(Date.now() / 600_000) * 600_000
  const answer = await block('line-truck@rm', 'fine', from)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const { track, frames, identities } = decodeTrackBlock(await answer.arrayBuffer())
  expect([track, frames[0]?.at]).toEqual(['line-truck@rm', from])
  const ids = new Set([...identities, ...frames.flatMap((frame) => frame.identities ?? [])].map((one) => one.id))
  expect(ids).toContain(id)
})

it('[P122] lets caches keep a block that is over', async () => {
  const answer = await block('line-truck@rm', 'fine', Math.floor(Date.now() / 600_000) * 600_000 - 1_200_000)
  expect(answer.headers.get('cache-control')).toContain('immutable')
  expect(decodeTrackBlock(await answer.arrayBuffer()).frames).toHaveLength(1)
})

it('[P123] keeps where things were for a day closely, for a week coarsely, and no longer', async () => {
  const day = 86_400_000
  const start = Math.floor(Date.now() / 600_000) * 600_000
  const codes = async (daysAgo: number) =>
    Promise.all(
      (['fine', 'coarse'] as const).map(async (grain) => (await block('line-truck@rm', grain, start - daysAgo * day)).status),
    )
  expect(await Promise.all([0, 2, 8].map(codes))).toEqual([
    [200, 200],
    [410, 200],
    [410, 410],
  ])
})

it('[P124] answers blocks of kinds and areas in reach alone, under the one name of their track', async () => {
  const from = Math.floor(Date.now() / 600_000) * 600_000
  for (const [track, code] of [
    ['spaceship@rm', 'entity/unknown-kind'],
    ['line-truck@moon', 'series/unknown-area'],
    ['service-van line-truck@rm', 'request/invalid'],
  ] as const)
    expect(((await (await block(track, 'fine', from)).json()) as Problem).code, track).toBe(code)
  const other = await server.read(`/api/tracks/other/other/line-truck@rm/fine/${from}`)
  expect(((await other.json()) as Problem).code).toBe('replay/outdated')
})

async function block(track: string, grain: TrackGrain, from: number): Promise<Response> {
  const { epoch } = await read<PastExtent>('/api/replay')
  const { version } = await read<Catalogue>('/api/catalogue')
  return server.read(`/api/tracks/${epoch}/${version}/${encodeURIComponent(track)}/${grain}/${from}`)
}

function newId(): string {
  made += 1
  return `t${made}`
}

function ago(ms: number): string {
  return new Date(Date.now() - ms).toISOString()
}

function truck(id: string, over: Record<string, unknown> = {}) {
  return { id, time: ago(5_000), kind: 'line-truck', names: { zh: '抢修一号' }, place: { lon: 113.5, lat: 23 }, ...over }
}

function van(id: string) {
  const area = id.endsWith('-2') ? { area: 'rm-a' } : {}
  return { ...truck(id), kind: 'service-van', names: { zh: '服务车', en: 'Van' }, ...area }
}

function post(token: string, body: string, headers: Record<string, string>): Promise<Response> {
  const url = `${server.url}/api/hub/entities`
  return fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}`, ...headers }, body })
}

async function send(token: string, rows: readonly unknown[], headers: Record<string, string> = {}): Promise<EntityAnswer> {
  const response = await post(token, JSON.stringify(rows), { 'content-type': 'application/json', ...headers })
  if (!response.ok) throw new Error(`the door answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as EntityAnswer
}

async function read<Answer>(path: string): Promise<Answer> {
  const response = await server.read(path)
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as Answer
}
