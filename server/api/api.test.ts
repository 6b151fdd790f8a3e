import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Catalogue } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { HistoryAnswerSchema, LatestAnswerSchema } from '#contract/history.ts'
import { decodeReplay, REPLAY_BLOCK_MS } from '#contract/replay.ts'
import type { HistoryRequest, Hub } from '../hub/hub-port.ts'
import type { ReplayRequest } from '../hub/replay.ts'
import { pointOf, type ScriptedHub, scriptedHub, TINY_MIDNIGHT } from '../live/testing/scripted-hub.ts'
import { problems } from '../problem.ts'
import { api } from './api.ts'
import { acceptsGzip } from './compress.ts'
import { Metrics } from './metrics.ts'
import { openapi } from './openapi.ts'
import { SourceActivity } from './source-activity.ts'

const folder = mkdtempSync(join(tmpdir(), 'city-'))
beforeAll(() => {
  mkdirSync(join(folder, 'city/geo'), { recursive: true })
  writeFileSync(join(folder, 'city/geo/towns.geojson'), '{"type":"FeatureCollection","features":[]}')
  writeFileSync(join(folder, 'city/base.pmtiles'), 'PMTiles and more')
  writeFileSync(join(folder, 'city/city.json'), '{"secret":1}')
  writeFileSync(join(folder, 'outside.geojson'), 'secret')
  symlinkSync(join(folder, 'outside.geojson'), join(folder, 'city/link.geojson'))
})
afterAll(() => rmSync(folder, { recursive: true }))

let hub: ScriptedHub
let app: FastifyInstance
let asked: HistoryRequest[]
let replayed: ReplayRequest[]
let isStarted: boolean
let isRecordUp: boolean
let activity: SourceActivity
let metrics: Metrics

beforeEach(async () => {
  hub = scriptedHub()
  asked = []
  replayed = []
  isStarted = true
  isRecordUp = true
  activity = new SourceActivity()
  metrics = new Metrics()
  const reading: Hub = {
    ...hub,
    history: async (request) => {
      asked.push(request)
      return [{ ...pointOf('tiny.calls', 'north', 7, 0), revision: 1 }]
    },
  }
  app = Fastify()
  await app.register(problems)
  await app.register(openapi)
  await app.register(api, {
    cityOf: () => ({
      catalogue: { version: 'v1', hub: 'none', areas: [...hub.model.tree.byCode.values()] } as unknown as Catalogue,
      model: hub.model,
    }),
    cityFolder: join(folder, 'city'),
    hub: () => (isStarted ? reading : undefined),
    pingRecord: async () => {
      if (!isRecordUp) throw new Error('connection refused')
    },
    revisionAt: async (at) => (at < TINY_MIDNIGHT ? 0 : 1),
    begunAt: async () => TINY_MIDNIGHT,
    replay: async (request) => {
      replayed.push(request)
      return [{ at: request.from, points: [pointOf('tiny.calls', 'north', 7, 0)] }]
    },
    sources: async () => [{ name: 'traffic', disabled: false }],
    activity,
    metrics,
    now: () => TINY_MIDNIGHT + 3_600_000,
  })
  metrics.follow(hub, () => TINY_MIDNIGHT)
  return () => app.close()
})

describe('a past that is told again', () => {
  const from = Math.floor(TINY_MIDNIGHT / REPLAY_BLOCK_MS) * REPLAY_BLOCK_MS
  const path = (start: number, query = '') => `/api/replay/${hub.epoch}/v1/tiny.calls/${start}${query}`

  it('is a block that caches keep for good once it is over, made once however many ask', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => app.inject(path(from))))
    expect(answers.map(({ headers }) => headers['cache-control'])).toEqual(Array(5).fill('private, max-age=31536000, immutable'))
    expect(replayed).toEqual([{ metric: 'tiny.calls', from, to: from + REPLAY_BLOCK_MS, known: 'then' }])
    const block = decodeReplay(answers[0]?.rawPayload as Buffer)
    expect(block).toMatchObject({ from, to: from + REPLAY_BLOCK_MS, frames: [{ at: from, points: [{ value: 7 }] }] })
  })

  it('says how far back it goes, what is known now, and what was known at a moment', async () => {
    const answer = await app.inject(`/api/replay?at=${TINY_MIDNIGHT}`)
    const { epoch } = hub
    const now = TINY_MIDNIGHT + 3_600_000
    expect(answer.json()).toEqual({ epoch, begunAt: TINY_MIDNIGHT, now, revision: hub.revision(), knownThen: 1 })
    expect(answer.headers['cache-control']).toBe('no-store')
    expect((await app.inject(`/api/replay?at=${TINY_MIDNIGHT - 1}`)).json().knownThen).toBe(0)
  })

  it('is kept by nobody while it goes on', async () => {
    const running = from + 3_600_000
    const answer = await app.inject(path(running))
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(replayed).toMatchObject([{ from: running, to: TINY_MIDNIGHT + 3_600_000 }])
  })

  it('as known at a revision is another block, and none for one that is yet to come', async () => {
    expect((await app.inject(path(from, '?asOf=0'))).statusCode).toBe(200)
    expect(replayed).toMatchObject([{ known: 0 }])
    expect((await app.inject(path(from, '?asOf=99'))).json().code).toBe('series/as-of-invalid')
  })

  it.each([
    ['another record', () => path(from).replace(hub.epoch, 'other'), 'replay/outdated'],
    ['another catalogue', () => path(from).replace('/v1/', '/v2/'), 'replay/outdated'],
    ['a start between two blocks', () => path(from + 1), 'request/invalid'],
    ['a time to come', () => path(from + 48 * 3_600_000), 'series/time-invalid'],
    ['a metric that is none', () => path(from).replace('tiny.calls', 'tiny.none'), 'series/unknown-metric'],
  ])('is refused for %s', async (_what, address, code) => {
    expect((await app.inject(address())).json().code).toBe(code)
    expect(replayed).toEqual([])
  })
})

