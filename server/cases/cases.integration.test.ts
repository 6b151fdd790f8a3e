import { randomUUID } from 'node:crypto'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type CaseCounts,
  type CaseEvent,
  type CaseLine,
  type CaseLookalikes,
  type CasePage,
  CasePageSchema,
  type CasePoints,
  CasePointsSchema,
  CaseStateSchema,
  caseLine,
} from '#contract/case.ts'
import type { BulkAnswer } from '#contract/case-commands.ts'
import { matterSchema } from '#contract/matter.ts'
import { foldMatter } from '../matters/life.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { caseLife } from './case-life.ts'
import { type CaseWorker, TestedCases } from './testing/tested-cases.ts'

let postgres: TestedDatabase
let city: TestedCases
let desk: CaseWorker
let office: CaseWorker
let works: CaseWorker
let spot: CaseWorker
let town: CaseWorker

beforeAll(async () => {
  postgres = await TestedDatabase.start()
  city = await TestedCases.open(await postgres.migrated())
  desk = await city.worker('dispatcher')
  office = await city.worker('duty-officer')
  works = await city.worker('department-staff')
  spot = await city.worker('field-responder')
  town = await city.worker('town-staff')
})
afterAll(async () => {
  await city.close()
  await postgres.stop()
})

const LAMP = { category: 'lamp', what: '大道南侧三盏路灯不亮', place: { area: 'town', at: [113.75, 23.02], text: '大道 12 号' } }

