import { expect, it } from 'vitest'
import { afterNews, nextAsking, type PairingNews, type PairingState } from './pairing-state.ts'

const START: PairingState = { kind: 'asking', isReachable: true }
const given = (code: string, at = 0): PairingNews => ({ kind: 'given', code, at, endsAt: at + 600_000 })
const after = (...news: PairingNews[]) => news.reduce(afterNews, START)

it('shows a code until it is over, then asks for another', () => {
  const shown = after(given('K7QM2XRD'))
  expect(shown).toMatchObject({ kind: 'shown', code: 'K7QM2XRD', lifeMs: 600_000 })
  expect(nextAsking(shown, 599_999)).toBe('state')
  expect(nextAsking(shown, 600_000)).toBe('code')
  expect(nextAsking(after(given('K7QM2XRD'), { kind: 'answered', state: 'ended' }), 1)).toBe('code')
})

it('keeps the code on the screen through a restart of the server, and says that nobody hears it', () => {
  const alone = after(given('K7QM2XRD'), { kind: 'unreachable' })
  expect(alone).toMatchObject({ kind: 'shown', code: 'K7QM2XRD', isReachable: false })
  expect(nextAsking(alone, 700_000)).toBe('state')
  expect(afterNews(alone, { kind: 'answered', state: 'waiting' })).toMatchObject({ code: 'K7QM2XRD', isReachable: true })
})

it('takes another code from a server that knows nothing of the one on the screen', () => {
  expect(after(given('K7QM2XRD'), { kind: 'refused', code: 'request/not-found' })).toEqual({ kind: 'asking', isReachable: true })
})

it('stops asking once it is enrolled, whatever an answer that was late says', () => {
  const enrolled = after(given('K7QM2XRD'), { kind: 'answered', state: 'enrolled' })
  expect(afterNews(enrolled, { kind: 'unreachable' })).toEqual({ kind: 'enrolled' })
  expect(nextAsking(enrolled, 0)).toBe('nothing')
})

it('says why there is no code, and tries again', () => {
  const refused = after({ kind: 'refused', code: 'screen/too-many-codes' })
  expect(refused).toEqual({ kind: 'refused', code: 'screen/too-many-codes' })
  expect(nextAsking(refused, 0)).toBe('code')
})
