/**
 * What it takes to answer among 100,000 cases: a page of the list under each sort of filter people use, what they are counted
 * as, and where they are on a map; and what a day's tickets cost on their way in. The baselines of the same run are one line read by its
 * primary key, which is as little as the database can do, and the same lists without any index, which is what they would cost
 * without this table. What a whole city is asked for most is asked over HTTP as well, from the request to the last byte. Fills a
 * database of its own.
 *
 *     npm run bench -- cases [--cases 100000] [--rounds 3] [--json] [--record]
 */
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CaseEvent, type CaseFilter, type CaseSort, MOST_CASE_POINTS } from '#contract/case.ts'
import type { CaseTables } from '#contract/case-tables.ts'
import type { CaseTicket, TicketStep } from '#contract/case-ticket.ts'
import { areaTree } from '#contract/catalogue.ts'
import { windowCalendar } from '#contract/window.ts'
import { workingTime } from '#contract/working-time.ts'
import type { Subject } from '../access/policy/subject.ts'
import { clocksFollow } from '../cases/case-clocks.ts'
import { Conditions, caseConditions } from '../cases/case-filter.ts'
import { caseLife } from '../cases/case-life.ts'
import { type CaseSight, caseSight } from '../cases/case-sight.ts'
import type { CaseHappening } from '../cases/case-step.ts'
import { casePoints, listLines, sumCases } from '../cases/case-store.ts'
import { readTicket } from '../cases/read-ticket.ts'
import { type TakingTickets, takeTickets } from '../cases/take-tickets.ts'
import { ticketSteps } from '../cases/ticket-steps.ts'
import { area } from '../hub/testing/small-city.ts'
import { type Database, openDatabase } from '../record/database.ts'
import { startEmbeddedPostgres } from '../record/embedded/embedded-postgres.ts'
import { PostgresStore } from '../record/postgres-store.ts'
import type { Source } from '../record/record-store.ts'
import { type CaseRoutes, openCaseRoutes } from './case-routes.ts'
import { alternate } from './result/alternate.ts'
import { benchOptions } from './result/bench-options.ts'
import { benchRow } from './result/bench-row.ts'
import { concludeBench, sayProgress } from './result/conclude-bench.ts'
import { quantile } from './result/spread.ts'
import { type Ask, timed } from './result/timed.ts'

const TOWNS = 33
const COMMUNITIES = 18
const PART = 2_000
/** What people feel as at once, ms. */
const BLINK_MS = 100
/** How often a question is asked in one round. */
const ASKED = 20
const ONE_LINE = 'one line by its primary key'
const TOWN_WITHOUT_INDEX = 'the same without an index'
const WORD_WITHOUT_INDEX = 'one word without an index'
const options = benchOptions({ cases: 100_000, rounds: 3 })
const CASES = options.settings.cases
const NOW = Date.parse('2026-11-23T15:00:00+08:00')
const DAY_MS = 86_400_000
const SPAN_MS = 180 * DAY_MS

const zones = Array.from({ length: 6 }, (_, index) => area(`zone-${index}`, 'zone', 'city'))
const towns = Array.from({ length: TOWNS }, (_, index) => area(`town-${index}`, 'town', `zone-${index % 6}`))
const communities = towns.flatMap(({ code }) =>
  Array.from({ length: COMMUNITIES }, (_, index) => area(`${code}-${index}`, 'community', code)),
)
const tree = areaTree([area('city', 'city'), ...zones, ...towns, ...communities])
const departments = Array.from({ length: 12 }, (_, index) => `department-${index}`)
const categories = Array.from({ length: 50 }, (_, index) => ({
  ...{ id: `category-${index}`, group: 'group', names: { zh: `类别${index}`, en: `Category ${index}` } },
  ...{ department: departments[index % 12] as string, limit: { amount: 1 + (index % 5), unit: 'working-days' } as const },
}))
const tables: CaseTables = {
  ...{ groups: [{ id: 'group', kind: 'event', names: { zh: '组', en: 'Group' } }], categories },
  limits: { filing: { amount: 2, unit: 'working-hours' }, verification: { amount: 1, unit: 'working-days' } },
  sameness: { withinMinutes: 4_320, nearMetres: 80, farMetres: 250, join: 0.75, ask: 0.5 },
  calendar: {
    hours: [
      { from: '08:30', to: '12:00' },
      { from: '14:00', to: '17:30' },
    ],
    weekdays: [1, 2, 3, 4, 5],
    days: [],
  },
}

