import { describe, expect, it } from 'vitest'
import type { Connection } from '../state/connection-state.ts'
import { afterEvent, type LineEvent } from './connection.ts'

const connecting: Connection = { kind: 'connecting', sinceAt: 1 }
const live: Connection = { kind: 'live', epoch: 'e' }
const resyncing: Connection = { kind: 'resyncing', sinceAt: 5 }
const lost: Connection = { kind: 'lost', sinceAt: 5 }
const outdated: Connection = { kind: 'outdated', sinceAt: 9 }

const synced: LineEvent = { kind: 'synced', epoch: 'e' }
const catchingUp: LineEvent = { kind: 'catching-up', at: 7 }
const quiet: LineEvent = { kind: 'quiet', lastHeardAt: 6 }

describe('every state has an answer to every event', () => {
  const table: readonly (readonly [Connection, LineEvent, Connection])[] = [
    [connecting, synced, live],
    [connecting, catchingUp, connecting],
    [connecting, quiet, { kind: 'lost', sinceAt: 1 }],
    [live, synced, live],
    [live, catchingUp, { kind: 'resyncing', sinceAt: 7 }],
    [live, quiet, { kind: 'lost', sinceAt: 6 }],
    [resyncing, synced, live],
    [resyncing, catchingUp, resyncing],
    [resyncing, quiet, lost],
    [lost, synced, live],
    [lost, catchingUp, resyncing],
    [lost, quiet, lost],
    [outdated, synced, outdated],
    [outdated, quiet, outdated],
  ]
  for (const [before, event, after] of table)
    it(`${before.kind} on ${event.kind} is ${after.kind}`, () => {
      expect(afterEvent(before, event)).toEqual(after)
    })
})

it('remembers through all attempts since when the figures are old', () => {
  const states = [quiet, catchingUp, quiet, catchingUp].reduce(afterEvent, live)
  expect(states).toEqual({ kind: 'resyncing', sinceAt: 6 })
})

it('gives the very same object when nothing changes', () => {
  expect(afterEvent(live, synced)).toBe(live)
  expect(afterEvent(lost, quiet)).toBe(lost)
})

it('follows the server to another record', () => {
  expect(afterEvent(live, { kind: 'synced', epoch: 'f' })).toEqual({ kind: 'live', epoch: 'f' })
})
