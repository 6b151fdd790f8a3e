import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Step } from '#contract/duration.ts'
import type { Metric } from '#contract/metric.ts'
import { type MemoryStore, memoryStore } from '../record/memory-store.ts'
import type { RecordStore } from '../record/record-store.ts'
import { cityModel } from './city-model.ts'
import { buildHub } from './hub.ts'
import type { CityModel, Hub } from './hub-port.ts'
import { HOUR_KEPT_AFTER_MS, keepHours } from './keep-hours.ts'
import { metricPlans } from './metric-plan.ts'
import { replayMetric } from './replay.ts'
import { catalogue, metric, SMALL_AREAS } from './testing/small-city.ts'

/** Cities tried; GUANLAN_RUNS asks for more. */
const RUNS = Number(process.env.GUANLAN_RUNS ?? 60)

const START = Date.parse('2026-09-08T22:10:00+08:00')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const KINDS: readonly Metric[] = [
  metric('sum.minute', { headline: 'P1D' }),
  metric('last.ten', { period: 'PT10S', rollUp: { area: 'max', time: 'last' }, kind: 'gauge' }),
  metric('mean.quarter', { period: 'PT15M', rollUp: { area: 'mean', time: 'mean' }, kind: 'gauge' }),
  metric('daily', { period: 'P1D' }),
]

const arbitrarySaying = fc.record({
  town: fc.constantFrom('a', 'b', 'c'),
  late: fc.integer({ min: 0, max: 40 }).map((quarters) => quarters * 15 * MINUTE),
  value: fc.integer({ min: 0, max: 1_000 }).map((tenths) => tenths / 10),
})
/** Servers whose catalogue says something else of the metric: the one before an upgrade, or the one after. */
const OTHERS: Readonly<Record<'zone' | 'rule' | 'hourly' | 'gone', (about: Metric) => CityModel>> = {
  zone: (about) => cityModel(catalogue([about], SMALL_AREAS, 'Asia/Kolkata')),
  rule: (about) => cityModel(catalogue([{ ...about, rollUp: { area: 'max', time: 'max' } }], SMALL_AREAS)),
  hourly: (about) => cityModel(catalogue([{ ...about, period: 'PT1H' }], SMALL_AREAS)),
  gone: () => cityModel(catalogue([metric('another')], SMALL_AREAS)),
}

const arbitraryKeeper = fc.oneof(
  { weight: 4, arbitrary: fc.constant('same' as const) },
  { weight: 1, arbitrary: fc.constantFrom('zone' as const, 'rule' as const, 'hourly' as const, 'gone' as const) },
)
const arbitraryAction = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('say' as const), said: arbitrarySaying }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(MINUTE, 20 * MINUTE, HOUR, 5 * HOUR) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('keep' as const), times: fc.constantFrom(1, 3, 30), by: arbitraryKeeper }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'drop' as const }, { kind: 'restart' as const }) },
)

it('gives every figure of the past that the windows give, to the last bit, whatever came late, whoever kept it and whenever it is asked', async () => {
  let used = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...KINDS),
      fc.array(arbitraryAction, { minLength: 3, maxLength: 40 }),
      fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
      async (about, actions, moments) => {
        const world = await World.of(about)
        for (const action of actions) await world.act(action)
        await world.act({ kind: 'wait', ms: 5 * HOUR })
        await world.act({ kind: 'keep', times: 2, by: 'same' })
        used += await world.compare(moments)
      },
    ),
    { numRuns: RUNS },
  )
  expect(used).toBeGreaterThan(0)
}, 3_600_000)

it('keeps an hour once it is over for long enough, then those before it until the record begins', async () => {
  const world = await World.of(KINDS[0] as Metric)
  await world.act({ kind: 'say', said: { town: 'a', late: 0, value: 1 } })
  await world.act({ kind: 'wait', ms: HOUR + HOUR_KEPT_AFTER_MS })
  await world.act({ kind: 'keep', times: 1, by: 'same' })
  expect(await world.store.hours.kept()).toMatchObject({ from: START + 50 * MINUTE, to: START + 50 * MINUTE })
  await world.act({ kind: 'keep', times: 1, by: 'same' })
  expect(await world.store.hours.kept()).toMatchObject({ from: START - 10 * MINUTE, to: START + 50 * MINUTE })
  expect(await world.keep()).toBe(false)
  await world.act({ kind: 'wait', ms: HOUR })
  expect(await world.keep()).toBe(true)
  expect(await world.store.hours.kept()).toMatchObject({ from: START - 10 * MINUTE, to: START + 110 * MINUTE })
})

