import { expect, it } from 'vitest'
import { judgePassword, seemsGood } from './password-rules.ts'

it('takes eight characters of three kinds, or sixteen of any', () => {
  expect(seemsGood('Tide-2026', 'lin')).toBe(true)
  expect(seemsGood('watch the water and its waves', 'lin')).toBe(true)
  expect(seemsGood('水有术必观其澜1', 'lin')).toBe(false)
  expect(seemsGood('tide2026', 'lin')).toBe(false)
  expect(seemsGood('Td-1', 'lin')).toBe(false)
})

it('refuses the name in any case, but not two letters that stand in it by chance', () => {
  expect(seemsGood('LinXiaotong-7', 'linxiaotong')).toBe(false)
  expect(seemsGood('Linden-2026', 'li')).toBe(true)
})

it('calls nothing met before anything is written', () => {
  expect(judgePassword('', 'lin').map(({ isMet }) => isMet)).toEqual([false, false, false])
})
