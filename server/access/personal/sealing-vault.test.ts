import { randomBytes } from 'node:crypto'
import { sm4 } from 'sm-crypto-v2'
import { describe, expect, it } from 'vitest'
import { CIPHERS } from './cipher-name.ts'
import { readKeys } from './key-ring.ts'
import { sealingVault } from './sealing-vault.ts'

const [OLD, NEW] = ['11'.repeat(32), '22'.repeat(32)]
const ring = (...keys: string[]) => readKeys(keys.join('\n'), 'personal.key')

describe.each(CIPHERS)('personal data sealed by %s', (cipher) => {
  const vault = sealingVault(cipher, () => ring(OLD), randomBytes)

  it.each(['13812345678', '', '张三丰 🀄', 'x'.repeat(5_000)])('opens again as %j', (text) => {
    expect(vault.open(vault.seal(text, 'account.phone', 'a1'), 'account.phone', 'a1')).toBe(text)
  })

  it('tells nothing of the text, and never looks the same twice', () => {
    const [first, second] = [vault.seal('13812345678', 'account.phone', 'a1'), vault.seal('13812345678', 'account.phone', 'a1')]
    expect(first.includes('13812345678')).toBe(false)
    expect(first.equals(second)).toBe(false)
  })

  it('does not open in another row or another column: it cannot be passed off as somebody else’s', () => {
    const sealed = vault.seal('13812345678', 'account.phone', 'a1')
    expect(() => vault.open(sealed, 'account.phone', 'a2')).toThrow()
    expect(() => vault.open(sealed, 'factor.secret', 'a1')).toThrow()
  })

  it('does not open when a single bit of it was changed, wherever', () => {
    const sealed = vault.seal('138', 'account.phone', 'a1')
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7))
      expect(() => vault.open(changed, 'account.phone', 'a1'), `bit ${bit}`).toThrow()
    }
    for (let length = 0; length < sealed.length; length++)
      expect(() => vault.open(sealed.subarray(0, length), 'account.phone', 'a1')).toThrow()
  })

  it('opens with the key before as long as that is kept, and seals with the newest', () => {
    const sealed = vault.seal('138', 'account.phone', 'a1')
    const rotated = sealingVault(cipher, () => ring(OLD, NEW), randomBytes)
    expect(rotated.open(sealed, 'account.phone', 'a1')).toBe('138')
    expect(rotated.keyIdOf(rotated.seal('138', 'account.phone', 'a1'))).toBe(rotated.keyId)
    expect(rotated.keyIdOf(sealed)).toBe(vault.keyId)
    const forgotten = sealingVault(cipher, () => ring(NEW), randomBytes)
    expect(() => forgotten.open(sealed, 'account.phone', 'a1')).toThrow('not sealed with a key at hand')
  })
})

it('opens what the other algorithm sealed, so that the choice can be changed', () => {
  const before = sealingVault('aes-256-gcm', () => ring(OLD), randomBytes)
  const after = sealingVault('sm4-gcm', () => ring(OLD), randomBytes)
  expect(after.open(before.seal('138', 'account.phone', 'a1'), 'account.phone', 'a1')).toBe('138')
})

it('computes SM4-GCM as RFC 8998 does', () => {
  const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'))
  const text = 'AABBCCDDEEFFEEAA'.replace(/../g, (pair) => pair.repeat(8))
  const { output, tag } = sm4.encrypt(hex(text), hex('0123456789ABCDEFFEDCBA9876543210'), {
    ...{ mode: 'gcm', iv: hex('00001234567800000000ABCD'), output: 'array', outputTag: true },
    associatedData: hex('FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2'),
  } as const)
  expect(Buffer.from(output).toString('hex')).toBe(
    '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d',
  )
  expect(Buffer.from(tag ?? []).toString('hex')).toBe('83de3541e4c2b58177e065a9bf7b62ec')
})

it.each(['', 'abc', `${OLD}\nxyz`])('refuses a damaged key file in one sentence: %j', (text) => {
  expect(() => readKeys(text, '/keys/personal.key')).toThrow('/keys/personal.key is damaged')
})
