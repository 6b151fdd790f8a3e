import { expect, it } from 'vitest'
import { type LeaderRow, standing } from './standing.ts'

const row: LeaderRow = {
  ...{ term: 7, member: 'a', address: '10.0.0.1:8090', leaseUntil: 5_000, now: 4_000, isConnected: true, timeline: '00000001' },
}

it('leads by its own row, though its lease is over: terms decide, not clocks', () => {
  expect(standing(row, 'a')).toEqual({ kind: 'leading', term: 7 })
  expect(standing({ ...row, now: 60_000 }, 'a')).toEqual({ kind: 'leading', term: 7 })
})

it('follows another whose lease lasts', () => {
  expect(standing(row, 'b')).toEqual({ kind: 'following', address: '10.0.0.1:8090' })
  expect(standing({ ...row, now: 5_000 }, 'b')).toMatchObject({ kind: 'following' })
})

it.each([
  ['nobody leads', { member: null, address: null }],
  ['the lease is over', { now: 5_001 }],
  ['the leader is gone from the database', { isConnected: false }],
])('finds the lead vacant when %s', (_, change) => {
  expect(standing({ ...row, ...change }, 'b')).toEqual({ kind: 'vacant' })
})
