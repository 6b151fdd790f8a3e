import { Value } from 'typebox/value'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { areaTree, type Catalogue } from '#contract/catalogue.ts'
import type { DutyRoster } from '#contract/duty-roster.ts'
import { matterSchema, type RecordedEvent } from '#contract/matter.ts'
import {
  type DutyBoard,
  type ShiftHandoverEvent,
  type ShiftHandoverMatter,
  ShiftHandoverStateSchema,
  type ShiftSummary,
} from '#contract/shift-handover.ts'
import { windowCalendar } from '#contract/window.ts'
import { TESTED_CITY } from '../access/identity/testing/tested-access.ts'
import { foldMatter } from '../matters/life.ts'
import { type Operator, TestedCommand } from '../orders/testing/tested-command.ts'
import { notRelieved } from '../paging/roster-store.ts'
import { LIVES } from '../run/lives.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { composeShift } from './compose-shift.ts'
import { readShift } from './read-shift.ts'
import { shiftHandoverLife } from './shift-handover-life.ts'
import { shifts } from './shifts.ts'

const MINUTE = 60_000
const CALENDAR = windowCalendar('Asia/Shanghai')
const NAMES = { zh: '值班员', en: 'Duty officer' }
/** The tested clock begins on a Monday at 09:00, ten minutes before the shift changes. */
const ROSTER: DutyRoster = {
  posts: [
    {
      ...{ id: 'duty', names: NAMES, afterS: 0 },
      shifts: [
        { from: '20:00', to: '09:10', accounts: ['trial:duty-officer'] },
        { from: '09:10', to: '20:00', accounts: ['trial:commander'] },
      ],
    },
  ],
}

let postgres: TestedDatabase
let command: TestedCommand
let day: Operator
let night: Operator
let other: Operator
let handover: string

beforeAll(async () => {
  postgres = await TestedDatabase.start()
  command = await TestedCommand.open(await postgres.migrated(), async (app, parts) => {
    const tree = areaTree((TESTED_CITY as Catalogue).areas)
    await app.register(shifts, { ...parts, roster: ROSTER, calendar: CALENDAR, tree, lives: LIVES })
  })
  day = await command.operator('duty-officer')
  night = await command.operator('commander')
  other = await command.operator('leader')
})
afterAll(async () => {
  await command.close()
  await postgres.stop()
})

const begin = (who: Operator, to: Operator) =>
  who.do('/api/shift-handovers', { post: 'duty', to: to.account, note: '水务局泵车还在路上' })
const press = (who: Operator, verb: string, body: object = {}) => who.do(`/api/shift-handovers/${handover}/${verb}`, body)
const state = async () => (await day.get<ShiftHandoverMatter>(`/api/matters/shift-handover/${handover}`)).state
const board = async (who = day) => (await who.get<DutyBoard>('/api/shifts')).posts[0]
const present = async () => (await board())?.present.map(({ person, why }) => [person.id, why])
const incident = async (what: string) =>
  (await day.do('/api/incidents', { class: 'accident', place: { area: 'town' }, what, join: 'never' })).id as string

/** Everybody who was handed something signs for it. */
async function finish(from: Operator, to: Operator): Promise<void> {
  const { no, summary } = await state()
  if (summary.items.length > 0) await press(to, 'tick', { no, keys: summary.items.map(({ key }) => key), isTicked: true })
  expect(await press(to, 'read-back', { no, words: '一处内涝在处置，泵车在途' })).toMatchObject({ code: '200' })
  expect(await press(from, 'sign', { no })).toMatchObject({ code: '200' })
  command.clock.at += MINUTE
}

