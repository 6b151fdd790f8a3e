import { describe, expect, it } from 'vitest'
import { areaTree } from '#contract/catalogue.ts'
import type { DutyRoster, Post } from '#contract/duty-roster.ts'
import { windowCalendar } from '#contract/window.ts'
import { type Awaiting, duePage, isInShift, onDuty } from './on-duty.ts'

const CALENDAR = windowCalendar('Asia/Shanghai')
const at = (time: string) => Date.parse(`${time}+08:00`)
const names = { zh: '岗', en: 'post' }
const TREE = areaTree([
  { code: 'city', level: 'city', names },
  { code: 'east', level: 'town', parent: 'city', names },
])

describe('a shift', () => {
  const night = { from: '20:00', to: '08:00', accounts: ['n'] }

  it('runs over midnight into the morning, and not a minute longer', () => {
    expect(isInShift(night, at('2026-11-23T20:00:00'), CALENDAR)).toBe(true)
    expect(isInShift(night, at('2026-11-24T07:59:59'), CALENDAR)).toBe(true)
    expect(isInShift(night, at('2026-11-24T08:00:00'), CALENDAR)).toBe(false)
    expect(isInShift(night, at('2026-11-23T19:59:59'), CALENDAR)).toBe(false)
  })

  it('of some days belongs to the day it begins on', () => {
    const friday = { ...night, days: [5] }
    expect(isInShift(friday, at('2026-11-28T03:00:00'), CALENDAR)).toBe(true)
    expect(isInShift(friday, at('2026-11-29T03:00:00'), CALENDAR)).toBe(false)
  })

  it('that ends when it begins is a whole day', () => {
    const whole = { from: '08:00', to: '08:00', accounts: ['w'] }
    expect(
      [3, 8, 12, 23].map((hour) => isInShift(whole, at(`2026-11-23T${String(hour).padStart(2, '0')}:00:00`), CALENDAR)),
    ).toEqual([true, true, true, true])
  })
})

describe('who is on duty', () => {
  const post: Post = { id: 'p', names, afterS: 0, shifts: [{ from: '08:00', to: '20:00', accounts: ['li', 'wang'] }] }
  const noon = at('2026-11-23T12:00:00')
  const swap = (off: string, on: string) => ({ post: 'p', off, on, from: noon, to: noon + 3_600_000 })

  it('is nobody outside the shift, whoever has an account', () => {
    expect(onDuty(post, [], at('2026-11-23T21:00:00'), CALENDAR)).toEqual([])
  })

  it('is whoever stands in, only while it was agreed, and only at that post', () => {
    expect(onDuty(post, [swap('li', 'zhao')], noon, CALENDAR)).toEqual(['zhao', 'wang'])
    expect(onDuty(post, [swap('li', 'zhao')], noon + 3_600_000, CALENDAR)).toEqual(['li', 'wang'])
    expect(onDuty(post, [{ ...swap('li', 'zhao'), post: 'other' }], noon, CALENDAR)).toEqual(['li', 'wang'])
  })

  it('is whoever stands in for the one who stands in, and never counted twice', () => {
    expect(onDuty(post, [swap('li', 'zhao'), swap('zhao', 'wang')], noon, CALENDAR)).toEqual(['wang'])
    expect(onDuty(post, [swap('li', 'wang'), swap('wang', 'li')], noon, CALENDAR)).toHaveLength(2)
  })
})

describe('the ladder', () => {
  const posts = [
    { id: 'one', names, afterS: 0, shifts: [] },
    { id: 'two', names, afterS: 300, shifts: [] },
    { id: 'eastern', names, afterS: 100, area: 'east', shifts: [] },
    { id: 'medical', names, afterS: 50, domains: ['health'], shifts: [] },
  ] satisfies DutyRoster['posts']
  const due = (said: Partial<Awaiting>, now: number) =>
    duePage({ about: 'alarm', since: 0, area: 'city', tier: 0, paged: [], ...said }, { posts }, TREE, now)?.post.id

  it('goes on rung by rung while nobody answers', () => {
    expect(due({}, 0)).toBe('one')
    const told = { at: 0, tier: 0, post: 'one', people: [{ id: 'x', name: 'x' }] }
    expect(due({ tier: 1, paged: [told] }, 299_999)).toBeUndefined()
    expect(due({ tier: 1, paged: [told] }, 300_000)).toBe('two')
    expect(due({ tier: 2, paged: [told] }, 9_000_000)).toBeUndefined()
  })

  it('passes over posts that are for another place or field of work', () => {
    expect(due({ area: 'east', domain: 'health', tier: 1, paged: [{ at: 0, tier: 0, post: 'one', people: [] }] }, 1)).toBe(
      'medical',
    )
    expect(due({ area: 'east', tier: 1, paged: [] }, 100_000)).toBe('eastern')
  })

  it('passes over posts that are for other things', () => {
    const orders = { id: 'orders', names, afterS: 0, about: ['order' as const], shifts: [] }
    const of = (about: Awaiting['about']) =>
      duePage({ about, since: 0, area: 'city', tier: 0, paged: [] }, { posts: [orders, ...posts] }, TREE, 0)?.post.id
    expect(of('order')).toBe('orders')
    expect(of('case')).toBe('one')
  })
})
