import { expect, it } from 'vitest'
import type { Subject } from '../access/policy/subject.ts'
import { Guests } from './guests.ts'
import { TINY_CITY } from './testing/scripted-hub.ts'

it('sees out exactly those whose right rests on what ended, and each once', () => {
  const { guests, enter } = started()
  const [hall, desk, other] = [enter(screen('hall')), enter(screen('desk')), enter(screen('other'))]
  guests.end(['screen:hall', 'screen:desk', 'reader:hall'])
  guests.end(['screen:hall'])
  expect([hall.seenOut, desk.seenOut, other.seenOut]).toEqual([1, 1, 0])
})

it('leaves those alone who left by themselves', () => {
  const { guests, enter } = started()
  const hall = enter(screen('hall'))
  hall.leave()
  guests.end(['screen:hall'])
  expect(hall.seenOut).toBe(0)
})

it('does not let in who was judged before their right ended, and does let in who comes with a new one', () => {
  const { guests, enter, advance } = started()
  guests.end(['screen:hall'])
  expect(enter(screen('hall'), { judgedAt: 0 }).seenOut).toBe(1)
  advance(1)
  expect(enter(screen('hall'), { judgedAt: 1 }).seenOut).toBe(0)
})

it('sees out whose time is up, not a moment before', () => {
  const { guests, enter, advance } = started()
  const hall = enter(screen('hall'), { endsAt: 1_000 })
  advance(999)
  guests.tick()
  expect(hall.seenOut).toBe(0)
  advance(1)
  guests.tick()
  guests.tick()
  expect(hall.seenOut).toBe(1)
})

function screen(id: string): Subject {
  const remit = { id, role: 'wall-screen', area: 'city', domains: 'all' } as const
  return { kind: 'screen', screen: { id, name: id, display: 'wall' }, remit }
}

function started() {
  let now = 0
  const guests = new Guests(() => now)
  return {
    guests,
    advance: (ms: number) => {
      now += ms
    },
    enter: (subject: Subject, { judgedAt = now, endsAt }: { judgedAt?: number; endsAt?: number } = {}) => {
      const guest = { seenOut: 0, leave: () => {} }
      const admitted = { subject, model: TINY_CITY, ...(endsAt !== undefined && { endsAt }) }
      guest.leave = guests.enter(admitted, judgedAt, () => {
        guest.seenOut += 1
      })
      return guest
    },
  }
}