describe('a shift handover', () => {
  beforeEach(async () => {
    await incident('内涝')
    handover = (await begin(day, night)).id as string
  })

  it('is ticked item by item, read back by who comes and signed by who goes, and nobody skips a step', async () => {
    expect(await press(day, 'tick', { no: 1, keys: ['alarms'], isTicked: true })).toMatchObject({ code: 'shift/not-yours' })
    expect(await press(night, 'read-back', { no: 1, words: '收到' })).toMatchObject({ code: 'shift/unticked' })
    expect(await press(day, 'sign', { no: 1 })).toMatchObject({ code: 'shift/not-read-back' })
    expect(await begin(day, other)).toMatchObject({ code: 'shift/unfinished' })
    expect(await press(other, 'sign', { no: 1 })).toMatchObject({ code: 'shift/not-yours' })
    await finish(day, night)
    expect(await press(day, 'note', { text: '还有' })).toMatchObject({ code: 'shift/over' })
    const matter = await day.get<ShiftHandoverMatter>(`/api/matters/shift-handover/${handover}`)
    const { events } = await day.get<{ events: RecordedEvent[] }>(`/api/matters/shift-handover/${handover}/events`)
    const folded = foldMatter(
      shiftHandoverLife,
      handover,
      events as { version: number; revision: number; event: ShiftHandoverEvent }[],
    )
    expect({ ...folded, revision: 0 }).toEqual({ ...matter, revision: 0 })
    expect([...Value.Errors(matterSchema(ShiftHandoverStateSchema), matter)]).toEqual([])
    expect(matter).toMatchObject({ isOpen: false, state: { stage: 'signed', readBack: { words: '一处内涝在处置，泵车在途' } } })
    // By now the one who came is on duty by the roster, and is who hands it over next.
    expect(await present()).toEqual([[night.account, 'roster']])
    handover = (await begin(night, day)).id as string
    await finish(night, day)
    expect(await present()).toEqual([[day.account, 'roster']])
  })

  it('composed anew keeps what has not changed ticked, and asks for the rest and for a new read-back', async () => {
    const before = await state()
    await press(night, 'tick', { no: 1, keys: before.summary.items.map(({ key }) => key), isTicked: true })
    await press(night, 'read-back', { no: 1, words: '清楚' })
    const fresh = await incident('火情')
    expect(await press(day, 'compose', { no: 1 })).toMatchObject({ code: '200' })
    expect(await press(day, 'sign', { no: 1 })).toMatchObject({ code: 'shift/changed' })
    const after = await state()
    expect(after).toMatchObject({ no: 2, stage: 'open' })
    expect(after.readBack).toBeUndefined()
    expect(await press(night, 'read-back', { no: 2, words: '清楚' })).toMatchObject({
      code: 'shift/unticked',
      detail: `1 of ${after.summary.items.length} are not ticked yet.`,
    })
    await press(night, 'tick', { no: 2, keys: [`incident:${fresh}`], isTicked: true })
    expect(await press(night, 'read-back', { no: 2, words: '清楚' })).toMatchObject({ code: '200' })
    await press(day, 'withdraw', { reason: '改由他人接班' })
    expect(await present()).toEqual([[day.account, 'roster']])
  })

  it('keeps who goes on duty until it is signed, though the roster has changed: both are told of alarms', async () => {
    command.clock.at += 15 * MINUTE
    expect(await present()).toEqual([
      [night.account, 'roster'],
      [day.account, 'not-relieved'],
    ])
    expect(await board()).toMatchObject({
      due: { from: [{ id: day.account }], to: [{ id: night.account }] },
      handover: { stage: 'open' },
    })
    expect(await notRelieved(command.database, 'duty', [])).toMatchObject([{ id: day.account }])
    await finish(day, night)
    expect(await present()).toEqual([[night.account, 'roster']])
    expect((await board())?.due).toBeUndefined()
    expect(await notRelieved(command.database, 'duty', [])).toEqual([])
  })
})

describe('what a shift hands over', () => {
  it('is what happened since it began and what is open, and the same from the same record whenever it is composed', async () => {
    const fire = await incident('仓库起火')
    await night.do(`/api/incidents/${fire}/command/take`, { term: 0 })
    await night.do('/api/orders', {
      ...{ incident: fire, term: 1, title: '封控', slaMinutes: 5, issue: true },
      to: [{ kind: 'role', role: 'field-responder', area: 'town' }],
    })
    await command.later(6)
    const summary = await day.get<ShiftSummary>('/api/shifts/summary?post=duty')
    expect(summary.items).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ section: 'incident', id: fire, title: '仓库起火' }),
        expect.objectContaining({ section: 'order', title: '封控' }),
      ]),
    )
    expect(summary.counts).toMatchObject({ 'order.issued': 1 })
    expect(summary.lines[0]?.at).toBeGreaterThanOrEqual(summary.lines.at(-1)?.at ?? 0)
    const record = await readShift(command.database, summary.since, summary.at)
    const composing = { lives: LIVES, concerns: () => true }
    await incident('又一起')
    const again = await readShift(command.database, summary.since, summary.at)
    const known = { ...again, revision: record.revision, matters: upTo(again.matters, record.revision) }
    expect(composeShift(known, composing)).toEqual(composeShift(record, composing))
  })

  it('is for whoever is on duty, and a room is told of no name', async () => {
    expect(await other.do('/api/shift-handovers', { post: 'duty', to: day.account })).toMatchObject({ code: 'shift/not-on-duty' })
    expect(await night.do('/api/shift-handovers', { post: 'nothing', to: day.account })).toMatchObject({ code: 'alarm/no-post' })
    expect(await night.do('/api/shift-handovers', { post: 'duty', to: night.account })).toMatchObject({
      code: 'command/person-unknown',
    })
    const room = JSON.stringify(shiftHandoverLife.inRoom(await state()))
    expect(room).not.toMatch(/泵车|duty-officer|内涝|trial/)
  })
})

/** The same record as it was known at an earlier revision. */
function upTo(matters: Awaited<ReturnType<typeof readShift>>['matters'], revision: number) {
  return Object.fromEntries(
    Object.entries(matters).map(([kind, all]) => [
      kind,
      all.flatMap(({ id, events }) => {
        const known = events.filter((event) => event.revision <= revision)
        return known.length > 0 ? [{ id, events: known }] : []
      }),
    ]),
  ) as unknown as typeof matters
}
