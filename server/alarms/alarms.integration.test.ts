import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Alarm } from '#contract/alarm.ts'
import { areaTree } from '#contract/catalogue.ts'
import type { DutyRoster } from '#contract/duty-roster.ts'
import type { Matter } from '#contract/matter.ts'
import { windowCalendar } from '#contract/window.ts'
import { access } from '../access/access.ts'
import { guard } from '../access/guard/guard.ts'
import { openWatch, type Watch } from '../access/guard/watch.ts'
import { NO_ADDRESSES } from '../access/hardening/addresses/address-list.ts'
import {
  Browser,
  codeOf,
  MONDAY,
  openTestedAccess,
  TESTED_CITY,
  type TestedAccess,
} from '../access/identity/testing/tested-access.ts'
import { findMatter, openMatters } from '../matters/matter-store.ts'
import { deliverNotices } from '../paging/deliver.ts'
import { noticeChannels } from '../paging/notice-channels.ts'
import { Pager } from '../paging/pager.ts'
import { pushKey } from '../paging/push/push-key.ts'
import { signatureOf } from '../paging/webhook.ts'
import { problems } from '../problem.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { AlarmEngine } from './alarm-engine.ts'
import { alarmNews } from './alarm-news.ts'
import { alarms } from './alarms.ts'
import { endShelves } from './end-shelves.ts'
import { pagedAlarms } from './paged-alarms.ts'
import type { Reading } from './rule-state.ts'
import { tellingFigures } from './testing/telling-figures.ts'
import { watchedRule } from './testing/watched-rule.ts'

const ROSTER: DutyRoster = {
  posts: [post('first', 0, ['trial:duty-officer']), post('second', 300, ['trial:commander']), post('third', 600, ['trial:leader'])],
}
const TREE = areaTree(TESTED_CITY.areas)
const CALENDAR = windowCalendar('Asia/Shanghai')
const SUBSCRIPTION = {
  endpoint: 'https://push.example/one',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
}

let postgres: TestedDatabase
let tested: TestedAccess
let watch: Watch
let app: FastifyInstance
let officer: Browser
let commander: Browser
let reading: Reading

beforeAll(async () => {
  postgres = await TestedDatabase.start()
})
afterAll(() => postgres.stop())

beforeEach(async () => {
  tested = await openTestedAccess(await postgres.migrated(), { isTrial: true })
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
  await app.register(alarms, { ...identity, tree: TREE, calendar: CALENDAR, roster: ROSTER, pushKey: 'key' })
  officer = new Browser(app, '10.0.0.1')
  await officer.try('duty-officer')
  commander = new Browser(app, '10.0.0.2')
  await commander.try('commander')
})
afterEach(async () => {
  await app.close()
  await watch.close()
  await tested.close()
})

describe('dealing with an alarm', () => {
  it('takes it on with a name, once however often it is sent, and nobody takes it on a second time', async () => {
    const id = await raise()
    const body = { commandId: 'press-0001', ids: [id] }
    const first = await officer.post('/api/alarms/acknowledge', body)
    expect(first.statusCode).toBe(200)
    expect((await officer.post('/api/alarms/acknowledge', body)).json()).toEqual(first.json())
    expect((await stateOf(id)).response).toMatchObject({ kind: 'acknowledged', by: { name: '试用 duty-officer' } })
    const other = await commander.post('/api/alarms/acknowledge', { commandId: 'press-0002', ids: [id] })
    expect([other.statusCode, codeOf(other)]).toEqual([409, 'alarm/taken'])
  })

  it('puts it aside with a reason for a time, after which it comes back to what it was', async () => {
    const id = await raise()
    await officer.post('/api/alarms/acknowledge', { commandId: 'press-0001', ids: [id] })
    await officer.post('/api/alarms/shelve', { commandId: 'press-0002', ids: [id], forS: 900, reason: '检修' })
    expect((await stateOf(id)).response).toMatchObject({ kind: 'shelved', reason: '检修', until: MONDAY + 900_000 })
    await pager().tick(MONDAY + 899_000)
    expect((await stateOf(id)).response.kind).toBe('shelved')
    await pager().tick(MONDAY + 900_000)
    expect((await stateOf(id)).response).toMatchObject({ kind: 'acknowledged', by: { name: '试用 duty-officer' } })
  })

  it('refuses what is over, what was never there, and whoever may not', async () => {
    const id = await raise()
    reading = grade(0)
    await engine().then((one) => one.tick(MONDAY + 60_000))
    expect(codeOf(await officer.post('/api/alarms/acknowledge', { commandId: 'press-0001', ids: [id] }))).toBe('alarm/over')
    expect(codeOf(await officer.post('/api/alarms/acknowledge', { commandId: 'press-0002', ids: ['none'] }))).toBe('matter/unknown')
    const director = new Browser(app, '10.0.0.3')
    await director.try('wall-director')
    expect(codeOf(await director.post('/api/alarms/comment', { commandId: 'press-0003', id, text: 'x' }))).toBe('access/refused')
  })

  it('shows rooms nobody by name, and no comment', async () => {
    const { alarmLife } = await import('./alarm-life.ts')
    const id = await raise()
    await pager().tick(MONDAY)
    await officer.post('/api/alarms/comment', { commandId: 'press-0001', id, text: '王工正在赶来' })
    await officer.post('/api/alarms/shelve', { commandId: 'press-0002', ids: [id], forS: 900, reason: '王工检修' })
    const shown = JSON.stringify(alarmLife.inRoom(await stateOf(id)))
    expect(shown).not.toContain('试用')
    expect(shown).not.toContain('王工')
  })
})

