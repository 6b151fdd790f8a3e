import { expect, it } from 'vitest'
import { csvLine } from './csv.ts'

it('writes numbers, nothing, and plain words as they are', () => {
  expect(csvLine([1, null, undefined, '万江', -5])).toBe('1,,,万江,-5\r\n')
})

it.each([
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['two\r\nlines', '"two\r\nlines"'],
  [' edge ', '" edge "'],
])('quotes %j', (cell, written) => {
  expect(csvLine([cell])).toBe(`${written}\r\n`)
})

it.each(['=1+1', '+86', '-2', '@sum', '\t=1', '\r=1', '\n=1', '  =1', '＝1', "=cmd|' /C calc'!A0"])(
  'lets no spreadsheet run %j',
  (cell) => {
    expect(csvLine([cell])).toMatch(/^"?'/)
  },
)
