import { expect, it } from 'vitest'
import { eventOf, spellMoment } from './moment-address.ts'

const nothing = { moment: undefined, speed: undefined, known: undefined }
const at = Date.parse('2026-09-08T02:42:05Z')

it('opens at a moment, standing still and as known then where nothing else is said', () => {
  expect(eventOf({ ...nothing, moment: '2026-09-08T10:42:05+08:00' })).toEqual({
    ...{ kind: 'look-back', at, speed: 1, isPlaying: false, known: 'then' },
  })
})

it('plays where the address says how fast', () => {
  expect(eventOf({ moment: '2026-09-08T02:42:05Z', speed: '60', known: 'corrected' })).toMatchObject({
    ...{ speed: 60, isPlaying: true, known: 'corrected' },
  })
})

it('stays live where the moment cannot be read, and takes no speed there is not', () => {
  expect(eventOf(nothing)).toBeUndefined()
  expect(eventOf({ ...nothing, moment: 'yesterday' })).toBeUndefined()
  expect(eventOf({ ...nothing, moment: '2026-09-08T02:42:05Z', speed: '7' })).toMatchObject({ isPlaying: false, speed: 1 })
})

it('reads what it wrote', () => {
  const past = { kind: 'past', at: at + 345, speed: 600, isPlaying: true, known: 'corrected', edge: undefined } as const
  expect(eventOf(spellMoment(past))).toEqual({ kind: 'look-back', at, speed: 600, isPlaying: true, known: 'corrected' })
})
