import { randomUUID } from 'node:crypto'
import { Value } from 'typebox/value'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Matter, matterSchema } from '#contract/matter.ts'
import { type Allocation, type OrderEvent, type OrderState, OrderStateSchema } from '#contract/order.ts'
import { foldMatter } from '../matters/life.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { orderLife } from './order-life.ts'
import { type Operator, type Outcome, TestedCommand } from './testing/tested-command.ts'

let postgres: TestedDatabase
let command: TestedCommand
let duty: Operator
let chief: Operator
let leader: Operator
let field: Operator
let incident: string

beforeAll(async () => {
  postgres = await TestedDatabase.start()
})
afterAll(() => postgres.stop())

beforeEach(async () => {
  command = await TestedCommand.open(await postgres.migrated())
  duty = await command.operator('duty-officer')
  chief = await command.operator('commander')
  leader = await command.operator('leader')
  field = await command.operator('field-responder', 'phone-1')
  incident = (await duty.do('/api/incidents', { class: 'accident', place: { area: 'town' }, what: '起火' })).id as string
  await chief.do(`/api/incidents/${incident}/command/take`, { term: 0 })
})
afterEach(() => command.close())

const FIELD = [{ kind: 'role', role: 'field-responder', area: 'town' }]
const order = (said: object = {}) => ({ incident, term: 1, title: '排水', to: FIELD, slaMinutes: 20, issue: true, ...said })

