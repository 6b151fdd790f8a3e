import { describe, expect, it } from 'vitest'
import { bearerToken, credentialOf } from './credential.ts'

const NOTHING = { session: undefined, screen: undefined, token: undefined }

describe('what a caller shows', () => {
  it('is nothing, a pair of cookies or a token', () => {
    expect(credentialOf(NOTHING)).toEqual({ kind: 'none' })
    expect(credentialOf({ ...NOTHING, session: 'a', screen: 'b' })).toEqual({ kind: 'cookies', session: 'a', screen: 'b' })
    expect(credentialOf({ ...NOTHING, token: 't' })).toEqual({ kind: 'reader', token: 't' })
  })

  it('is refused where a token comes beside a cookie: nobody could tell whose right is used', () => {
    expect(() => credentialOf({ ...NOTHING, session: 'a', token: 't' })).toThrow(
      expect.objectContaining({ code: 'access/two-credentials' }),
    )
    expect(() => credentialOf({ ...NOTHING, screen: 'b', token: 't' })).toThrow(
      expect.objectContaining({ code: 'access/two-credentials' }),
    )
  })

  it('is not looked up when it is empty or longer than any token', () => {
    expect(credentialOf({ ...NOTHING, session: '', screen: 'x'.repeat(201) })).toEqual({ kind: 'none' })
  })

  it.each([
    ['Bearer abc', 'abc'],
    ['bearer  abc', 'abc'],
    ['Bearer', undefined],
    ['Bearer a b', undefined],
    ['Basic YTpi', undefined],
    [undefined, undefined],
  ])('reads the header %s', (header, token) => {
    expect(bearerToken(header)).toBe(token)
  })
})
