import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '#contract/errors.ts'
import type { MatterActor } from '#contract/matter.ts'
import {
  ESCALATION_STEPS,
  ORDER_FOLLOWING,
  ORDER_STAGES,
  type OrderEvent,
  type OrderStage,
  type OrderState,
  OVER_STAGES,
  WORKING_STAGES,
} from '#contract/order.ts'
import { acknowledgeOrder } from './acknowledge-order.ts'
import { dueBy } from './clock.ts'
import { deliverOrder } from './deliver-order.ts'
import { failOrder } from './fail-order.ts'
import { finishOrder } from './finish-order.ts'
import { orderInRoom } from './order-in-room.ts'
import { orderLife } from './order-life.ts'
import { type OrderHappening, wayTo } from './order-step.ts'
import type { OrderVerb } from './order-verb.ts'
import { progressOrder } from './progress-order.ts'
import { readOrder } from './read-order.ts'
import { refuseOrder } from './refuse-order.ts'
import { startOrder } from './start-order.ts'
import { verifyOrder, workersOn } from './verify-order.ts'

const START = Date.parse('2026-09-08T10:00:00+08:00')
const SLA = 20 * 60_000

type Step = (order: ToldOrder) => void
const who = fc.constantFrom('Anna', 'Boris', 'Clara')
const answers: fc.Arbitrary<Step> = fc
  .tuple(
    who,
    fc.constantFrom<(order: ToldOrder, one: string) => void>(
      (it, one) => it.do(one, deliverOrder, {}),
      (it, one) => it.do(one, readOrder, {}),
      (it, one) => it.do(one, acknowledgeOrder, {}),
      (it, one) => it.do(one, startOrder, {}),
      (it, one) => it.do(one, progressOrder, { value: 3 }),
      (it, one) => it.do(one, finishOrder, { text: 'done' }),
      (it, one) => it.do(one, failOrder, { text: 'no way' }),
      (it, one) => it.do(one, refuseOrder, { reason: 'not ours' }),
      (it, one) => it.do(one, verifyOrder, { passed: true }),
      (it, one) => it.do(one, verifyOrder, { passed: false, note: 'again' }),
    ),
  )
  .map(
    ([one, act]) =>
      (it) =>
        act(it, one),
  )
const waits: fc.Arbitrary<Step> = fc.nat(15).map((minutes) => (it) => {
  it.now += minutes * 60_000
  it.append('clock', dueBy(it.state, it.now))
})

describe('an order, whatever comes back in whatever order', () => {
  it('keeps what it promises', () => {
    let done = 0
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 4, arbitrary: answers }, waits), { minLength: 10, maxLength: 40 }), (steps) => {
        const order = new ToldOrder()
        const text = textOf(order.state)
        for (const take of steps) {
          const before = order.state
          try {
            take(order)
            if (order.state !== before) done++
          } catch (fault) {
            expect(fault).toBeInstanceOf(Refusal)
            expect(order.state).toBe(before)
          }
        }
        const { state } = order
        // Every stage follows from the one before, none is skipped, and each is stamped by a person and a device.
        expectStations(state)
        // What it says never changes.
        expect(textOf(state)).toEqual(text)
        // Whoever verified it had no hand in it.
        if (state.verification) expect(workersOn(state)).not.toContain(state.verification.by.id)
        // Each step of escalation at most once, in its order, and none while nobody was late.
        const steped = state.escalated.map(({ step }) => step)
        expect(steped).toEqual(ESCALATION_STEPS.slice(0, steped.length))
        for (const { at } of state.escalated) expect(at).toBeGreaterThanOrEqual(START + SLA)
        // A device is told once.
        expect(new Set(state.devices.map(({ device }) => device)).size).toBe(state.devices.length)
        // Nobody's name and nobody's words stand on a wall.
        expect(JSON.stringify(orderInRoom(state))).not.toMatch(/Anna|Boris|Clara|no way|not ours|phone of/)
      }),
      { numRuns: 200 },
    )
    expect(done).toBeGreaterThan(500)
  })
})

describe('the stations of an order', () => {
  it.each(ORDER_STAGES.flatMap((from) => ORDER_STAGES.map((to) => [from, to] as const)))('from %s to %s', (from, to) => {
    const reached = reachable(from, to)
    if (!reached) expect(() => wayTo(from, to)).toThrow(expect.objectContaining({ code: 'order/stage' }))
    else {
      let at: OrderStage = from
      for (const { type } of wayTo(from, to)) {
        const next = STAGE_OF[type] as OrderStage
        expect(ORDER_FOLLOWING[at]).toContain(next)
        at = next
      }
      expect(ORDER_FOLLOWING[at]).toContain(to)
    }
  })

  it('end where nothing follows, and nobody works on them any more', () => {
    for (const stage of OVER_STAGES) {
      expect(ORDER_FOLLOWING[stage]).toEqual([])
      expect(WORKING_STAGES).not.toContain(stage)
    }
  })
})

