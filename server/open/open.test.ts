import { gunzipSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import { beforeEach, describe, expect, it } from 'vitest'
import { metric, SMALL_AREAS } from '../hub/testing/small-city.ts'
import { problems } from '../problem.ts'
import { open } from './open.ts'
import { type OpenCity, openCity, openList } from './testing/open-city.ts'

const MINUTE = 60_000
/** 2026-09-08 10:00:00 in Shanghai. */
const TEN = Date.parse('2026-09-08T10:00:00+08:00')
const WORDS = { zh: '字', en: 'words' }

const AIR = metric('air.index', {
  audiences: ['public', 'enterprise'],
  kind: 'gauge',
  rollUp: { area: 'max', time: 'max' },
  range: [0, 500],
})
const HOURS = metric('customs.hours', { ...AIR, id: 'customs.hours', audiences: ['enterprise'], sensitivity: 'open' })
const LIST = openList(
  [
    { metric: 'air.index', protect: false, step: undefined as never },
    { metric: 'customs.hours', protect: false, step: undefined as never },
  ],
  {
    scenes: [
      { id: 'today', audience: 'public', names: WORDS, about: WORDS, figures: ['air.index'] },
      { id: 'firms', audience: 'enterprise', names: WORDS, about: WORDS, figures: ['customs.hours'] },
    ],
  },
)

let city: OpenCity
let app: FastifyInstance
beforeEach(async () => {
  city = await openCity([AIR, HOURS], SMALL_AREAS, LIST, TEN)
  app = Fastify()
  await app.register(problems)
  await app.register(open, { publisher: city.publisher, city: 'small', now: () => city.now })
  await city.say([
    { metric: 'air.index', area: 'a', at: TEN, value: 61 },
    { metric: 'customs.hours', area: 'a', at: TEN, value: 7 },
  ])
  await city.pass(MINUTE)
  return () => app.close()
})

describe('a block over HTTP', () => {
  it('is the same bytes for everybody, and may be kept by any cache until the next one is made', async () => {
    const [one, two] = [await app.inject('/api/open/blocks/today'), await app.inject('/api/open/blocks/today')]
    expect(one.statusCode).toBe(200)
    expect(one.rawPayload.equals(two.rawPayload)).toBe(true)
    expect(one.headers['cache-control']).toMatch(
      /^public, max-age=([1-9]|[12]\d|30), stale-while-revalidate=60, stale-if-error=\d+$/,
    )
    expect(one.headers['access-control-allow-origin']).toBe('*')
    expect(one.headers['set-cookie']).toBeUndefined()
  })

  it('is not sent again to somebody who has it', async () => {
    const { headers } = await app.inject('/api/open/blocks/today')
    const again = await app.inject({ url: '/api/open/blocks/today', headers: { 'if-none-match': String(headers.etag) } })
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', headers.etag])
    await city.pass(MINUTE)
    const later = await app.inject({ url: '/api/open/blocks/today', headers: { 'if-none-match': String(headers.etag) } })
    expect(later.statusCode).toBe(200)
  })

  it('is made by nobody who asks', async () => {
    const before = (await app.inject('/api/open/blocks/today')).json().at
    city.now += 5 * MINUTE
    for (let asked = 0; asked < 20; asked++) expect((await app.inject('/api/open/blocks/today')).json().at).toBe(before)
  })

  it('comes zipped to those who read it so', async () => {
    const plain = await app.inject('/api/open/blocks/today')
    const zipped = await app.inject({ url: '/api/open/blocks/today', headers: { 'accept-encoding': 'gzip' } })
    expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
    expect(gunzipSync(zipped.rawPayload).toString()).toBe(plain.body)
  })

  it('comes as a table that is saved under a name that says what it is', async () => {
    const answer = await app.inject('/api/open/blocks/today?format=csv')
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).toBe('attachment; filename="small-today.csv"')
    expect(answer.body).toContain('air.index')
    expect((await app.inject('/api/open/blocks/today?format=exe')).statusCode).toBe(400)
  })

  it('that is closed is kept for good by whoever has read it', async () => {
    await city.pass(16 * MINUTE)
    const answer = await app.inject(`/api/open/blocks/today/${TEN}`)
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(answer.json()).toMatchObject({ closed: true, scene: 'today' })
  })

  it('of firms lies in nobody else’s cache', async () => {
    const answer = await app.inject('/api/enterprise/blocks/firms')
    expect(answer.headers['cache-control']).toMatch(/^private, /)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('the page of words', () => {
  it('shows the figures to a browser without scripts, in both languages, with their age and meaning', async () => {
    const answer = await app.inject('/open/plain')
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.body).toContain('<th scope="row">air.index</th><td>61 个</td><td>2026-09-08 10:00</td>')
    expect((await app.inject('/open/plain?lang=en')).body).toContain('<td>61 items</td>')
    expect(answer.body).not.toMatch(/<script|style=|customs/)
  })

  it('takes names for text, whatever they say', async () => {
    const nasty = { zh: '<script>alert(1)</script>', en: '"><img src=x onerror=alert(1)>' }
    city.restart({ ...LIST, terms: nasty, scenes: LIST.scenes.map((scene) => ({ ...scene, names: nasty })) })
    await city.pass(MINUTE)
    const other = Fastify()
    await other.register(open, { publisher: city.publisher, city: 'small', now: () => city.now })
    for (const lang of ['zh', 'en']) expect((await other.inject(`/open/plain?lang=${lang}`)).body).not.toMatch(/<script|<img/)
    await other.close()
  })
})

describe('what is not published', () => {
  it.each([
    '/blocks/firms',
    '/blocks/overview',
    '/blocks/no-such',
    '/blocks/__proto__',
    '/blocks/today%00',
    `/blocks/firms/${TEN}`,
    '/blocks/today/0',
    '/blocks/today/-1',
    '/blocks/today/1e9',
    '/blocks/today/x',
    `/blocks/today/${'9'.repeat(15)}`,
  ])('is answered alike, there or not, somebody else’s or nobody’s: %s', async (path) => {
    const answer = await app.inject(`/api/open${path}`)
    const { instance: _of, ...problem } = answer.json()
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(problem).toEqual({
      type: '/problems/open/not-published',
      title: 'Nothing of that name is published here; the catalogue lists what is.',
      status: 404,
      code: 'open/not-published',
      detail: 'Nothing of that name is published here; the catalogue lists what is.',
    })
  })

  it('is nothing of one audience in the answers for the other', async () => {
    const open = (await app.inject('/api/open/catalogue')).body + (await app.inject('/api/open/blocks/today')).body
    expect(open).not.toContain('customs')
    expect(open).not.toContain('firms')
  })

  it('is everything, where the city has no list', async () => {
    const bare = Fastify()
    await bare.register(problems)
    await bare.register(open, { publisher: undefined, city: 'bare', now: () => TEN })
    for (const path of ['catalogue', 'blocks/today', `blocks/today/${TEN}`])
      expect((await bare.inject(`/api/open/${path}`)).json().code).toBe('open/not-published')
    await bare.close()
  })
})
