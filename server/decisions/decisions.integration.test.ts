import { Value } from 'typebox/value'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DecisionEvent, DecisionStateSchema } from '#contract/decision.ts'
import { matterSchema, type RecordedEvent } from '#contract/matter.ts'
import { foldMatter } from '../matters/life.ts'
import type { Operator } from '../orders/testing/tested-command.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { decisionLife } from './decision-life.ts'
import { TestedDecisions } from './testing/tested-decisions.ts'

const MINUTE = 60_000

let postgres: TestedDatabase
let url: string
let city: TestedDecisions
let duty: Operator
let chief: Operator
let leader: Operator
let town: Operator
let incident: string

beforeAll(async () => {
  postgres = await TestedDatabase.start()
  url = await postgres.migrated()
  city = await TestedDecisions.open(url)
  duty = await city.operator('duty-officer')
  chief = await city.operator('commander')
  leader = await city.operator('leader')
  town = await city.operator('town-staff')
})
afterAll(async () => {
  await city.close()
  await postgres.stop()
})

beforeEach(async () => {
  const what = { class: 'natural-disaster', place: { area: 'town' }, what: '内涝', join: 'never' }
  incident = (await duty.do('/api/incidents', what)).id as string
  await chief.do(`/api/incidents/${incident}/command/take`, { term: 0 })
  city.command.clock.at += MINUTE
  await city.observe('flood.depth', 46)
})

const ORDER = { title: '转移低洼区群众', to: [{ kind: 'role', role: 'town-staff', area: 'town' }], slaMinutes: 60 }
const OPTIONS = [
  { id: 'a', title: '立即转移', expected: '约 1.8 小时，早于高潮', order: ORDER },
  { id: 'b', title: '复核潮位再定' },
]
const card = (said: object = {}) => ({
  ...{ incident, question: '是否立即转移低洼区 6200 人', options: OPTIONS, recommended: 'a', withinMinutes: 20 },
  evidence: { series: [{ metric: 'flood.depth', area: 'town' }], matters: [{ kind: 'incident', id: incident }] },
  ...said,
})
const followUp = () => ({
  ...{ metric: 'flood.depth', area: 'town', direction: 'at-most', target: 15 },
  at: city.command.clock.now() + 60 * MINUTE,
})

async function proposed(said: object = {}): Promise<string> {
  const { id, code, detail } = await duty.do('/api/decisions', card(said))
  expect(code, detail).toBe('200')
  return id as string
}
const decide = (who: Operator, id: string, said: object = {}) =>
  who.do(`/api/decisions/${id}/decide`, { option: 'a', term: 1, ...said })

