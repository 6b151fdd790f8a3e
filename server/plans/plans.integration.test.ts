import { randomUUID } from 'node:crypto'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { areaTree } from '#contract/catalogue.ts'
import { type IncidentState, IncidentStateSchema } from '#contract/incident.ts'
import type { Allocation, OrderState } from '#contract/order.ts'
import type { Point } from '#contract/point.ts'
import type { Hub } from '../hub/hub-port.ts'
import { TESTED_TABLES } from '../incidents/testing/tested-tables.ts'
import { type Operator, TestedCommand } from '../orders/testing/tested-command.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { lookAtPlans } from './look-at-plans.ts'
import { plans } from './plans.ts'
import { TESTED_PLAN } from './testing/tested-plan.ts'

let postgres: TestedDatabase
let command: TestedCommand
let duty: Operator
let chief: Operator
let leader: Operator
let field: Operator
let incident: string
let depth: { value: number; heldMs: number }

beforeAll(async () => {
  postgres = await TestedDatabase.start()
  command = await TestedCommand.open(await postgres.migrated(), async (app, parts) => {
    await app.register(plans, { ...parts, plans: [TESTED_PLAN] })
  })
  duty = await command.operator('duty-officer')
  chief = await command.operator('commander')
  leader = await command.operator('leader')
  field = await command.operator('field-responder', 'phone-1')
})
afterAll(async () => {
  await command.close()
  await postgres.stop()
})

beforeEach(async () => {
  depth = { value: 0, heldMs: 0 }
  const opened = await duty.do('/api/incidents', { class: 'accident', place: { area: 'town' }, what: '内涝', join: 'never' })
  incident = opened.id as string
  await chief.do(`/api/incidents/${incident}/command/take`, { term: 0 })
})

describe('a plan', () => {
  it('starts the response, puts its steps before people, and issues nothing by itself', async () => {
    expect(await plan(duty, '', { level: 'III' })).toMatchObject({ code: 'access/refused' })
    expect(await plan(leader, '', { level: 'III' })).toMatchObject({ code: 'incident/not-commander' })
    expect(await plan(chief, '', { level: 'IV' })).toMatchObject({ code: 'plan/level' })
    expect(await plan(chief, '', { level: 'III' })).toMatchObject({ code: '200' })
    expect(await plan(chief, '', { level: 'III' })).toMatchObject({ code: 'plan/applied' })
    const { state } = await chief.incident(incident)
    expect(state).toMatchObject({ phase: 'activation', levels: { response: { level: 'III' } }, orders: 0 })
    expect(steps(state)).toEqual([['towns', 'proposed']])
    expect([...Value.Errors(IncidentStateSchema, state)]).toEqual([])
  })

  it('makes its orders when a person accepts a step, each once however often it is pressed, and tells which', async () => {
    await plan(chief, '', { level: 'III' })
    const commandId = randomUUID()
    const accept = { plan: 'flood', step: 'towns', term: 1, resources: [{ order: 1, resources: [{ id: 'pump-1', name: '泵车' }] }] }
    const path = `/api/incidents/${incident}/plans/accept`
    const [first, again] = [await duty.do(path, accept, commandId), await duty.do(path, accept, commandId)]
    expect(again).toEqual(first)
    expect(await chief.do(path, { plan: 'flood', step: 'towns', term: 1 })).toMatchObject({ code: 'plan/step-decided' })
    const orders = await issued()
    expect(orders.map(({ title, stage, origin, resources }) => [title, stage, origin, resources])).toEqual([
      ['到测试镇排涝', 'issued', { kind: 'plan', plan: 'flood', step: 'towns' }, [{ id: 'pump-1', name: '泵车' }]],
      ['落实III级响应', 'issued', { kind: 'plan', plan: 'flood', step: 'towns' }, []],
    ])
    expect(steps((await chief.incident(incident)).state)).toEqual([['towns', 'accepted', 2]])
    await field.do(`/api/orders/${orders[0]?.id}/done`, {})
  })

  it('leaves out what the person leaves out, and issues all or nothing', async () => {
    await plan(chief, '', { level: 'III' })
    const resources = [{ order: 1, resources: [{ id: 'tents', amount: 501 }] }]
    expect(await plan(duty, '/accept', { step: 'towns', resources })).toMatchObject({ code: 'order/stock-short' })
    expect(await plan(duty, '/accept', { step: 'towns', without: [2] })).toMatchObject({ code: 'request/invalid' })
    expect(await issued()).toEqual([])
    expect(await plan(duty, '/accept', { step: 'towns', without: [0] })).toMatchObject({ code: '200' })
    expect((await issued()).map(({ title }) => title)).toEqual(['到测试镇排涝'])
  })

  it('decided under an earlier commander is refused, and so is what only the commander decides', async () => {
    await plan(chief, '', { level: 'II' })
    expect(steps((await chief.incident(incident)).state)).toEqual([
      ['towns', 'proposed'],
      ['groups', 'proposed'],
    ])
    expect(await plan(duty, '/accept', { step: 'groups' })).toMatchObject({ code: 'access/refused' })
    expect(await plan(leader, '/accept', { step: 'groups' })).toMatchObject({ code: 'incident/not-commander' })
    expect(await plan(duty, '/accept', { step: 'towns', term: 0 })).toMatchObject({ code: 'incident/term-old' })
    expect(await plan(chief, '/accept', { step: 'groups' })).toMatchObject({ code: '200' })
    expect((await chief.incident(incident)).state.groups).toMatchObject([{ kind: 'rescue', departments: ['waterworks'] }])
  })

  it('is dismissed with a reason, brought up again by hand, and ended', async () => {
    await plan(chief, '', { level: 'III' })
    expect(await plan(duty, '/propose', { step: 'towns', reason: '再来' })).toMatchObject({ code: 'plan/step-decided' })
    await plan(duty, '/dismiss', { step: 'towns', reason: '已部署' })
    await plan(duty, '/propose', { step: 'towns', reason: '水又涨了' })
    const { state } = await chief.incident(incident)
    expect(state.plans?.[0]?.steps).toMatchObject([{ step: 'towns', stage: 'proposed', why: { kind: 'hand', reason: '水又涨了' } }])
    expect(await plan(chief, '/end', { reason: '转入恢复' })).toMatchObject({ code: '200' })
    expect(await plan(duty, '/accept', { step: 'towns' })).toMatchObject({ code: 'plan/not-applied' })
    expect(await plan(chief, '/propose', { step: 'nothing', reason: 'x' })).toMatchObject({ code: 'plan/unknown' })
  })
})

