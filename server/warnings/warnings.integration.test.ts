import { randomBytes } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '#contract/access.ts'
import { type CapMessage, capReference, capTime } from '#contract/cap.ts'
import { areaTree } from '#contract/catalogue.ts'
import type { OpenWarnings, Warning, WarningDraft } from '#contract/warning.ts'
import { PostgresAuditLog } from '../access/audit/postgres-audit-log.ts'
import type { Subject } from '../access/policy/subject.ts'
import { loadBoundary } from '../city/load-boundary.ts'
import { loadCity } from '../city/load-city.ts'
import { eventsOf, findMatter, openMatters } from '../matters/matter-store.ts'
import { runCommand, type Verb } from '../matters/run-command.ts'
import { type Database, openDatabase } from '../record/database.ts'
import { TEST_CITY } from '../testing/server-process.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { AreaShapes } from './area-shapes.ts'
import { cancelWarning } from './cancel-warning.ts'
import { readCap } from './cap/read-cap.ts'
import { expireWarning, overdueWarnings } from './expire-warnings.ts'
import { issueWarning } from './issue-warning.ts'
import { warningFeed } from './open/warning-feed.ts'
import { receiveWarning } from './receive-warning.ts'
import { updateWarning } from './update-warning.ts'
import { warningParts } from './warning-parts.ts'

const START = Date.parse('2026-09-08T10:00:00+08:00')
const HOUR = 3_600_000
const SENDER = 'met@weather.example'
const MET = { id: 1, name: 'met' }

let server: TestedDatabase
let database: Database
let parts: ReturnType<typeof warningParts>
let app: FastifyInstance
let now = START

beforeAll(async () => {
  server = await TestedDatabase.start()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = START
  database = openDatabase(await server.migrated())
  const { folder, catalogue, warnings: plan } = await loadCity(TEST_CITY)
  const tree = areaTree(catalogue.areas)
  const { boundaries } = catalogue.city.map
  const shapes = new AreaShapes(boundaries ? [await loadBoundary(folder, boundaries)] : [], tree)
  parts = warningParts({
    ...{ database, catalogue, tree, plan, shapes },
    audit: new PostgresAuditLog(),
    now: () => now,
    random: randomBytes,
  })
  app = Fastify()
  await app.register(warningFeed, { ...parts, publicUrl: 'https://city.example' })
})
afterEach(async () => {
  await app.close()
  await database.close()
})

