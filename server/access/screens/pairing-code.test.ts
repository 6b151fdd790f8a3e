import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { newPairingCode, readPairingCode, shownCode } from './pairing-code.ts'

it('a code is eight digits, leading zeros included', () => {
  expect(newPairingCode(() => Buffer.from([0, 0, 0, 0, 0, 7]))).toBe('00000007')
  expect(newPairingCode(() => Buffer.alloc(6, 255))).toMatch(/^\d{8}$/)
})

it('codes are spread over all there are', () => {
  const codes = Array.from({ length: 2_000 }, (_, index) =>
    newPairingCode((bytes) => createHash('sha256').update(String(index)).digest().subarray(0, bytes)),
  )
  expect(new Set(codes).size).toBe(codes.length)
  for (const digit of '0123456789') expect(codes.filter((code) => code.startsWith(digit)).length).toBeGreaterThan(120)
})

it('what a wall shows is what a person may type', () => {
  expect(shownCode('01234567')).toBe('0123 4567')
  for (const typed of ['0123 4567', '01234567', '0123-4567', ' 01234567 ']) expect(readPairingCode(typed)).toBe('01234567')
  for (const typed of ['0123456', '012345678', '0123  4567', 'abcd efgh', '', '٠١٢٣٤٥٦٧'])
    expect(readPairingCode(typed)).toBeUndefined()
})
