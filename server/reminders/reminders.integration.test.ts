import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { areaTree } from '#contract/catalogue.ts'
import type { DutyRoster } from '#contract/duty-roster.ts'
import { type Reminder, USUAL_PATIENCE } from '#contract/reminder.ts'
import { windowCalendar } from '#contract/window.ts'
import { TESTED_CITY } from '../access/identity/testing/tested-access.ts'
import { caseParts } from '../cases/case-verb.ts'
import { cases } from '../cases/cases.ts'
import { TESTED_CASE_TABLES } from '../cases/testing/tested-tables.ts'
import { listMatters, openMatters } from '../matters/matter-store.ts'
import { type Operator, TestedCommand } from '../orders/testing/tested-command.ts'
import { deliverNotices } from '../paging/deliver.ts'
import { Pager } from '../paging/pager.ts'
import { pushKey } from '../paging/push/push-key.ts'
import type { Database, Transaction } from '../record/database.ts'
import { RecordFault } from '../record/record-store.ts'
import { LIVES } from '../run/lives.ts'
import { seeded } from '../testing/seeded.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { lookAtDebts } from './look-at-debts.ts'
import { pagedReminders } from './paged-reminders.ts'
import { reminderNews } from './reminder-news.ts'
import { reminders } from './reminders.ts'

const TREE = areaTree(TESTED_CITY.areas)
const CALENDAR = windowCalendar('Asia/Shanghai')
const ALL_DAY = { from: '08:00', to: '08:00' }
const ROSTER: DutyRoster = {
  posts: [post('officer', 0, ['trial:duty-officer']), post('commander', 600, ['trial:commander'])],
}
const CITY = {
  categoryNames: (id: string) => TESTED_CASE_TABLES.categories.find((one) => one.id === id)?.names,
  patience: USUAL_PATIENCE,
}

let postgres: TestedDatabase
let command: TestedCommand
let duty: Operator
let chief: Operator
let field: Operator
let incident: string
let told: string[]

beforeAll(async () => {
  postgres = await TestedDatabase.start()
})
afterAll(() => postgres.stop())

beforeEach(async () => {
  told = []
  const tables = TESTED_CASE_TABLES
  command = await TestedCommand.open(await postgres.migrated(), async (app, parts) => {
    await app.register(reminders, { ...parts })
    const city = { ...TESTED_CITY, city: { ...TESTED_CITY.city, timeZone: 'Asia/Shanghai', departments: [] }, metrics: [] }
    await app.register(cases, { ...parts, ...caseParts({ catalogue: city as never, tree: TREE, tables, calendar: CALENDAR }) })
  })
  duty = await command.operator('duty-officer')
  chief = await command.operator('commander')
  field = await command.operator('field-responder', 'phone-1')
  incident = (await duty.do('/api/incidents', { class: 'accident', place: { area: 'town' }, what: '起火' })).id as string
  await chief.do(`/api/incidents/${incident}/command/take`, { term: 0 })
})
afterEach(() => command.close())

describe('an order that is overdue', () => {
  it('pages whoever is on duty, and the next where nobody sees to it, each once however many servers look', async () => {
    const id = await issued()
    for (const minutes of [20, 10, 10]) await later(minutes, { servers: 3 })
    const [one, ...more] = await open()
    expect(more).toEqual([])
    expect(one?.state).toMatchObject({ debt: 'order-overdue', on: { kind: 'order', id, incident }, title: '排水', area: 'town' })
    expect(postsOf(one)).toEqual(['officer: 试用 duty-officer', 'commander: 试用 commander'])
    expect(one?.reach.people).toEqual([duty.account, chief.account])
    expect(told).toEqual([`reminder/${one?.id}/${duty.account}`, `reminder/${one?.id}/${chief.account}`])
  })

  it('pages nobody any more once it is done, not even of what could not be delivered before', async () => {
    const id = await issued()
    await later(20, { status: 503 })
    expect(told).toHaveLength(1)
    await field.do(`/api/orders/${id}/done`, {})
    await later(1)
    expect(await open()).toEqual([])
    await later(15)
    expect(told).toHaveLength(1)
    expect(await notices()).toEqual([{ account: duty.account, state: 'sent' }])
  })

  it('is left to whoever takes it on for half an hour; then the next is told', async () => {
    await issued()
    await later(20)
    const [one] = await open()
    const commandId = randomUUID()
    const taken = await duty.do('/api/reminders/take', { ids: [one?.id] }, commandId)
    expect(taken.code).toBe('200')
    expect(await duty.do('/api/reminders/take', { ids: [one?.id] }, commandId)).toEqual(taken)
    expect(await chief.do('/api/reminders/take', { ids: [one?.id] })).toMatchObject({ code: 'reminder/taken' })
    await later(29)
    expect(postsOf((await open())[0])).toHaveLength(1)
    await later(11)
    expect(postsOf((await open())[0])).toHaveLength(2)
  })

  it('is nobody’s to take on whose it is not, and not after it is settled', async () => {
    const id = await issued()
    await later(20)
    const [one] = await open()
    const director = await command.operator('wall-director')
    expect(await director.do('/api/reminders/take', { ids: [one?.id] })).toMatchObject({ code: 'access/refused' })
    expect(await duty.do('/api/reminders/take', { ids: ['none'] })).toMatchObject({ code: 'matter/unknown' })
    await field.do(`/api/orders/${id}/done`, {})
    await later(1)
    expect(await duty.do('/api/reminders/take', { ids: [one?.id] })).toMatchObject({ code: 'reminder/settled' })
  })

  it('waits for whoever comes on duty where nobody is: the first who comes is told', async () => {
    const at = new Date(command.clock.at + 8 * 3_600_000)
    const hour = (hours: number) => `${String((at.getUTCHours() + hours) % 24).padStart(2, '0')}:00`
    const roster = {
      posts: [{ ...post('officer', 0, []), shifts: [{ from: hour(2), to: hour(3), accounts: ['trial:duty-officer'] }] }],
    }
    await issued()
    for (const minutes of [20, 1, 5]) await later(minutes, { roster })
    expect((await open())[0]?.state.paged).toEqual([])
    await later(110, { roster })
    expect(postsOf((await open())[0])).toEqual(['officer: 试用 duty-officer'])
  })
})

