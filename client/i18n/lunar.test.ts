import { expect, it } from 'vitest'
import { lunarLine } from './lunar.ts'

it('names the lunar day and the solar term in force', () => {
  expect(lunarLine('2026-09-08')).toBe('丙午年七月廿七 · 白露')
  expect(lunarLine('2026-11-23')).toBe('丙午年十月十五 · 小雪')
})
