import { expect, it } from 'vitest'
import { afterRefusal } from './refused-knock.ts'

it('leaves it to the library to knock again where only the way was closed', () => {
  expect(afterRefusal(true, 'websocket error', 0.5)).toEqual({ kind: 'wait' })
})

it.each(['record/unavailable', 'server/fault', 'request/too-often', 'live/busy'])(
  'knocks again where the server could not let it in (%s): else the screen would stay dark until somebody loads it anew',
  (code) => {
    expect(afterRefusal(false, code, 0)).toEqual({ kind: 'knock', afterMs: 1_000 })
    expect(afterRefusal(false, code, 0.99)).toMatchObject({ kind: 'knock', afterMs: 2_980 })
  },
)

it('says who was not known, and knocks again once somebody may have signed in', () => {
  const code = 'access/sign-in-needed'
  expect(afterRefusal(false, code, 0.5)).toEqual({ kind: 'knock', afterMs: 4_000, dismissal: code })
})

it('leaves a server of another city alone', () => {
  expect(afterRefusal(false, 'live/other-city', 0.5)).toEqual({ kind: 'leave' })
})
