import { expect, it } from 'vitest'
import { toldDecision } from '../../state/testing/told-decision.ts'
import { toldIncident } from '../../state/testing/told-incident.ts'
import { toldOrder } from '../../state/testing/told-order.ts'
import { axisTicks, roomTimeline, wordsSides } from './room-timeline.ts'

const MINUTE = 60_000
const by = { id: 'zhou', name: '周明' }
const level = (from: 'III' | null, to: 'III' | 'II' | null, at: number) => ({ field: 'response' as const, from, to, at })

it('draws the band of levels, the last one open, and a gap where the response was taken back', () => {
  const { state } = toldIncident('i1', 0, { levelChanges: [level(null, 'III', 10), level('III', null, 20), level(null, 'II', 30)] })
  expect(roomTimeline(state, [], [], MINUTE).stretches).toEqual([
    { level: 'III', from: 10, to: 20 },
    { level: 'II', from: 30, to: undefined },
  ])
})

it('tells what was heard, ordered, decided and reported in their own lines, and what is due ahead of now', () => {
  const now = 40 * MINUTE
  const names = { zh: '续报', en: 'Follow-up' }
  const { state } = toldIncident('i1', 0, {
    links: [{ kind: 'hand', channel: '110', text: '电话 13800000000', place: { area: 'a' }, at: 0 }],
    deadlines: [{ id: 'd', rule: 'd', names, kind: 'follow-up', startedAt: 0, dueAt: 60 * MINUTE }],
    casualties: [
      {
        ...{ version: 1, source: '120', asOf: 0, at: 20 * MINUTE, by },
        figures: { dead: 0, missing: 0, serious: 0, minor: 0, trapped: 2, evacuated: 0 },
      },
    ],
  })
  const stamps = [{ stage: 'issued' as const, at: 30 * MINUTE, by }]
  const orders = [
    toldOrder('a', 'issued', { seq: 2, stamps, dueAt: 50 * MINUTE }),
    toldOrder('b', 'issued', { seq: 1, stamps, dueAt: MINUTE }),
  ]
  const decisions = [toldDecision('x', { at: 35 * MINUTE, dueAt: 45 * MINUTE })]
  const told = roomTimeline(state, orders, decisions, now)
  expect(told.entries.map(({ row, at, saying }) => [row, at / MINUTE, saying.kind])).toEqual([
    ['signal', 0, 'heard'],
    ['report', 20, 'counted'],
    ['order', 30, 'issued'],
    ['decision', 35, 'asked'],
    ['decision', 45, 'decide-by'],
    ['order', 50, 'due'],
    ['report', 60, 'report-due'],
  ])
  expect(told.entries[2]?.saying).toEqual({ kind: 'issued', seqs: [1, 2] })
  expect(JSON.stringify(told)).not.toMatch(/138|周明/)
  expect(told.from).toBeLessThan(0)
  expect(told.to).toBeGreaterThan(60 * MINUTE)
})

it('looks back eight hours at most, and forward no further than back', () => {
  const now = 48 * 60 * MINUTE
  const names = { zh: '终报', en: 'Final' }
  const deadlines = [{ id: 'd', rule: 'd', names, kind: 'final' as const, startedAt: 0, dueAt: now + 30 * 60 * MINUTE }]
  const { from, to, entries } = roomTimeline(toldIncident('i1', 0, { deadlines }).state, [], [], now)
  expect((now - from) / MINUTE).toBeLessThan(500)
  expect(to - now).toBeLessThan(now - from)
  expect(entries).toEqual([])
})

it('sets words where they touch neither each other, nor a point, nor now, nor an end; what is due next speaks first', () => {
  const at = (x: number, width = 60) => ({ x, width })
  expect(wordsSides([at(100)], 300, 600, 10)).toEqual(['right'])
  expect(wordsSides([at(280)], 300, 600, 10)).toEqual(['left'])
  expect(wordsSides([at(580)], 300, 600, 10)).toEqual(['left'])
  expect(wordsSides([at(100), at(110), at(120)], 300, 600, 10)).toEqual(['left', undefined, 'right'])
  expect(wordsSides([at(400, 190), at(420, 170)], 300, 600, 10)).toEqual([undefined, 'right'])
})

it('puts full times on the axis, none of them where now is written', () => {
  const ticks = axisTicks({ from: 0, to: 120 * MINUTE }, 1200, 150, 60 * MINUTE, 0)
  expect(ticks.map((tick) => tick / MINUTE)).toEqual([0, 15, 30, 45, 75, 90, 105, 120])
})