describe('who is told', () => {
  it('is whoever is on duty at once, and the next where nobody answers, each once', async () => {
    const id = await raise()
    for (const at of [0, 1_000, 299_000, 300_000, 301_000]) await pager().tick(MONDAY + at)
    expect((await stateOf(id)).paged.map(({ post, people }) => [post, people.map(({ name }) => name)])).toEqual([
      ['first', ['试用 duty-officer']],
      ['second', ['试用 commander']],
    ])
    expect(await notices()).toHaveLength(2)
    await officer.post('/api/alarms/acknowledge', { commandId: 'press-0001', ids: [id] })
    await pager().tick(MONDAY + 3_600_000)
    expect(await notices()).toHaveLength(2)
  })

  it('can take it on, up to the leader at the last rung', async () => {
    const id = await raise()
    for (const at of [0, 300_000, 600_000]) await pager().tick(MONDAY + at)
    const leader = new Browser(app, '10.0.0.3')
    await leader.try('leader')
    expect((await stateOf(id)).paged).toHaveLength(3)
    expect(codeOf(await leader.post('/api/alarms/acknowledge', { commandId: 'press-0001', ids: [id] }))).toBe('200')
  })

  it('is told once by several servers that look at the same moment, and after restarts', async () => {
    const id = await raise()
    await Promise.all([pager().tick(MONDAY), pager().tick(MONDAY), pager().tick(MONDAY)])
    await pager().tick(MONDAY + 1_000)
    expect((await stateOf(id)).paged).toHaveLength(1)
    expect(await notices()).toHaveLength(1)
  })

  it('is never somebody off duty: whoever stands in is told instead', async () => {
    const swap = { post: 'first', off: 'trial:duty-officer', on: 'trial:commander', from: MONDAY - 1, to: MONDAY + 3_600_000 }
    const answer = await officer.post('/api/alarms/roster/swaps', { commandId: 'swap-0001', ...swap })
    expect(answer.statusCode).toBe(201)
    await officer.post('/api/alarms/roster/swaps', { commandId: 'swap-0001', ...swap })
    const duty = (await officer.get('/api/alarms/roster')).json()
    expect(duty.posts[0].present).toEqual([{ account: 'trial:commander', name: '试用 commander' }])
    expect(duty.swaps).toHaveLength(1)
    const id = await raise()
    await pager().tick(MONDAY)
    expect((await stateOf(id)).paged[0]?.people.map(({ name }) => name)).toEqual(['试用 commander'])
    expect(codeOf(await officer.post('/api/alarms/roster/swaps', { commandId: 'swap-0002', ...swap, on: 'nobody' }))).toBe(
      'account/unknown',
    )
  })

  it('is changed by nobody who answers for a town only, except for the shift they are in, and never to somebody who may see nothing', async () => {
    const times = { post: 'first', from: MONDAY - 1, to: MONDAY + 3_600_000 }
    const swap = async (by: Browser, id: string, off: string, on: string) =>
      codeOf(await by.post('/api/alarms/roster/swaps', { commandId: id, ...times, off, on }))
    const town = new Browser(app, '10.0.0.3')
    await town.try('town-staff')
    await new Browser(app, '10.0.0.4').try('enterprise')
    expect(await swap(town, 'swap-0001', 'trial:duty-officer', 'trial:commander')).toBe('access/refused')
    expect(await swap(officer, 'swap-0002', 'trial:duty-officer', 'trial:enterprise')).toBe('command/person-unknown')
    expect(await swap(town, 'swap-0003', 'trial:town-staff', 'trial:duty-officer')).toBe('201')
    expect((await officer.get('/api/alarms/roster')).json().posts[0].present).toMatchObject([{ account: 'trial:duty-officer' }])
  })

  it('is the next at once where nobody of a post has an account', async () => {
    const id = await raise()
    const roster = { posts: [post('first', 0, ['gone']), post('second', 300, ['trial:commander'])] }
    for (const at of [0, 1_000]) await pager({ roster }).tick(MONDAY + at)
    expect((await stateOf(id)).paged.map(({ post, people }) => [post, people.length])).toEqual([
      ['first', 0],
      ['second', 1],
    ])
  })
})