describe('GET /api/series/latest', () => {
  it('answers each metric in each area, in the order asked, empty ones included', async () => {
    hub.say('tiny.calls', 'north', 4)
    const answer = (await app.inject('/api/series/latest?metric=tiny.calls&metric=tiny.people&area=south&area=north')).json()
    expect(Compile(LatestAnswerSchema).Errors(answer)).toEqual([])
    expect(
      answer.points.map((each: { metric: string; area: string; value: number }) => [each.metric, each.area, each.value]),
    ).toEqual([
      ['tiny.calls', 'south', null],
      ['tiny.calls', 'north', 4],
      ['tiny.people', 'south', null],
      ['tiny.people', 'north', null],
    ])
    expect(answer).toMatchObject({ epoch: 'epoch-1', revision: 1 })
  })

  it('answers the members of an area, and a figure named twice once', async () => {
    const answer = (await app.inject('/api/series/latest?metric=tiny.calls&area=north&area=children-of:city')).json()
    expect(answer.points.map(({ area }: { area: string }) => area)).toEqual(['north', 'south', 'west'])
  })

  it('answers a running total at the step of the headline', async () => {
    const answer = (await app.inject('/api/series/latest?metric=tiny.calls&area=city&step=P1D')).json()
    expect(answer.points).toMatchObject([{ step: 'P1D', freshness: 'empty', value: null }])
  })

  it.each([
    ['metric=nope&area=city', 404, 'series/unknown-metric'],
    ['metric=tiny.calls&area=nowhere', 404, 'series/unknown-area'],
    ['metric=tiny.calls&area=children-of:nowhere', 404, 'series/unknown-area'],
    ['metric=tiny.level&area=north', 404, 'series/no-such-level'],
    ['metric=tiny.calls&area=north&step=P1Y', 400, 'series/unknown-step'],
    ['metric=tiny.calls&area=north&step=PT7S', 400, 'request/invalid'],
    ['metric=tiny.calls', 400, 'request/invalid'],
    ['metric=tiny.calls&aera=north&area=north', 400, 'request/invalid'],
  ])('refuses %s by its code', async (query, status, code) => {
    const answer = await app.inject(`/api/series/latest?${query}`)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
  })

  it('says that the server is starting, and when to come back', async () => {
    isStarted = false
    const answer = await app.inject('/api/series/latest?metric=tiny.calls&area=north')
    expect([answer.statusCode, answer.json().code, answer.headers['retry-after']]).toEqual([503, 'server/starting', '2'])
  })
})

