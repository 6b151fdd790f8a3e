import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MatterEvent } from '#contract/matter.ts'
import { LIVES } from '../run/lives.ts'
import { composeShift, type ShiftRecord } from './compose-shift.ts'

const HOUR = 3_600_000
const AT = 100 * HOUR
const who = { kind: 'person', id: 'duty', name: '值班员' } as const
const everything = { lives: LIVES, concerns: () => true }

const event = (type: string, at: number, body: unknown): MatterEvent => ({ type, at, actor: who, body })
const past = (id: string, events: readonly MatterEvent[], revision = 1) => ({
  id,
  events: events.map((one, index) => ({ version: index + 1, revision: revision + index, event: one })),
})
const raised = (id: string, since: number, said: object = {}) =>
  past(id, [
    event('alarm.raised', since, {
      ...{ rule: { id: 'r', kind: 'threshold' }, severity: 'critical', area: 'city', since, metric: 'flood.depth' },
      why: { kind: 'threshold', value: 46, limit: 27, side: 'above' },
      ...said,
    }),
  ])
const record = (said: Partial<ShiftRecord['matters']>, cases: ShiftRecord['cases'] = []): ShiftRecord => ({
  ...{ revision: 9, since: AT - 8 * HOUR, at: AT, cases },
  matters: { alarm: [], warning: [], incident: [], order: [], decision: [], ...said },
})
const shelved = (id: string, until: number) => {
  const { events } = raised(id, AT - HOUR)
  return past(id, [...events.map((one) => one.event), event('alarm.shelved', AT - 10, { until, reason: '检修' })])
}

describe('what a shift hands over', () => {
  it('names every critical alarm, the sources that are silent, and what comes back from the shelf and when', () => {
    const silence = { why: { kind: 'silence', silent: 8, of: 10 }, department: 'waterworks', severity: 'warning' }
    const { items } = composeShift(
      record({ alarm: [raised('a', AT - HOUR), raised('b', AT - HOUR, silence), shelved('c', AT + HOUR)] }),
      everything,
    )
    expect(items).toMatchObject([
      { section: 'alarm', id: 'a', isTaken: false },
      { section: 'silence', id: 'b', silent: 8, of: 10, department: 'waterworks' },
      { section: 'shelved', id: 'c', until: AT + HOUR },
    ])
  })

  it('makes one line of alarms that are no more than a warning, and one of all open cases', () => {
    const watched = ['a', 'b', 'c'].map((id) => raised(id, AT - HOUR, { severity: 'warning' }))
    const cases = [
      { reach: { area: 'city' }, open: 200, late: 3 },
      { reach: { area: 'east' }, open: 80, late: 1 },
    ]
    const { items } = composeShift(record({ alarm: watched }, cases), everything)
    expect(items).toMatchObject([
      { section: 'cases', count: 280, late: 4 },
      { section: 'alarms', count: 3, waiting: 3 },
    ])
  })

  it('leaves out what does not concern the post, and what happened before the shift', () => {
    const alarm = [raised('a', AT - 20 * HOUR), raised('b', AT - HOUR, { area: 'east' })]
    const summary = composeShift(record({ alarm }), { ...everything, concerns: ({ area }) => area === 'city' })
    expect(summary.items.map((item) => ('id' in item ? item.id : item.key))).toEqual(['a'])
    expect(summary.counts).toEqual({})
  })

  it('is the same in whatever order the record is read, and each line has a key of its own', () => {
    const alarms = fc.array(fc.record({ id: fc.uuid(), hours: fc.integer({ min: 1, max: 20 }), isShelved: fc.boolean() }), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(alarms, (all) => {
        const unique = [...new Map(all.map((one) => [one.id, one])).values()]
        const alarm = unique.map(({ id, hours, isShelved }) =>
          isShelved ? shelved(id, AT + hours * HOUR) : raised(id, AT - hours * HOUR),
        )
        const one = composeShift(record({ alarm }), everything)
        const other = composeShift(record({ alarm: alarm.toReversed() }), everything)
        const keys = one.items.map(({ key }) => key)
        expect(new Set(keys).size).toBe(keys.length)
        expect([...keys].sort()).toEqual(other.items.map(({ key }) => key).sort())
        expect(other.counts).toEqual(one.counts)
        expect(composeShift(record({ alarm }), everything)).toEqual(one)
      }),
    )
  })
})
