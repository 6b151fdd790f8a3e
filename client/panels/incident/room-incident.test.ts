import { expect, it } from 'vitest'
import type { OrderStage } from '#contract/order.ts'
import { toldDecision } from '../../state/testing/told-decision.ts'
import { toldIncident } from '../../state/testing/told-incident.ts'
import { toldOrder } from '../../state/testing/told-order.ts'
import { roomCard, roomChain, roomCount, roomDeadlines, roomOrders, roomResponse } from './room-incident.ts'

const zhou = { id: 'zhou', name: '周明', post: '常务副市长' }
const stateOf = (part: Parameters<typeof toldIncident>[2]) => toldIncident('i1', 0, part).state

it('shows the most urgent open decision with its options, and how many more wait', () => {
  const told = roomCard([toldDecision('later', { dueAt: 9_000 }), toldDecision('soon', { recommended: 'b' })], 1_000)
  expect(told).toMatchObject({ others: 1, card: { dueAt: 2_000, decidedAt: undefined, due: { kind: 'left', leftMs: 1_000 } } })
  expect(told?.card.options.map(({ isRecommended, isTaken }) => [isRecommended, isTaken])).toEqual([
    [false, false],
    [true, false],
  ])
})

it('shows what was decided last once nothing is open, and nothing of what was withdrawn', () => {
  const taken = (id: string, at: number) =>
    toldDecision(id, { question: id, stage: 'decided', decided: { option: 'a', by: zhou, at, orders: [] } })
  const told = roomCard([taken('first', 100), taken('second', 200), toldDecision('gone', { stage: 'withdrawn' })], 1_000)
  expect(told).toMatchObject({
    others: 0,
    card: { question: 'second', decidedAt: 200, options: [{ isTaken: true }, { isTaken: false }] },
  })
  expect(JSON.stringify(told)).not.toContain('周明')
  expect(roomCard([], 0)).toBeUndefined()
})

it('says how the offices that are known answered, and counts the others', () => {
  const told = roomCard(
    [
      toldDecision('d', {
        consulted: [{ person: zhou, answer: 'agree' }, { person: { id: 'li', name: '李' } }, { person: { ...zhou, post: '市长' } }],
      }),
    ],
    0,
  )
  expect(told?.card).toMatchObject({ asked: 3, agreed: 1 })
  expect(told?.card.answers).toEqual([
    { office: '常务副市长', answer: 'agree' },
    { office: '市长', answer: 'awaited' },
  ])
})

it('lists orders overdue first, then by the time left, then done; drafts and what was taken back are not for a room', () => {
  const orders = [
    toldOrder('done', 'done'),
    toldOrder('slow', 'issued', { dueAt: 900_000 }),
    toldOrder('late', 'in-progress', { dueAt: 100_000, escalated: [{ step: 'duty-leader', at: 100_000 }] }),
    toldOrder('soon', 'acknowledged', { dueAt: 300_000 }),
    toldOrder('draft', 'draft'),
    toldOrder('gone', 'withdrawn'),
  ]
  const told = roomOrders(orders, 200_000)
  expect(told.map(({ id, station }) => [id, station])).toEqual([
    ['late', 2],
    ['soon', 1],
    ['slow', 0],
    ['done', 3],
  ])
  expect(told[0]).toMatchObject({ due: { kind: 'over', overMs: 100_000 }, escalated: 'duty-leader' })
})

it('says since when an order stands at its station, whatever else was stamped there, and anew when it comes back to it', () => {
  const stamp = (stage: OrderStage, at: number) => ({ stage, at, by: zhou })
  const since = (...stamps: ReturnType<typeof stamp>[]) =>
    roomOrders([toldOrder('o', stamps.at(-1)?.stage ?? 'issued', { stamps })], 0)[0]?.since
  expect(since(stamp('draft', 1), stamp('issued', 2), stamp('delivered', 3), stamp('read', 4))).toBe(2)
  expect(since(stamp('issued', 2), stamp('in-progress', 5), stamp('done', 6), stamp('in-progress', 7))).toBe(7)
  expect(since()).toBeUndefined()
})

it('says how an order ended that did not go well', () => {
  expect(roomOrders([toldOrder('no', 'refused'), toldOrder('bad', 'failed')], 0).map(({ ending }) => ending)).toEqual([
    'failed',
    'refused',
  ])
})

