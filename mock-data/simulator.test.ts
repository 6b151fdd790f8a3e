import { describe, expect, it } from 'vitest'
import { counterRows, gaugeRows, isSlow, openingRows, pastRows } from './rows.ts'
import type { SimulatedMetric } from './simulated-metric.ts'
import type { Simulator } from './simulator.ts'
import { LARGE_CITY, simulate, TINY_CITY } from './testing/read-catalogue.ts'

const NOW = Date.parse('2026-09-08T10:42:07+08:00')
const HOUR = 3_600_000

const large = simulate(LARGE_CITY)
const metricOf = (city: Simulator, id: string): SimulatedMetric => {
  const found = city.metrics.find(({ metric }) => metric.id === id)
  if (!found) throw new Error(`no metric ${id}`)
  return found
}
const counting = (city: Simulator, metric: SimulatedMetric): string[] =>
  [...metric.areas.reports].filter((code) => !city.tree.byCode.get(code)?.overlaps)
const valueIn = (figure: ReturnType<Simulator['level']>): number => (figure && 'value' in figure ? figure.value : Number.NaN)

describe('the simulated city', () => {
  it('says the same for the same seed and time, whatever was asked before', () => {
    const [one, other] = [simulate(LARGE_CITY, 7), simulate(LARGE_CITY, 7)]
    for (const metric of other.metrics.toReversed()) openingRows(other, metric, NOW - 5 * HOUR, NOW - 9 * HOUR)
    for (const id of ['traffic.road.index', 'gov.service.accepted', 'eco.air.pm25', 'emg.incident.open', 'city.case.reported']) {
      const day = one.calendar.start('P1D', NOW)
      expect(openingRows(one, metricOf(one, id), NOW, day)).toEqual(openingRows(other, metricOf(other, id), NOW, day))
    }
  })

  it('is another city with another seed', () => {
    const other = simulate(LARGE_CITY, 2)
    expect(gaugeRows(other, metricOf(other, 'eco.air.pm25'), NOW)).not.toEqual(
      gaugeRows(large, metricOf(large, 'eco.air.pm25'), NOW),
    )
  })

  it('says something of every metric in every reporting area, within its plausible range', () => {
    const silent: string[] = []
    for (const metric of large.metrics) {
      const rows = openingRows(large, metric, NOW, large.calendar.start('P1D', NOW))
      const said = new Set(rows.map(({ area }) => area))
      for (const area of metric.areas.reports)
        if (!said.has(area) && !large.tree.byCode.get(area)?.overlaps) silent.push(`${metric.metric.id}@${area}`)
      for (const row of rows) {
        const figures = [row.value, row.numerator, row.denominator].filter((value) => value !== undefined)
        expect(figures.every(Number.isFinite), JSON.stringify(row)).toBe(true)
        if (row.denominator !== undefined) expect(row.denominator).toBeGreaterThan(0)
      }
    }
    expect(silent).toEqual([])
  })

  it('counts every person of the census exactly once, down to the communities', () => {
    const census = metricOf(large, 'base.person.records')
    const persons = counting(large, census).map((area) => valueIn(large.level(census, area, NOW)))
    expect(persons.reduce((sum, value) => sum + value, 0)).toBe(large.tree.root.population)
    expect(persons.every(Number.isInteger)).toBe(true)
    const towns = [...large.tree.byCode.values()].filter(({ level, population }) => level === 'town' && population !== undefined)
    for (const town of towns) {
      const inside = counting(large, census).filter((area) => large.tree.path(area).some(({ code }) => code === town.code))
      expect(inside.reduce((sum, area) => sum + valueIn(large.level(census, area, NOW)), 0)).toBe(town.population)
    }
  })

  it('adds increments up to the day, however finely they are told', () => {
    const day = large.calendar.start('P1D', NOW)
    for (const id of ['city.case.reported', 'gov.service.accepted', 'life.water.supply_daily', 'biz.entities.new_daily']) {
      const metric = metricOf(large, id)
      for (const area of counting(large, metric).slice(0, 20)) {
        const whole = valueIn(large.increment(metric, area, day, day + 24 * HOUR))
        for (const parts of [24, 96, 7]) {
          let sum = 0
          for (let index = 0; index < parts; index++) {
            const cut = (n: number) => day + Math.round((n * 24 * HOUR) / parts)
            sum += valueIn(large.increment(metric, area, cut(index), cut(index + 1)))
          }
          expect(sum).toBeCloseTo(whole, 6)
        }
      }
    }
  })

  it('carries an increment over midnight without losing or doubling any of it', () => {
    const metric = metricOf(large, 'city.case.reported')
    const midnight = large.calendar.start('P1D', NOW)
    for (const area of counting(large, metric).slice(0, 10)) {
      const across = valueIn(large.increment(metric, area, midnight - 2 * HOUR, midnight + 3 * HOUR))
      const before = valueIn(large.increment(metric, area, midnight - 2 * HOUR, midnight))
      const after = valueIn(large.increment(metric, area, midnight, midnight + 3 * HOUR))
      expect(across).toBe(before + after)
    }
  })

  it('never has more of a part than of its whole', () => {
    for (const metric of large.metrics.filter(({ metric }) => metric.rollUp.area === 'ratio' && metric.range[1] <= 100))
      for (const { numerator, denominator } of gaugeRows(large, metric, NOW))
        expect(numerator, metric.metric.id).toBeLessThanOrEqual(denominator as number)
  })

  it('works by day and rests at night', () => {
    const accepted = metricOf(large, 'gov.service.accepted')
    const midnight = large.calendar.start('P1D', NOW)
    const between = (from: number, to: number): number =>
      counting(large, accepted).reduce(
        (sum, area) => sum + valueIn(large.increment(accepted, area, midnight + from * HOUR, midnight + to * HOUR)),
        0,
      )
    expect(between(9, 11)).toBeGreaterThan(20 * between(1, 3))
  })

  it('drives more slowly in the rain, while hotlines and ambulances are busier', () => {
    const speed = metricOf(large, 'traffic.road.speed')
    const index = metricOf(large, 'traffic.road.index')
    const area = counting(large, speed)[0] as string
    const year = Array.from({ length: 365 * 24 }, (_, hour) => NOW - hour * HOUR)
    const wettest = year.reduce((best, at) => (large.weather(area, at).rain > large.weather(area, best).rain ? at : best))
    expect(large.weather(area, wettest).rain).toBeGreaterThan(15)
    const week = 7 * 24 * HOUR
    const dry = [1, 2, 3, 4, 5, 6, 7, 8]
      .map((weeks) => wettest - weeks * week)
      .find((at) => large.weather(area, at).rain === 0) as number
    const quotient = (metric: SimulatedMetric, at: number): number => {
      const figure = large.level(metric, area, at)
      return figure && 'numerator' in figure ? figure.numerator / figure.denominator : Number.NaN
    }
    expect(quotient(speed, wettest)).toBeLessThan(quotient(speed, dry))
    expect(quotient(index, wettest)).toBeGreaterThan(quotient(index, dry))
    const calls = metricOf(large, 'life.hotline12345.calls')
    const around = (at: number): number => valueIn(large.increment(calls, area, at - HOUR, at + HOUR))
    expect(around(wettest)).toBeGreaterThan(around(dry))
  })

  it('lets a front reach one end of the city before the other', () => {
    const towns = [...large.tree.byCode.values()].filter(({ level, seat, overlaps }) => level === 'town' && seat && !overlaps)
    const hours = Array.from({ length: 200 * 24 }, (_, hour) => NOW - hour * HOUR)
    const different = hours.filter((at) => {
      const rains = towns.map(({ code }) => large.weather(code, at).rain)
      return Math.max(...rains) > 5 && Math.min(...rains) < Math.max(...rains) / 2
    })
    expect(different.length).toBeGreaterThan(3)
  })

  it('has floods only after rain', () => {
    const depth = metricOf(large, 'city.flood.point_depth')
    const area = counting(large, depth)[0] as string
    for (let hour = 0; hour < 2000; hour++) {
      const at = NOW - hour * HOUR
      if (large.weather(area, at).wet === 0) expect(valueIn(large.level(depth, area, at))).toBe(0)
    }
  })
})