it('shows what an area said for the first time while a server that folds no hours of the metric kept them', async () => {
  const world = await World.of(KINDS[0] as Metric)
  const late = 9 * HOUR + 15 * MINUTE
  await world.keep()
  for (const [town, by] of [
    ['c', 'same'],
    ['a', 'hourly'],
    ['b', 'same'],
  ] as const) {
    await world.act({ kind: 'say', said: { town, late, value: 1 } })
    await world.keep(by)
  }
  await world.act({ kind: 'wait', ms: 5 * HOUR })
  expect(await world.compare([0, 0, 0, 0])).toBeGreaterThan(0)
})

it('keeps nothing where another was quicker', async () => {
  const world = await World.of(KINDS[0] as Metric)
  await world.act({ kind: 'keep', times: 1, by: 'same' })
  const kept = await world.store.hours.kept()
  const nothing = { from: 0, to: 0, revision: 0, timeZone: 'Asia/Shanghai' }
  expect(await world.store.hours.keep([], undefined, nothing)).toBe(false)
  expect(await world.store.hours.kept()).toEqual(kept)
})

type Keeper = 'same' | keyof typeof OTHERS

type Action =
  | { readonly kind: 'say'; readonly said: { readonly town: string; readonly late: number; readonly value: number } }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'keep'; readonly times: number; readonly by: Keeper }
  | { readonly kind: 'drop' }
  | { readonly kind: 'restart' }

/** A city of one metric, its record with the hours kept of it, and the same record as if none were kept. */
class World {
  readonly store: MemoryStore = memoryStore()
  private readonly model: CityModel
  private readonly about: Metric
  private now = START
  private hub!: Hub

  private constructor(about: Metric) {
    this.about = about
    this.model = cityModel(catalogue([about], SMALL_AREAS))
  }

  static async of(about: Metric): Promise<World> {
    const world = new World(about)
    await world.act({ kind: 'restart' })
    return world
  }

  async act(action: Action): Promise<void> {
    if (action.kind === 'wait') {
      this.now += action.ms
      await this.hub.tick()
    } else if (action.kind === 'keep') {
      for (let time = 0; time < action.times; time++) await this.keep(action.by)
    } else if (action.kind === 'drop') {
      await this.store.dropBefore(this.now - DAY)
    } else if (action.kind === 'restart') {
      this.hub = await this.hubOf(this.store, this.model)
    } else {
      const { town: area, late, value } = action.said
      const rows = [{ metric: this.about.id, area, time: new Date(this.now - late).toISOString(), value }]
      await this.hub.ingest({ source: { id: 1, name: 's' }, receivedAt: this.now, rows, firstIndex: 0 })
      await this.hub.idle()
    }
  }

  keep(by: Keeper = 'same'): Promise<boolean> {
    const model = by === 'same' ? this.model : OTHERS[by](this.about)
    const { store, now } = this
    return keepHours({ store, plans: metricPlans(model), calendar: model.calendar, now, rest: () => Promise.resolve() })
  }

  /** Asks for the past with and without kept hours, as of some moments; says how many kept hours there were to use. */
  async compare(moments: readonly number[]): Promise<number> {
    const without = withoutHours(this.store)
    const revisions = this.hub.revision()
    const asked = [undefined, ...moments.map((moment) => 1 + (moment % Math.max(1, revisions)))]
    const span = { metric: this.about.id, from: START - 2 * DAY, to: this.now }
    for (const model of [this.model, OTHERS.zone(this.about), OTHERS.rule(this.about)]) {
      const [hub, bare] = [await this.hubOf(this.store, model), await this.hubOf(without, model)]
      for (const asOf of asked)
        for (const area of ['a', 'city'])
          for (const step of ['PT1H', 'P1D', 'P1M'] as const satisfies readonly Step[]) {
            if (this.about.period === 'P1D' && step === 'PT1H') continue
            const request = { ...span, area, step, ...(asOf !== undefined && { asOf }) }
            expect(await hub.history(request)).toEqual(await bare.history(request))
          }
    }
    for (const known of new Set([revisions, asked[1] ?? 0])) {
      const request = { metric: this.about.id, from: this.now - 7 * HOUR, to: this.now - 7 * HOUR + 10 * MINUTE, known }
      const told = await replayMetric(request, { store: this.store, model: this.model })
      expect(told).toEqual(await replayMetric(request, { store: without, model: this.model }))
    }
    const { hours } = await this.store.hours.find({ metric: this.about.id, areas: ['a', 'city'], from: span.from, to: span.to })
    return hours.filter(({ rule }) => rule !== '').length
  }

  private hubOf(store: RecordStore, model: CityModel): Promise<Hub> {
    return buildHub({ model, store, clock: () => this.now })
  }
}

/** The same record, where no hours were ever kept. */
function withoutHours(store: MemoryStore): RecordStore {
  const { hours } = memoryStore()
  return new Proxy<RecordStore>(store, {
    get: (target, name) => {
      if (name === 'hours') return hours
      const found = Reflect.get(target, name, target) as unknown
      return typeof found === 'function' ? found.bind(target) : found
    },
  })
}