describe('an order', () => {
  it('goes from station to station, each stamped by a person and a device, and is what its events make of it', async () => {
    const id = await issued()
    await answer(field, id, 'delivered')
    await answer(field, id, 'read')
    await answer(field, id, 'acknowledge', { note: '收到' })
    await answer(field, id, 'start')
    await answer(field, id, 'progress', { value: 212, text: '第三批', asks: '大巴 2 辆' })
    await answer(field, id, 'done', { text: '完成' })
    expect(await answer(duty, id, 'verify', { passed: true })).toMatchObject({ code: '200' })
    const matter = await chief.order(id)
    const log = await chief.log('order', id)
    expect(matter.state.stamps.map(({ stage, by, device }) => [stage, by.id, device])).toEqual([
      ['draft', chief.account, 'commander screen'],
      ['issued', chief.account, 'commander screen'],
      ...['delivered', 'read', 'acknowledged', 'in-progress', 'done'].map((stage) => [stage, field.account, 'phone-1']),
      ['verified', duty.account, 'duty-officer screen'],
    ])
    const folded = foldMatter(orderLife, id, log as { version: number; revision: number; event: OrderEvent }[])
    expect({ ...folded, revision: 0 }).toEqual({ ...matter, revision: 0 })
    expect([...Value.Errors(matterSchema(OrderStateSchema), matter)]).toEqual([])
    expect(matter).toMatchObject({ isOpen: false, state: { taker: { id: field.account }, progress: [{ value: 212 }] } })
  })

  it('is answered by whom it is addressed to, and verified by somebody who had no hand in it', async () => {
    const id = await issued({ to: [{ kind: 'person', id: leader.account }] })
    expect(await answer(field, id, 'acknowledge')).toMatchObject({ code: 'order/not-yours' })
    await answer(leader, id, 'done')
    expect(await answer(leader, id, 'verify', { passed: true })).toMatchObject({ code: 'order/own-work' })
    expect(await answer(chief, id, 'verify', { passed: false, note: '重做' })).toMatchObject({ code: '200' })
    expect((await chief.order(id)).state).toMatchObject({ stage: 'in-progress', returned: 1 })
    expect(await answer(leader, id, 'verify', { passed: true })).toMatchObject({ code: 'order/stage' })
    await answer(leader, id, 'done')
    expect(await answer(chief, id, 'verify', { passed: true }), 'sending work back is no work on it').toMatchObject({ code: '200' })
  })

  it('is never changed: a correction is a new order, which ends the old one and takes over what it had', async () => {
    const pumps = [{ id: 'pump-1', name: '泵车 1' }]
    const first = await issued({ resources: pumps })
    const second = await issued({ title: '改道排水', supersedes: first, resources: pumps })
    expect(await chief.order(first)).toMatchObject({ isOpen: false, state: { title: '排水', supersededBy: second } })
    expect(await answer(field, first, 'acknowledge')).toMatchObject({ code: 'order/stage' })
    expect(await allocations()).toMatchObject([{ resource: { id: 'pump-1' }, order: second }])
  })

  it('of the whole city is superseded by nobody who answers for a town of it', async () => {
    const town = await command.operator('dispatcher')
    await command.database.query(`update guanlan.remit set area = 'town' where account = $1`, [town.account])
    const body = { ...order({ resources: [] }), incident: undefined, term: undefined }
    const { id } = await leader.do('/api/orders', { ...body, to: [{ kind: 'department', department: 'waterworks', area: 'city' }] })
    expect(await town.do('/api/orders', { ...body, supersedes: id })).toMatchObject({ code: 'access/refused' })
    expect((await leader.order(id as string)).state).toMatchObject({ stage: 'issued' })
  })

  it('to several is one for each, with who has not answered known by name', async () => {
    const to = [...FIELD, { kind: 'department', department: 'waterworks' }, { kind: 'person', id: leader.account }]
    const id = await issued({ to })
    const { batch } = (await chief.order(id)).state
    await answer(
      leader,
      (await listed(`batch=${batch}&stage=issued`)).find(({ to: { kind } }) => kind === 'person')?.id ?? '',
      'acknowledge',
    )
    const waiting = await listed(`batch=${batch}&stage=issued`)
    expect(waiting.map(({ to: { kind } }) => kind).sort()).toEqual(['department', 'role'])
    expect((await listed(`incident=${incident}`)).map(({ seq }) => seq).sort()).toEqual([1, 2, 3])
  })

  it('waits as a draft for its author, and is not addressed to anybody until it is issued', async () => {
    const id = await issued({ issue: false })
    expect(await answer(field, id, 'acknowledge')).toMatchObject({ code: 'order/stage' })
    expect(await listed('mine=to-me', field)).toEqual([])
    expect(await answer(leader, id, 'issue', { term: 1 })).toMatchObject({ code: 'order/not-yours' })
    expect(await answer(chief, id, 'issue', { term: 1 })).toMatchObject({ code: '200' })
    expect(await listed('mine=to-me', field)).toMatchObject([{ id, seq: 1 }])
  })

  it('of ordinary business is an instruction with a number of the day, a clock and no term', async () => {
    const about = { kind: 'case', id: 'c-1' }
    const body = { ...order(), incident: undefined, term: undefined, origin: { kind: 'instruction', about } }
    const { id } = await leader.do('/api/orders', body)
    expect((await leader.order(id as string)).state).toMatchObject({ seq: 1, origin: { kind: 'instruction', about }, area: 'town' })
    await command.later(20)
    expect((await leader.order(id as string)).state.escalated).toMatchObject([{ step: 'duty-leader' }])
  })

  it('escalates once at 100 % and once at 150 % of its time, however many servers look', async () => {
    const id = await issued()
    await command.later(20)
    await Promise.all([command.look(), command.look()])
    await command.later(10)
    await command.later(60)
    const escalated = (await chief.log('order', id)).filter(({ event }) => event.type === 'order.escalated')
    expect(escalated.map(({ event }) => (event.body as { step: string }).step)).toEqual(['duty-leader', 'commander'])
    expect(await listed('late=true')).toMatchObject([{ id }])
  })
})

