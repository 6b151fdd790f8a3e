import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CASE_FOLLOWING,
  CASE_STAGES,
  type CaseEvent,
  type CaseStage,
  type CaseState,
  OPEN_CASE_STAGES,
  STATION_OF,
} from '#contract/case.ts'
import { runningClock } from '#contract/case-clock.ts'
import { handsOn } from '#contract/case-hands.ts'
import { Refusal } from '#contract/errors.ts'
import type { MatterActor } from '#contract/matter.ts'
import { windowCalendar } from '#contract/window.ts'
import { workingTime } from '#contract/working-time.ts'
import { acceptCase } from './accept-case.ts'
import { answerCase } from './answer-case.ts'
import { askCase } from './ask-case.ts'
import { carryCase } from './carry-case.ts'
import { clocksFollow, dueBy } from './case-clocks.ts'
import { caseInRoom } from './case-in-room.ts'
import { caseLife, queueOf } from './case-life.ts'
import type { CaseCity, CaseHappening } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'
import { checkCase } from './check-case.ts'
import { closeCase } from './close-case.ts'
import { deferCase } from './defer-case.ts'
import { dispatchCase } from './dispatch-case.ts'
import { evaluateCase } from './evaluate-case.ts'
import { extendCase } from './extend-case.ts'
import { fileCase } from './file-case.ts'
import { progressCase } from './progress-case.ts'
import { refuseAsk } from './refuse-ask.ts'
import { rejectCase } from './reject-case.ts'
import { resumeCase } from './resume-case.ts'
import { returnCase } from './return-case.ts'
import { reworkCase } from './rework-case.ts'
import { startCase } from './start-case.ts'
import { supplementCase } from './supplement-case.ts'
import { TESTED_CASE_TABLES } from './testing/tested-tables.ts'
import { verifyCase } from './verify-case.ts'
import { voidCase } from './void-case.ts'

const START = Date.parse('2026-09-28T10:00:00+08:00')
const HOUR = 3_600_000
const CITY: CaseCity = {
  tables: TESTED_CASE_TABLES,
  time: workingTime(TESTED_CASE_TABLES.calendar, windowCalendar('Asia/Shanghai')),
  domainsOf: (id) => (id === 'waterworks' ? ['water'] : undefined),
}

type Step = (told: ToldCase, one: string) => void
const LIMIT = { amount: 3, unit: 'working-hours' } as const
/** What leads on from each stage, so that lives are long. */
const NEXT: Partial<Record<CaseStage, Step>> = {
  collected: (it, one) => it.do(one, acceptCase, {}),
  accepted: (it, one) => (it.state.needsCheck ? it.do(one, checkCase, { found: true, text: 'secret' }) : it.do(one, fileCase, {})),
  checked: (it, one) => it.do(one, fileCase, {}),
  filed: (it, one) => it.do(one, dispatchCase, {}),
  dispatched: (it, one) => it.do(one, startCase, {}),
  handling: (it, one) => it.do(one, answerCase, { text: 'secret' }),
  handled: (it, one) => it.do(one, verifyCase, {}),
  verified: (it, one) => it.do(one, closeCase, {}),
  closed: (it, one) => it.do(one, evaluateCase, { satisfaction: 4 }),
}
const onward: fc.Arbitrary<Step> = fc.constant((it, one) =>
  it.state.suspension ? it.do(one, resumeCase, {}) : NEXT[it.state.stage]?.(it, one),
)
const aside = fc.constantFrom<Step>(
  (it, one) => it.do(one, checkCase, { found: false, text: 'secret' }),
  (it, one) => it.do(one, progressCase, { text: 'secret' }),
  (it, one) => it.do(one, returnCase, { reason: 'secret' }),
  (it, one) => it.do(one, askCase, { kind: 'extension', limit: LIMIT, reason: 'secret' }),
  (it, one) => it.do(one, askCase, { kind: 'carrying', reason: 'secret' }),
  (it, one) => it.do(one, refuseAsk, { reason: 'secret' }),
  (it, one) => it.do(one, extendCase, { limit: LIMIT, reason: 'secret' }),
  (it, one) => it.do(one, deferCase, { until: it.now + 30 * HOUR, reason: 'secret' }),
  (it, one) => it.do(one, carryCase, { reason: 'secret' }),
  (it, one) => it.do(one, reworkCase, { reason: 'secret' }),
  (it, one) => it.do(one, resumeCase, {}),
  (it, one) => it.do(one, supplementCase, { text: 'secret' }),
)
/** What ends a life early. */
const ending = fc.constantFrom<Step>(
  (it, one) => it.do(one, rejectCase, { reason: 'secret' }),
  (it, one) => it.do(one, voidCase, { reason: 'secret' }),
)
const acts: fc.Arbitrary<(told: ToldCase) => void> = fc
  .tuple(
    fc.constantFrom('Anna', 'Boris', 'Clara', 'Dora'),
    fc.oneof({ weight: 12, arbitrary: onward }, { weight: 12, arbitrary: aside }, { weight: 1, arbitrary: ending }),
  )
  .map(
    ([one, act]) =>
      (told) =>
        act(told, one),
  )
const waits: fc.Arbitrary<(told: ToldCase) => void> = fc.nat(20).map((hours) => (told) => told.wait(hours * HOUR))

