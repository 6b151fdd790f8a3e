import { describe, expect, it } from 'vitest'
import { ERRORS, Refusal } from './errors.ts'
import { joins } from './live.ts'

describe('a patch', () => {
  it('joins only a cursor of its own epoch that stands exactly where it begins', () => {
    const cursor = { epoch: 'e', revision: 7 }
    expect(joins(cursor, { epoch: 'e', from: 7, to: 9 })).toBe(true)
    expect(joins(cursor, { epoch: 'e', from: 7, to: 7 })).toBe(true)
    expect(joins(cursor, { epoch: 'e', from: 8, to: 9 })).toBe(false)
    expect(joins(cursor, { epoch: 'e', from: 6, to: 9 })).toBe(false)
    expect(joins(cursor, { epoch: 'f', from: 7, to: 9 })).toBe(false)
    expect(joins(cursor, { epoch: 'e', from: 7, to: 6 })).toBe(false)
  })
})

describe('refusals', () => {
  it('carry their code and a sentence, the general one unless a better is given', () => {
    expect(new Refusal('row/area-unknown')).toMatchObject({
      code: 'row/area-unknown',
      message: ERRORS['row/area-unknown'].sentence,
    })
    expect(new Refusal('row/area-unknown', 'Area "x".')).toMatchObject({ detail: 'Area "x".', message: 'Area "x".' })
  })

  it('are whole sentences with a status of their own kind', () => {
    for (const [code, { status, sentence }] of Object.entries(ERRORS)) {
      expect([code, status >= 400 && status < 600]).toEqual([code, true])
      expect([code, sentence.length > 10 && sentence === sentence.trim()]).toEqual([code, true])
    }
  })
})
