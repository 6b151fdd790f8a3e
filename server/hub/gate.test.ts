import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ERRORS } from '#contract/errors.ts'
import { cityModel } from './city-model.ts'
import { Gate, isChecked } from './gate.ts'
import { metricPlans } from './metric-plan.ts'
import { catalogue, metric } from './testing/small-city.ts'

const NOW = Date.parse('2026-09-08T10:42:00+08:00')
const TIME = '2026-09-08T10:41:00+08:00'

const model = cityModel(
  catalogue([
    metric('calls.made', { range: [0, 100] }),
    metric('calls.answered', { rollUp: { area: 'ratio', time: 'ratio' }, kind: 'gauge', scale: 100, range: [0, 100] }),
    metric('air.temperature', { rollUp: { area: 'mean', time: 'mean' }, kind: 'gauge', range: [2, 40] }),
    metric('river.stage', { rollUp: { area: 'max', time: 'max' }, kind: 'gauge', range: [-1, 6], areas: ['b'] }),
    metric('trade.balance', { kind: 'gauge', range: [-50, 50] }),
  ]),
)

function check(row: unknown) {
  return new Gate(metricPlans(model), (code) => model.tree.byCode.has(code)).check(row, NOW)
}

/** Every reason to refuse a row, with rows that meet it. */
const REFUSED: Record<string, readonly unknown[]> = {
  'row/not-an-object': [null, 5, 'text', true, [], [{ metric: 'calls.made' }], undefined],
  'row/metric-missing': [{}, { metric: null }, { metric: '' }, JSON.parse('{"__proto__":{"metric":"calls.made"},"area":"a"}')],
  'row/metric-unknown': [
    { metric: 'calls.lost' },
    { metric: 5 },
    { metric: ['calls.made'] },
    { metric: 'constructor' },
    { metric: '__proto__' },
    { metric: 'x'.repeat(1_000_000) },
  ],
  'row/area-missing': [{ metric: 'calls.made' }, { metric: 'calls.made', area: null }],
  'row/area-unknown': [said({ area: 'nowhere' }), said({ area: 441900 }), said({ area: {} }), said({ area: 'toString' })],
  'row/area-level': [said({ area: 'city' }), said({ area: 'east' })],
  'row/area-not-expected': [said({ metric: 'river.stage', area: 'a' }), said({ metric: 'river.stage', area: 'city' })],
  'row/time-missing': [said({ time: undefined }), said({ time: null }), said({ time: '' })],
  'row/time-invalid': [
    said({ time: 1788835260000 }),
    said({ time: '2026-09-08 10:41' }),
    said({ time: '2026-09-08T10:41:00' }),
    said({ time: '2026-02-30T10:41:00+08:00' }),
    said({ time: '2026-09-08T24:00:00+08:00' }),
    said({ time: 'now' }),
    said({ time: TIME.repeat(100_000) }),
  ],
  'row/time-range': [
    said({ time: '1989-12-31T23:59:59Z' }),
    said({ time: '2101-01-01T00:00:00Z' }),
    said({ time: '9999-12-31T23:59:59Z' }),
  ],
  'row/time-future': [said({ time: '2026-09-08T10:47:00.001+08:00' }), said({ time: '2026-09-08T10:41:00Z' })],
  'row/value-missing': [
    said({ value: undefined }),
    said({ value: null }),
    { ...parts(1, undefined) },
    { ...parts(undefined, 1) },
    { ...parts(null, 5) },
  ],
  'row/value-not-a-number': [
    said({ value: '12' }),
    said({ value: true }),
    said({ value: {} }),
    said({ value: [1] }),
    said({ value: JSON.parse('1e999') }),
    said({ value: Number.NaN }),
    parts('1', 2),
    parts(1, '2'),
    parts(1, Number.POSITIVE_INFINITY),
  ],
  'row/value-implausible': [
    said({ value: 1e308 }),
    said({ value: -1 }),
    said({ value: 100_001 }),
    said({ metric: 'air.temperature', value: 1e9 }),
    said({ metric: 'trade.balance', value: -1e9 }),
    parts(1, 1e-300),
    parts(1e308, 1e308),
    parts(1e300, 0),
  ],
  'row/parts-needed': [said({ metric: 'calls.answered', value: 50 }), said({ metric: 'calls.answered', value: undefined })],
  'row/parts-unwanted': [{ ...said({ value: undefined }), numerator: 1, denominator: 2 }],
  'row/parts-and-value': [{ ...said({ metric: 'air.temperature', value: 20 }), numerator: 20, denominator: 1 }],
  'row/denominator-negative': [parts(1, -1)],
}

