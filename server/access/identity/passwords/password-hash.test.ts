import { expect, it } from 'vitest'
import { HASHES_AT_ONCE, HASHES_WAITING, openPasswords } from './password-hash.ts'

const passwords = openPasswords()

it('keeps a password as argon2id with its cost, and never twice the same', async () => {
  const [one, other] = await Promise.all([passwords.hash('Kx7#mvQ2'), passwords.hash('Kx7#mvQ2')])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(other).not.toBe(one)
  expect(await passwords.isRight('Kx7#mvQ2', one)).toBe(true)
  expect(await passwords.isRight('Kx7#mvQ3', one)).toBe(false)
})

it('reads what argon2 itself wrote elsewhere', async () => {
  // The reference vector of the argon2 command line: password, salt somesalt, t=2, m=64 MiB, p=1.
  const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  expect(await passwords.isRight('password', hash)).toBe(true)
  expect(await passwords.isRight('passwort', hash)).toBe(false)
})

it('takes the same password typed on another system', async () => {
  const hash = await passwords.hash('Ca\u0301ñon#77')
  expect(await passwords.isRight('C\u00e1n\u0303on#77', hash)).toBe(true)
})

it('takes as long for a name nobody has as for one somebody has', async () => {
  const hash = await passwords.hash('Kx7#mvQ2')
  // Time of the processor, threads included: what else the machine does is in neither.
  const microsOf = async (of: string | undefined) => {
    const spans: number[] = []
    for (let round = 0; round < 5; round++) {
      const began = process.cpuUsage()
      expect(await passwords.isRight('guess', of)).toBe(false)
      const { user, system } = process.cpuUsage(began)
      spans.push(user + system)
    }
    return Math.min(...spans)
  }
  const [known, unknown] = [await microsOf(hash), await microsOf(undefined)]
  expect(unknown).toBeGreaterThan(known / 3)
  expect(unknown).toBeLessThan(known * 3)
})

it('refuses more at once than it can do in some seconds, and recovers', async () => {
  const many = HASHES_AT_ONCE + HASHES_WAITING + 3
  const outcomes = await Promise.allSettled(Array.from({ length: many }, () => passwords.isRight('guess', undefined)))
  const refused = outcomes.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(3)
  expect(refused[0]).toMatchObject({ reason: { code: 'access/busy' } })
  expect(await passwords.isRight('guess', undefined)).toBe(false)
})

it('knows a hash of before the cost was raised, and one of today', async () => {
  const passwords = openPasswords()
  expect(
    passwords.isOutdated('$argon2id$v=19$m=4096,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'),
  ).toBe(true)
  expect(passwords.isOutdated(await passwords.hash('quiet delta lantern'))).toBe(false)
})
