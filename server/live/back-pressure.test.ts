import { describe, expect, it } from 'vitest'
import { FLOWING, type Flow, HOLD_AFTER_MS, HOLD_BYTES, nextFlow } from './back-pressure.ts'

const BACKED_UP: Flow = { kind: 'flowing', backedUpSince: 1_000 }
const HELD: Flow = { kind: 'held', since: 1_000 }

describe('how fast a screen reads', () => {
  it.each<[string, Flow, number, number, Flow]>([
    ['reads all', FLOWING, 0, 1_000, FLOWING],
    ['leaves a little', FLOWING, 1, 1_000, BACKED_UP],
    ['leaves a little for a moment', BACKED_UP, 1, 1_000 + HOLD_AFTER_MS - 1, BACKED_UP],
    ['leaves a little for too long', BACKED_UP, 1, 1_000 + HOLD_AFTER_MS, HELD],
    ['leaves too much', FLOWING, HOLD_BYTES + 1, 1_000, HELD],
    ['leaves as much as is just bearable', FLOWING, HOLD_BYTES, 1_000, BACKED_UP],
    ['catches up in time', BACKED_UP, 0, 1_500, FLOWING],
    ['is held and still reading', HELD, 1, 9_000, HELD],
    ['is held and has read all', HELD, 0, 9_000, FLOWING],
  ])('a screen that %s', (_, before, backlog, now, after) => {
    expect(nextFlow(before, backlog, now)).toEqual(after)
  })

  it('gives the same state back where nothing changed', () => {
    expect(nextFlow(BACKED_UP, 1, 1_100)).toBe(BACKED_UP)
    expect(nextFlow(HELD, 1, 1_100)).toBe(HELD)
    expect(nextFlow(FLOWING, 0, 1_100)).toBe(FLOWING)
  })
})
