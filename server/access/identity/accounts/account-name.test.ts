import { expect, it } from 'vitest'
import { nameKey, tidyName, tidyShownName } from './account-name.ts'

it.each([
  ['case', 'Zhang.Wei', 'zhang.wei'],
  ['full-width letters', 'ｚｈａｎｇ', 'zhang'],
  ['a ligature', 'oﬃce', 'office'],
  ['Cyrillic look-alikes', 'аdmin', 'admin'],
  ['Greek look-alikes', 'οffice', 'office'],
  ['accents', 'ádmin', 'admin'],
  ['the sharp s', 'STRASSE', 'straße'],
  ['the dotless i', 'admın', 'admin'],
  ['a zero-width space', 'ad\u200bmin', 'admin'],
  ['a mark of direction', '\u202eadmin', 'admin'],
  ['a soft hyphen', 'ad\u00admin', 'admin'],
  ['a filler', 'ad\u3164min', 'admin'],
  ['a variation selector', 'ad\ufe0fmin', 'admin'],
  ['spaces', ' 张  伟\u3000', '张 伟'],
])('takes two names that differ by %s for one', (_what, one, other) => {
  expect(nameKey(one)).toBe(nameKey(other))
})

it('keeps names apart that people keep apart', () => {
  const names = ['zhang.wei', 'zhang-wei', 'zhangwei', 'zhang wei', '张伟', '章伟', 'wei.zhang', 'zhang.wei2']
  expect(new Set(names.map(nameKey)).size).toBe(names.length)
})

it('is the same however often it is made', () => {
  for (const name of ['Straße', 'ＡＤＭＩＮ', 'аdmin', 'İstanbul', 'ſ', '张 伟', 'ﬃ'])
    expect(nameKey(nameKey(name))).toBe(nameKey(name))
})

it.each(['zhang.wei', '张伟', '值班 一', 'o-1_2@3', 'ab'])('lets an account be called %j', (name) => {
  expect(tidyName(name)).toBe(name)
})

it.each([
  ['nothing', ''],
  ['one letter', 'a'],
  ['more than forty', 'a'.repeat(41)],
  ['a colon, which names of a trial have', 'trial:leader'],
  ['a beginning that is no letter', '.admin'],
  ['two spaces', 'a  b'],
  ['a line', 'a\nb'],
  ['NUL', 'a\0b'],
  ['what cannot be seen', 'ad\u200bmin'],
  ['the other direction', 'ad\u202emin'],
  ['half a character', 'ad\ud800min'],
  ['a tag', '<b>admin</b>'],
  ['a formula', '=1+1'],
  ['an emoji', 'admin🙂'],
])('refuses %s as a name', (_what, name) => {
  expect(tidyName(name)).toBeUndefined()
})

it('shows a name as its owner writes it, unless something in it cannot be seen', () => {
  expect(tidyShownName(' 张伟（值班） ')).toBe('张伟（值班）')
  for (const name of ['', ' ', 'a'.repeat(41), 'a\0', 'a\u202eb', 'a\u200b']) expect(tidyShownName(name)).toBeUndefined()
})