describe('orders of one incident', () => {
  it('are in one order without a gap, however many issue at once, each applied once', async () => {
    const sent = Array.from({ length: 20 }, (_, index) => ({ commandId: randomUUID(), body: order({ title: `令 ${index}` }) }))
    const twice = [...sent, ...sent].map(({ commandId, body }) => chief.insist('/api/orders', body, commandId))
    const answers = await Promise.all(twice)
    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(['200']))
    const orders = await listed(`incident=${incident}`)
    expect(orders.map(({ seq }) => seq).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(sent.map((_, index) => index + 1))
    const log = (await chief.log('incident', incident)).filter(({ event }) => event.type === 'incident.order-issued')
    expect(log.map(({ event }) => (event.body as { seq: number }).seq)).toEqual(sent.map((_, index) => index + 1))
    expect(new Set(orders.map(({ title }) => title)).size).toBe(20)
  })

  it('carry the token: one from before a handover is refused, whoever sends it, and nothing of it is done', async () => {
    await chief.do(`/api/incidents/${incident}/command/offer`, { term: 1, to: leader.account })
    await leader.do(`/api/incidents/${incident}/command/answer`, { term: 1, answer: 'accept' })
    for (const late of [chief, duty])
      expect(await late.do('/api/orders', order({ resources: [{ id: 'team-1' }] }))).toMatchObject({ code: 'incident/term-old' })
    expect(await listed(`incident=${incident}`)).toEqual([])
    expect(await allocations()).toEqual([])
    expect(await duty.do('/api/orders', order({ term: 2 }))).toMatchObject({ code: '200' })
  })

  it('that were only drafted are taken back with it: nobody could issue them, or be rid of them, any more', async () => {
    const other = (await duty.do('/api/incidents', { class: 'accident', place: { area: 'town' }, what: '误报', join: 'never' })).id
    const draft = await duty.do('/api/orders', order({ incident: other, term: 0, issue: false }))
    await duty.do(`/api/incidents/${other}/withdraw`, { reason: '误报' })
    await Promise.all([command.look(), command.look()])
    expect(await duty.order(draft.id as string)).toMatchObject({ isOpen: false, state: { stage: 'withdrawn' } })
    const log = await duty.log('order', draft.id as string)
    expect(log.map(({ event }) => event.type)).toEqual(['order.drafted', 'order.withdrawn'])
  })

  it('keep an incident open until each is answered for, and say which is not', async () => {
    const id = await issued()
    for (const phase of ['ended', 'recovery', 'review']) await chief.do(`/api/incidents/${incident}/phase`, { phase, term: 1 })
    const close = () => chief.do(`/api/incidents/${incident}/close`, { term: 1 })
    expect(await close()).toMatchObject({ code: 'incident/orders-open', detail: expect.stringContaining('1 排水') })
    await answer(field, id, 'done')
    await answer(duty, id, 'verify', { passed: true })
    expect(await close()).toMatchObject({ code: '200' })
  })
})

describe('a phone that comes back after a day [fault 9]', () => {
  it('has each of its twenty queued answers and orders accepted or refused by name, and again the same when it asks twice', async () => {
    const open = await issued()
    const over = await issued({ title: '巡堤' })
    await answer(field, over, 'done')
    await answer(duty, over, 'verify', { passed: true })
    await answer(chief, open, 'withdraw', { reason: '雨停', term: 1 })
    for (const phase of ['ended', 'recovery', 'review']) await chief.do(`/api/incidents/${incident}/phase`, { phase, term: 1 })
    await chief.do(`/api/incidents/${incident}/close`, { term: 1 })
    const queue = [
      ...Array.from({ length: 9 }, (_, index) => ({ by: field, path: `/api/orders/${over}/progress`, body: { value: index } })),
      ...Array.from({ length: 9 }, (_, index) => ({ by: field, path: `/api/orders/${open}/progress`, body: { value: index } })),
      { by: chief, path: '/api/orders', body: order() },
      { by: field, path: `/api/incidents/${incident}/messages`, body: { text: '水退了' } },
    ].map((kept) => ({ ...kept, commandId: randomUUID() }))
    const said: Outcome[] = []
    for (const { by, path, body, commandId } of queue) said.push(await by.do(path, body, commandId))
    expect(said.map(({ code }) => code)).toEqual([...Array(18).fill('order/stage'), 'incident/over', 'incident/over'])
    expect(said.every(({ detail }) => detail !== undefined)).toBe(true)
    for (const [index, { by, path, body, commandId }] of queue.entries())
      expect((await by.do(path, body, commandId)).code).toBe(said[index]?.code)
  })
})

