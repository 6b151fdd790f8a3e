import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EnrolledScreen } from '#contract/enrolled-screen.ts'
import { problems } from '../../problem.ts'
import { TestedDatabase } from '../../testing/tested-database.ts'
import { access } from '../access.ts'
import { guard } from '../guard/guard.ts'
import { openWatch, type Watch } from '../guard/watch.ts'
import { NO_ADDRESSES } from '../hardening/addresses/address-list.ts'
import { LOCK_MS } from '../identity/sessions/attempts.ts'
import { Browser, codeOf, openTestedAccess, TESTED_CITY, type TestedAccess } from '../identity/testing/tested-access.ts'
import { enrolment } from './enrolment.ts'
import { PAIRING_MS } from './pairing-code.ts'

let postgres: TestedDatabase
let url: string
let tested: TestedAccess
let watch: Watch
let app: FastifyInstance
let director: Browser

beforeAll(async () => {
  postgres = await TestedDatabase.start()
})
afterAll(() => postgres.stop())

beforeEach(async () => {
  url = await postgres.migrated()
  tested = await openTestedAccess(url, { isTrial: true })
  const { identity, endings } = tested.access
  watch = openWatch({
    ...{ ...identity, endings, origins: [], adminNetworks: NO_ADDRESSES, every: tested.clock.every },
    onFault: (fault) => {
      throw fault
    },
  })
  app = Fastify()
  await app.register(problems)
  await app.register(guard, watch.requests)
  await app.register(access, tested.access)
  await app.register(enrolment, { ...identity, catalogue: TESTED_CITY })
  director = new Browser(app, '10.0.0.1')
  await director.try('wall-director')
})
afterEach(async () => {
  await app.close()
  await watch.close()
  await tested.close()
})

describe('a wall that nobody knows', () => {
  it('shows a code, and once a director has confirmed it may show the city', async () => {
    const { wall, code } = await waitingWall()
    expect(code).toMatch(/^\d{4} \d{4}$/)
    expect((await wall.get('/api/screens/pairing')).json()).toEqual({ state: 'waiting' })
    const enrolled = await director.post('/api/screens', { code, name: '指挥大厅主屏', area: 'city' })
    expect(enrolled.statusCode).toBe(201)
    expect(enrolled.json()).toMatchObject({ name: '指挥大厅主屏', display: 'wall', area: 'city', seenAt: null })
    expect((await wall.get('/api/screens/pairing')).json()).toEqual({ state: 'enrolled' })
    expect(await wall.me()).toMatchObject({
      ...{ kind: 'screen', name: '指挥大厅主屏', display: 'wall' },
      remit: { role: 'wall-screen', area: 'city', domains: 'all' },
    })
    expect([...wall.cookies.keys()]).toEqual(['guanlan-screen'])
    expect((await wall.get('/api/screens/pairing')).json()).toEqual({ state: 'ended' })
  })

  it('hands its token to nobody who only knows the code', async () => {
    const { wall, code } = await waitingWall()
    await director.post('/api/screens', { code, name: 'hall', area: 'city' })
    const thief = new Browser(app, '10.6.6.6')
    expect((await thief.get('/api/screens/pairing')).json()).toEqual({ state: 'ended' })
    thief.cookies.set('guanlan-pairing', 'A'.repeat(43))
    expect((await thief.get('/api/screens/pairing')).json()).toEqual({ state: 'ended' })
    expect(thief.cookies.has('guanlan-screen')).toBe(false)
    expect((await wall.get('/api/screens/pairing')).json()).toEqual({ state: 'enrolled' })
  })

  it('is handed the very same token when the answer was lost on the way', async () => {
    const { wall, code } = await waitingWall()
    await director.post('/api/screens', { code, name: 'hall', area: 'city' })
    const pairing = wall.cookies.get('guanlan-pairing') as string
    await wall.get('/api/screens/pairing')
    const token = wall.cookies.get('guanlan-screen')
    const again = new Browser(app, '10.0.0.2')
    again.cookies.set('guanlan-pairing', pairing)
    expect((await again.get('/api/screens/pairing')).json()).toEqual({ state: 'enrolled' })
    expect(again.cookies.get('guanlan-screen')).toBe(token)
    expect(await wall.me()).toMatchObject({ kind: 'screen' })
  })

  it('has a new code for an old one, and the old one is worth nothing', async () => {
    const { wall, code } = await waitingWall()
    const next = (await wall.post('/api/screens/pairings', { display: 'wall' })).json<{ code: string }>().code
    expect(next).not.toBe(code)
    expect(codeOf(await director.post('/api/screens', { code, name: 'hall', area: 'city' }))).toBe('screen/code-unknown')
    expect((await director.post('/api/screens', { code: next, name: 'hall', area: 'city' })).statusCode).toBe(201)
  })

  it('shows its code for ten minutes and no longer', async () => {
    const { wall, code } = await waitingWall()
    tested.clock.at += PAIRING_MS
    expect((await wall.get('/api/screens/pairing')).json()).toEqual({ state: 'ended' })
    expect(codeOf(await director.post('/api/screens', { code, name: 'hall', area: 'city' }))).toBe('screen/code-unknown')
  })

  it('that was confirmed but never came back has no token that anybody could use', async () => {
    const { wall, code } = await waitingWall()
    await director.post('/api/screens', { code, name: 'hall', area: 'city' })
    tested.clock.at += PAIRING_MS
    expect((await wall.get('/api/screens/pairing')).json()).toEqual({ state: 'ended' })
    expect(await rows('select token_hash from guanlan.screen')).toEqual([{ token_hash: null }])
  })

  it('is one of a kind that is enrolled', async () => {
    const phone = new Browser(app, '10.0.0.2')
    expect(codeOf(await phone.post('/api/screens/pairings', { display: 'mobile' }))).toBe('request/invalid')
    const { wall, code } = await waitingWall('office')
    await director.post('/api/screens', { code, name: '局长办公室', area: 'town' })
    await wall.get('/api/screens/pairing')
    expect(await wall.me()).toMatchObject({ display: 'office', remit: { role: 'office-screen', area: 'town' } })
  })

  it('waits beside others of its address, but not beside any number of them', async () => {
    const codes: string[] = []
    for (let wall = 0; wall < 51; wall++)
      codes.push(codeOf(await new Browser(app, '10.0.0.2').post('/api/screens/pairings', { display: 'wall' })))
    expect(codes.filter((code) => code === '201')).toHaveLength(50)
    expect(codes.at(-1)).toBe('screen/too-many-codes')
    expect((await new Browser(app, '10.0.0.3').post('/api/screens/pairings', { display: 'wall' })).statusCode).toBe(201)
  })
})

