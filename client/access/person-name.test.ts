import { expect, it } from 'vitest'
import { wordsIn } from './page/page-context.ts'
import { personName } from './person-name.ts'

it('calls the accounts of a trial by their role, in the language of the page, and everybody else by their name', () => {
  const [zh, en] = [{ w: wordsIn('zh') }, { w: wordsIn('en') }]
  expect(personName('试用 audit-administrator', zh)).toBe('试用 · 审计管理员')
  expect(personName('试用 audit-administrator', en)).toBe('Trial · Audit administrator')
  expect(personName('trial:leader', zh)).toBe('试用 · 领导')
  expect(personName('林晓彤', en)).toBe('林晓彤')
  expect(personName('试用 nobody', zh)).toBe('试用 nobody')
})