describe('messages of a source', () => {
  const alert = messageAt(0, 'a', 'Alert')
  const first = messageAt(1, 'b', 'Update', [alert])
  const second = messageAt(2, 'c', 'Update', [alert, first])
  const cancel = messageAt(3, 'd', 'Cancel', [alert, first, second])

  it('come to the same warning in whatever order they arrive, and to the same end', async () => {
    const ends: unknown[] = []
    for (const order of permutations([alert, first, second, cancel])) {
      await database.query('truncate guanlan.matter, guanlan.event, guanlan.warning_message, guanlan.warning_sender')
      for (const message of order) await receive(message)
      const all = (await database.query<{ state: Warning['state'] }>('select state from guanlan.matter')) as {
        state: Warning['state']
      }[]
      expect(all).toHaveLength(1)
      ends.push(all[0]?.state)
    }
    expect(ends).toHaveLength(24)
    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1)
    expect(ends[0]).toMatchObject({
      phase: 'cancelled',
      message: { identifier: 'c' },
      messages: [{}, {}, {}, { msgType: 'Cancel' }],
    })
  })

  it('find each other when they arrive at once', async () => {
    const receipts = await Promise.all([cancel, second, first, alert].map((message) => receive(message)))
    expect(new Set(receipts.map(({ id }) => id)).size).toBe(1)
    expect(await openMatters(database)).toEqual([])
  })

  it('change nothing when they come again, however often and at once, and are answered as before', async () => {
    const { id } = await receive(alert)
    const again = await Promise.all(Array.from({ length: 6 }, () => receive(alert)))
    for (const receipt of again)
      expect(receipt).toEqual({ id, outcome: 'known', phase: 'in-force', areas: ['rm-a'], isShown: true })
    expect(await eventsOf(database, 'warning', id)).toHaveLength(1)
  })

  it('that do not go to everybody reach only those cleared for them, and never the open page', async () => {
    const reachOf = async (message: CapMessage) => (await findMatter(database, 'warning', (await receive(message)).id))?.reach
    const staff = { ...alert, scope: 'Restricted', restriction: 'staff' } as const
    expect(await reachOf(staff)).toEqual({ area: 'rm-a', sensitivity: 'internal' })
    expect(await reachOf({ ...alert, identifier: 'p', scope: 'Private', addresses: ['one'] })).toMatchObject({
      sensitivity: 'sensitive',
    })
    expect((await page()).inForce).toEqual([])
  })

  it('are refused when they say something else under the same name', async () => {
    await receive(alert)
    await expect(receive({ ...alert, status: 'Test' })).rejects.toMatchObject({ code: 'warning/changed' })
  })

  it('are refused from another source than the one that answers for their sender, and in our own name', async () => {
    await receive(alert)
    await expect(receive(cancel, { id: 2, name: 'other' })).rejects.toMatchObject({ code: 'warning/not-yours' })
    await expect(receive({ ...alert, sender: String(parts.ownSender) })).rejects.toMatchObject({ code: 'warning/not-yours' })
    expect(await openMatters(database)).toHaveLength(1)
  })

  it.each(['Test', 'Exercise', 'System', 'Draft'] as const)(
    'that are only %s are kept and never shown as a warning',
    async (status) => {
      const receipt = await receive({ ...alert, status })
      expect(receipt).toMatchObject({ outcome: 'taken', isShown: false })
      expect(await openMatters(database)).toEqual([])
      expect(await findMatter(database, 'warning', receipt.id)).toMatchObject({ isOpen: false, state: { status } })
      expect((await page()).inForce).toEqual([])
      expect((await page()).past).toEqual([])
    },
  )

  it('are matched by code, by a longer spelling of it, by shape, and to the whole where all of it is meant', async () => {
    const areas = async (area: Partial<CapMessage['info'][0]['area'][0]>, mark: string) => {
      const said = { areaDesc: 'x', polygon: [], circle: [], geocode: [], ...area }
      const message = { ...alert, identifier: mark, info: alert.info.map((info) => ({ ...info, area: [said] })) }
      return (await receive(message)).areas
    }
    expect(await areas({ geocode: [{ valueName: 'GB/T 2260', value: 'rm-c' }] }, 'm1')).toEqual(['rm-c'])
    expect(await areas({ circle: [{ centre: [23.1, 114.1], radiusKm: 2 }] }, 'm2')).toEqual(['rm-b'])
    expect(await areas({ circle: [{ centre: [23.05, 114.05], radiusKm: 3 }] }, 'm3')).toEqual(['rm'])
    const west: [number, number][] = [
      [22.9, 113.9],
      [22.9, 114.05],
      [23.2, 114.05],
      [23.2, 113.9],
      [22.9, 113.9],
    ]
    expect(await areas({ polygon: [west] }, 'm4')).toEqual(['rm-a', 'rm-c'])
    const elsewhere = west.map(([lat, lon]): [number, number] => [lat + 5, lon])
    expect(await areas({ polygon: [elsewhere] }, 'm5')).toEqual([])
  })

  it('that replace several warnings leave one, and cancel several at once', async () => {
    const other = { ...messageAt(0, 'z', 'Alert'), info: placed('rm-b') }
    const [one, two] = [await receive(alert), await receive(other)]
    await receive(messageAt(1, 'y', 'Update', [alert, other]))
    expect(await findMatter(database, 'warning', two.id)).toMatchObject({
      isOpen: false,
      state: { phase: 'replaced', replacedBy: one.id },
    })
    const [p, q] = [messageAt(0, 'p', 'Alert'), messageAt(0, 'q', 'Alert')]
    for (const each of [p, q, messageAt(2, 'r', 'Cancel', [p, q])]) await receive(each)
    expect((await openMatters(database)).map(({ id }) => id)).toEqual([one.id])
  })
})