describe('GET /api/series/history', () => {
  const base = '/api/series/history?metric=tiny.calls&area=north&from=2026-09-01T00:00:00%2B08:00'

  it('answers up to now at the period of the metric', async () => {
    hub.say('tiny.calls', 'north', 7)
    const answer = (await app.inject(base)).json()
    expect(Compile(HistoryAnswerSchema).Errors(answer)).toEqual([])
    expect(answer).toMatchObject({ asOf: 1, step: 'PT1M', points: [{ value: 7 }] })
    expect(asked).toEqual([
      { metric: 'tiny.calls', area: 'north', step: 'PT1M', from: TINY_MIDNIGHT, to: TINY_MIDNIGHT + 3_600_000 },
    ])
  })

  it('answers as known at a revision, and as known at a time', async () => {
    hub.say('tiny.calls', 'north', 7)
    expect((await app.inject(`${base}&asOf=1`)).json().asOf).toBe(1)
    expect((await app.inject(`${base}&asOf=2026-08-31T23:59:59%2B08:00`)).json().asOf).toBe(0)
    expect(asked.map(({ asOf }) => asOf)).toEqual([1, 0])
  })

  it.each([
    ['&asOf=2', 400, 'series/as-of-invalid'],
    ['&asOf=yesterday', 400, 'series/as-of-invalid'],
    ['&to=2026-09-01T00:00:00%2B08:00', 400, 'series/time-invalid'],
    ['&to=2026-09-02', 400, 'series/time-invalid'],
    ['&step=PT7M', 400, 'request/invalid'],
    ['&from=x', 400, 'request/invalid'],
  ])('refuses %s by its code', async (more, status, code) => {
    const answer = await app.inject(base + more)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
  })

  it('hands on what the hub refuses', async () => {
    await app.close()
    app = Fastify()
    await app.register(problems)
    const refusing = { ...hub, history: async () => Promise.reject(new Refusal('series/too-many')) }
    await app.register(api, { ...noParts(), hub: () => refusing })
    expect((await app.inject(base)).json().code).toBe('series/too-many')
  })
})

describe('GET /api/catalogue', () => {
  it('is sent once, and only said to be unchanged after that', async () => {
    const first = await app.inject('/api/catalogue')
    expect(first.json().version).toBe('v1')
    const again = await app.inject({ url: '/api/catalogue', headers: { 'if-none-match': String(first.headers.etag) } })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  it('is compressed for those who can read that', async () => {
    const answer = await app.inject({ url: '/api/catalogue', headers: { 'accept-encoding': 'gzip, br' } })
    expect(answer.headers['content-encoding']).toBe('gzip')
  })
})

describe('compression', () => {
  it.each([
    ['gzip, deflate, br', true],
    ['br;q=1.0, gzip;q=0.8, *;q=0.1', true],
    ['*', true],
    ['gzip;q=0', false],
    ['deflate', false],
    ['x-gzip-not', false],
    [undefined, false],
  ])('reads Accept-Encoding %s', (header, isAccepted) => {
    expect(acceptsGzip(header)).toBe(isAccepted)
  })

  it('makes a long answer short for those who can read that, and says the same', async () => {
    const url = '/api/series/latest?metric=tiny.homes&area=children-of:west'
    const plain = await app.inject(url)
    const short = await app.inject({ url, headers: { 'accept-encoding': 'gzip' } })
    expect(short.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
    expect(JSON.parse(gunzipSync(short.rawPayload).toString())).toEqual(plain.json())
    expect(short.rawPayload.length).toBeLessThan(plain.rawPayload.length / 10)
  })
})

describe('health', () => {
  it('tells living from ready', async () => {
    isStarted = false
    expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok' })
    expect((await app.inject('/readyz')).json().code).toBe('server/starting')
    isStarted = true
    expect((await app.inject('/readyz')).json()).toEqual({ status: 'ready', epoch: 'epoch-1', revision: 0 })
    isRecordUp = false
    expect((await app.inject('/readyz')).json().code).toBe('record/unavailable')
  })

  it('does not keep a probe waiting for a record that says nothing', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const silent = Fastify()
    await silent.register(problems)
    await silent.register(api, { ...noParts(), hub: () => hub, pingRecord: () => new Promise<void>(() => {}) })
    const answer = silent.inject('/readyz')
    await vi.advanceTimersByTimeAsync(2_000)
    expect((await answer).json().code).toBe('record/unavailable')
  })

  it('is measured for Prometheus', async () => {
    hub.say('tiny.calls', 'north', 7)
    const answer = { accepted: 2, duplicates: 1, corrections: 0, conflicts: 0, rejectedCount: 1 }
    metrics.ingested('traffic', { ...answer, rejected: [{ index: 3, code: 'row/time-future', sentence: '' }] }, 12)
    const text = (await app.inject('/metrics')).body
    expect(text).toContain('guanlan_hub_revision 1')
    expect(text).toContain('guanlan_city_series{freshness="empty"} 5')
    expect(text).toContain('guanlan_rows_total{source="traffic",outcome="accepted"} 2')
    expect(text).toContain('guanlan_rows_rejected_total{code="row/time-future"} 1')
    expect(text).toContain('process_cpu_user_seconds_total')
  })
})

it('shows who sends figures and how it goes, and no token', async () => {
  activity.note('traffic', { accepted: 2, duplicates: 0, corrections: 1, conflicts: 0, rejectedCount: 3, rejected: [] }, 99)
  const { sources } = (await app.inject('/api/sources')).json()
  const counts = { accepted: 2, duplicates: 0, corrections: 1, conflicts: 0, rejected: 3 }
  expect(sources).toEqual([{ name: 'traffic', disabled: false, receivedAt: 99, ...counts }])
})

describe('GET /api/city/files', () => {
  it('serves boundaries and parts of tiles, and says when nothing changed', async () => {
    const boundary = await app.inject('/api/city/files/geo/towns.geojson')
    expect([boundary.statusCode, boundary.headers['content-type']]).toEqual([200, 'application/geo+json; charset=utf-8'])
    const headers = { 'if-none-match': String(boundary.headers.etag) }
    expect((await app.inject({ url: '/api/city/files/geo/towns.geojson', headers })).statusCode).toBe(304)
    const part = await app.inject({ url: '/api/city/files/base.pmtiles', headers: { range: 'bytes=0-6' } })
    expect([part.statusCode, part.body]).toEqual([206, 'PMTiles'])
  })

  it('packs boundaries for whoever reads gzip, and never the pieces of tiles', async () => {
    const url = '/api/city/files/geo/towns.geojson'
    const plain = await app.inject(url)
    const packed = await app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } })
    expect([packed.headers['content-encoding'], packed.headers.etag]).toEqual(['gzip', plain.headers.etag])
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body)
    const headers = { range: 'bytes=0-6', 'accept-encoding': 'gzip' }
    expect((await app.inject({ url: '/api/city/files/base.pmtiles', headers })).body).toBe('PMTiles')
  })

  it.each([
    'city.json',
    '../outside.geojson',
    '..%2foutside.geojson',
    '%2e%2e/outside.geojson',
    'geo/..%5c..%5coutside.geojson',
    'link.geojson',
    'geo',
    'geo/',
    'geo/towns.geojson%00.json',
    '.hidden.geojson',
    'none.geojson',
  ])('does not serve %s', async (path) => {
    const answer = await app.inject(`/api/city/files/${path}`)
    expect([400, 404]).toContain(answer.statusCode)
    expect(answer.body).not.toContain('secret')
  })
})