it('an offer of command that nobody answers pages, and pages nobody once it was answered', async () => {
  const leader = await command.operator('leader')
  await chief.do(`/api/incidents/${incident}/command/offer`, { term: 1, to: leader.account })
  await later(5)
  expect((await open()).map(({ state }) => [state.debt, state.title !== undefined])).toEqual([['command-offered', true]])
  expect(await leader.do(`/api/incidents/${incident}/command/answer`, { term: 1, answer: 'accept' })).toMatchObject({ code: '200' })
  await later(1)
  expect(await open()).toEqual([])
})

describe('cases whose clock ran out', () => {
  const [category] = TESTED_CASE_TABLES.categories
  const reported = async (): Promise<string> => {
    const town = await command.operator('town-staff')
    return (await town.do('/api/cases', { category: category?.id, what: '王女士家门口', place: { area: 'town' } })).id as string
  }
  const stateOf = async (id: string) =>
    (await duty.get<{ state: { dueAt: number; number: string } }>(`/api/matters/case/${id}`)).state

  it('page by their number, and rest once their step was done', async () => {
    const id = await reported()
    const { dueAt, number } = await stateOf(id)
    command.clock.at = dueAt - 1
    await later(0)
    expect(await open()).toEqual([])
    await later(1)
    expect((await open()).map(({ state }) => [state.debt, state.on.id, state.title])).toEqual([['case-overdue', id, number]])
    const desk = await command.operator('dispatcher')
    expect(await desk.do(`/api/cases/${id}/reject`, { reason: '不属实' })).toMatchObject({ code: '200' })
    await later(1)
    expect(await open()).toEqual([])
  })

  it('page no more of them at once than anybody can see to; the next come as those are taken on', async () => {
    const ids = [await reported(), await reported(), await reported()]
    command.clock.at = Math.max(...(await Promise.all(ids.map(stateOf))).map(({ dueAt }) => dueAt))
    await later(0, { mostAsking: 2 })
    await later(1, { mostAsking: 2 })
    expect(await open()).toHaveLength(2)
    const officer = await command.operator('duty-officer')
    expect(await officer.do('/api/reminders/take', { ids: [(await open())[0]?.id] })).toMatchObject({ code: '200' })
    await later(1, { mostAsking: 2 })
    expect((await open()).map(({ state }) => state.on.id).sort()).toEqual(ids.sort())
  })
})

it('many at one moment are one message to a browser, and each its own to another system', async () => {
  for (let n = 0; n < 5; n += 1) await issued()
  await command.database.query(
    `insert into guanlan.push_subscription (endpoint_hash, account, endpoint, p256dh, auth, made_at)
     values ('h', $1, 'https://push.example/one', $2, $3, 0)`,
    [duty.account, BROWSER.p256dh, BROWSER.auth],
  )
  await later(20)
  expect(told.filter((one) => one === 'push')).toHaveLength(1)
  expect(told.filter((one) => one.startsWith('reminder/'))).toHaveLength(5)
})

it('leaves the notices of alarms where a server of the version before finds them, and shows it none of reminders', async () => {
  await issued()
  await later(20)
  const { database } = command
  const add = `insert into guanlan.alarm_notice (alarm, account, channel, made_at, next_at) values ('a-1', 'x', 'push', 1, 1) on conflict do nothing`
  await database.query(add)
  await database.query(add)
  await database.query(`update guanlan.alarm_notice set state = 'sent' where alarm = 'a-1'`)
  expect(await database.query('select alarm, state from guanlan.alarm_notice')).toEqual([{ alarm: 'a-1', state: 'sent' }])
  expect(await database.query(`select kind, state from guanlan.notice where thing = 'a-1'`)).toEqual([
    { kind: 'alarm', state: 'sent' },
  ])
})