it('is done only with a photo where one is asked for, taken on the way or at the end', () => {
  const asked = () => new ToldOrder(true)
  expect(() => asked().do('Anna', finishOrder, { text: 'done' })).toThrow(expect.objectContaining({ code: 'order/photo-needed' }))
  const photo = { id: 'photo-0001', kind: 'photo' } as const
  const atTheEnd = asked()
  atTheEnd.do('Anna', finishOrder, { attachments: [photo] })
  const onTheWay = asked()
  onTheWay.do('Anna', progressOrder, { attachments: [photo] })
  onTheWay.do('Anna', finishOrder, {})
  expect([atTheEnd.state.stage, onTheWay.state.stage]).toEqual(['done', 'done'])
})

it('escalates at 100 % of its time to the duty leader and at 150 % to the commander, and not once it is done', () => {
  const order = new ToldOrder()
  expect(dueBy(order.state, START + SLA - 1)).toEqual([])
  expect(dueBy(order.state, START + SLA)).toMatchObject([{ body: { step: 'duty-leader' } }])
  expect(dueBy(order.state, START + 1.5 * SLA)).toMatchObject([{ body: { step: 'duty-leader' } }, { body: { step: 'commander' } }])
  order.do('Anna', finishOrder, {})
  expect(dueBy(order.state, START + 3 * SLA)).toEqual([])
})

const STAGE_OF: Partial<Record<OrderEvent['type'], OrderStage>> = {
  'order.delivered': 'delivered',
  'order.read': 'read',
  'order.acknowledged': 'acknowledged',
  'order.started': 'in-progress',
}

/** The stations an answer may pass over: everything up to the work, in its order. */
function reachable(from: OrderStage, to: OrderStage): boolean {
  const way: OrderStage[] = ['issued', 'delivered', 'read', 'acknowledged', 'in-progress']
  if (ORDER_FOLLOWING[from].includes(to)) return true
  const start = way.indexOf(from)
  return start >= 0 && way.slice(start + 1).some((stage) => ORDER_FOLLOWING[stage].includes(to))
}

function expectStations({ stamps, stage }: OrderState): void {
  for (const [index, stamp] of stamps.entries()) {
    const before = stamps[index - 1]
    if (before) expect(ORDER_FOLLOWING[before.stage], `${before.stage} → ${stamp.stage}`).toContain(stamp.stage)
    expect(stamp.by.id).not.toBe('')
    expect(stamp.device).toBeDefined()
  }
  expect(stamps.at(-1)?.stage).toBe(stage)
}

function textOf({ title, text, to, place, target, slaMs, resources, area, origin, seq, term, incident }: OrderState): unknown {
  return { title, text, to, place, target, slaMs, resources, area, origin, seq, term, incident }
}

/** An order that was issued, without a database. */
class ToldOrder {
  state: OrderState
  now = START

  constructor(needsPhoto = false) {
    const by: MatterActor = { kind: 'person', id: 'chief', name: 'chief', device: 'desk' }
    const drafted: OrderEvent = {
      ...{ type: 'order.drafted', at: START, actor: by },
      body: {
        ...{ title: 'pump', needsPhoto, area: 'town', slaMs: SLA, resources: [], origin: { kind: 'hand' } },
        to: { kind: 'role', role: 'field-responder', area: 'town' },
      },
    }
    this.state = orderLife.evolve(undefined, drafted, 'o1')
    this.append('chief', [{ type: 'order.issued', body: { seq: 1, term: 1, dueAt: START + SLA } }])
  }

  do<Input>(id: string, verb: OrderVerb<Input>, input: Input): void {
    const known = { id: 'o1', state: this.state, now: this.now, who: { id, name: id }, device: `phone of ${id}` }
    this.append(id, verb.decide(known, input))
  }

  append(id: string, happenings: readonly OrderHappening[]): void {
    const actor: MatterActor = { kind: 'person', id, name: id, device: `phone of ${id}` }
    for (const happening of happenings)
      this.state = orderLife.evolve(this.state, { ...happening, at: this.now, actor } as OrderEvent, 'o1')
  }
}
