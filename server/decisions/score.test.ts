import { describe, expect, it } from 'vitest'
import type { FollowUp } from '#contract/decision.ts'
import type { Point } from '#contract/point.ts'
import { windowCalendar } from '#contract/window.ts'
import { judge, judgedWindow } from './score.ts'

const CALENDAR = windowCalendar('Asia/Shanghai')
const AT = Date.parse('2026-09-08T15:10:00+08:00')
const MINUTE = 60_000
const metric = { period: 'PT1M', promise: 2 * MINUTE } as const
const followUp: FollowUp = { metric: 'flood.depth', area: 'city', direction: 'at-most', target: 15, at: AT }
const point = (value: number | null, reported = 3): Point => ({
  ...{ metric: 'flood.depth', area: 'city', step: 'PT1M', window: [AT - MINUTE, AT], value },
  ...{ observedAt: AT - 1, freshness: 'live', coverage: { reported, expected: 3 }, revision: 7 },
})

describe('the window a decision is judged by', () => {
  it('is the newest one that is over at the moment named, never one that still runs', () => {
    expect(judgedWindow(AT, 'PT1M', CALENDAR)).toEqual({ from: AT - MINUTE, to: AT })
    expect(judgedWindow(AT + 30_000, 'PT1M', CALENDAR)).toEqual({ from: AT - MINUTE, to: AT })
    const midnight = Date.parse('2026-09-08T00:00:00+08:00')
    expect(judgedWindow(AT, 'P1D', CALENDAR)).toEqual({ from: midnight - 24 * 60 * MINUTE, to: midnight })
  })
})

describe('how a decision came out', () => {
  it('is not known before its moment, whatever the figure says already', () => {
    expect(judge(followUp, point(10), metric, AT - 1)).toBeUndefined()
  })

  it('is met or missed by the side of the target, the target itself included', () => {
    expect(judge(followUp, point(15), metric, AT)).toMatchObject({ outcome: 'met', point: { value: 15, revision: 7 } })
    expect(judge(followUp, point(15.1), metric, AT)).toMatchObject({ outcome: 'missed' })
    expect(judge({ ...followUp, direction: 'at-least' }, point(15), metric, AT)).toMatchObject({ outcome: 'met' })
    expect(judge({ ...followUp, direction: 'at-least' }, point(14), metric, AT)).toMatchObject({ outcome: 'missed' })
  })

  it('waits for those who have not reported as long as the metric promises, and then says what there is', () => {
    expect(judge(followUp, point(10, 2), metric, AT + 2 * MINUTE - 1)).toBeUndefined()
    expect(judge(followUp, point(10, 2), metric, AT + 2 * MINUTE)).toMatchObject({
      outcome: 'met',
      point: { coverage: { reported: 2 } },
    })
  })

  it('is unknown where nothing was observed: what is missing was never met, and is never zero', () => {
    expect(judge(followUp, undefined, metric, AT + 1)).toBeUndefined()
    expect(judge(followUp, undefined, metric, AT + 2 * MINUTE)).toEqual({ outcome: 'no-data', point: null })
    expect(judge(followUp, point(null), metric, AT + 2 * MINUTE)).toEqual({ outcome: 'no-data', point: null })
  })
})
