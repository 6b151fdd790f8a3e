import { expect, it, vi } from 'vitest'
import { createMomentStore, LIVE, type Moment, type MomentEvent, momentAfter, NEWEST_PAST_MS, type Past } from './moment.ts'

const span = { begunAt: 1_000, now: 1_000_000 }
const newest = span.now - NEWEST_PAST_MS
const past = (part: Partial<Past> = {}): Past => ({
  ...{ kind: 'past', at: 500_000, speed: 1, isPlaying: false, known: 'then', edge: undefined },
  ...part,
})

it('looks back to a moment, standing still and as it was known then', () => {
  expect(momentAfter(LIVE, { kind: 'look-back', at: 500_000 }, span)).toEqual(past())
})

it('opens at a moment, a speed and a knowledge that an address names', () => {
  const event = { kind: 'look-back', at: 500_000, speed: 60, isPlaying: true, known: 'corrected' } as const
  expect(momentAfter(LIVE, event, span)).toEqual(past({ speed: 60, isPlaying: true, known: 'corrected' }))
})

it.each([
  [{ kind: 'seek', at: 400_000 }, past({ at: 400_000 })],
  [{ kind: 'look-back', at: 400_000 }, past({ at: 400_000 })],
  [{ kind: 'play' }, past({ isPlaying: true })],
  [{ kind: 'speed', speed: 600 }, past({ speed: 600 })],
  [{ kind: 'know', known: 'corrected' }, past({ known: 'corrected' })],
  [{ kind: 'go-live' }, LIVE],
] satisfies [MomentEvent, Moment][])('in the past, %o', (event, after) => {
  expect(momentAfter(past(), event, span)).toEqual(after)
})

it('never goes before the record began, and says so', () => {
  expect(momentAfter(past(), { kind: 'seek', at: 0 }, span)).toEqual(past({ at: span.begunAt, edge: 'began' }))
})

it('never goes where nothing has happened yet, and says so', () => {
  expect(momentAfter(past(), { kind: 'seek', at: span.now + 1 }, span)).toEqual(past({ at: newest, edge: 'now' }))
})

it('stops playing where it has caught up with now', () => {
  const playing = past({ isPlaying: true, at: newest - 5_000 })
  expect(momentAfter(playing, { kind: 'pass', at: newest + 9_000 }, span)).toEqual(past({ at: newest, edge: 'now' }))
  expect(momentAfter(playing, { kind: 'pass', at: newest - 500 }, span)).toMatchObject({ isPlaying: false, edge: 'now' })
})

it('says the edge no more once the moment moves on', () => {
  expect(momentAfter(past({ edge: 'began' }), { kind: 'seek', at: 2_000 }, span)).toMatchObject({ edge: undefined })
})

it('is the same moment after an event that changes nothing', () => {
  const still = past()
  for (const event of [{ kind: 'pause' }, { kind: 'speed', speed: 1 }, { kind: 'know', known: 'then' }] as const)
    expect(momentAfter(still, event, span)).toBe(still)
  expect(momentAfter(still, { kind: 'pass', at: 600_000 }, span)).toBe(still)
  for (const event of [{ kind: 'play' }, { kind: 'go-live' }, { kind: 'seek', at: 1 }] as const)
    expect(momentAfter(LIVE, event, span)).toBe(LIVE)
})

it('tells those who listen of changes alone', () => {
  const moment = createMomentStore(() => span)
  const heard = vi.fn()
  moment.subscribe(heard)
  moment.send({ kind: 'go-live' })
  expect(heard).not.toHaveBeenCalled()
  moment.send({ kind: 'look-back', at: 500_000 })
  expect(heard).toHaveBeenCalledTimes(1)
})