describe('a case', () => {
  it('passes the seven stations, each stamped by a person and a device, and is what its events make of it', async () => {
    await city.at('11-23T09:00:00')
    const id = await reported()
    for (const [who, verb, body] of [
      [desk, 'accept', {}],
      [desk, 'file', {}],
      [desk, 'dispatch', {}],
      [works, 'start', {}],
      [works, 'answer', { text: '已换灯' }],
      [office, 'verify', { text: '亮了' }],
      [desk, 'close', {}],
      [desk, 'evaluate', { satisfaction: 5 }],
    ] as const)
      expect([verb, await who.do(`/${id}/${verb}`, body)]).toMatchObject([verb, { code: '200', id }])
    const matter = await desk.case(id)
    expect(matter.state.stamps.map(({ stage, by, device }) => [stage, by.id, device])).toEqual([
      ['collected', spot.account, 'field-responder screen'],
      ...['accepted', 'filed', 'dispatched'].map((stage) => [stage, desk.account, 'dispatcher screen']),
      ...['handling', 'handled'].map((stage) => [stage, works.account, 'department-staff screen']),
      ['verified', office.account, 'duty-officer screen'],
      ...['closed', 'evaluated'].map((stage) => [stage, desk.account, 'dispatcher screen']),
    ])
    expect(matter).toMatchObject({
      isOpen: false,
      state: { number: '20261123-000001', department: 'waterworks', evaluation: { onTime: true } },
    })
    const log = await desk.log(id)
    const folded = foldMatter(caseLife, id, log as { version: number; revision: number; event: CaseEvent }[])
    expect({ ...folded, revision: 0 }).toEqual({ ...matter, revision: 0 })
    expect([...Value.Errors(matterSchema(CaseStateSchema), matter)]).toEqual([])
  })

  it('is never judged by who collected it or worked on it', async () => {
    const id = await reported()
    await desk.do(`/${id}/accept`)
    await desk.do(`/${id}/file`)
    await desk.do(`/${id}/dispatch`)
    await spot.do(`/${id}/answer`, { text: '好了' })
    expect((await spot.do(`/${id}/verify`)).code).toBe('case/own-work')
    expect((await spot.do(`/${id}/rework`, { reason: '没好' })).code).toBe('case/own-work')
    expect((await works.do(`/${id}/verify`)).code).toBe('access/refused')
    expect((await office.do(`/${id}/rework`, { reason: '还有一盏不亮' })).code).toBe('200')
    expect((await office.do(`/${id}/verify`)).code).toBe('case/stage')
    await works.do(`/${id}/answer`, { text: '真好了' })
    expect((await office.do(`/${id}/verify`)).code).toBe('200')
    expect((await desk.case(id)).state).toMatchObject({ reworked: 1, stage: 'verified' })
  })

  it('counts working hours alone, stands still while it is carried, and is overdue once', async () => {
    await city.at('11-20T16:00:00')
    const id = await reported()
    await desk.do(`/${id}/accept`)
    await desk.do(`/${id}/file`)
    await desk.do(`/${id}/dispatch`)
    // Four working hours from Friday, four in the afternoon: two are left for Monday.
    expect((await desk.case(id)).state.dueAt).toBe(local('11-23T10:00:00'))
    await city.at('11-23T09:00:00')
    expect((await works.do(`/${id}/ask`, { kind: 'carrying', reason: '等配件' })).code).toBe('200')
    expect((await desk.case(id)).state.queue).toBe('requests')
    expect((await desk.do(`/${id}/carry`, { reason: '等配件' })).code).toBe('200')
    expect((await desk.case(id)).state).toMatchObject({ queue: 'suspended', clocks: { handling: { spentMs: 3 * 3_600_000 } } })
    await city.at('11-30T09:00:00')
    expect((await works.do(`/${id}/answer`, { text: 'x' })).code).toBe('case/suspended')
    await desk.do(`/${id}/resume`)
    expect((await desk.case(id)).state.dueAt).toBe(local('11-30T10:00:00'))
    expect((await desk.do(`/${id}/extend`, { limit: { amount: 1, unit: 'working-hours' }, reason: '路滑' })).code).toBe('200')
    expect((await desk.case(id)).state.dueAt).toBe(local('11-30T11:00:00'))
    await city.at('11-30T11:00:00')
    await city.at('11-30T11:30:00')
    expect((await desk.log(id)).filter(({ event }) => event.type === 'case.overdue')).toHaveLength(1)
    expect((await list('overdue=true')).cases.map((line) => line.id)).toContain(id)
    await works.do(`/${id}/return`, { reason: '不归我们管' })
    expect((await desk.case(id)).state).toMatchObject({ stage: 'filed', returned: 1, wasLate: true })
  })

  it('goes over into the one it is the same as, and on where it stood when they are parted, its time counted on', async () => {
    await city.at('12-01T08:00:00')
    const [one, two] = [await reported(), await reported({ what: '大道南侧路灯不亮三盏' })]
    await reported({ what: '井盖丢了', category: 'leak', place: { area: 'town', at: [113.8, 23.1] } })
    const { lookalikes } = await desk.get<CaseLookalikes>(`/api/cases/${two}/lookalikes`)
    expect(lookalikes.map((found) => found.case.id)).toEqual([one])
    expect((await desk.do(`/${two}/merge`, { into: two })).code).toBe('case/merge')
    expect((await desk.do(`/${two}/merge`, { into: one })).code).toBe('200')
    expect((await desk.case(one)).state.duplicates).toMatchObject([{ id: two }])
    expect(await desk.case(two)).toMatchObject({
      isOpen: false,
      state: { stage: 'merged', merged: { into: one, from: 'collected' } },
    })
    expect((await desk.do(`/${one}/merge`, { into: two })).code).toBe('case/merge')
    await city.at('12-01T09:00:00')
    expect((await desk.do(`/${two}/unmerge`, { reason: '是两处' })).code).toBe('200')
    expect((await desk.case(one)).state.duplicates).toEqual([])
    // Two working hours for its filing since eight, whatever it was taken for.
    expect(await desk.case(two)).toMatchObject({ isOpen: true, state: { stage: 'collected', dueAt: local('12-01T10:00:00') } })
  })

  it('is checked on the spot when it came from outside, and by another than who reported it', async () => {
    await city.tell([ticket('H-check', { category: 'lamp' })])
    const [{ id } = { id: '' }] = (await list('text=H-check-words')).cases
    await desk.do(`/${id}/accept`)
    expect((await desk.do(`/${id}/file`)).code).toBe('case/check-needed')
    expect((await spot.do(`/${id}/check`, { found: false, text: '没看到' })).code).toBe('200')
    expect((await desk.do(`/${id}/file`)).code).toBe('case/not-there')
    expect((await desk.do(`/${id}/reject`, { reason: '现场无此问题' })).code).toBe('200')
    expect((await desk.case(id)).state).toMatchObject({ stage: 'rejected', check: { found: false } })
  })
})

