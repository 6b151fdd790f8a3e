import { expect, it } from 'vitest'
import { codeAt, newTotp, stepOfCode } from './totp.ts'

/** RFC 6238, appendix B: the secret is the ASCII of 12345678901234567890; the last six of its eight digits. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

it.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('makes the code of the standard at %d s', (seconds, code) => {
  expect(codeAt(SECRET, seconds * 1000)).toBe(code)
  expect(stepOfCode(SECRET, code, seconds * 1000)).toBe(Math.floor(seconds / 30))
})

it('takes the code of the step before and of the one after, and says which it was', () => {
  const now = 1_000_000_015_000
  const step = Math.floor(now / 30_000)
  for (const delta of [-1, 0, 1]) expect(stepOfCode(SECRET, codeAt(SECRET, now + delta * 30_000), now)).toBe(step + delta)
  for (const delta of [-2, 2]) expect(stepOfCode(SECRET, codeAt(SECRET, now + delta * 30_000), now)).toBeUndefined()
})

it('reads a code with the space that some show in it', () => {
  expect(stepOfCode(SECRET, '287 082', 59_000)).toBe(1)
})

it('gives an authenticator all it needs, and 160 bits nobody can guess', () => {
  const { secret, uri } = newTotp((bytes) => Buffer.alloc(bytes, 9), '张伟')
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  const read = new URL(uri)
  expect(`${read.protocol}//${read.host}`).toBe('otpauth://totp')
  expect(decodeURIComponent(read.pathname)).toBe('/Guanlan:张伟')
  expect(Object.fromEntries(read.searchParams)).toMatchObject({
    secret,
    issuer: 'Guanlan',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})
