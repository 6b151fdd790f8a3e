import { expect, it } from 'vitest'
import { passwordFault } from './password-policy.ts'

const KNOWN = { names: ['zhang.wei', '张伟'], places: ['Lin Hai', '临海市'] }

const NOBODY = { names: [], places: [] }

it.each([
  ['Kx7#mvQ2', 'eight characters of three kinds'],
  ['观澜听潮Xk7水', 'Chinese with letters and digits'],
  ['correct horse battery', 'a pass-phrase of one kind'],
  ['山重水复疑无路柳暗花明又一村再行', 'a line of verse'],
])('takes %s: %s', (password) => {
  expect(passwordFault(password, KNOWN)).toBeUndefined()
})

it.each([
  ['', 'too-short'],
  ['Kx7#mvQ', 'too-short'],
  ['Kx7#mvQ2'.repeat(17), 'too-long'],
  ['kxmvqqzp', 'too-plain'],
  ['kxmvqq77', 'too-plain'],
  ['Aa1#Aa1#', 'too-plain'],
  ['aaaaaaaaaaaaaaaa', 'too-plain'],
  ['abababababababab', 'too-plain'],
  ['Zhang.Wei#7', 'holds-name'],
  ['7#ＺＨＡＮＧ.wei', 'holds-name'],
  ['Password1!', 'common'],
  ['P@ssw0rd!', 'common'],
  ['Admin@123', 'common'],
  ['Aa123456!', 'common'],
  ['1qaz@WSX', 'common'],
  ['Qwer1234!', 'common'],
  ['Linhai@2026', 'common'],
  ['L1nhai#2026', 'common'],
  ['Abcd!1234', 'common'],
  ['12345678aA', 'common'],
  ['Qwer!@#$', 'common'],
  ['Adm1n#2026', 'common'],
  ['P4$$w0rd99', 'common'],
])('refuses %s: %s', (password, fault) => {
  expect(passwordFault(password, KNOWN)).toBe(fault)
})

it('counts characters as people do, not as computers store them', () => {
  expect(passwordFault('🙂🙃😀Aa1', NOBODY)).toBe('too-short')
  expect(passwordFault('🙂🙃😀Aa1#x', NOBODY)).toBeUndefined()
})