describe.each([1])('with seed %i, while servers end in the middle of everything', (seed) => {
  it('reminds of each debt once and settles each, with one notice for each person', async () => {
    const random = seeded(seed)
    const orders: string[] = []
    let ends = 0
    for (let step = 0; step < 12; step += 1) {
      if (random() < 0.5) orders.push(await issued())
      const done = orders[Math.floor(random() * orders.length)]
      if (done !== undefined && random() < 0.3) await field.do(`/api/orders/${done}/done`, {})
      command.clock.at += 6 * 60_000
      for (const when of ['before', 'after'] as const) {
        if (random() < 0.5) continue
        ends += 1
        await server(failing(command.database, when)).catch((fault: unknown) => expect(fault).toBeInstanceOf(RecordFault))
      }
      await Promise.all([server(command.database), server(command.database)])
    }
    expect(ends).toBeGreaterThan(5)
    const rows = await command.database.query<{ debts: number; kinds: number }>(
      `select count(*)::int as debts, count(distinct (state->'on'->>'id', state->>'debt'))::int as kinds
         from guanlan.matter where kind = 'reminder'`,
    )
    expect(rows[0]?.debts).toBe(rows[0]?.kinds)
    const paged = (await all()).flatMap(({ id, state }) =>
      state.paged.flatMap(({ people }) => people.map((one) => `${id}/${one.id}`)),
    )
    expect(paged).toEqual([...new Set(paged)])
    expect(await notices()).toHaveLength(paged.length)
    const owing = (await all()).filter(({ isOpen }) => isOpen).map(({ state }) => state.on.id)
    const late = await command.database.query<{ id: string }>(
      `select id from guanlan.matter where kind = 'order'
          and ((state->>'stage' = 'issued' and (state->>'dueAt')::bigint <= $1)
            or (state->>'stage' = 'done' and (state->'stamps'->-1->>'at')::bigint + 1800000 <= $1))`,
      [command.clock.at],
    )
    expect(owing.sort()).toEqual(late.map(({ id }) => id).sort())
  })
})

const BROWSER = {
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
}

function post(id: string, afterS: number, accounts: string[]): DutyRoster['posts'][number] {
  return { id, names: { zh: id, en: id }, afterS, shifts: [{ ...ALL_DAY, accounts }] }
}

async function issued(): Promise<string> {
  const to = [{ kind: 'role', role: 'field-responder', area: 'town' }]
  const { id } = await chief.do('/api/orders', { incident, term: 1, title: '排水', to, slaMinutes: 20, issue: true })
  return id as string
}

/** So many minutes later: a server that was just started looks, pages and delivers; or several at the same moment. */
async function later(minutes: number, { status = 200, roster = ROSTER, servers = 1, mostAsking = 200 } = {}): Promise<void> {
  command.clock.at += minutes * 60_000
  await command.look()
  await Promise.all(Array.from({ length: servers }, () => server(command.database, status, roster, mostAsking)))
}

/** One server that was just started: it knows what the record says, and nothing else. */
async function server(database: Database, status = 200, roster = ROSTER, mostAsking = 200): Promise<void> {
  const now = command.clock.now
  const book = async () => {
    const matters = await openMatters(command.database)
    return { open: (kind: string) => matters.filter((matter) => matter.kind === kind) }
  }
  await lookAtDebts({ ...{ database, book: await book(), lives: LIVES, city: CITY, mostAsking }, now })
  const paging = { database, roster, tree: TREE, calendar: CALENDAR, channels: ['push', 'webhook'] as const }
  await new Pager({ ...paging, book: await book(), kinds: [pagedReminders] }).tick(now())
  await deliverNotices(
    {
      ...{ database, news: { alarm: () => undefined, reminder: (one) => reminderNews(one as Reminder, TREE, now()) } },
      push: { key: pushKey(Buffer.alloc(32, 9), 'https://city.example'), fetch: answering(status), random: Buffer.alloc },
      webhook: { url: 'https://hook.example/', secret: 'secret', fetch: answering(status) },
    },
    now(),
  )
}

function answering(status: number): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    told.push(request.headers.get('idempotency-key') ?? 'push')
    return new Response(null, { status })
  }
}

async function open(): Promise<readonly Reminder[]> {
  return (await all()).filter(({ isOpen }) => isOpen)
}

async function all(): Promise<readonly Reminder[]> {
  return (await listMatters(command.database, { kind: 'reminder', limit: 500 })) as readonly Reminder[]
}

function postsOf(reminder: Reminder | undefined): readonly string[] {
  return (reminder?.state.paged ?? []).map(({ post, people }) => `${post}: ${people.map(({ name }) => name).join()}`)
}

function notices() {
  return command.database.query<{ account: string; state: string }>(
    `select account, state from guanlan.notice where kind = 'reminder' and channel = 'webhook'`,
  )
}

/** A database that is lost with its second transaction: before it was committed, or when its answer was on the way. */
function failing(database: Database, when: 'before' | 'after'): Database {
  let count = 0
  return {
    ...database,
    transaction: async <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> => {
      count += 1
      if (count === 1) return database.transaction(work)
      const lost = new RecordFault('record/unavailable')
      await database.transaction(async (tx) => {
        await work(tx)
        if (when === 'before') throw lost
      })
      throw lost
    },
  }
}