describe('many cases', () => {
  it('[P85] are each answered by name, whatever becomes of the others, and the same when asked again', async () => {
    await city.at('12-02T09:00:00')
    const ids = [await reported(), await reported(), 'nothing', await reported()]
    await desk.do(`/${ids[1]}/accept`)
    const bulk = { said: { verb: 'accept' }, ids }
    const commandId = randomUUID()
    const { results } = (await desk.do('/bulk', bulk, commandId)) as unknown as BulkAnswer
    expect(results).toMatchObject([
      { id: ids[0], outcome: 'done' },
      { id: ids[1], outcome: 'refused', code: 'case/stage' },
      { id: 'nothing', outcome: 'refused', code: 'matter/unknown' },
      { id: ids[3], outcome: 'done' },
    ])
    const again = (await desk.do('/bulk', bulk, commandId)) as unknown as BulkAnswer
    expect(again.results.filter(({ outcome }) => outcome === 'done')).toEqual(results.filter(({ outcome }) => outcome === 'done'))
    expect(((await works.do('/bulk', bulk)) as unknown as BulkAnswer).results.map((one) => 'code' in one && one.code)).toEqual(
      ids.map(() => 'access/refused'),
    )
  })

  it('come by the page without one twice or none, in both orders, and lines say what their cases say', async () => {
    const lines: CaseLine[] = []
    let after = ''
    do {
      const page = await list(`limit=3${after}`)
      expect([...Value.Errors(CasePageSchema, page)]).toEqual([])
      lines.push(...page.cases)
      after = page.next === undefined ? '' : `&after=${page.next}`
    } while (after !== '')
    const all = (await list('limit=200')).cases
    expect(lines).toEqual(all)
    expect(all.length).toBeGreaterThan(8)
    for (const line of all) expect(caseLine(await desk.case(line.id))).toEqual(line)
    const due = (await list('limit=200&sort=due')).cases
    expect(due.map(({ dueAt = Infinity }) => dueAt)).toEqual(due.map(({ dueAt = Infinity }) => dueAt).sort((a, b) => a - b))
  })

  it('are found by station, queue, words and what is one’s own', async () => {
    const stations = (await list('station=verification&station=dispatch&limit=200')).cases
    expect(new Set(stations.map(({ stage }) => stage))).toEqual(new Set(['filed', 'verified']))
    expect((await list('queue=suspended')).cases).toEqual([])
    expect((await list(`text=${encodeURIComponent('路灯 不亮三盏')}`)).cases).toHaveLength(1)
    expect((await list(`text=${encodeURIComponent('20261123-000001')}`)).cases).toHaveLength(1)
    const mine = await spot.get<CasePage>('/api/cases?mine=reported&limit=200')
    expect(mine.cases.length).toBeGreaterThan(5)
    const todo = await works.get<CasePage>('/api/cases?mine=to-do&limit=200')
    expect(todo.cases.every(({ queue }) => queue === 'handling')).toBe(true)
  })

  it('[P86] are counted by queue, area and department as the list finds them, overdue ones apart', async () => {
    const counts = await desk.get<CaseCounts>('/api/cases/counts')
    const all = (await list('limit=200')).cases
    expect(counts.total.count).toBe(all.length)
    for (const { queue, count, overdue } of counts.queues) {
      const there = all.filter((line) => line.queue === queue)
      expect([queue, count, overdue]).toEqual([
        queue,
        there.length,
        there.filter(({ dueAt = Infinity }) => dueAt <= city.clock.at).length,
      ])
    }
    expect(counts.areas.reduce((sum, { count }) => sum + count, 0)).toBe(all.filter(({ queue }) => queue).length)
    await city.book.refresh()
    const seen = await city.counter.countsOf({
      kind: 'person',
      account: { id: 'a', name: 'a' },
      session: 's',
      assurance: 'trial',
      owes: [],
      remit: { id: 'r', role: 'dispatcher', area: 'town', domains: 'all' },
    })
    expect(seen.total.count).toBe(all.filter(({ queue }) => queue).length)
  })

  it('are clusters on the map where they are too many, which hold them all', async () => {
    await city.database.query(
      `insert into guanlan.case_line (id, number, stage, is_open, category, area, origin, what, spot, square_x, square_y, is_urgent,
         opened_at, changed_at, due_at, duplicates, attachments, was_late, returned, reworked, extended, version)
       select 'many-' || n, n, 'filed', true, 'advice', 'town', 'source', '', point(lon, lat), floor(lon * 400), floor(lat * 400),
         false, 1, 1, 1, 0, 0, false, 0, 0, 0, 1
         from (select n, 120 + (n % 40) / 50.0 as lon, 30 + n / 2000.0 as lat from generate_series(0, 1099) as n) as made`,
    )
    const advice = 'category=advice&columns=8'
    const wide = await desk.get<CasePoints>(`/api/cases/points?west=119.9&south=29.9&east=121&north=30.7&${advice}`)
    expect(wide.kind === 'clusters' && wide.count.reduce((sum, count) => sum + count, 0)).toBe(1_100)
    for (const lon of wide.lon) expect(Math.abs(lon - 120.4)).toBeLessThan(0.5)
    const narrow = await desk.get<CasePoints>(`/api/cases/points?west=119.99&south=30&east=120.01&north=30.6&${advice}`)
    expect(narrow.kind === 'points' && narrow.id.length).toBe(28)
    await city.database.query(`delete from guanlan.case_line where id like 'many-%'`)
  })

  it('are points on the map', async () => {
    const box = 'west=113&south=22&east=114.5&north=24'
    const points = await desk.get<CasePoints>(`/api/cases/points?${box}`)
    expect([...Value.Errors(CasePointsSchema, points)]).toEqual([])
    expect(points.kind === 'points' && points.id.length).toBeGreaterThan(5)
    const none = await desk.get<CasePoints>('/api/cases/points?west=1&south=1&east=2&north=2')
    expect(none).toMatchObject({ kind: 'points', id: [] })
  })

  it('are judged by how they went, by town and department', async () => {
    const score = await desk.get<{ rows: { key: string; filed: number; closed: number; satisfaction?: number }[] }>(
      `/api/cases/score?by=department&from=0&to=${city.clock.at}`,
    )
    expect(score.rows).toMatchObject([{ key: 'waterworks', closed: 1, onTime: 1, satisfaction: 5 }])
  })
})