describe('the clock', () => {
  it('ends a warning once, however many servers look', async () => {
    const { id } = await receive(messageAt(0, 'a', 'Alert'))
    now = START + 25 * HOUR
    expect(overdueWarnings(await openMatters(database), now)).toEqual([id])
    const ended = await Promise.all(Array.from({ length: 5 }, () => expireWarning(database, id, now)))
    expect(ended.filter(Boolean)).toHaveLength(1)
    expect(await expireWarning(database, id, now)).toBe(false)
    expect((await eventsOf(database, 'warning', id)).map(({ event }) => event.type)).toEqual([
      'warning.received',
      'warning.expired',
    ])
    expect((await page()).past).toMatchObject([{ phase: 'expired' }])
  })

  it('never opens one that was over when it arrived', async () => {
    now = START + 30 * HOUR
    expect(await receive(messageAt(0, 'a', 'Alert'))).toMatchObject({ phase: 'expired', isShown: false })
  })
})

describe('warnings issued here', () => {
  it('go out, change and end, each with a document that our own reader reads without loss', async () => {
    const { id } = await command('duty-officer', 'rm', issueWarning(parts), { draft: draft() })
    expect(await page()).toMatchObject({ inForce: [{ id, colour: 'orange', areas: [{ zh: '海角镇' }], headline: { en: 'Rain' } }] })
    now += 60_000
    await command('commander', 'rm', updateWarning(parts), {
      id,
      version: 1,
      draft: { ...draft(), colour: 'red', areas: ['rm-a', 'rm-b'] },
    })
    await command('commander', 'rm', cancelWarning(parts), { id, version: 2, reason: { zh: '雨停', en: 'Rain over' } })
    const { state } = (await findMatter(database, 'warning', id)) as Warning
    expect(state).toMatchObject({ phase: 'cancelled', origin: 'own', colour: 'red', areas: ['rm-north'] })
    const events = (await eventsOf(database, 'warning', id)) as unknown as { event: { body: { message: CapMessage } } }[]
    for (const { event } of events) {
      const response = await app.inject(`/api/open/warnings/${event.body.message.identifier}.cap`)
      expect(response.headers).toMatchObject({ 'content-type': 'application/cap+xml; charset=utf-8', 'cache-control': /immutable/ })
      expect(readCap(response.rawPayload, now)).toEqual(event.body.message)
    }
    const [first, second, third] = events.map(({ event }) => event.body.message) as [CapMessage, CapMessage, CapMessage]
    expect(second).toMatchObject({ msgType: 'Update', references: [capReference(first)] })
    expect(third).toMatchObject({ msgType: 'Cancel', references: [capReference(first), capReference(second)] })
    expect(third.info.map(({ responseType }) => responseType)).toEqual([['AllClear'], ['AllClear']])
  })

  it('stand in the feed, the newest first, with the same bytes and tag for everybody', async () => {
    const { id } = await command('duty-officer', 'rm', issueWarning(parts), { draft: draft() })
    now += 1_000
    await command('duty-officer', 'rm', cancelWarning(parts), { id, version: 1, reason: { zh: '<解除> & 完', en: 'Over' } })
    now += 1_000
    const feed = await app.inject('/api/open/warnings.atom')
    expect(feed.headers['content-type']).toBe('application/atom+xml; charset=utf-8')
    expect([...feed.body.matchAll(/<category term="(\w+)"/g)].map(([, type]) => type)).toEqual(['Cancel', 'Alert'])
    expect(feed.body).toContain('&lt;解除&gt; &amp; 完')
    expect(feed.body).toContain('https://city.example/api/open/warnings/rivermouth-')
    const again = await app.inject({ url: '/api/open/warnings.atom', headers: { 'if-none-match': String(feed.headers.etag) } })
    expect(again.statusCode).toBe(304)
  })

  it('are refused beyond the remit, without the right, with a version that moved on, or once they are over', async () => {
    const issue = issueWarning(parts)
    await expect(command('town-staff', 'rm-a', issue, { draft: draft() })).rejects.toMatchObject({ code: 'access/refused' })
    await expect(command('duty-officer', 'rm-b', issue, { draft: draft() })).rejects.toMatchObject({ code: 'access/refused' })
    const wrong: Partial<WarningDraft>[] = [
      { kind: 'snow' },
      { colour: 'blue' },
      { areas: ['nowhere'] },
      { untilAt: START - 1 },
      { untilAt: START + 999 * HOUR },
    ]
    for (const each of wrong)
      await expect(command('commander', 'rm', issue, { draft: { ...draft(), ...each } })).rejects.toMatchObject({
        code: 'warning/draft',
      })
    const { id } = await command('duty-officer', 'rm', issue, { draft: draft() })
    const cancel = cancelWarning(parts)
    const reason = { zh: '完', en: 'over' }
    await expect(command('commander', 'rm', cancel, { id, version: 7, reason })).rejects.toMatchObject({ code: 'warning/moved-on' })
    await command('commander', 'rm', cancel, { id, version: 1, reason })
    await expect(command('commander', 'rm', cancel, { id, version: 2, reason })).rejects.toMatchObject({ code: 'warning/over' })
    const imported = await receive(messageAt(0, 'a', 'Alert'))
    await expect(command('commander', 'rm', cancel, { id: imported.id, version: 1, reason })).rejects.toMatchObject({
      code: 'warning/imported',
    })
  })

  it('are answered by those they went to, which everybody who follows it sees', async () => {
    const { id } = await command('duty-officer', 'rm', issueWarning(parts), { draft: draft() })
    const { state } = (await findMatter(database, 'warning', id)) as Warning
    const reply = (msgType: 'Ack' | 'Error', identifier: string): CapMessage => ({
      ...{
        identifier,
        sender: SENDER,
        sent: capTime(now + 1000, 480),
        status: 'Actual',
        msgType,
        scope: 'Public',
        code: [],
        info: [],
      },
      ...{ references: [capReference(state.message)], note: 'seen' },
    })
    await receive(reply('Ack', 'r1'))
    await receive(reply('Error', 'r2'))
    expect(await findMatter(database, 'warning', id)).toMatchObject({
      isOpen: true,
      state: { replies: [{ msgType: 'Ack' }, { msgType: 'Error' }] },
    })
    const lost = { ...reply('Ack', 'r3'), references: [{ sender: 'x', identifier: 'y', sent: capTime(START, 480) }] }
    await expect(receive(lost)).rejects.toMatchObject({ code: 'matter/unknown' })
  })

  it('say in the document itself that they are invented where the city is', async () => {
    const simulated = { ...parts, isSimulated: true }
    const { id } = await command('duty-officer', 'rm', issueWarning(simulated), { draft: draft() })
    expect(await findMatter(database, 'warning', id)).toMatchObject({
      state: { message: { code: ['simulated'], note: /Simulated/ } },
    })
  })
})