const ROADS = ['育才路', '振兴路', '东升路', '文化路', '建设路', '人民路', '新风路', '沿河路']
const TROUBLES = [
  '路灯连续几盏不亮',
  '垃圾成堆影响通行',
  '井盖松动车压就响',
  '工地深夜施工噪音很大',
  '路面积水电动车无法通过',
  '机动车乱停放堵住通道',
]

const folder = await mkdtemp(join(tmpdir(), 'guanlan-bench-'))
await chmod(folder, 0o711)
const postgres = await startEmbeddedPostgres(folder, { step: () => undefined, log: () => undefined })
try {
  await PostgresStore.prepare(postgres.url)
  const database = openDatabase(postgres.url)
  const [known] = await database.query<{ id: number }>(
    `insert into guanlan.source (name, token_hash) values ('bench', 'bench') returning id`,
  )
  const source = { id: known?.id ?? 0, name: 'bench' } as Source
  await fill(database)
  await database.query('vacuum analyze')
  const routes = await openCaseRoutes({ ...taking(database), tree, now: () => NOW }, dispatcher('city'))
  const questions: Readonly<Record<string, Question>> = {
    ...ofLists(database),
    ...overHttp(routes),
    'door: a part of 100 new tickets': { ask: newTickets(database, source) },
  }
  const baselines = await leastAndWorst(database)
  const asks = { ...baselines, ...Object.fromEntries(Object.entries(questions).map(([name, { ask }]) => [name, ask])) }
  const names = Object.keys(asks)
  const took = await alternate(names, options.settings.rounds, (name, round) => {
    if (name === ONE_LINE) sayProgress(`round ${round + 1} of ${options.settings.rounds}`)
    return timed(asks[name] as Ask, ASKED)
  })
  const rows = Object.entries(questions).flatMap(([name, { against = ONE_LINE, promisedMs }]) =>
    ([0.5, 0.95] as const).map((share) =>
      benchRow({
        ...{ measure: `${name}, p${share * 100}`, unit: 'ms', values: (took[name] ?? []).map((round) => quantile(round, share)) },
        baseline: { name: against, values: (took[against] ?? []).map((round) => quantile(round, share)) },
        ...(promisedMs !== undefined && share === 0.95 && { target: { of: 'figure', is: 'at most', value: promisedMs } as const }),
      }),
    ),
  )
  await routes.close()
  await database.close()
  concludeBench('cases', options, { rows })
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

/** Something people ask, the baseline it stands beside if that is another than one line by its key, and what is promised of it. */
type Question = { readonly ask: Ask; readonly against?: string; readonly promisedMs?: number }

/** Every question people ask of a list, under the remit of a whole city and of one town. */
function ofLists(database: Database): Record<string, Question> {
  const city = caseSight(dispatcher('city'), tree)
  const town = caseSight(dispatcher('town-7'), tree)
  const list =
    (filter: CaseFilter, sight: CaseSight, sort: CaseSort = 'newest') =>
    () =>
      listLines(database, caseConditions(filter, sight, { tree, now: NOW }), { sort, limit: 50 })
  const count = (filter: CaseFilter, sight: CaseSight) => () =>
    sumCases(database, caseConditions(filter, sight, { tree, now: NOW }), NOW)
  const points = (filter: CaseFilter, box: readonly [number, number, number, number]) => () => {
    const [west, south, east, north] = box
    const where = caseConditions(filter, city, { tree, now: NOW })
    return casePoints(database, where, { west, south, east, north }, { columns: 24, now: NOW })
  }
  const asks: Record<string, Ask> = {
    'list: newest of the city': list({}, city),
    'list: a page deep in the city': async () => {
      const where = caseConditions({}, city, { tree, now: NOW })
      return listLines(database, where, { sort: 'newest', limit: 50, after: { at: NOW - SPAN_MS / 2, id: 'c' } })
    },
    'list: newest of a town': list({}, town),
    'list: newest of a zone': list({ area: 'zone-2' }, city),
    'list: overdue, soonest due first': list({ overdue: true }, city, 'due'),
    'list: my queues in a town, soonest due first': list({ mine: 'to-do' }, town, 'due'),
    'list: a department handling, a category, a month': list(
      { department: ['department-3'], category: ['category-3'], from: NOW - 30 * DAY_MS },
      city,
    ),
    'list: station and town': list({ station: ['verification'], area: 'town-9' }, city),
    'list: two words in the city': list({ text: '路灯 育才' }, city),
    'list: a rare word in a town': list({ text: '塌陷' }, town),
    'list: a number': list({ text: '20261123-000042' }, city),
    'counts: of the city': count({}, city),
    'counts: of a town': count({}, town),
    'counts: open and overdue': count({ open: true, overdue: true }, city),
    'map: the whole city, in clusters': points({}, [112, 22, 115, 24]),
    'map: the whole city, open, in clusters': points({ open: true }, [112, 22, 115, 24]),
    [`map: a quarter, up to ${MOST_CASE_POINTS} points`]: points({ open: true }, [113.5, 22.8, 113.55, 22.85]),
  }
  const beside: Readonly<Record<string, string>> = {
    'list: newest of a town': TOWN_WITHOUT_INDEX,
    'list: two words in the city': WORD_WITHOUT_INDEX,
  }
  return Object.fromEntries(
    Object.entries(asks).map(([name, ask]) => [name, { ask, ...(beside[name] && { against: beside[name] }) }]),
  )
}

/** What a whole city is asked for whenever somebody turns to cases, over HTTP: within a blink. */
function overHttp({ ask }: CaseRoutes): Record<string, Question> {
  const box = 'west=112&south=22&east=115&north=24'
  const paths = {
    'over HTTP: newest of the city': '?limit=50',
    'over HTTP: counts of the city': '/counts',
    'over HTTP: counts, open and overdue': '/counts?open=true&overdue=true',
    'over HTTP: what is to be done in every town': '/queues',
    'over HTTP: the whole city, in clusters': `/points?${box}`,
    'over HTTP: the whole city, open, in clusters': `/points?${box}&open=true`,
    'over HTTP: two words in the city': `?text=${encodeURIComponent('路灯 育才')}`,
  }
  return Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, { ask: () => ask(path), promisedMs: BLINK_MS }]))
}