it('names the office an order is for, and a town where no office is known; never a person', () => {
  const to = (person: { id: string; name: string; post?: string }) =>
    roomOrders([toldOrder('o', 'issued', { to: { kind: 'person', person }, resources: [{ id: 'pump-7', name: '泵车 7' }] })], 0)[0]
  expect(to(zhou)).toMatchObject({ to: { kind: 'post', post: '常务副市长' }, resources: ['泵车 7'] })
  expect(to({ id: 'li', name: '李四' })?.to).toEqual({ kind: 'area', area: 'a' })
  expect(JSON.stringify([to(zhou), to({ id: 'li', name: '李四' })])).not.toMatch(/周明|李四|zhou/)
})

it('runs the clocks of reports, the most overdue first, and remembers the report that was given last', () => {
  const deadline = (id: string, dueAt: number, metAt?: number) => ({
    ...{ id, rule: id, names: { zh: id, en: id }, kind: 'follow-up' as const, startedAt: 0, dueAt },
    ...(metAt !== undefined && { metAt }),
  })
  const state = stateOf({
    deadlines: [deadline('b', 900), deadline('a', 400), deadline('first', 100, 90), deadline('second', 200, 250)],
  })
  const { running, last } = roomDeadlines(state, 500)
  expect(running.map(({ id, due }) => [id, due.kind])).toEqual([
    ['a', 'over'],
    ['b', 'left'],
  ])
  expect(last).toEqual({ names: { zh: 'second', en: 'second' }, at: 250, lateMs: 50 })
})

it('tells the chain of command by office, who lapsed, and how many answered the roll', () => {
  const since = 5
  const chain = roomChain(
    stateOf({
      command: { term: 1, commander: zhou, since },
      posts: [
        { post: 'field-commander', person: { id: 'x', name: '张三', post: '消防支队长' }, since },
        { post: 'deputy', person: { id: 'y', name: '李四' }, since },
      ],
      groups: [{ id: 'g', kind: 'rescue', departments: [], members: [zhou] }],
      rollCall: { id: 'r', askedAt: 7, by: zhou, dueAt: 9, asked: [{ person: zhou, answer: 'present' }, { person: zhou }] },
    }),
  )
  expect(chain).toEqual({
    commander: { kind: 'commands', post: '常务副市长', since },
    posts: [
      { post: 'deputy', holder: undefined, since },
      { post: 'field-commander', holder: '消防支队长', since },
    ],
    groups: ['rescue'],
    roll: { askedAt: 7, here: 1, asked: 2 },
  })
  expect(roomChain(stateOf({})).commander).toEqual({ kind: 'nobody' })
  expect(roomChain(stateOf({ command: { term: 2, lapsedAt: 30 } })).commander).toEqual({ kind: 'lapsed', at: 30 })
})

it('keeps every figure of the casualties apart, what is not known unknown, and says what the version before said', () => {
  const figures = { dead: 0, missing: 0, serious: null, minor: 5, trapped: 2, evacuated: 120 }
  const version = { version: 1, figures, source: '120', asOf: 10, at: 12, by: zhou }
  const state = stateOf({
    casualties: [version, { ...version, version: 2, figures: { ...figures, minor: 4, serious: 1 }, asOf: 20 }],
  })
  const told = roomCount(state)
  expect(told).toMatchObject({ version: 2, source: '120', asOf: 20 })
  expect(told?.figures.map(({ figure, value, before }) => [figure, value, before])).toEqual([
    ['dead', 0, undefined],
    ['missing', 0, undefined],
    ['serious', 1, null],
    ['minor', 4, 5],
    ['trapped', 2, undefined],
    ['evacuated', 120, undefined],
  ])
  expect(roomCount(stateOf({}))).toBeUndefined()
})

it('says since when the response stands and from which level it rose', () => {
  const response = { level: 'II' as const, at: 40, by: zhou, reason: '' }
  const change = (from: 'III' | null, to: 'III' | 'II', at: number) => ({ field: 'response' as const, from, to, at })
  const state = stateOf({ levels: { response }, levelChanges: [change(null, 'III', 10), change('III', 'II', 40)] })
  expect(roomResponse(state)).toEqual({ level: 'II', at: 40, from: 'III' })
  expect(roomResponse(stateOf({}))).toBeUndefined()
})