/** Rows of entities and tickets of cases pass gates of their own. */
const OF_OTHER_DOORS = /^row\/(id|kind|names|department|attribute|place|coordinates|of-another-source|key|what|category|field|step)/

describe('the gate', () => {
  for (const [code, rows] of Object.entries(REFUSED)) {
    it(`refuses with ${code} and says so in a short sentence`, () => {
      for (const row of rows) {
        const outcome = check(row)
        expect(outcome).toMatchObject({ code })
        const sentence = 'sentence' in outcome ? outcome.sentence : ''
        expect(sentence.length).toBeGreaterThan(10)
        expect(sentence.length).toBeLessThan(400)
        expect(sentence).not.toMatch(/[\p{Cc}\p{Cf}]/u)
      }
    })
  }

  it('has a case for every reason in the table of errors', () => {
    expect(Object.keys(REFUSED).sort()).toEqual(
      Object.keys(ERRORS)
        .filter((code) => code.startsWith('row/') && !OF_OTHER_DOORS.test(code))
        .sort(),
    )
  })

  it('names the value, the place and the remedy', () => {
    expect(check(said({ value: 100_001 }))).toEqual({
      code: 'row/value-implausible',
      sentence:
        'The value is far outside what this metric can be. calls.made in a says 100001; between 0 and 100000 is taken in. Check the unit, items.',
    })
    expect(check(said({ area: 441900 }))).toEqual({
      code: 'row/area-unknown',
      sentence: 'The catalogue has no such area; see /api/catalogue. The row says the number 441900: put the code in quotes.',
    })
  })

  it('repeats no more of a hostile text than a sentence has room for', () => {
    const outcome = check({ metric: `<script>\u0000\u202e${'x'.repeat(500)}` })
    expect(outcome).toMatchObject({ code: 'row/metric-unknown' })
    expect('sentence' in outcome && outcome.sentence).toContain('"<script>��xxx')
  })

  it('lets through value, or numerator and denominator, with the time in epoch ms', () => {
    expect(check(said({}))).toMatchObject({ at: Date.parse(TIME), numerator: 12, denominator: 1, bare: true })
    expect(check(parts(1, 2))).toMatchObject({ numerator: 1, denominator: 2, bare: false })
    expect(check(said({ metric: 'air.temperature', value: 21.5 }))).toMatchObject({ numerator: 21.5, denominator: 1, bare: true })
  })

  it('ignores what it does not know, and takes null for a figure that is not there', () => {
    expect(isChecked(check({ ...said({}), note: 'x', numerator: null, denominator: null }))).toBe(true)
    expect(isChecked(check({ ...parts(1, 2), value: null }))).toBe(true)
  })

  it('takes in clocks that run up to five minutes ahead', () => {
    expect(isChecked(check(said({ time: '2026-09-08T10:47:00+08:00' })))).toBe(true)
  })

  it('takes in frost where the catalogue expects warmth, and a city a hundred times larger or smaller', () => {
    expect(isChecked(check(said({ metric: 'air.temperature', value: -31.5 })))).toBe(true)
    expect(isChecked(check(said({ value: 100 * 100 })))).toBe(true)
    expect(isChecked(check(said({ value: 0.01 })))).toBe(true)
    expect(isChecked(check(parts(0, 0)))).toBe(true)
  })

  it('turns minus zero into zero, so that the digits of a figure never depend on its sign', () => {
    const outcome = check(said({ value: -0 }))
    expect(isChecked(outcome) && Object.is(outcome.numerator, 0)).toBe(true)
  })

  it('never throws, whatever JSON comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (value, time, area) => {
        for (const row of [value, { metric: 'calls.made', area, time, value }, said({ value }), said({ time }), said({ area })]) {
          const outcome = check(row)
          expect(isChecked(outcome) || outcome.code in ERRORS).toBe(true)
        }
      }),
    )
  })
})

function said(fields: Record<string, unknown>) {
  return { metric: 'calls.made', area: 'a', time: TIME, value: 12, ...fields }
}

function parts(numerator: unknown, denominator: unknown) {
  return { metric: 'calls.answered', area: 'a', time: TIME, numerator, denominator }
}