describe('any city folder', () => {
  const tiny = simulate(TINY_CITY)

  it('can be simulated from its catalogue alone', () => {
    for (const metric of tiny.metrics) {
      const rows = openingRows(tiny, metric, NOW, tiny.calendar.start('P1D', NOW))
      expect(rows.length, metric.metric.id).toBeGreaterThan(0)
      for (const { value } of rows)
        if (value !== undefined && metric.metric.kind === 'gauge') {
          expect(value).toBeGreaterThanOrEqual(metric.metric.range[0])
          expect(value).toBeLessThanOrEqual(metric.metric.range[1])
        }
    }
  })

  it('keeps its census as it is', () => {
    const census = metricOf(tiny, 'people.residents')
    expect(gaugeRows(tiny, census, NOW).map(({ area, value }) => [area, value])).toEqual([
      ['mill', 500],
      ['pier', 200],
      ['field', 300],
    ])
  })
})

describe('what is told of the past', () => {
  it('makes the same running total as what was told at the opening', () => {
    for (const id of ['city.case.reported', 'gov.service.accepted', 'support.cert.reuse_calls', 'biz.entities.new_daily']) {
      const metric = metricOf(large, id)
      const day = large.calendar.start('P1D', NOW)
      const opening = openingRows(large, metric, NOW, day)
      const step = metric.metric.period
      const last = large.calendar.start(step, large.calendar.start(step, NOW) - 1)
      const past = pastRows(large, metric, day, last)
      const corrected = new Map([...opening, ...past].map((row) => [`${row.area} ${row.time}`, row]))
      const total = (rows: Iterable<{ area: string; value?: number | undefined }>, area: string): number =>
        [...rows].filter((row) => row.area === area).reduce((sum, { value }) => sum + (value ?? 0), 0)
      for (const area of counting(large, metric).slice(0, 15)) {
        expect(total(corrected.values(), area)).toBeCloseTo(total(opening, area), 6)
        expect(total(opening, area)).toBeCloseTo(valueIn(large.increment(metric, area, day, large.calendar.start(step, NOW))), 6)
      }
    }
  })

  it('puts a counter’s row into the window it counts', () => {
    const metric = metricOf(large, 'city.case.reported')
    const from = large.calendar.start('PT1M', NOW)
    for (const { time } of counterRows(large, metric, from, from + 60_000))
      expect(large.calendar.start('PT1M', Date.parse(time))).toBe(from)
  })

  it('begins nothing before midnight when the day is young', () => {
    const justAfterMidnight = large.calendar.start('P1D', NOW) + 20_000
    for (const metric of large.metrics.filter((metric) => metric.metric.kind === 'counter' && !isSlow(metric)))
      expect(openingRows(large, metric, justAfterMidnight, large.calendar.start('P1D', justAfterMidnight))).toEqual([])
  })
})