describe('a step that waits for the orders of another', () => {
  const accepted = async (): Promise<readonly string[]> => {
    await plan(chief, '', { level: 'III' })
    await plan(duty, '/accept', { step: 'towns' })
    await look()
    expect(steps((await chief.incident(incident)).state)).toHaveLength(1)
    const standing = (await chief.incident(incident)).state.plans?.[0]?.steps[0]
    return standing?.stage === 'accepted' ? standing.orders : []
  }
  const answer = async (id: string, how: 'done' | 'failed') => {
    const { to } = (await chief.order(id)).state
    const who = to.kind === 'role' && to.role === 'town-staff' ? await command.operator('town-staff') : field
    expect(await who.do(`/api/orders/${id}/${how}`, how === 'failed' ? { text: '水泵故障' } : {})).toMatchObject({ code: '200' })
  }

  it('proposes itself once all of them are done, with how many', async () => {
    const [first = '', second = ''] = await accepted()
    await answer(first, 'done')
    await look()
    expect(steps((await chief.incident(incident)).state)).toHaveLength(1)
    await answer(second, 'done')
    await Promise.all([look(), look()])
    const standing = (await chief.incident(incident)).state.plans?.[0]?.steps
    expect(standing?.slice(1)).toMatchObject([
      { step: 'drained', why: { kind: 'condition', because: [{ kind: 'orders', step: 'towns', are: 'done', done: 2, of: 2 }] } },
    ])
  })

  it('proposes what helps as soon as one of them failed', async () => {
    const [first = ''] = await accepted()
    await answer(first, 'failed')
    await look()
    const standing = (await chief.incident(incident)).state.plans?.[0]?.steps
    expect(standing?.slice(1)).toMatchObject([{ step: 'help', orders: [{ title: '增援排涝' }] }])
    expect(JSON.stringify(standing?.[1])).toContain('有未完成的（2 条：办结 0，未完成 1）')
  })
})

describe('a step that waits for a figure', () => {
  it('proposes itself once, however many servers look, with the figure frozen as it was', async () => {
    await plan(chief, '', { level: 'III' })
    depth = { value: 46, heldMs: 60_000 }
    await look()
    expect(steps((await chief.incident(incident)).state)).toEqual([['towns', 'proposed']])
    depth = { value: 46, heldMs: 180_000 }
    await Promise.all([look(), look()])
    depth = { value: 3, heldMs: 0 }
    await look()
    const { state } = await chief.incident(incident)
    expect(steps(state)).toEqual([
      ['towns', 'proposed'],
      ['close', 'proposed'],
    ])
    expect(state.plans?.[0]?.steps[1]?.why).toMatchObject({
      because: [{ kind: 'figure', metric: 'city.depth', area: 'town', value: 46, limit: 27, revision: 7 }],
    })
    const told = (await chief.log('incident', incident)).filter(({ event }) => event.type === 'incident.step-proposed')
    expect(told.map(({ event }) => [event.actor.kind, event.actor.id])).toEqual([
      ['rule', 'plan:flood'],
      ['rule', 'plan:flood'],
    ])
  })
})

