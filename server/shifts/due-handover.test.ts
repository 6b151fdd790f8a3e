import { describe, expect, it } from 'vitest'
import type { Post } from '#contract/duty-roster.ts'
import { windowCalendar } from '#contract/window.ts'
import { dueHandover, shiftBegan, shiftEnds } from './due-handover.ts'

const CALENDAR = windowCalendar('Asia/Shanghai')
const at = (time: string) => Date.parse(`${time}+08:00`)
const POST: Post = {
  ...{ id: 'p', names: { zh: '岗', en: 'post' }, afterS: 0 },
  shifts: [
    { from: '08:00', to: '20:00', accounts: ['li', 'zhao'] },
    { from: '20:00', to: '08:00', accounts: ['wang', 'zhao'] },
  ],
}
const EVENING = at('2026-11-23T20:00:00')
const MINUTE = 60_000
const signed = (at: number, from = 'li', to = 'wang') => [{ at, from, to }]

describe('a change of shift', () => {
  it('is due to be handed over by those who went to those who came, and not by whoever stays', () => {
    expect(dueHandover(POST, [], [], EVENING + 20 * MINUTE, CALENDAR)).toEqual({
      since: EVENING,
      from: ['li'],
      to: ['wang'],
    })
  })

  it('stays due until it is signed, through the whole shift', () => {
    expect(dueHandover(POST, [], signed(EVENING - 12 * 60 * MINUTE), at('2026-11-24T07:59:00'), CALENDAR)).toMatchObject({
      since: EVENING,
    })
  })

  it('is done once it was signed, a little before the shift changed or any time after', () => {
    expect(dueHandover(POST, [], signed(EVENING - 15 * MINUTE), EVENING + MINUTE, CALENDAR)).toBeUndefined()
    expect(dueHandover(POST, [], signed(EVENING + 30 * MINUTE), EVENING + 60 * MINUTE, CALENDAR)).toBeUndefined()
  })

  it('is not done by whoever handed the shift before to those who now went', () => {
    expect(dueHandover(POST, [], signed(EVENING - MINUTE, 'wang', 'li'), EVENING, CALENDAR)).toMatchObject({ from: ['li'] })
  })

  it('is none where the same people go on, as where one shift is the whole day', () => {
    const whole = { ...POST, shifts: [{ from: '08:00', to: '08:00', accounts: ['li'] }] }
    expect(dueHandover(whole, [], [], EVENING, CALENDAR)).toBeUndefined()
  })

  it('counts who stands in for whom: the one who went is the one who was there', () => {
    const swap = { post: 'p', off: 'li', on: 'chen', from: EVENING - 60 * MINUTE, to: EVENING }
    expect(dueHandover(POST, [swap], [], EVENING, CALENDAR)).toMatchObject({ from: ['chen'], to: ['wang'] })
  })
})

describe('a shift', () => {
  it('began at the newest change before now, over midnight as well', () => {
    expect(shiftBegan(POST, [], at('2026-11-24T03:00:00'), CALENDAR)).toBe(EVENING)
    expect(shiftBegan(POST, [], EVENING - 1, CALENDAR)).toBe(at('2026-11-23T08:00:00'))
  })

  it('ends for whoever is in it at its own end, today or tomorrow', () => {
    expect(shiftEnds(POST, 'wang', EVENING + MINUTE, CALENDAR)).toBe(at('2026-11-24T08:00:00'))
    expect(shiftEnds(POST, 'wang', at('2026-11-24T03:00:00'), CALENDAR)).toBe(at('2026-11-24T08:00:00'))
    expect(shiftEnds(POST, 'wang', at('2026-11-23T12:00:00'), CALENDAR)).toBe(at('2026-11-23T12:00:00'))
  })
})
