import { describe, expect, it } from 'vitest'
import { breakLines } from './lay-out.ts'
import { runsOf } from './paper.ts'

/** Chinese characters are two wide, others one. */
const widthOf = (character: string) => (/[\u3000-\uffef]/u.test(character) ? 2 : 1)

describe('words on paper', () => {
  it('break between Chinese characters, and never begin a line with a mark that closes', () => {
    expect(breakLines('封闭手袋河，下沉隧道', 10, widthOf)).toEqual(['封闭手袋', '河，下沉隧', '道'])
    expect(breakLines('他说（注意）后', 6, widthOf)).toEqual(['他说', '（注', '意）后'])
  })

  it('keep words of other writing whole, and break only one that is wider than the line', () => {
    expect(breakLines('order 12 issued', 8, widthOf)).toEqual(['order 12', 'issued'])
    expect(breakLines('abcdefghijkl', 5, widthOf)).toEqual(['abcde', 'fghij', 'kl'])
  })

  it('keep the line breaks of the text, and nothing is lost', () => {
    expect(breakLines('一\n二', 10, widthOf)).toEqual(['一', '二'])
    const text = '2026-09-08 泵车改从滨海片区抽调 4 台，15:10 前到 #手袋河闸站，到场回传照片。'
    expect(breakLines(text, 12, widthOf).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
  })
})

it('sets neighbours of the same part of the typeface together', () => {
  expect(runsOf('ab中c', (character) => (widthOf(character) === 2 ? 'han' : 'latin'))).toEqual([
    { part: 'latin', text: 'ab' },
    { part: 'han', text: '中' },
    { part: 'latin', text: 'c' },
  ])
})