function draft(): WarningDraft {
  return {
    ...{ kind: 'rainstorm', colour: 'orange', severity: 'Severe', urgency: 'Expected', certainty: 'Likely', areas: ['rm-a'] },
    ...{ headline: { zh: '暴雨', en: 'Rain' }, description: { zh: '雨', en: 'rain' }, instruction: { zh: '避', en: 'avoid' } },
    untilAt: START + 6 * HOUR,
  }
}

function messageAt(minutes: number, identifier: string, msgType: CapMessage['msgType'], about?: readonly CapMessage[]): CapMessage {
  return {
    ...{
      identifier,
      sender: SENDER,
      sent: capTime(START + minutes * 60_000 - HOUR, 480),
      status: 'Actual',
      msgType,
      scope: 'Public',
    },
    ...{ code: [], ...(about && { references: about.map(capReference) }), info: placed('rm-a') },
  }
}

function placed(code: string): CapMessage['info'] {
  return [
    {
      ...{ category: ['Met'], event: 'Rain', responseType: [], urgency: 'Expected', severity: 'Severe', certainty: 'Likely' },
      ...{ eventCode: [], parameter: [], resource: [], expires: capTime(START + 24 * HOUR, 480) },
      area: [{ areaDesc: 'x', polygon: [], circle: [], geocode: [{ valueName: 'GB/T 2260', value: code }] }],
    },
  ]
}

function receive(message: CapMessage, source = MET) {
  return receiveWarning(parts, source, message)
}

async function page(): Promise<OpenWarnings> {
  now += 1_000
  return (await app.inject('/api/open/warnings')).json()
}

function command<Input>(role: Role, area: string, verb: Verb<Input>, input: Input) {
  const request = { subject: person(role, area), ip: '127.0.0.1', id: 'r', headers: {} } as unknown as FastifyRequest
  return runCommand(parts, request, verb, { commandId: randomBytes(8).toString('hex') }, input)
}

function person(role: Role, area: string): Subject {
  return {
    ...{ kind: 'person', account: { id: `${role} ${area}`, name: role }, session: 's', assurance: 'password', owes: [] },
    remit: { id: 'r', role, area, domains: 'all' },
  }
}

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]))
}
