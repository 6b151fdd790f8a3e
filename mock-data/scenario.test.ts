import { describe, expect, it } from 'vitest'
import { moved } from './overlay.ts'
import { gaugeRows } from './rows.ts'
import { isObserve, readScenario, type Scenario, scenarioIds, scenarioOverlay, silencedFeeds } from './scenario.ts'
import { LARGE_CITY, readCatalogue, simulate } from './testing/read-catalogue.ts'

const START = Date.parse('2026-09-08T12:00:00+08:00')
const script = (steps: Scenario['steps'], duration = 3600): Scenario => ({
  id: 'test',
  names: { zh: '试验', en: 'Test' },
  duration,
  steps,
})
const rise = { at: 600, kind: 'observe', metric: 'm.x', area: 'a', value: 100, ramp: 600 } as const

describe('a scenario’s ramp', () => {
  const overlay = scenarioOverlay(script([rise]), { startedAt: START, speed: 1 })
  const valueAt = (seconds: number, base = 20): number => {
    const at = START + seconds * 1000
    return moved(base, overlay.moves('m.x', ['a'], at), overlay.strength(at))
  }

  it('begins where the city is, rises evenly and stays', () => {
    expect(valueAt(599)).toBe(20)
    expect(valueAt(600)).toBe(20)
    expect(valueAt(900)).toBe(60)
    expect(valueAt(1200)).toBe(100)
    expect(valueAt(3600)).toBe(100)
  })

  it('gives the city back to itself after its end', () => {
    expect(valueAt(3600 + 900)).toBe(60)
    expect(valueAt(3600 + 1800)).toBe(20)
  })

  it('goes on from where the step before has come, without a jump', () => {
    const two = scenarioOverlay(script([rise, { ...rise, at: 900, value: 0, ramp: 300 }]), { startedAt: START, speed: 1 })
    const at = (seconds: number): number => moved(20, two.moves('m.x', ['a'], START + seconds * 1000), 1)
    expect(at(899.9)).toBeCloseTo(60, 0)
    expect(at(900.1)).toBeCloseTo(60, 0)
    expect(at(1200)).toBe(0)
  })

  it('lets what is said last have the last word, of the area or of the one around it', () => {
    const around = { ...rise, area: 'zone', at: 1300, ramp: 0, value: 7 }
    const both = scenarioOverlay(script([rise, around]), { startedAt: START, speed: 1 })
    expect(moved(20, both.moves('m.x', ['a', 'zone'], START + 1299_000), 1)).toBe(100)
    expect(moved(20, both.moves('m.x', ['a', 'zone'], START + 1300_000), 1)).toBe(7)
  })

  it('passes faster on a faster clock', () => {
    const fast = scenarioOverlay(script([rise]), { startedAt: START, speed: 60 })
    expect(fast.moves('m.x', ['a'], START + 15_000)).toEqual([{ area: 'a', to: 100, progress: 0.5 }])
  })

  it('adds a total evenly, and never takes it back', () => {
    const total = scenarioOverlay(script([{ ...rise, per: 'total' }]), { startedAt: START, speed: 1 })
    expect(total.added('m.x', 'a', START + 900_000)).toBe(50)
    expect(total.added('m.x', 'a', START + 99_000_000)).toBe(100)
    expect(total.moves('m.x', ['a'], START + 900_000)).toEqual([])
  })
})

describe('a feed that falls silent', () => {
  it('is silent for its time only', () => {
    const fault = script([{ at: 60, kind: 'fault', target: 'feed:traffic', fault: 'silence', for: 30 }])
    const at = (seconds: number) => silencedFeeds(fault, { startedAt: START, speed: 1 }, START + seconds * 1000)
    expect([at(59), at(60), at(89), at(90)]).toEqual([[], ['traffic'], ['traffic'], []])
  })
})

describe.each(scenarioIds())('the scenario %s', (id) => {
  const scenario = readScenario(id)
  const catalogue = readCatalogue(LARGE_CITY)

  it('moves only metrics and areas of the city', () => {
    const unknown = scenario.steps
      .filter(isObserve)
      .filter(
        ({ metric, area }) =>
          !catalogue.metrics.some((known) => known.id === metric) || !catalogue.areas.some(({ code }) => code === area),
      )
    expect(unknown).toEqual([])
  })

  it('says of each count whether its value is a rate or a total', () => {
    const counters = new Set(catalogue.metrics.filter(({ kind }) => kind === 'counter').map((metric) => metric.id))
    expect(scenario.steps.filter(isObserve).filter(({ metric, per }) => counters.has(metric) !== (per !== undefined))).toEqual([])
  })

  it('brings gauges to the values it names', () => {
    const clock = { startedAt: START, speed: 1 }
    const city = simulate(LARGE_CITY, 1, undefined, scenarioOverlay(scenario, clock))
    for (const step of scenario.steps.filter(isObserve).filter(({ per }) => per === undefined)) {
      const later = scenario.steps
        .filter(isObserve)
        .some((other) => other !== step && other.metric === step.metric && other.at > step.at && other.at <= step.at + step.ramp)
      if (later) continue
      const metric = city.metrics.find((known) => known.metric.id === step.metric)
      if (!metric) throw new Error(step.metric)
      const at = START + (step.at + step.ramp) * 1000 + 1
      const rows = gaugeRows(city, metric, at).filter(({ area }) => city.tree.path(area).some(({ code }) => code === step.area))
      const counted = rows.filter(({ area }) => area === step.area || !city.tree.byCode.get(area)?.overlaps)
      const sum = (pick: (row: (typeof rows)[number]) => number | undefined) =>
        counted.reduce((total, row) => total + (pick(row) ?? 0), 0)
      const told =
        metric.metric.rollUp.area === 'sum'
          ? sum(({ value }) => value)
          : metric.metric.rollUp.area === 'max'
            ? Math.max(...counted.map(({ value }) => value ?? Number.NEGATIVE_INFINITY))
            : ((metric.metric.scale ?? 1) * sum(({ numerator }) => numerator)) / sum(({ denominator }) => denominator)
      const slack = Math.max(Math.abs(step.value) * 0.06, 10 ** -metric.metric.decimals * Math.max(1, counted.length / 2))
      expect(
        Math.abs(told - step.value),
        `${step.metric}@${step.area} at ${step.at}: ${told}, not ${step.value}`,
      ).toBeLessThanOrEqual(slack)
    }
  })
})