/** The least the database can do, and what the same lists would cost without this table. */
async function leastAndWorst(database: Database): Promise<Record<string, Ask>> {
  const ids = await database.query<{ id: string }>('select id from guanlan.case_line order by id limit $1', [ASKED])
  const town = caseSight(dispatcher('town-7'), tree)
  let turn = 0
  const withoutIndex = (where: () => Conditions) => () =>
    database.transaction(async (tx) => {
      for (const kind of ['indexscan', 'bitmapscan', 'indexonlyscan']) await tx.query(`set local enable_${kind} = off`)
      return listLines({ ...database, query: tx.query } as Database, where(), { sort: 'newest', limit: 50 })
    })
  return {
    [ONE_LINE]: () => database.query('select * from guanlan.case_line where id = $1', [ids[turn++ % ids.length]?.id]),
    [TOWN_WITHOUT_INDEX]: withoutIndex(() => caseConditions({}, town, { tree, now: NOW })),
    [WORD_WITHOUT_INDEX]: withoutIndex(() => {
      const words = new Conditions()
      words.add('exists (select from guanlan.case_words as words where words.id = line.id and words.said like ?)', '%路灯%')
      return words
    }),
  }
}

/**
 * Cases of half a year, most of them closed, some thousands at each stage before: the states that the door would come to, without
 * their events, which no list looks at.
 */
async function fill(database: Database): Promise<void> {
  const city = taking(database)
  for (let from = 0; from < CASES; from += PART) {
    const matters = Array.from({ length: Math.min(PART, CASES - from) }, (_, index) => matterOf(from + index, city))
    await database.query(
      `insert into guanlan.matter (kind, id, version, revision, opened_at, changed_at, is_open, reach, state)
       select 'case', id, 1, 1, opened_at, changed_at, is_open, reach, state
         from unnest($1::text[], $2::bigint[], $3::bigint[], $4::boolean[], $5::jsonb[], $6::jsonb[])
           as given (id, opened_at, changed_at, is_open, reach, state)`,
      [
        matters.map(({ id }) => id),
        matters.map(({ openedAt }) => openedAt),
        matters.map(({ changedAt }) => changedAt),
        matters.map(({ isOpen }) => isOpen),
        matters.map(({ reach }) => JSON.stringify(reach)),
        matters.map(({ state }) => JSON.stringify(state)),
      ],
    )
    if ((from / PART) % 10 === 9) sayProgress(`${(from + PART).toLocaleString('en')} of ${CASES.toLocaleString('en')} cases`)
  }
}