describe('a case, whatever is done to it in whatever order', () => {
  it('[P90] keeps what it promises: one clock at most, each running out noticed once, and nobody judges their own work', () => {
    let done = 0
    let finished = 0
    fc.assert(
      fc.property(
        fc.constantFrom('person', 'source'),
        fc.array(fc.oneof({ weight: 5, arbitrary: acts }, { weight: 1, arbitrary: waits }), { minLength: 20, maxLength: 60 }),
        (origin, steps) => {
          const told = new ToldCase(origin as 'person' | 'source')
          for (const take of steps) {
            const before = told.state
            try {
              take(told)
              if (told.state !== before) done++
            } catch (fault) {
              expect(fault).toBeInstanceOf(Refusal)
              expect(told.state).toBe(before)
            }
            expectClocks(told)
          }
          expectPromises(told)
          if (told.state.stage === 'evaluated') finished++
        },
      ),
      { numRuns: 200 },
    )
    expect(done).toBeGreaterThan(1_000)
    expect(finished).toBeGreaterThan(0)
  })
})

function expectClocks({ state, events, now }: ToldCase): void {
  const since = Object.values(state.clocks).filter((clock) => clock?.since !== undefined)
  expect(since.length).toBeLessThanOrEqual(1)
  expect(state.dueAt).toBe(runningClock(state)?.clock.dueAt)
  if (state.suspension || !OPEN_CASE_STAGES.some((open) => open === state.stage)) expect(since).toEqual([])
  // What follows for the clocks has followed: nothing more comes of it.
  expect(clocksFollow(undefined, state, now, CITY)).toEqual([])
  for (const event of events) if (event.type === 'case.overdue') expect(event.at).toBeGreaterThanOrEqual(event.body.dueAt)
}

function expectPromises({ state, events }: ToldCase): void {
  // Every stage follows from the one before, and each is stamped with a person and a device.
  for (const [index, { stage, by, device }] of state.stamps.entries()) {
    const before = state.stamps[index - 1]
    if (before) expect(CASE_FOLLOWING[before.stage], `${before.stage} → ${stage}`).toContain(stage)
    expect(by.id).not.toBe('')
    expect(device).toBeDefined()
  }
  expect(state.stamps.at(-1)?.stage).toBe(state.stage)
  // No running out is noticed twice: between two of one clock it was started anew.
  const overdue = events.filter((event) => event.type === 'case.overdue').map(({ body }) => `${body.clock} ${body.dueAt}`)
  const started = events.filter((event) => event.type === 'case.clock-started').map(({ body }) => `${body.clock} ${body.dueAt}`)
  for (const one of overdue)
    expect(overdue.filter((other) => other === one).length).toBeLessThanOrEqual(started.filter((other) => other === one).length)
  if (state.wasLate) expect(overdue.some((one) => one.startsWith('handling'))).toBe(true)
  // Collector and verifier are two people.
  const verified = state.stamps.findLast(({ stage }) => stage === 'verified')
  if (verified) expect(handsOn(state)).not.toContain(verified.by.id)
  const checked = state.stamps.find(({ stage }) => stage === 'checked')
  if (checked && state.by) expect(checked.by.id).not.toBe(state.by.id)
  // It stands in a queue as long as something is to be done, and the folded state is the told one.
  expect(state.queue === undefined).toBe(queueOf(state) === null)
  expect(state.queue === undefined).toBe(STATION_OF[state.stage] === null)
  expect(fold(events)).toEqual(state)
  expect(JSON.stringify(caseInRoom(state))).not.toMatch(/Anna|Boris|Clara|Dora|secret|phone of|大道/)
}

it('knows of every stage whence it comes and where it goes', () => {
  const reached = new Set<CaseStage>(['collected', ...Object.values(CASE_FOLLOWING).flat()])
  expect([...reached].sort()).toEqual([...CASE_STAGES].sort())
  for (const stage of CASE_STAGES) expect(CASE_FOLLOWING[stage].length > 0 || STATION_OF[stage] === null).toBe(true)
})

function fold(events: readonly CaseEvent[]): CaseState | undefined {
  return events.reduce<CaseState | undefined>((state, event) => caseLife.evolve(state, event, 'c1'), undefined)
}

/** A case that was told of, without a database. */
class ToldCase {
  readonly events: CaseEvent[] = []
  now = START
  state: CaseState

  constructor(origin: 'person' | 'source') {
    const place = { area: 'town', text: '大道 12 号' }
    const body = {
      number: '20260928-000001',
      origin: { kind: origin },
      category: 'lamp',
      what: 'secret',
      isUrgent: false,
      place,
      attachments: [],
    }
    this.state = undefined as unknown as CaseState
    this.append(origin === 'person' ? 'Anna' : 'hotline', [{ type: 'case.collected', body }], origin)
  }

  do<Input>(id: string, verb: CaseVerb<Input>, input: Input): void {
    const known = { ...CITY, id: 'c1', state: this.state, now: this.now, who: { id, name: id } }
    this.append(id, verb.decide(known, input))
  }

  wait(ms: number): void {
    this.now += ms
    for (const happening of dueBy(this.state, this.now)) this.append('clock', [happening], 'rule')
  }

  append(id: string, happenings: readonly CaseHappening[], kind: MatterActor['kind'] = 'person'): void {
    const before = this.state as CaseState | undefined
    const actor: MatterActor = { kind, id, name: id, device: `phone of ${id}` }
    let state = before
    const given: CaseEvent[] = []
    const tell = (all: readonly CaseHappening[]) => {
      for (const happening of all) {
        const event = { ...happening, at: this.now, actor } as CaseEvent
        state = caseLife.evolve(state, event, 'c1')
        given.push(event)
      }
    }
    tell(happenings)
    tell(clocksFollow(before, state as CaseState, this.now, CITY))
    this.state = state as CaseState
    this.events.push(...given)
  }
}