describe('a store of 500 tents', () => {
  const tents = (amount: number) => [{ id: 'tents', name: '帐篷', amount }]
  const order = (resources: object[], said: object = {}) =>
    duty.do('/api/orders', {
      ...{ incident, term: 1, title: '送帐篷', to: [{ kind: 'role', role: 'field-responder', area: 'town' }], slaMinutes: 20 },
      ...{ issue: true, resources, ...said },
    })

  it('is shared by orders up to what there is; of two that want the rest at once one is told how much is left [fault 19]', async () => {
    const first = await order(tents(200))
    const both = await Promise.all([order(tents(300)), order(tents(300))])
    expect(both.map(({ code }) => code).sort()).toEqual(['200', 'order/stock-short'])
    expect(both.find(({ code }) => code !== '200')?.detail).toContain('0 of 500 are left, 300 were asked for')
    await field.do(`/api/orders/${first.id}/done`, {})
    expect(await order(tents(201))).toMatchObject({ code: 'order/stock-short' })
    const third = await order(tents(200))
    expect(third).toMatchObject({ code: '200' })
    expect(await order(tents(50), { overcommit: '邻市借调在途' })).toMatchObject({ code: '200' })
    const { allocations } = await chief.get<{ allocations: Allocation[] }>('/api/resources/allocations')
    expect(allocations.map(({ resource, isOvercommitted }) => [resource.id, resource.amount, isOvercommitted])).toEqual([
      ['tents', 300, false],
      ['tents', 200, false],
      ['tents', 50, true],
    ])
  })

  it('is never taken without saying how much, and nothing else by an amount', async () => {
    expect(await order([{ id: 'tents' }])).toMatchObject({ code: 'order/amount-needed' })
    expect(await order([{ id: 'team-9', amount: 3 }])).toMatchObject({ code: 'request/invalid' })
    expect(await order([...tents(1), ...tents(2)])).toMatchObject({ code: 'request/invalid' })
  })
})

function plan(operator: Operator, path: string, body: object) {
  return operator.do(`/api/incidents/${incident}/plans${path}`, { plan: 'flood', term: 1, ...body })
}

function steps({ plans = [] }: IncidentState) {
  return plans.flatMap(({ steps }) =>
    steps.map((step) => (step.stage === 'accepted' ? [step.step, step.stage, step.orders.length] : [step.step, step.stage])),
  )
}

async function issued(): Promise<readonly (OrderState & { readonly id: string })[]> {
  const { orders } = await chief.get<{ orders: { id: string; state: OrderState }[] }>(`/api/orders?incident=${incident}`)
  return orders.map(({ id, state }) => ({ id, ...state })).toSorted((a, b) => (a.title < b.title ? -1 : 1))
}

/** The look a running server takes, at a city whose only figure is the depth. */
async function look(): Promise<void> {
  await command.book.refresh()
  const names = { zh: '测试', en: 'Testing' }
  const tree = areaTree([
    { code: 'city', level: 'city', names },
    { code: 'town', level: 'town', parent: 'city', names },
  ])
  const metric = { id: 'city.depth', names, unit: names, decimals: 0, period: 'PT1M' }
  const now = command.clock.now()
  const point = (at: number, value: number) => ({
    ...{ window: [at - 60_000, at], value, observedAt: at, freshness: 'live', revision: 7 },
  })
  const hub = {
    model: { tree, metrics: new Map([[metric.id, metric]]), metricAreas: () => ({ carries: new Set(['city', 'town']) }) },
    has: () => true,
    latest: () => point(now, depth.value) as unknown as Point,
    history: async () =>
      Array.from({ length: 5 }, (_, index) => {
        const at = now - (4 - index) * 60_000
        return point(at, now - at <= depth.heldMs ? depth.value : 0)
      }) as unknown as Point[],
  } as unknown as Hub
  await lookAtPlans({
    ...command,
    hub,
    plans: [TESTED_PLAN],
    tables: TESTED_TABLES,
    tree,
    now: () => now,
    database: command.database,
  })
}