/** What the n-th ticket comes to, by the life of a case. */
function matterOf(n: number, city: TakingTickets) {
  const actor = { kind: 'source', id: 'bench', name: 'bench' } as const
  const told = readTicket(ticket(n), city, NOW)
  const { category, what, isUrgent, place } = told
  const origin = { kind: 'source', id: 'bench', key: told.key } as const
  const number = `20261123-${String(n).padStart(6, '0')}`
  let state = caseLife.evolve(
    undefined,
    { type: 'case.collected', at: told.at, actor, body: { number, origin, category, what, isUrgent, place, attachments: [] } },
    '',
  )
  const add = (at: number, happenings: readonly CaseHappening[]) => {
    for (const happening of happenings) state = caseLife.evolve(state, { ...happening, at, actor } as CaseEvent, '')
  }
  add(told.at, clocksFollow(undefined, state, told.at, city))
  for (const { at, happening } of ticketSteps({ stage: 'collected', category }, told.steps, city)) {
    add(at, [happening])
    add(at, clocksFollow(undefined, state, at, city))
  }
  const changedAt = state.stamps.at(-1)?.at ?? told.at
  return { id: `c${randomBytes(9).toString('base64url')}`, openedAt: told.at, changedAt, ...caseLife.standing(state), state }
}

/** A part of the door: a hundred tickets that nobody knew, each time others. */
function newTickets(database: Database, source: Source): Ask {
  let next = CASES
  return () => {
    const rows = Array.from({ length: 100 }, () => ticket(next++))
    return takeTickets(taking(database), source, rows, undefined)
  }
}

function taking(database: Database): TakingTickets {
  return {
    ...{ database, tables, tree, timeZone: 'Asia/Shanghai', root: 'city', findArea: () => undefined, random: randomBytes },
    time: workingTime(tables.calendar, windowCalendar('Asia/Shanghai')),
    now: () => NOW,
    domainsOf: (id) => (departments.includes(id) ? [] : undefined),
    isCategory: (id) => categories.some((one) => one.id === id),
    isDepartment: (id) => departments.includes(id),
    isArea: (code) => tree.byCode.has(code),
  }
}

/** The n-th ticket: where it lies and how far it came, by its number alone. */
function ticket(n: number): CaseTicket {
  const mixed = Math.imul(n + 1, 0x9e3779b1) >>> 0
  const at = NOW - Math.floor((1 - n / CASES) * SPAN_MS) - 3_600_000
  const place = communities[mixed % communities.length]
  const trouble = n % 997 === 0 ? '路面塌陷有半米深' : TROUBLES[mixed % TROUBLES.length]
  const way: readonly TicketStep[] = ['accepted', 'filed', 'dispatched', 'started', 'answered', 'verified', 'closed', 'evaluated']
  const isOld = n < CASES * 0.8
  const done = isOld && mixed % 20 !== 0 ? way.length : mixed % (way.length - 1)
  return {
    ...{ key: `K${n}`, time: new Date(at).toISOString(), category: `category-${mixed % 50}`, channel: '12345' },
    what: `${place?.code}${ROADS[mixed % ROADS.length]}${mixed % 300}号${trouble}，请有关部门尽快处理`,
    ...{
      area: place?.code ?? 'city',
      place: { lon: 113.5 + (mixed % 8_000) / 10_000, lat: 22.6 + ((mixed >>> 8) % 6_000) / 10_000 },
    },
    steps: way.slice(0, done).map((step, index) => ({ step, time: new Date(at + (index + 1) * 600_000).toISOString() })),
  }
}

function dispatcher(area: string): Subject {
  return {
    ...{ kind: 'person', account: { id: 'bench', name: 'bench' }, session: 'bench', assurance: 'password', owes: [] },
    remit: { id: 'bench', role: 'dispatcher', area, domains: 'all' },
  }
}
