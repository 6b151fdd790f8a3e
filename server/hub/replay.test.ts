import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Step } from '#contract/duration.ts'
import { liveSteps, type Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { type SeriesKey, seriesKey } from '#contract/series.ts'
import { type MemoryStore, memoryStore } from '../record/memory-store.ts'
import { cityModel } from './city-model.ts'
import { buildHub } from './hub.ts'
import type { CityModel, Hub } from './hub-port.ts'
import { replayMetric, type Told } from './replay.ts'
import { catalogue, metric, SMALL_AREAS } from './testing/small-city.ts'

const START = Date.parse('2026-09-08T10:42:00+08:00')
const SECOND = 1_000
const MINUTE = 60 * SECOND

const KINDS: readonly Metric[] = [
  metric('sum.minute', { headline: 'P1D' }),
  metric('last.ten', { period: 'PT10S', rollUp: { area: 'max', time: 'last' }, kind: 'gauge' }),
  metric('ratio.minute', { rollUp: { area: 'ratio', time: 'ratio' }, kind: 'gauge', scale: 100, range: [0, 100] }),
]

describe('a past that is told again', () => {
  it('tells at every moment what readers were told at that moment, late rows and silences included', async () => {
    const sayings = fc.array(
      fc.record({
        after: fc.integer({ min: 0, max: 90 }),
        town: fc.constantFrom('a', 'b', 'c'),
        late: fc.constantFrom(0, 0, 0, 20, 200, 4000),
        value: fc.integer({ min: 0, max: 50 }),
      }),
      { minLength: 1, maxLength: 25 },
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...KINDS), sayings, fc.nat(15), async (about, said, skip) => {
        const world = await World.of(about)
        for (const { after, town, late, value } of said) {
          await world.pass(after)
          await world.say(town, late, value)
        }
        await world.pass(200)
        const from = START + skip * MINUTE
        const told = await replayMetric({ metric: about.id, from, to: world.now + 1, known: 'then' }, world)
        for (const moment of world.moments) {
          if (moment.at < from) continue
          const picture = pictureAt(told, moment.at)
          expect(shown(picture)).toEqual(shown(moment.picture))
          for (const [key, { revision }] of picture) {
            expect(revision).toBeGreaterThanOrEqual(moment.picture.get(key)?.revision as number)
            expect(revision).toBeLessThanOrEqual(moment.revision)
          }
        }
      }),
      {
        numRuns: 300,
        // An hour written down before the replay begins: its total's revision is that of the writing.
        examples: [
          [
            KINDS[0] as Metric,
            ['late', 'now'].map((when) => ({ after: 0, town: 'a', late: when === 'late' ? 4000 : 0, value: 0 })),
            1,
          ],
        ],
      },
    )
  }, 60_000)

  it('as known later shows a corrected figure from the time it was observed', async () => {
    const [about] = KINDS as [Metric]
    const world = await World.of(about)
    for (const town of ['a', 'b', 'c']) await world.say(town, 0, 10)
    await world.pass(300)
    const seen = world.hub.revision()
    await world.say('a', 300, 90)
    await world.pass(60)
    const request = { metric: about.id, from: START, to: START + 5 * MINUTE }
    const key = seriesKey(about.id, 'city', 'PT1M')
    const at = START + 2 * MINUTE
    const then = pictureAt(await replayMetric({ ...request, known: 'then' }, world), at)
    const before = pictureAt(await replayMetric({ ...request, known: seen }, world), at)
    const now = pictureAt(await replayMetric({ ...request, known: world.hub.revision() }, world), at)
    expect([then, before, now].map((picture) => picture.get(key)?.value)).toEqual([30, 30, 110])
    const today = seriesKey(about.id, 'city', 'P1D')
    expect([then, before, now].map((picture) => picture.get(today)?.value)).toEqual([30, 30, 110])
  })

  it('is empty before anything was observed, never zero', async () => {
    const [about] = KINDS as [Metric]
    const world = await World.of(about)
    await world.pass(60)
    await world.say('a', 0, 1)
    const told = await replayMetric({ metric: about.id, from: START - MINUTE, to: START, known: 'then' }, world)
    for (const point of pictureAt(told, START - 1).values()) expect([point.value, point.freshness]).toEqual([null, 'empty'])
  })
})

/**
 * What people see of a picture: all but the revision. A running total that is read from the hours written down carries the
 * revision in which the newest hour was written, which is later than that of the hour's newest window.
 */
function shown(picture: ReadonlyMap<SeriesKey, Point>): readonly unknown[] {
  return [...picture].map(([key, { revision: _, ...seen }]) => [key, seen])
}

/** What a reader of the replay shows at a moment: the newest point told of each series. */
function pictureAt(told: readonly Told[], at: number): ReadonlyMap<SeriesKey, Point> {
  const picture = new Map<SeriesKey, Point>()
  for (const { at: when, points } of told) {
    if (when > at) break
    for (const point of points) picture.set(seriesKey(point.metric, point.area, point.step), point)
  }
  return picture
}

/** A city of one metric whose hub ticks every second, and what its readers saw after each tick. */
class World {
  readonly model: CityModel
  readonly store: MemoryStore = memoryStore()
  readonly moments: { readonly at: number; readonly revision: number; readonly picture: ReadonlyMap<SeriesKey, Point> }[] = []
  hub!: Hub
  now = START
  private readonly about: Metric

  private constructor(about: Metric) {
    this.about = about
    this.model = cityModel(catalogue([about], SMALL_AREAS))
  }

  static async of(about: Metric): Promise<World> {
    const world = new World(about)
    world.hub = await buildHub({ model: world.model, store: world.store, clock: () => world.now })
    return world
  }

  async say(area: string, lateSeconds: number, value: number): Promise<void> {
    const time = new Date(this.now - lateSeconds * SECOND).toISOString()
    const figure = this.about.rollUp.area === 'ratio' ? { numerator: value, denominator: 50 } : { value }
    const rows = [{ metric: this.about.id, area, time, ...figure }]
    await this.hub.ingest({ source: { id: 1, name: 's' }, receivedAt: this.now, rows, firstIndex: 0 })
    await this.hub.idle()
    this.note()
  }

  async pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      this.now += SECOND
      await this.hub.tick()
    }
    this.note()
  }

  private note(): void {
    const picture = new Map<SeriesKey, Point>()
    for (const area of this.model.metricAreas(this.about.id).carries) {
      for (const step of liveSteps(this.about) as readonly Step[]) {
        const key = seriesKey(this.about.id, area, step)
        picture.set(key, this.hub.latest(key))
      }
    }
    if (this.moments.at(-1)?.at === this.now) this.moments.pop()
    this.moments.push({ at: this.now, revision: this.hub.revision(), picture })
  }
}