describe('the description of the API', () => {
  it('is OpenAPI 3.1 of the very schemas that validate, each named schema once', async () => {
    const document = (await app.inject('/api/openapi.json')).json()
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/catalogue', '/api/series/latest', '/api/series/history', '/healthz', '/readyz', '/metrics']),
    )
    expect(document.components.schemas.point.required).toContain('revision')
    expect(document.components.schemas.point.properties.window.anyOf[0].prefixItems).toHaveLength(2)
    expect(JSON.stringify(document)).not.toContain('$id')
    const refused = document.paths['/api/series/latest'].get.responses.default.content['application/problem+json'].schema
    expect(refused.$ref ?? refused.required).toEqual(expect.anything())
    const parameters = document.paths['/api/series/history'].get.parameters
    expect(parameters.map(({ name }: { name: string }) => name)).toEqual(['metric', 'area', 'from', 'to', 'step', 'asOf'])
    for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      expect(document.components.schemas).toHaveProperty(String(name))
  })

  it('says of each address what its caller must be allowed, and how to show it', async () => {
    const { paths, components } = (await app.inject('/api/openapi.json')).json()
    const latest = paths['/api/series/latest'].get
    expect(latest.description).toContain('Needs `figures:read`.')
    expect(latest.security).toEqual([{ session: [] }, { screen: [] }, { reader: [] }])
    expect(paths['/healthz'].get).not.toHaveProperty('security')
    expect(Object.keys(components.securitySchemes)).toEqual(['session', 'screen', 'reader', 'source'])
  })

  it('can be browsed without a single inline script', async () => {
    const page = (await app.inject('/api/docs')).body
    expect(page).toContain('swagger-ui-bundle.js')
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/)
    expect((await app.inject('/api/docs/static/swagger-ui-bundle.js')).statusCode).toBe(200)
  })

  it('says what each error code means, to people and to programs', async () => {
    const answer = await app.inject('/problems/row/time-future')
    expect(answer.json()).toMatchObject({ code: 'row/time-future', status: 422 })
    const page = await app.inject({ url: '/problems/row/time-future', headers: { accept: 'text/html,*/*' } })
    expect(page.body).toContain('<h1>row/time-future</h1>')
    expect((await app.inject('/problems/row/<script>')).statusCode).toBe(404)
    expect((await app.inject('/problems/constructor')).statusCode).toBe(404)
  })
})

function noParts() {
  return {
    cityOf: () => ({ catalogue: { version: 'v1' } as unknown as Catalogue, model: hub.model }),
    cityFolder: folder,
    pingRecord: async () => {},
    revisionAt: async () => 0,
    begunAt: async () => undefined,
    replay: async () => [],
    sources: async () => [],
    activity: new SourceActivity(),
    metrics: new Metrics(),
    now: () => TINY_MIDNIGHT + 3_600_000,
  }
}
