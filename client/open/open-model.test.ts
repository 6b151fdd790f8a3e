import { describe, expect, it } from 'vitest'
import type { OpenBlockFigure, OpenCatalogue, OpenCatalogueFigure } from '#contract/open.ts'
import { formatOf } from '../i18n/format.ts'
import { type OpenLanguage, openTranslator } from '../i18n/open-words.ts'
import { bandOf, figureModel, memberModels, type Telling } from './open-model.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** 2026-09-08 10:42 in Shanghai. */
const NOW = Date.parse('2026-09-08T10:42:00+08:00')
const MIDNIGHT = Date.parse('2026-09-08T00:00:00+08:00')

const VISITS: OpenCatalogueFigure = {
  metric: 'clinic.visits',
  names: { zh: '就诊', en: 'Visits' },
  unit: { zh: '人次', en: 'visits' },
  decimals: 0,
  department: 'health',
  meaning: { zh: '就诊。', en: 'Visits.' },
  depth: 'town',
  step: 'P1D',
  form: 'total',
  promiseMs: DAY,
  threshold: 5,
}
const CATALOGUE = {
  city: { names: { zh: '小城', en: 'Small' }, timeZone: 'Asia/Shanghai', area: 'city' },
  departments: [{ id: 'health', names: { zh: '卫生健康局', en: 'Health Bureau' }, short: { zh: '卫健局', en: 'Health' } }],
  areas: [
    { code: 'city', level: 'city', names: { zh: '小城', en: 'Small' } },
    { code: 'east', level: 'zone', parent: 'city', names: { zh: '东片', en: 'East' } },
    { code: 'west', level: 'zone', parent: 'city', names: { zh: '西片', en: 'West' } },
    { code: 'a', level: 'town', parent: 'east', names: { zh: '甲镇', en: 'A' } },
    { code: 'b', level: 'town', parent: 'east', names: { zh: '乙镇', en: 'B' } },
  ],
} as unknown as OpenCatalogue

describe('a figure on the page for everybody', () => {
  it('that is protected is a word, never a zero', () => {
    const { value } = model({ cells: [{ area: 'city', value: null, protected: true }] })
    expect(value).toEqual({ state: 'protected', text: '已保护', unit: '' })
  })

  it('of which nothing is known is a word, and not the one for protected', () => {
    expect(model({ cells: [{ area: 'city', value: null }] }).value).toEqual({ state: 'none', text: '暂无', unit: '' })
  })

  it('is zero where it is zero', () => {
    expect(model({ cells: [{ area: 'city', value: 0 }] }).value).toEqual({ state: 'known', text: '0', unit: '人次' })
  })

  it('is the city’s where it is not published for the area that was picked, and says so', () => {
    expect(model({}, { area: 'a' })).toMatchObject({ isOfCity: false, value: { text: '8' } })
    expect(model({ cells: [{ area: 'city', value: 50 }] }, { area: 'a' })).toMatchObject({ isOfCity: true, value: { text: '50' } })
  })

  it('says when it was true, in the words of its kind', () => {
    expect(model({}).when).toBe('昨日 09-07')
    expect(model({}, {}, 'en').when).toBe('yesterday, 09-07')
    expect(model({ window: [MIDNIGHT + 9 * HOUR, MIDNIGHT + 10 * HOUR], step: 'PT1H' }).when).toBe('09:00–10:00')
    expect(model({ window: [MIDNIGHT - 8 * DAY, MIDNIGHT - DAY], step: 'P1W' }).when).toBe('08-31 至 09-06')
    expect(model({ window: [MIDNIGHT - 30 * DAY, MIDNIGHT], step: 'P1M' }).when).toBe('2026-08')
    const level = { ...VISITS, form: 'level', threshold: undefined } as unknown as OpenCatalogueFigure
    expect(model({ window: [NOW, NOW + 60_000], observedAt: NOW }, {}, 'zh', level).when).toBe('10:42')
    const running = { ...level, form: 'running-total' } as OpenCatalogueFigure
    expect(model({ window: [MIDNIGHT, MIDNIGHT + DAY], observedAt: NOW }, {}, 'zh', running).when).toBe('今日截至 10:42')
  })

  it('that is old says since when', () => {
    const level = { ...VISITS, form: 'level', threshold: undefined } as unknown as OpenCatalogueFigure
    const old = model(
      { freshness: 'silent', observedAt: NOW - 2 * HOUR, window: [NOW - 3 * HOUR, NOW - 2 * HOUR], step: 'PT1H' },
      {},
      'zh',
      level,
    )
    expect(old).toMatchObject({ isStale: true, glyph: 'silent', when: '08:42 起未更新' })
  })

  it('has the word people use for such a value', () => {
    const bands = [
      { below: 51, word: { zh: '优', en: 'Excellent' } },
      { below: 101, word: { zh: '良', en: 'Good' } },
      { word: { zh: '污染', en: 'Poor' } },
    ]
    expect([0, 50, 51, 100, 101, 400].map((value) => bandOf({ bands }, value)?.zh)).toEqual([
      '优',
      '优',
      '良',
      '良',
      '污染',
      '污染',
    ])
    expect(bandOf({}, 3)).toBeUndefined()
  })
})

describe('the areas of a figure', () => {
  it('stand in order, those that are protected last and without a bar, zones left out where their towns are there', () => {
    const members = memberModels(VISITS, told({}), telling())
    expect(members.map(({ code, value, share }) => [code, value.text, share])).toEqual([
      ['a', '8', 1],
      ['west', '4', 0.5],
      ['b', '已保护', 0],
    ])
  })

  it('are those below the area that was picked', () => {
    expect(memberModels(VISITS, told({}), telling({ area: 'east' })).map(({ code }) => code)).toEqual(['a', 'b'])
    expect(memberModels(VISITS, told({}), telling({ area: 'a' }))).toEqual([])
  })
})

function told(change: Partial<OpenBlockFigure>): OpenBlockFigure {
  return {
    metric: 'clinic.visits',
    step: 'P1D',
    window: [MIDNIGHT - DAY, MIDNIGHT],
    observedAt: MIDNIGHT - 1,
    freshness: 'live',
    coverage: { reported: 3, expected: 3 },
    cells: [
      { area: 'city', value: 50 },
      { area: 'east', value: 38 },
      { area: 'a', value: 8 },
      { area: 'b', value: null, protected: true },
      { area: 'west', value: 4 },
    ],
    curve: [],
    ...change,
  }
}

function telling(change: Partial<Telling> = {}, language: OpenLanguage = 'zh'): Telling {
  const format = formatOf(language, 'Asia/Shanghai')
  return { catalogue: CATALOGUE, language, t: openTranslator(language), format, area: 'city', now: NOW, ...change }
}

function model(change: Partial<OpenBlockFigure>, of: Partial<Telling> = {}, language: OpenLanguage = 'zh', figure = VISITS) {
  return figureModel(figure, told(change), telling(of, language))
}
