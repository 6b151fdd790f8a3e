import { randomUUID } from 'node:crypto'
import { Value } from 'typebox/value'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type IncidentEvent, IncidentStateSchema, REOPEN_MS } from '#contract/incident.ts'
import { matterSchema } from '#contract/matter.ts'
import { foldMatter } from '../matters/life.ts'
import { type Operator, TestedCommand } from '../orders/testing/tested-command.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { incidentLife } from './incident-life.ts'

let postgres: TestedDatabase
let command: TestedCommand
let duty: Operator
let chief: Operator
let leader: Operator
let field: Operator

beforeAll(async () => {
  postgres = await TestedDatabase.start()
})
afterAll(() => postgres.stop())

beforeEach(async () => {
  command = await TestedCommand.open(await postgres.migrated())
  duty = await command.operator('duty-officer')
  chief = await command.operator('commander')
  leader = await command.operator('leader')
  field = await command.operator('field-responder')
})
afterEach(() => command.close())

const AT: [number, number] = [113.554, 22.929]
const FIRE = { class: 'accident', place: { area: 'town', at: AT }, what: '化工仓库冒烟起火。有人被困' }

describe('an incident', () => {
  it('is opened in three presses, has its number, its title and its clock, and everything else is 待核', async () => {
    const id = await opened()
    const { state, ...matter } = await duty.incident(id)
    expect(matter).toMatchObject({ isOpen: true, reach: { area: 'town' } })
    expect(state).toMatchObject({
      ...{ number: '20261123-01', title: '化工仓库冒烟起火', phase: 'first-response', levels: {}, command: { term: 0 } },
      deadlines: [{ id: 'phone#1', dueAt: command.clock.at + 30 * 60_000 }],
    })
    expect(state.subtype).toBeUndefined()
  })

  it('is what its events make of it, from the first to the last, and of the form the contract says', async () => {
    const id = await opened()
    await chief.do(`/api/incidents/${id}/command/take`, { term: 0, post: '常务副市长' })
    await chief.do(`/api/incidents/${id}/level`, { field: 'response', from: null, to: 'II', reason: 'grave', term: 1 })
    await chief.do(`/api/incidents/${id}/level`, { field: 'event', from: null, to: 'II', reason: 'grave', term: 1 })
    await chief.do(`/api/incidents/${id}/posts`, { post: 'field-commander', person: field.account, title: '支队长', term: 1 })
    await chief.do(`/api/incidents/${id}/groups`, {
      ...{
        group: 'rescue-1',
        kind: 'rescue',
        lead: field.account,
        departments: ['waterworks'],
        members: [leader.account],
        term: 1,
      },
    })
    await duty.do(`/api/incidents/${id}/casualties`, { after: 0, figures: { ...NOBODY, dead: 3 }, source: '120' })
    await duty.do(`/api/incidents/${id}/reports`, { kind: 'first', mode: 'phone', to: '值班室', fields: { cause: '不明' } })
    await duty.do(`/api/incidents/${id}/messages`, { text: 'on our way' })
    await field.do(`/api/incidents/${id}/reads`, { no: 1 })
    await duty.do(`/api/incidents/${id}/roll-call`, {})
    const { rollCall } = (await duty.incident(id)).state
    await field.do(`/api/incidents/${id}/roll-call/answer`, { roll: rollCall?.id, answer: 'present', at: AT })
    const zone = { type: 'Polygon', coordinates: [[AT, [113.56, 22.93], [113.55, 22.94], AT]] }
    await field.do(`/api/incidents/${id}/marks`, { mark: 'zone', after: 0, kind: 'evacuation', label: '疏散区', geometry: zone })
    await command.later(31)
    const matter = await duty.incident(id)
    const log = await duty.log('incident', id)
    const folded = foldMatter(incidentLife, id, log as { version: number; revision: number; event: IncidentEvent }[])
    expect({ ...folded, revision: 0 }).toEqual({ ...matter, revision: 0 })
    expect([...Value.Errors(matterSchema(IncidentStateSchema), matter)]).toEqual([])
    expect(log.map(({ version }) => version)).toEqual(log.map((_, index) => index + 1))
    expect(matter.state).toMatchObject({
      ...{ phase: 'activation', proposal: { level: 'III' }, messages: 1, reads: [{ no: 1, person: { id: field.account } }] },
      reports: [{ fields: { cause: '不明', place: null } }],
      rollCall: { asked: expect.arrayContaining([expect.objectContaining({ answer: 'present' })]) },
    })
    const missing = matter.state.rollCall?.asked.filter(({ answer }) => answer === undefined).map(({ person }) => person.id)
    expect(missing?.sort()).toEqual([chief.account, leader.account].sort())
  })

  it('goes through to its close, and can be re-opened for a day', async () => {
    const id = await opened()
    for (const phase of ['ended', 'recovery', 'review']) expect((await to(id, chief, 'phase', { phase, term: 0 })).code).toBe('200')
    expect(await to(id, chief, 'close', { term: 0, note: '完' })).toMatchObject({ code: '200' })
    expect(await chief.incident(id)).toMatchObject({ isOpen: false, state: { over: { how: 'closed' } } })
    expect(await to(id, duty, 'messages', { text: 'hello' })).toMatchObject({ code: 'incident/over' })
    expect(await to(id, chief, 'reopen', { reason: '复燃' })).toMatchObject({ code: '200' })
    expect(await chief.incident(id)).toMatchObject({ isOpen: true, state: { phase: 'on-scene' } })
    await to(id, chief, 'phase', { phase: 'ended', term: 0 })
    command.clock.at += REOPEN_MS + 1
    const nextDay = await command.operator('commander')
    expect(await to(id, nextDay, 'reopen', { reason: '再燃' })).toMatchObject({ code: 'incident/reopen-late' })
  })

  it('keeps its log in order when the clock of the machine is set back an hour, and no age is negative', async () => {
    const id = await opened()
    command.clock.at -= 3_600_000
    await duty.do(`/api/incidents/${id}/messages`, { text: 'after the clock was set back' })
    const { openedAt, changedAt } = await duty.incident(id)
    expect(changedAt).toBeGreaterThanOrEqual(openedAt)
    const times = (await duty.log('incident', id)).map(({ event }) => event.at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })

  it('is plotted nowhere when the phone that reported it had no fix, and is opened from no alarm that is not there', async () => {
    const nowhere = await opened({ ...FIRE, place: { area: 'town', at: [0, 0], text: '立沙岛' } })
    expect((await duty.incident(nowhere)).state.place).toEqual({ area: 'town', text: '立沙岛' })
    const from = { kind: 'alarm', id: 'no-such-alarm' }
    expect(await duty.do('/api/incidents', { ...FIRE, from })).toMatchObject({ code: 'matter/unknown' })
  })

  it('in another town does not exist for a town', async () => {
    const town = await command.operator('town-staff')
    const cityWide = await opened({ ...FIRE, place: { area: 'city' } })
    expect((await town.incident(cityWide)).state.title).toBe('化工仓库冒烟起火')
    await command.database.query(`update guanlan.matter set reach = '{"area":"elsewhere"}' where id = $1`, [cityWide])
    expect(await town.do(`/api/incidents/${cityWide}/messages`, { text: 'x' })).toMatchObject({ code: 'matter/unknown' })
  })
})

describe('a command that is sent again', () => {
  it('has the answer of the first time, and is done once', async () => {
    const id = await opened()
    const commandId = randomUUID()
    const sent = [1, 2, 3].map(() => duty.do(`/api/incidents/${id}/messages`, { text: 'once' }, commandId))
    const answers = await Promise.all(sent)
    expect(new Set(answers.map(({ revision }) => revision)).size).toBe(1)
    expect((await duty.incident(id)).state.messages).toBe(1)
    expect(await duty.do(`/api/incidents/${id}/messages`, { text: 'twice' }, commandId)).toMatchObject({ code: 'command/reused' })
  })
})

describe('a record that is full [fault 10]', () => {
  it('takes no order, says so, and goes on reading; once there is room the same command is done, without a restart', async () => {
    const id = await opened()
    await command.database.query(
      `create function full_disk() returns trigger language plpgsql as
         $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`,
    )
    await command.database.query('create trigger full_disk before insert on guanlan.event execute function full_disk()')
    const order = { incident: id, term: 0, title: '排水', to: [{ kind: 'department', department: 'waterworks' }], slaMinutes: 5 }
    const commandId = randomUUID()
    const send = () => chief.do('/api/orders', { ...order, issue: true, resources: [{ id: 'pump-1' }] }, commandId)
    expect(await send()).toMatchObject({ code: 'record/full', status: 507 })
    expect((await duty.incident(id)).state).toMatchObject({ title: '化工仓库冒烟起火', orders: 0 })
    expect(await duty.get('/api/resources/allocations')).toEqual({ allocations: [] })
    await command.database.query('drop trigger full_disk on guanlan.event')
    expect(await send()).toMatchObject({ code: '200' })
    expect((await duty.incident(id)).state.orders).toBe(1)
  })
})

describe('two who do the same at once', () => {
  it('change a level: one wins, the other learns the present level, and both stand in the audit [fault 18]', async () => {
    const id = await opened()
    const both = await Promise.all([
      to(id, chief, 'level', { field: 'event', from: null, to: 'III', reason: 'a', term: 0 }),
      to(id, leader, 'level', { field: 'event', from: null, to: 'II', reason: 'b', term: 0 }),
    ])
    expect(both.map(({ code }) => code).sort()).toEqual(['200', 'incident/changed'])
    const { levels } = (await chief.incident(id)).state
    const won = both[0]?.code === '200' ? 'III' : 'II'
    expect(levels.event?.level).toBe(won)
    expect(both.find(({ code }) => code !== '200')?.detail).toContain(won)
    const audited = await command.database.query(
      `select result, code from guanlan.audit where type = 'incident.change-level' order by result`,
    )
    expect(audited).toEqual([
      { result: 'done', code: null },
      { result: 'refused', code: 'incident/changed' },
    ])
  })

  it('take command: there is one commander', async () => {
    const id = await opened()
    const both = await Promise.all([chief, leader].map((one) => to(id, one, 'command/take', { term: 0 })))
    expect(both.map(({ code }) => code).sort()).toEqual(['200', 'incident/term-old'])
    expect((await chief.incident(id)).state.command.term).toBe(1)
  })

  it('count casualties: neither overwrites the other', async () => {
    const id = await opened()
    const count = (one: Operator, dead: number) =>
      to(id, one, 'casualties', { after: 0, figures: { ...NOBODY, dead }, source: '120' })
    const both = await Promise.all([count(duty, 1), count(field, 2)])
    expect(both.map(({ code }) => code).sort()).toEqual(['200', 'incident/changed'])
    expect((await duty.incident(id)).state.casualties).toHaveLength(1)
  })

  it('look at the clock, on two servers: what is overdue is noticed once', async () => {
    const id = await opened()
    command.clock.at += 31 * 60_000
    await Promise.all([command.look(), command.look(), command.look()])
    const missed = (await duty.log('incident', id)).filter(({ event }) => event.type === 'incident.deadline-missed')
    expect(missed).toHaveLength(1)
  })
})

describe('casualties', () => {
  it('never fall in silence', async () => {
    const id = await opened()
    await to(id, duty, 'casualties', { after: 0, figures: { ...NOBODY, minor: 5 }, source: '120' })
    const lower = { after: 1, figures: { ...NOBODY, minor: 4 }, source: '卫健局' }
    expect(await to(id, duty, 'casualties', lower)).toMatchObject({ code: 'incident/reason-needed' })
    expect(await to(id, duty, 'casualties', { ...lower, reason: '重复 1 人' })).toMatchObject({ code: '200' })
    expect((await duty.incident(id)).state.casualties).toMatchObject([
      { version: 1, figures: { minor: 5 } },
      { version: 2, figures: { minor: 4 }, reason: '重复 1 人', source: '卫健局' },
    ])
  })
})

describe('command', () => {
  it('is handed over by both sides, and what the former commander sent before is refused after', async () => {
    const id = await opened()
    await to(id, chief, 'command/take', { term: 0 })
    expect(await to(id, leader, 'level', { field: 'response', from: null, to: 'I', reason: 'x', term: 1 })).toMatchObject({
      code: 'incident/not-commander',
    })
    await to(id, chief, 'command/offer', { term: 1, to: leader.account })
    expect((await chief.incident(id)).state.command).toMatchObject({ term: 1, commander: { id: chief.account } })
    expect(await to(id, chief, 'command/answer', { term: 1, answer: 'accept' })).toMatchObject({ code: 'incident/no-offer' })
    expect(await to(id, leader, 'command/answer', { term: 1, answer: 'accept' })).toMatchObject({ code: '200' })
    expect((await chief.incident(id)).state.command).toMatchObject({ term: 2, commander: { id: leader.account } })
    const late = { field: 'response', from: null, to: 'I', reason: 'x', term: 1 }
    expect(await to(id, chief, 'level', late)).toMatchObject({
      code: 'incident/term-old',
      detail: expect.stringContaining('term 2'),
    })
  })

  it('goes to the deputy when the commander is not heard of any more, and the one who comes back finds the new term', async () => {
    const id = await opened()
    await to(id, chief, 'command/take', { term: 0 })
    await to(id, chief, 'posts', { post: 'deputy', person: leader.account, term: 1 })
    await command.later(14)
    await to(id, chief, 'command/renew', { term: 1 })
    await command.later(14)
    expect((await chief.incident(id)).state.command.term).toBe(1)
    await command.later(2)
    expect((await chief.incident(id)).state.command).toMatchObject({ term: 2, commander: { id: leader.account } })
    expect(await to(id, chief, 'command/renew', { term: 1 })).toMatchObject({ code: 'incident/term-old' })
  })

  it('is given to nobody who could not hold it', async () => {
    const id = await opened()
    await to(id, chief, 'command/take', { term: 0 })
    for (const to_ of [field.account, chief.account, 'nobody'])
      expect(await to(id, chief, 'command/offer', { term: 1, to: to_ })).toMatchObject({ code: 'command/person-unknown' })
  })
})

describe('reports of one happening', () => {
  it('a hundred in ninety seconds from four channels, at once, are one incident with all hundred linked [fault 20]', async () => {
    const words = ['化工仓库冒烟起火', '听到爆炸声', '可燃气体高报', '仓库着火了']
    const sent = Array.from({ length: 100 }, (_, index) =>
      duty.insist('/api/incidents', {
        ...{ class: 'accident', what: words[index % 4], channel: ['119', '110', 'iot', '12345'][index % 4] },
        place: { area: 'town', at: [AT[0] + ((index % 5) - 2) * 0.0001, AT[1]] },
        receivedAt: command.clock.at - 90_000 + index * 900,
      }),
    )
    const ids = new Set((await Promise.all(sent)).map(({ id }) => id))
    expect(ids.size).toBe(1)
    expect((await duty.incident([...ids][0] as string)).state.links).toHaveLength(100)
  })

  it('two 300 metres apart are two, offered to a person, who says that they are two', async () => {
    const one = await opened()
    const other = await opened({ ...FIRE, place: { area: 'town', at: [AT[0] + 0.00292, AT[1]] } })
    expect(other).not.toBe(one)
    expect((await duty.incident(one)).state.lookalikes).toMatchObject([
      { incident: other, because: expect.arrayContaining(['text']) },
    ])
    expect((await duty.incident(other)).state.lookalikes).toMatchObject([{ incident: one, metres: expect.closeTo(299, -1) }])
    await to(other, duty, 'lookalikes', { incident: one, verdict: 'different' })
    for (const id of [one, other]) expect((await duty.incident(id)).state.lookalikes).toEqual([])
  })

  it('that a person knows to be one are merged, the younger into the older, and never an answered one away', async () => {
    const one = await opened()
    command.clock.at += 1_000
    const other = await opened({ ...FIRE, place: { area: 'town', at: [AT[0] + 0.00292, AT[1]] } })
    expect(await to(other, duty, 'lookalikes', { incident: one, verdict: 'same' })).toMatchObject({ code: '200', id: one })
    expect(await duty.incident(other)).toMatchObject({ isOpen: false, state: { over: { how: 'merged', into: one } } })
    expect((await duty.incident(one)).state.links).toHaveLength(2)
    const third = await opened({ ...FIRE, join: 'never' })
    for (const id of [one, third]) await to(id, chief, 'command/take', { term: 0 })
    expect(await to(one, duty, 'lookalikes', { incident: third, verdict: 'same' })).toMatchObject({ code: 'incident/answered' })
    expect(await to(one, duty, 'withdraw', { reason: '误报' })).toMatchObject({ code: 'incident/answered' })
  })
})

const NOBODY = { dead: null, missing: null, serious: null, minor: null, trapped: null, evacuated: null }

async function opened(body: object = FIRE): Promise<string> {
  const { id, code, detail } = await duty.do('/api/incidents', body)
  if (id === undefined) throw new Error(`${code}: ${detail}`)
  return id
}

function to(id: string, operator: Operator, path: string, body: object) {
  return operator.do(`/api/incidents/${id}/${path}`, body)
}
