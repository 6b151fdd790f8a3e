import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Area } from '#contract/area.ts'
import { liveSteps, type Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { type SeriesKey, seriesKey } from '#contract/series.ts'
import { type MemoryStore, memoryStore } from '../record/memory-store.ts'
import { cityModel } from './city-model.ts'
import { buildHub } from './hub.ts'
import type { CityModel, MemberHub } from './hub-port.ts'
import { arbitraryAreas, arbitraryMetrics, arbitrarySaying, rowOf, type Saying } from './testing/arbitrary-city.ts'
import { type Failure, FaultyStore } from './testing/faulty-store.ts'
import { NaiveOracle } from './testing/naive-oracle.ts'
import { catalogue } from './testing/small-city.ts'

/** Cities tried; GUANLAN_RUNS asks for more. A failure prints the seed and path to try again. */
const RUNS = Number(process.env.GUANLAN_RUNS ?? 60)
const START = Date.parse('2026-09-08T23:40:00+08:00')

type Action =
  | { readonly kind: 'say'; readonly sayings: readonly Saying[] }
  | { readonly kind: 'wait'; readonly ms: number; readonly isFollowed: boolean }
  | { readonly kind: 'fail'; readonly failure: Failure }
  /** The other leads from now on. */
  | { readonly kind: 'change' }
  /** The one that follows ends where it stands, and another begins in its place. */
  | { readonly kind: 'restart' }
  | { readonly kind: 'move' }

const arbitraryActions = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('say' as const),
        sayings: fc.array(arbitrarySaying, { minLength: 1, maxLength: 12 }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('wait' as const),
        ms: fc.constantFrom(250, 5_000, 20_000, 61_000, 90_000, 1_200_000, 4 * 3_600_000),
        isFollowed: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('fail' as const),
        failure: fc.record({
          method: fc.constantFrom('commitBatches' as const, 'commitRevision' as const, 'loadObservations' as const),
          when: fc.constantFrom('before' as const, 'after' as const),
        }),
      }),
    },
    { weight: 2, arbitrary: fc.constant({ kind: 'change' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
    { weight: 3, arbitrary: fc.constant({ kind: 'move' as const }) },
  ),
  { minLength: 2, maxLength: 16 },
)
const arbitraryCity = arbitraryAreas.chain((areas) => fc.record({ areas: fc.constant(areas), metrics: arbitraryMetrics(areas) }))

it('shows the same figures at every server, and to a reader who moves between them, whoever leads', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryCity, arbitraryActions, async ({ areas, metrics }, actions) => {
      const world = await World.of(areas, metrics)
      for (const action of actions) await world.act(action)
      await world.compare()
    }),
    { numRuns: RUNS },
  )
}, 300_000)

interface Member {
  readonly faulty: FaultyStore
  readonly hub: MemberHub
}

/** Two servers on one record, and a reader who goes from one to the other. */
class World {
  private readonly metrics: readonly Metric[]
  private readonly model: CityModel
  private readonly record: MemoryStore = memoryStore()
  private readonly reporting: readonly (readonly string[])[]
  private readonly keys: readonly SeriesKey[]
  private now = START
  private leader!: Member
  private other!: Member
  private reader!: { at: Member; revision: number; readonly known: Map<SeriesKey, Point> }

  static async of(areas: readonly Area[], metrics: readonly Metric[]): Promise<World> {
    const world = new World(areas, metrics)
    world.leader = await world.begin()
    world.leader.hub.lead()
    world.other = await world.begin()
    world.reader = { at: world.leader, revision: 0, known: new Map() }
    world.look(world.leader)
    return world
  }

  private constructor(areas: readonly Area[], metrics: readonly Metric[]) {
    this.metrics = metrics
    this.model = cityModel(catalogue(metrics, areas))
    const oracle = new NaiveOracle(areas, [])
    this.reporting = metrics.map((metric) => areas.filter((area) => oracle.reports(metric, area)).map(({ code }) => code))
    this.keys = metrics.flatMap((metric) =>
      [...this.model.metricAreas(metric.id).carries].flatMap((area) =>
        liveSteps(metric).map((step) => seriesKey(metric.id, area, step)),
      ),
    )
  }

  private async begin(): Promise<Member> {
    const faulty = new FaultyStore(this.record)
    const hub = await buildHub({
      ...{ model: this.model, store: faulty.store, clock: () => this.now },
      member: { isCutOff: () => false },
    })
    return { faulty, hub }
  }

  async act(action: Action): Promise<void> {
    switch (action.kind) {
      case 'say':
        return this.say(action.sayings)
      case 'wait':
        this.now += action.ms
        await tick(this.leader)
        if (action.isFollowed) await tick(this.other)
        return
      case 'fail':
        return this.leader.faulty.fail(action.failure)
      case 'change':
        this.leader.hub.follow()
        this.leader.faulty.heal()
        this.other.hub.lead()
        ;[this.leader, this.other] = [this.other, this.leader]
        return
      case 'restart': {
        this.other.faulty.die()
        const gone = this.other
        this.other = await this.begin()
        if (this.reader.at === gone) await this.moveTo(this.leader)
        return
      }
      case 'move':
        return this.moveTo(this.reader.at === this.leader ? this.other : this.leader)
    }
  }

  private async say(sayings: readonly Saying[]): Promise<void> {
    const rows = sayings.flatMap((saying) => {
      const isReported = this.reporting[saying.metric % this.metrics.length]?.length !== 0
      return isReported ? [rowOf(saying, this.metrics, this.reporting, this.now)] : []
    })
    const request = { source: { id: 1, name: 's' }, receivedAt: this.now, rows, firstIndex: 0 }
    await this.leader.hub.ingest(request).catch((fault: unknown) => expect(fault).toMatchObject({ code: 'record/unavailable' }))
    await this.leader.hub.idle()
  }

  /** Goes on at another server from where the reader stands, as `resume` does. */
  private async moveTo(member: Member): Promise<void> {
    this.hear()
    if (this.reader.revision > member.hub.revision()) await tick(member)
    expect(member.hub.mayHold(this.reader.revision)).toBe(false)
    this.reader.at = member
    if (member.hub.commitsSince(this.reader.revision)) this.hear()
    else this.look(member)
  }

  private look({ hub }: Member): void {
    for (const key of this.keys) this.reader.known.set(key, hub.latest(key))
    this.reader.revision = hub.revision()
  }

  private hear(): void {
    const { at, revision, known } = this.reader
    for (const { latest } of at.hub.commitsSince(revision) ?? [])
      for (const point of latest) known.set(seriesKey(point.metric, point.area, point.step), point)
    this.reader.revision = at.hub.revision()
  }

  async compare(): Promise<void> {
    this.leader.faulty.heal()
    await tick(this.leader)
    await tick(this.leader)
    await tick(this.other)
    expect(this.other.hub.revision()).toBe(this.leader.hub.revision())
    expect(figuresOf(this.other.hub, this.keys)).toEqual(figuresOf(this.leader.hub, this.keys))
    this.hear()
    expect(this.keys.map((key) => timeless(this.reader.known.get(key) as Point))).toEqual(figuresOf(this.leader.hub, this.keys))
    const restarted = await this.begin()
    expect(figuresOf(restarted.hub, this.keys)).toEqual(figuresOf(this.leader.hub, this.keys))
  }
}

async function tick({ hub }: Member): Promise<void> {
  await hub.tick()
  await hub.idle()
}

function figuresOf(hub: MemberHub, keys: readonly SeriesKey[]): readonly unknown[] {
  return keys.map((key) => timeless(hub.latest(key)))
}

function timeless({ revision: _, ...point }: Point) {
  return point
}