describe('the door of tickets', () => {
  it('[P87] makes one case of a key however often it is told, tells bad rows by name, and takes in what became of it', async () => {
    await city.at('12-03T10:00:00')
    const first = ticket('H-1', { steps: [step('accepted', '09:00:00')] })
    expect(
      await city.tell([first, { key: 'H-2', time: 'yesterday', what: 'x' }, ticket('H-3', { category: 'moon' })]),
    ).toMatchObject({
      ...{ accepted: 1, rejectedCount: 2 },
      rejected: [
        { index: 1, code: 'row/time-invalid' },
        { index: 2, code: 'row/category-unknown' },
      ],
    })
    expect(await city.tell([first, first])).toMatchObject({ accepted: 0, duplicates: 2 })
    const later = { ...first, steps: [...first.steps, step('answered', '09:40:00', { text: '已处理' })] }
    expect(await city.tell([later])).toMatchObject({ changed: 1 })
    const [line] = (await list('text=H-1-words')).cases
    expect(line).toMatchObject({ stage: 'handled', department: 'waterworks', origin: 'source', channel: '12345' })
    const { state } = await desk.case(line?.id ?? '')
    expect(state.stamps.map(({ stage }) => stage)).toEqual(['collected', 'accepted', 'filed', 'dispatched', 'handling', 'handled'])
    expect(await city.tell([{ ...later, steps: [...later.steps, step('rejected', '09:50:00')] }])).toMatchObject({
      rejected: [{ index: 0, code: 'row/step-order' }],
    })
    expect(await city.tell([{ ...later, what: 'H-1-words 又来电催办' }])).toMatchObject({ changed: 1 })
    expect((await desk.case(line?.id ?? '')).state.supplements).toHaveLength(1)
  })

  it('answers a retry under the same key as the first time', async () => {
    const rows = [ticket('H-9')]
    const answer = await city.tell(rows, 'key-9')
    expect(answer).toMatchObject({ accepted: 1 })
    expect(await city.tell(rows, 'key-9')).toEqual(answer)
    expect(await city.tell([ticket('H-10')], 'key-9')).toMatchObject({ code: 'request/key-reused' })
  })
})

it('are too many to be looked back at all at once, and each can be', async () => {
  expect(await desk.get('/api/matters/case?asOf=1')).toMatchObject({ code: 'case/too-many-to-watch' })
  const [line] = (await list('stage=evaluated')).cases
  const [first] = await desk.log(line?.id ?? '')
  const then = await desk.get<{ state: object }>(`/api/matters/case/${line?.id}?asOf=${first?.revision}`)
  expect(then).toMatchObject({ state: { stage: 'collected', queue: 'intake' } })
})

it('of a wider area concern a town, which does not decide about them', async () => {
  const wide = (await office.do('', { ...LAMP, place: { area: 'city' } })).id as string
  expect((await town.case(wide)).state.place.area).toBe('city')
  expect((await town.do(`/${wide}/accept`)).code).toBe('access/refused')
  expect((await town.do('', { ...LAMP, place: { area: 'city' } })).code).toBe('series/unknown-area')
})

async function reported(over: object = {}): Promise<string> {
  const outcome = await spot.do('', { ...LAMP, ...over })
  if (outcome.id === undefined) throw new Error(JSON.stringify(outcome))
  return outcome.id
}

function list(query: string): Promise<CasePage> {
  return desk.get(`/api/cases?${query}`)
}

function ticket(key: string, over: object = {}) {
  const time = new Date(city.clock.at - 7_200_000).toISOString()
  return { key, time, category: 'lamp', what: `${key}-words`, channel: '12345', place: { lon: 113.7, lat: 23 }, steps: [], ...over }
}

function step(name: string, time: string, over: object = {}) {
  return { step: name, time: `2026-12-03T${time}+08:00`, ...over }
}

function local(time: string): number {
  return Date.parse(`2026-${time}+08:00`)
}
