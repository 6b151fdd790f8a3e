import { describe, expect, it } from 'vitest'
import { formatOf } from '../i18n/format.ts'
import { translator } from '../i18n/translate.ts'
import { TINY_METRICS, tinyPoint } from '../state/testing/tiny-city.ts'
import { beyondWords, limitWords, reachedWords } from './limit-words.ts'

const speech = { t: translator('zh'), format: formatOf('zh', 'Asia/Shanghai') }
const calls = TINY_METRICS.find(({ id }) => id === 'tiny.calls') as (typeof TINY_METRICS)[number]
const today = (value: number | null) => tinyPoint({ metric: calls.id, area: 'city', step: 'P1D', value })

describe('the words of a limit', () => {
  it('say which limit a figure has reached and how grave that is, so that nobody must know a triangle', () => {
    expect(beyondWords(today(100), calls, 'city', speech)).toEqual({ isCritical: false, words: '已到 100 警戒' })
    expect(beyondWords(today(101), calls, 'city', speech)).toEqual({ isCritical: false, words: '超 100 警戒' })
    expect(beyondWords(today(501), calls, 'city', speech)).toEqual({ isCritical: true, words: '超 500 危急' })
  })

  it('say nothing of a figure within its limits, of none, or of areas the limit is not meant for', () => {
    expect(beyondWords(today(99), calls, 'city', speech)).toBeUndefined()
    expect(beyondWords(today(null), calls, 'city', speech)).toBeUndefined()
    expect(beyondWords(today(501), calls, 'town', speech)).toBeUndefined()
  })

  it('never call a figure lower than the limit it is written as', () => {
    const said = (value: number) => reachedWords({ side: 'below', limit: 95, value }, { ...calls, decimals: 1 }, speech)
    expect([said(95), said(94.97), said(94.9)]).toEqual(['已到 95', '已到 95', '低于 95'])
  })

  it('spell the limits of a series that has some, also while it is within them', () => {
    expect(limitWords({ level: 'city', step: 'P1D' }, calls, speech)).toBe('警戒 ≥ 100 · 危急 ≥ 500')
    expect(limitWords({ level: 'town', step: 'P1D' }, calls, speech)).toBeUndefined()
    expect(limitWords({ level: 'city', step: 'PT1M' }, calls, speech)).toBeUndefined()
  })
})