describe('a director', () => {
  it('confirms a code once', async () => {
    const { code } = await waitingWall()
    const both = await Promise.all(['one', 'two'].map((name) => director.post('/api/screens', { code, name, area: 'city' })))
    expect(both.map(codeOf).sort()).toEqual(['201', 'screen/code-unknown'])
  })

  it('cannot guess codes: after five wrong ones the right one is refused too, and others go on', async () => {
    const { code } = await waitingWall()
    const other = new Browser(app, '10.0.0.9')
    await other.try('commander')
    const wrong = code === '0000 0000' ? '1111 1111' : '0000 0000'
    for (let guess = 0; guess < 5; guess++)
      expect(codeOf(await director.post('/api/screens', { code: wrong, name: 'hall', area: 'city' }))).toBe('screen/code-unknown')
    expect(codeOf(await director.post('/api/screens', { code, name: 'hall', area: 'city' }))).toBe('access/locked-out')
    expect((await other.post('/api/screens', { code, name: 'hall', area: 'city' })).statusCode).toBe(201)
    tested.clock.at += LOCK_MS
    const later = await waitingWall()
    await director.try('wall-director')
    expect((await director.post('/api/screens', { code: later.code, name: 'later', area: 'city' })).statusCode).toBe(201)
  })

  it('gives no more than their own remit: neither another area nor another domain', async () => {
    await tested.database.query(`update guanlan.remit set area = 'town', domains = '{water}' where role = 'wall-director'`)
    const { wall, code } = await waitingWall()
    expect(codeOf(await director.post('/api/screens', { code, name: 'hall', area: 'city' }))).toBe('series/unknown-area')
    await director.post('/api/screens', { code, name: 'hall', area: 'town' })
    await wall.get('/api/screens/pairing')
    expect(await wall.me()).toMatchObject({ remit: { area: 'town', domains: ['water'] } })
  })

  it.each(['hall', 'HALL', 'ｈａｌｌ', 'hаll'])('cannot call a second screen %s', async (name) => {
    await enrolledWall('hall')
    const { code } = await waitingWall()
    expect(codeOf(await director.post('/api/screens', { code, name, area: 'city' }))).toBe('screen/name-taken')
  })

  it.each(['', ' ', 'x'.repeat(41), 'a\u200bb'])('gives a screen a name that people can read, not %j', async (name) => {
    const { code } = await waitingWall()
    expect(codeOf(await director.post('/api/screens', { code, name, area: 'city' }))).toBe('request/invalid')
  })

  it('sees when each screen was last there', async () => {
    const wall = await enrolledWall('hall')
    tested.clock.at += 5 * 60_000
    await wall.me()
    const { screens } = (await director.get('/api/screens')).json<{ screens: readonly EnrolledScreen[] }>()
    expect(screens).toMatchObject([{ name: 'hall', seenAt: tested.clock.at, enrolledBy: expect.any(String) }])
  })
})