describe('a rescue team', () => {
  const team = [{ id: 'team-1', name: '抢险一队' }]

  it('goes to one of two orders that want it at the same moment; the other is told who has it [fault 19]', async () => {
    const both = await Promise.all([
      chief.do('/api/orders', order({ title: '救人', resources: team })),
      duty.do('/api/orders', order({ title: '封路', resources: team })),
    ])
    expect(both.map(({ code }) => code).sort()).toEqual(['200', 'order/resource-taken'])
    const [held] = await allocations()
    expect(both.find(({ code }) => code !== '200')?.detail).toContain(held?.orderTitle)
    expect(both.find(({ code }) => code !== '200')?.detail).toContain('抢险一队')
    expect(await listed(`incident=${incident}`)).toHaveLength(1)
  })

  it('is taken a second time only on purpose, with the reason written down', async () => {
    const first = await issued({ resources: team })
    const second = await issued({ title: '救人', resources: team, overcommit: '人命关天' })
    expect(await allocations()).toMatchObject([
      { order: first, isOvercommitted: false },
      { order: second, isOvercommitted: true },
    ])
    const log = await chief.log('order', second)
    expect(log.map(({ event }) => event)).toContainEqual(
      expect.objectContaining({ type: 'order.overcommitted', body: { resource: team[0], holder: first, reason: '人命关天' } }),
    )
  })

  it.each([
    ['done', (id: string) => answer(field, id, 'done')],
    ['failed', (id: string) => answer(field, id, 'failed', { text: '路断了' })],
    ['refused', (id: string) => answer(field, id, 'refuse', { reason: '非我辖区' })],
    ['withdrawn', (id: string) => answer(chief, id, 'withdraw', { reason: '不用了', term: 1 })],
  ])('is free again once its order is %s', async (_, end) => {
    const id = await issued({ resources: team })
    expect(await end(id)).toMatchObject({ code: '200' })
    expect(await allocations()).toEqual([])
    expect(await chief.do('/api/orders', order({ resources: team }))).toMatchObject({ code: '200' })
  })

  it('that two orders have is not free for a third once the first is done with it', async () => {
    const first = await issued({ resources: team })
    const second = await issued({ title: '救人', resources: team, overcommit: '人命关天' })
    await answer(field, first, 'done')
    expect(await chief.do('/api/orders', order({ title: '封路', resources: team }))).toMatchObject({
      code: 'order/resource-taken',
      detail: expect.stringContaining('救人'),
    })
    await answer(field, second, 'done')
    expect(await chief.do('/api/orders', order({ title: '封路', resources: team }))).toMatchObject({ code: '200' })
  })

  it('is held again by work that was sent back, and openly by both where it was given away meanwhile', async () => {
    const first = await issued({ resources: team })
    await answer(field, first, 'done')
    expect(await answer(duty, first, 'verify', { passed: false, note: '仍在漏水' })).toMatchObject({ code: '200' })
    expect(await chief.do('/api/orders', order({ resources: team }))).toMatchObject({ code: 'order/resource-taken' })
    await answer(field, first, 'done')
    const second = await issued({ title: '救人', resources: team })
    await answer(duty, first, 'verify', { passed: false, note: '还在漏水' })
    expect((await allocations()).map(({ order: held, isOvercommitted }) => [held, isOvercommitted])).toEqual([
      [second, false],
      [first, true],
    ])
    expect((await chief.log('order', first)).map(({ event }) => event)).toContainEqual(
      expect.objectContaining({ type: 'order.overcommitted', body: { resource: team[0], holder: second, reason: '还在漏水' } }),
    )
  })

  it('and another, wanted by two orders in another order of words, never leave both waiting', async () => {
    const two = [{ id: 'team-1' }, { id: 'team-2' }]
    const rounds = Array.from({ length: 6 }, (_, index) => index)
    for (const round of rounds) {
      const both = await Promise.all([
        chief.do('/api/orders', { ...order({ resources: two }), title: `a${round}` }),
        leader.do('/api/orders', {
          ...order({ resources: two.toReversed(), incident: undefined, term: undefined }),
          title: `b${round}`,
        }),
      ])
      expect(both.map(({ code }) => code).sort()).toEqual(['200', 'order/resource-taken'])
      const won = both.find(({ code }) => code === '200')?.id as string
      await answer(field, won, 'done')
    }
  })
})

async function issued(said: object = {}): Promise<string> {
  const { id, code, detail } = await chief.do('/api/orders', order(said))
  if (id === undefined) throw new Error(`${code}: ${detail}`)
  return id
}

function answer(operator: Operator, id: string, path: string, body: object = {}) {
  return operator.do(`/api/orders/${id}/${path}`, body)
}

async function listed(query: string, operator = chief): Promise<readonly (OrderState & { readonly id: string })[]> {
  const { orders } = await operator.get<{ orders: readonly Matter<OrderState>[] }>(`/api/orders?${query}`)
  return orders.map(({ id, state }) => ({ id, ...state }))
}

async function allocations(): Promise<readonly Allocation[]> {
  return (await chief.get<{ allocations: readonly Allocation[] }>('/api/resources/allocations')).allocations
}
