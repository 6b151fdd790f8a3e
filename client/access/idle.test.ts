import { expect, it } from 'vitest'
import { idleOf } from './idle.ts'

const facts = { heardAt: 0, touchedAt: 0, idleMs: 900_000, endsAt: 43_200_000 }

it('leaves a person at work alone, and tells the server of them once a minute', () => {
  expect(idleOf({ ...facts, touchedAt: 30_000 }, 59_000)).toEqual({ kind: 'fine' })
  expect(idleOf({ ...facts, touchedAt: 30_000 }, 60_000)).toEqual({ kind: 'tell' })
})

it('warns one minute before the end of a session that nobody touches', () => {
  expect(idleOf(facts, 839_999)).toEqual({ kind: 'fine' })
  expect(idleOf(facts, 840_000)).toEqual({ kind: 'warn', leftMs: 60_000 })
  expect(idleOf(facts, 900_000)).toEqual({ kind: 'over' })
})

it('says when the shift of a session is over, which no press prolongs', () => {
  const late = { ...facts, heardAt: 43_150_000, touchedAt: 43_150_000 }
  expect(idleOf(late, 43_160_000)).toEqual({ kind: 'closing', leftMs: 40_000 })
  expect(idleOf(late, 43_200_000)).toEqual({ kind: 'over' })
})