describe('telling', () => {
  it('goes encrypted to the browsers of the person, and signed to the other system, once each', async () => {
    const sent: { url: string; headers: Headers; body: string }[] = []
    const id = await raise()
    expect((await officer.post('/api/alarms/push', SUBSCRIPTION)).statusCode).toBe(204)
    await pager({ channels: ['push', 'webhook'] }).tick(MONDAY)
    for (const at of [0, 1_000, 120_000]) await deliverNotices(delivery(recording(sent, 201)), MONDAY + at)
    expect(sent.map(({ url }) => url).sort()).toEqual(['https://hook.example/alarms', 'https://push.example/one'])
    const hook = sent.find(({ url }) => url.includes('hook'))
    expect(hook?.headers.get('guanlan-signature')).toBe(
      `sha256=${signatureOf('secret', hook?.headers.get('guanlan-time') ?? '', hook?.body ?? '')}`,
    )
    expect(JSON.parse(hook?.body ?? '')).toMatchObject({ kind: 'alarm', id, severity: 'critical', title: 'test' })
    const push = sent.find(({ url }) => url.includes('push'))
    expect(push?.headers.get('content-encoding')).toBe('aes128gcm')
    expect(push?.body).not.toContain(id)
  })

  it('is written down and told to nobody in a drill, whatever channels the deployment has', async () => {
    const sent: { url: string; headers: Headers; body: string }[] = []
    const id = await raise()
    expect((await officer.post('/api/alarms/push', SUBSCRIPTION)).statusCode).toBe(204)
    await pager({ channels: noticeChannels({ isDrill: true, hasWebhook: true }) }).tick(MONDAY)
    for (const at of [0, 1_000, 120_000]) await deliverNotices(delivery(recording(sent, 201)), MONDAY + at)
    expect((await stateOf(id)).paged).toHaveLength(1)
    expect(await notices()).toEqual([])
    expect(sent).toEqual([])
  })

  it('is tried again under the same key when it fails, and a browser that is gone is forgotten', async () => {
    const failed: { url: string; headers: Headers; body: string }[] = []
    await raise()
    await officer.post('/api/alarms/push', SUBSCRIPTION)
    await pager({ channels: ['push', 'webhook'] }).tick(MONDAY)
    await deliverNotices(delivery(recording(failed, 503)), MONDAY)
    const again: typeof failed = []
    await deliverNotices(delivery(recording(again, 410)), MONDAY + 5_000)
    const keyOf = (list: typeof failed) => list.find(({ url }) => url.includes('hook'))?.headers.get('idempotency-key')
    expect(keyOf(again)).toBe(keyOf(failed))
    expect(await tested.database.query('select endpoint from guanlan.push_subscription')).toEqual([])
    expect((await notices()).map(({ channel, state }) => `${channel} ${state}`).sort()).toEqual(['push sent', 'webhook waiting'])
  })

  it('reaches whoever answers while another system does not', async () => {
    const sent: { url: string; headers: Headers; body: string }[] = []
    await raise()
    await officer.post('/api/alarms/push', SUBSCRIPTION)
    await pager({ channels: ['push', 'webhook'] }).tick(MONDAY)
    const silent = Promise.withResolvers<Response>()
    const answers = recording(sent, 201)
    const fetch: typeof globalThis.fetch = (input, init) => (String(input).includes('hook') ? silent.promise : answers(input, init))
    const delivering = deliverNotices(delivery(fetch), MONDAY)
    await expect.poll(notices).toContainEqual(expect.objectContaining({ channel: 'push', state: 'sent' }))
    expect(await notices()).toContainEqual(expect.objectContaining({ channel: 'webhook', state: 'waiting' }))
    silent.resolve(new Response(null, { status: 201 }))
    await delivering
    expect((await notices()).map(({ state }) => state)).toEqual(['sent', 'sent'])
  })

  it('goes on with the others when one cannot be put into words, and that one is tried again', async () => {
    const sent: { url: string; headers: Headers; body: string }[] = []
    await raise()
    await officer.post('/api/alarms/push', SUBSCRIPTION)
    await pager({ channels: ['push', 'webhook'] }).tick(MONDAY)
    const parts = delivery(recording(sent, 201))
    let isFirst = true
    const alarm = (matter: Matter) => {
      if (!isFirst) return parts.news.alarm(matter)
      isFirst = false
      throw new TypeError('no words')
    }
    const delivering = deliverNotices({ ...parts, news: { ...parts.news, alarm } }, MONDAY)
    await expect(delivering).rejects.toThrow(/alarm\/.* could not be dealt with/)
    expect((await notices()).map(({ state }) => state).sort()).toEqual(['sent', 'waiting'])
  })

  it('ends when the person no longer wants it', async () => {
    await officer.post('/api/alarms/push', SUBSCRIPTION)
    await commander.post('/api/alarms/push/end', { endpoint: SUBSCRIPTION.endpoint })
    expect(await tested.database.query('select 1 from guanlan.push_subscription')).toHaveLength(1)
    await officer.post('/api/alarms/push/end', { endpoint: SUBSCRIPTION.endpoint })
    expect(await tested.database.query('select 1 from guanlan.push_subscription')).toHaveLength(0)
  })
})