describe('a decision card', () => {
  it('freezes the figures and matters it rests on, and anybody can hold them against the record later', async () => {
    const id = await proposed()
    const { state } = await city.decision(chief, id)
    expect(state.evidence.points).toMatchObject([{ metric: 'flood.depth', value: 46, revision: state.evidence.revision }])
    expect(state.evidence.matters).toMatchObject([{ kind: 'incident', id: incident }])
    // The figure is corrected, and the incident goes on: the card stays, and so does what the record knew then.
    await city.observe('flood.depth', 31)
    await chief.do(`/api/incidents/${incident}/messages`, { text: '继续' })
    const check = await city.evidence(chief, id)
    expect(check).toMatchObject({ isIntact: true, points: [{ isSame: true, frozen: { value: 46 }, now: { value: 31 } }] })
    expect(check.matters[0]).toMatchObject({ isSame: true })
    expect(check.matters[0]?.version).toBeGreaterThan(state.evidence.matters[0]?.version ?? 0)
    expect((await city.decision(chief, id)).state.evidence).toEqual(state.evidence)
  })

  it('says so when the record no longer holds what it was decided on', async () => {
    const id = await proposed()
    await postgres.ask(
      url,
      `update guanlan.event set body = jsonb_set(body, '{title}', '"小事"') where matter_id = '${incident}' and version = 1`,
    )
    expect(await city.evidence(chief, id)).toMatchObject({ isIntact: false, matters: [{ isSame: false }] })
  })

  it('is answered by those it asks, in their own name and words, until it is decided', async () => {
    const id = await proposed({ consult: [town.account, leader.account] })
    expect(await chief.do(`/api/decisions/${id}/answer`, { answer: 'agree' })).toMatchObject({ code: 'decision/not-asked' })
    await town.do(`/api/decisions/${id}/answer`, { answer: 'disagree', words: '安置点未备' })
    await town.do(`/api/decisions/${id}/answer`, { answer: 'agree', words: '安置点已备' })
    expect((await city.decision(duty, id)).state.consulted).toMatchObject([
      { person: { id: town.account }, answer: 'agree', words: '安置点已备' },
      { person: { id: leader.account } },
    ])
    await decide(chief, id)
    expect(await town.do(`/api/decisions/${id}/answer`, { answer: 'disagree' })).toMatchObject({ code: 'decision/over' })
  })

  it('is decided by the commander or a leader under the term they saw, and its order goes out in the same step', async () => {
    const id = await proposed()
    expect(await decide(duty, id)).toMatchObject({ code: 'access/refused' })
    expect(await decide(chief, id, { term: 0 })).toMatchObject({ code: 'incident/term-old' })
    expect(await decide(chief, id, { option: 'z' })).toMatchObject({ code: 'decision/option' })
    expect((await city.decision(duty, id)).state.stage).toBe('open')
    expect(await decide(leader, id, { words: '同意，先转移学校' })).toMatchObject({ code: '200' })
    const { state } = await city.decision(duty, id)
    expect(state.decided).toMatchObject({ option: 'a', by: { id: leader.account }, term: 1, words: '同意，先转移学校' })
    const [order] = state.decided?.orders ?? []
    expect((await chief.order(order as string)).state).toMatchObject({
      ...{ incident, title: ORDER.title, stage: 'issued', seq: 1, by: { id: leader.account } },
      origin: { kind: 'instruction', about: { kind: 'decision', id } },
    })
    expect(await decide(chief, id, { option: 'b' })).toMatchObject({ code: 'decision/over' })
  })

  it('is decided once, however many press at the same moment', async () => {
    const id = await proposed()
    const answers = await Promise.all([decide(chief, id), decide(leader, id, { option: 'b' }), decide(chief, id, { option: 'b' })])
    expect(answers.map(({ code }) => code).sort()).toEqual(['200', 'decision/over', 'decision/over'])
  })

  it('is scored by the record when its moment comes, once, and by nobody', async () => {
    const id = await proposed({ followUp: followUp() })
    await decide(chief, id)
    await city.later(59)
    await city.observe('flood.depth', 12)
    expect((await city.decision(duty, id)).state).toMatchObject({ stage: 'decided' })
    await city.later(1)
    await city.look()
    const decision = await city.decision(duty, id)
    expect(decision).toMatchObject({ isOpen: true, state: { stage: 'scored', score: { outcome: 'met', point: { value: 12 } } } })
    const { events } = await duty.get<{ events: RecordedEvent[] }>(`/api/matters/decision/${id}/events`)
    expect(events.map(({ event }) => event.type)).toEqual(['decision.proposed', 'decision.decided', 'decision.scored'])
    expect(await town.do(`/api/decisions/${id}/note`, {})).toMatchObject({ code: 'access/refused' })
    expect(await chief.do(`/api/decisions/${id}/note`, {})).toMatchObject({ code: '200' })
    expect(await city.decision(duty, id)).toMatchObject({ isOpen: false, state: { stage: 'scored' } })
    const folded = foldMatter(decisionLife, id, events as { version: number; revision: number; event: DecisionEvent }[])
    expect({ ...folded, revision: 0 }).toEqual({ ...decision, revision: 0 })
    expect([...Value.Errors(matterSchema(DecisionStateSchema), decision)]).toEqual([])
  })

  it('says that there is no data where the figure never came, instead of calling it met', async () => {
    const id = await proposed({ followUp: followUp() })
    await decide(chief, id)
    await city.later(61)
    expect((await city.decision(duty, id)).state.stage).toBe('decided')
    await city.later(3)
    expect((await city.decision(duty, id)).state).toMatchObject({ stage: 'scored', score: { outcome: 'no-data', point: null } })
  })

  it('gives way to a newer one, which is decided in its place', async () => {
    const first = await proposed()
    const second = await proposed({ question: '是否分两批转移', supersedes: first })
    expect((await city.decision(duty, first)).state).toMatchObject({ stage: 'superseded', supersededBy: second })
    expect(await decide(chief, first)).toMatchObject({ code: 'decision/over' })
  })

  it('tells once that nobody decided in time, and can still be decided', async () => {
    const id = await proposed()
    await city.later(20)
    await city.look()
    expect((await city.decision(duty, id)).state.overdueAt).toBe(city.command.clock.now())
    expect(await decide(chief, id)).toMatchObject({ code: '200' })
  })

  it('is taken back when its incident is over, so that nobody is reminded of what cannot be decided any more', async () => {
    const id = await proposed()
    for (const phase of ['ended', 'recovery', 'review']) await chief.do(`/api/incidents/${incident}/phase`, { phase, term: 1 })
    expect(await chief.do(`/api/incidents/${incident}/close`, { term: 1 })).toMatchObject({ code: '200' })
    expect(await decide(chief, id)).toMatchObject({ code: 'incident/over' })
    await Promise.all([city.look(), city.look()])
    expect(await city.decision(duty, id)).toMatchObject({ isOpen: false, state: { stage: 'withdrawn' } })
    const { events } = await duty.get<{ events: RecordedEvent[] }>(`/api/matters/decision/${id}/events`)
    expect(events.map(({ event }) => event.type)).toEqual(['decision.proposed', 'decision.withdrawn'])
  })

  it('shows a room the question, the figures, who was asked by office and what was decided, and no name', async () => {
    await chief.do(`/api/incidents/${incident}/posts`, { post: 'deputy', person: leader.account, title: '副秘书长', term: 1 })
    const id = await proposed({ incident, consult: [town.account, leader.account], context: '王某家属在场' })
    await decide(chief, id, { words: '同意王某意见' })
    const { state } = await city.decision(duty, id)
    const room = JSON.stringify(decisionLife.inRoom(state))
    expect(room).toContain('是否立即转移低洼区')
    expect(decisionLife.inRoom(state).consulted.map(({ person }) => person.post)).toEqual([undefined, '副秘书长'])
    expect(room).not.toMatch(/王某|trial|commander|duty/)
  })

  it('that rests on a sensitive figure is for those cleared for it, and nobody else is consulted on it', async () => {
    await city.observe('police.force', 12)
    const evidence = { series: [{ metric: 'police.force', area: 'town' }], matters: [] }
    expect(await duty.do('/api/decisions', card({ evidence, consult: [town.account] }))).toMatchObject({
      code: 'command/person-unknown',
    })
    const id = await proposed({ evidence })
    expect((await city.decision(chief, id)).state.sensitivity).toBe('sensitive')
    expect(await town.get(`/api/matters/decision/${id}`)).toMatchObject({ code: 'matter/unknown' })
    expect(await town.get(`/api/decisions/${id}/evidence`)).toMatchObject({ code: 'matter/unknown' })
  })

  it('names an outcome that can be measured after it is due, and options that can be told apart', async () => {
    const early = { ...followUp(), at: city.command.clock.now() + 10 * MINUTE }
    expect(await duty.do('/api/decisions', card({ followUp: early }))).toMatchObject({ code: 'request/invalid' })
    expect(await duty.do('/api/decisions', card({ followUp: { ...followUp(), metric: 'nothing' } }))).toMatchObject({
      code: 'series/unknown-metric',
    })
    expect(await duty.do('/api/decisions', card({ options: [OPTIONS[0], OPTIONS[0]] }))).toMatchObject({ code: 'request/invalid' })
    expect(await duty.do('/api/decisions', card({ recommended: 'z' }))).toMatchObject({ code: 'request/invalid' })
  })
})