describe('a screen that is revoked', () => {
  it('is nobody at once, every server is told, and its name is free again', async () => {
    const ended: string[] = []
    tested.access.endings.onEnded((keys) => ended.push(...keys))
    const wall = await enrolledWall('hall')
    const { id } = (await director.get('/api/screens')).json<{ screens: readonly [EnrolledScreen] }>().screens[0]
    expect((await director.delete(`/api/screens/${id}`)).statusCode).toBe(204)
    expect(await wall.me()).toEqual({ kind: 'visitor' })
    expect((await director.get('/api/screens')).json()).toEqual({ screens: [] })
    expect(codeOf(await director.delete(`/api/screens/${id}`))).toBe('screen/unknown')
    await expect.poll(() => ended).toContain(`screen:${id}`)
    expect(await (await enrolledWall('hall')).me()).toMatchObject({ kind: 'screen' })
  })

  it('before it collected its token never gets one', async () => {
    const { wall, code } = await waitingWall()
    const { id } = (await director.post('/api/screens', { code, name: 'hall', area: 'city' })).json<EnrolledScreen>()
    await director.delete(`/api/screens/${id}`)
    expect((await wall.get('/api/screens/pairing')).json()).toEqual({ state: 'ended' })
  })
})

it('everything that was done is written down, and no token or code with it or anywhere else', async () => {
  const { wall, code } = await waitingWall()
  const secrets = [code, code.replace(' ', ''), wall.cookies.get('guanlan-pairing') as string]
  await director.post('/api/screens', { code: '0000 0001', name: 'hall', area: 'city' })
  await director.post('/api/screens', { code, name: 'hall', area: 'city' })
  await wall.get('/api/screens/pairing')
  secrets.push(wall.cookies.get('guanlan-screen') as string)
  const { id } = (await director.get('/api/screens')).json<{ screens: readonly [EnrolledScreen] }>().screens[0]
  await director.delete(`/api/screens/${id}`)
  const audit = await rows('select type, result, code, actor_kind, actor_role, object_id from guanlan.audit order by seq')
  expect(audit.filter(({ type }) => type !== 'session.try')).toMatchObject([
    { type: 'pairing.open', result: 'done', actor_kind: 'nobody' },
    { type: 'screen.enrol', result: 'refused', code: 'screen/code-unknown', actor_role: 'wall-director' },
    { type: 'screen.enrol', result: 'done', actor_role: 'wall-director', object_id: id },
    { type: 'screen.collect', result: 'done', actor_kind: 'nobody', object_id: id },
    { type: 'screen.revoke', result: 'done', actor_role: 'wall-director', object_id: id },
  ])
  const tables = await rows(`select relname from pg_class where relnamespace = 'guanlan'::regnamespace and relkind = 'r'`)
  for (const { relname } of tables) {
    const text = JSON.stringify(await rows(`select t::text from guanlan."${relname}" t`))
    for (const secret of secrets) expect(text, String(relname)).not.toContain(secret)
  }
})

function rows(sql: string): Promise<readonly Record<string, unknown>[]> {
  return postgres.ask(url, sql)
}

/** A browser that shows a code and waits. */
async function waitingWall(display = 'wall'): Promise<{ wall: Browser; code: string }> {
  const wall = new Browser(app, '10.0.0.2')
  const { code } = (await wall.post('/api/screens/pairings', { display })).json<{ code: string }>()
  return { wall, code }
}

async function enrolledWall(name: string): Promise<Browser> {
  const { wall, code } = await waitingWall()
  await director.post('/api/screens', { code, name, area: 'city' })
  await wall.get('/api/screens/pairing')
  return wall
}