function post(id: string, afterS: number, accounts: string[]): DutyRoster['posts'][number] {
  return { id, names: { zh: id, en: id }, afterS, shifts: [{ from: '08:00', to: '08:00', accounts }] }
}

function grade(reached: 0 | 1 | 2): Reading {
  return { kind: 'judged', reached, kept: reached, why: { kind: 'threshold', value: reached, limit: 1, side: 'above' } }
}

async function engine(): Promise<AlarmEngine> {
  const made = new AlarmEngine({
    rules: [watchedRule('test', 'city', { holdMs: 0, calmMs: 0, returnMs: 0 })],
    figures: tellingFigures(() => reading),
    database: tested.database,
  })
  await made.restore(MONDAY)
  return made
}

/** Raises a critical alarm and gives its id. */
async function raise(): Promise<string> {
  reading = grade(2)
  await engine().then((one) => one.tick(MONDAY))
  const [alarm] = await openMatters(tested.database)
  if (!alarm) throw new Error('no alarm was raised')
  return alarm.id
}

async function stateOf(id: string): Promise<Alarm['state']> {
  return ((await findMatter(tested.database, 'alarm', id)) as Alarm).state
}

/** A pager that looks at what the record holds at each tick, as one that was just started does. */
function pager(said: { roster?: DutyRoster; channels?: readonly ('push' | 'webhook')[] } = {}) {
  const { database } = tested
  return {
    tick: async (now: number) => {
      const open = (await openMatters(database)) as readonly Alarm[]
      const book = { open: () => open }
      await endShelves({ database, book }, now)
      await new Pager({
        ...{ database, tree: TREE, calendar: CALENDAR, roster: said.roster ?? ROSTER, channels: said.channels ?? ['push'] },
        ...{ book, kinds: [pagedAlarms(() => 'duty')] },
      }).tick(now)
    },
  }
}

function notices() {
  return tested.database.query<{ account: string; channel: string; state: string }>(
    'select account, channel, state from guanlan.notice',
  )
}

function delivery(fetch: typeof globalThis.fetch): Parameters<typeof deliverNotices>[0] {
  return {
    database: tested.database,
    news: {
      reminder: () => undefined,
      alarm: (matter) =>
        alarmNews(matter as Alarm, { ...TESTED_CITY, metrics: [], city: { ...TESTED_CITY.city, departments: [] } }),
    },
    push: { key: pushKey(Buffer.alloc(32, 9), 'https://city.example'), fetch, random: (bytes) => Buffer.alloc(bytes, 1) },
    webhook: { url: 'https://hook.example/alarms', secret: 'secret', fetch },
  }
}

/** Answers everything with a status, and remembers what was asked. */
function recording(sent: { url: string; headers: Headers; body: string }[], status: number): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    sent.push({ url: request.url, headers: request.headers, body: Buffer.from(await request.arrayBuffer()).toString('utf8') })
    return new Response(null, { status: request.url.includes('hook') && status === 410 ? 503 : status })
  }
}
