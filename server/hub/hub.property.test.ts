import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Area } from '#contract/area.ts'
import type { Step } from '#contract/duration.ts'
import { freshnessOf } from '#contract/freshness.ts'
import { isDivided, liveSteps, type Metric, promiseMs } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { type SeriesKey, seriesKey } from '#contract/series.ts'
import { type MemoryStore, memoryStore } from '../record/memory-store.ts'
import { cityModel } from './city-model.ts'
import { buildHub } from './hub.ts'
import type { CityModel, Commit, Hub } from './hub-port.ts'
import { arbitraryAreas, arbitraryMetrics, arbitrarySaying, rowOf, type Saying } from './testing/arbitrary-city.ts'
import { type Failure, FaultyStore } from './testing/faulty-store.ts'
import { type NaiveCell, NaiveOracle, naiveWindow } from './testing/naive-oracle.ts'
import { catalogue } from './testing/small-city.ts'

/** Cities tried by each property; GUANLAN_RUNS asks for more. A failure prints the seed and path to try again. */
const RUNS = Number(process.env.GUANLAN_RUNS ?? 40)

const START = Date.parse('2026-09-08T23:40:00+08:00')

interface Request {
  readonly source: number
  readonly sayings: readonly Saying[]
}

/** What the record takes its time over while requests come in one after another. */
type Held = 'commitBatches' | 'commitRevision'

/** One step of a storm. */
type Action =
  | { readonly kind: 'say'; readonly requests: readonly Request[] }
  | { readonly kind: 'flood'; readonly held: Held; readonly requests: readonly Request[]; readonly failure: Failure | null }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'fail'; readonly failure: Failure }
  | { readonly kind: 'crash'; readonly failure: Failure }

const arbitrarySay = fc.record({
  kind: fc.constant('say' as const),
  requests: fc.array(
    fc.record({ source: fc.constantFrom(1, 1, 1, 2), sayings: fc.array(arbitrarySaying, { minLength: 1, maxLength: 12 }) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
})
const arbitraryHeld = fc.constantFrom('commitBatches' as const, 'commitRevision' as const)
const arbitraryRequests = fc.array(
  fc.record({ source: fc.constantFrom(1, 1, 1, 2), sayings: fc.array(arbitrarySaying, { minLength: 1, maxLength: 4 }) }),
  { minLength: 2, maxLength: 5 },
)
const arbitraryCalmFlood = fc.record({
  ...{ kind: fc.constant('flood' as const), held: arbitraryHeld, requests: arbitraryRequests, failure: fc.constant(null) },
})
const arbitraryWait = fc.record({
  kind: fc.constant('wait' as const),
  ms: fc.constantFrom(250, 5_000, 20_000, 61_000, 90_000, 1_200_000, 4 * 3_600_000),
})
const arbitraryFailure = fc.record({
  method: fc.constantFrom('commitBatches' as const, 'commitRevision' as const, 'loadObservations' as const),
  when: fc.constantFrom('before' as const, 'after' as const),
})
const arbitraryFlood = fc.record({
  ...{ kind: fc.constant('flood' as const), held: arbitraryHeld, requests: arbitraryRequests },
  failure: fc.option(arbitraryFailure),
})
const arbitraryCalm = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: arbitrarySay },
    { weight: 1, arbitrary: arbitraryCalmFlood },
    { weight: 1, arbitrary: arbitraryWait },
  ),
  { maxLength: 12 },
)
const arbitraryStorm = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: arbitrarySay },
    { weight: 2, arbitrary: arbitraryFlood },
    { weight: 2, arbitrary: arbitraryWait },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('fail' as const), failure: arbitraryFailure }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), failure: arbitraryFailure }) },
  ),
  { minLength: 2, maxLength: 14 },
)
const arbitraryCity = arbitraryAreas.chain((areas) => fc.record({ areas: fc.constant(areas), metrics: arbitraryMetrics(areas) }))

it('shows exactly what a recount of everything ever said shows, live and in history', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryCity, arbitraryCalm, async (city, actions) => {
      const world = await World.of(city.areas, city.metrics)
      for (const action of actions) await world.act(action)
      await world.compare()
    }),
    { numRuns: RUNS },
  )
}, 300_000)

it('loses nothing and invents nothing when the record fails and the process dies at any moment', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryCity, arbitraryStorm, async (city, actions) => {
      const world = await World.of(city.areas, city.metrics)
      for (const action of actions) await world.act(action)
      await world.settle()
      await world.compare()
      await world.crash()
      await world.compare()
    }),
    { numRuns: RUNS },
  )
}, 300_000)

it('gives the same bits whatever the order and the batches rows come in', async () => {
  const shuffled = fc.array(arbitrarySaying, { minLength: 1, maxLength: 40 }).chain((sayings) =>
    fc.record({
      sayings: fc.constant(sayings),
      order: fc.shuffledSubarray([...sayings.keys()], { minLength: sayings.length, maxLength: sayings.length }),
      cut: fc.integer({ min: 1, max: 10 }),
    }),
  )
  await fc.assert(
    fc.asyncProperty(arbitraryCity, shuffled, async (city, { sayings, order, cut }) => {
      const first = new Map<string, unknown>()
      const one = await World.of(city.areas, city.metrics)
      const other = await World.of(city.areas, city.metrics)
      // A figure said twice for one time is a correction, where order must matter: only the first is kept here.
      const rows = sayings
        .map((saying) => one.row(saying))
        .filter((row) => {
          const name = row && `${row.metric} ${row.area} ${row.time}`
          if (!name || first.has(name)) return false
          first.set(name, row)
          return true
        })
      await one.send(1, rows)
      const inOrder = order.map((index) => rows[index]).filter((row) => row !== undefined)
      for (let from = 0; from < inOrder.length; from += cut) await other.send(1, inOrder.slice(from, from + cut))
      expect(await other.figures()).toEqual(await one.figures())
    }),
    { numRuns: RUNS },
  )
}, 300_000)

/** A city, its record, its hub and a reader who follows the commits; all checked against the oracle. */
class World {
  private readonly areas: readonly Area[]
  private readonly metrics: readonly Metric[]
  private readonly model: CityModel
  private readonly record: MemoryStore = memoryStore()
  private readonly reporting: readonly (readonly string[])[]
  private faulty = new FaultyStore(this.record)
  private hub!: Hub
  private now = START
  /** What a reader knows who took a snapshot at the start and every commit since. */
  private readonly followed = new Map<SeriesKey, Point>()
  private readonly revised = new Map<string, Point>()
  private readonly known: { revision: number; points: Map<string, Point> }[] = []
  private readonly acknowledged: { metric: string; area: string; time: string }[] = []

  static async of(areas: readonly Area[], metrics: readonly Metric[]): Promise<World> {
    const world = new World(areas, metrics)
    await world.build()
    return world
  }

  private constructor(areas: readonly Area[], metrics: readonly Metric[]) {
    this.areas = areas
    this.metrics = metrics
    this.model = cityModel(catalogue(metrics, areas))
    const oracle = new NaiveOracle(areas, [])
    this.reporting = metrics.map((metric) => areas.filter((area) => oracle.reports(metric, area)).map(({ code }) => code))
  }

  row(saying: Saying) {
    const index = saying.metric % this.metrics.length
    return this.reporting[index]?.length === 0 ? undefined : rowOf(saying, this.metrics, this.reporting, this.now)
  }

  async act(action: Action): Promise<void> {
    switch (action.kind) {
      case 'say':
        await Promise.all(
          action.requests.map(({ source, sayings }) =>
            this.send(
              source,
              sayings.map((saying) => this.row(saying)),
            ),
          ),
        )
        break
      case 'flood':
        await this.flood(action)
        break
      case 'wait':
        this.now += action.ms
        await this.hub.tick()
        break
      case 'fail':
        this.faulty.fail(action.failure)
        break
      case 'crash':
        this.faulty.fail(action.failure)
        await this.send(1, [this.row({ metric: 0, place: 0, ago: 0, top: 1, bottom: 1, isBare: true })])
        await this.crash()
    }
  }

  /** Requests come in one after another while the record takes its time. */
  private async flood({ held, requests, failure }: Extract<Action, { kind: 'flood' }>): Promise<void> {
    const release = this.faulty.hold(held)
    if (failure) this.faulty.fail(failure)
    const sent: Promise<void>[] = []
    for (const { source, sayings } of requests) {
      sent.push(
        this.send(
          source,
          sayings.map((saying) => this.row(saying)),
        ),
      )
      await new Promise((resolve) => setImmediate(resolve))
    }
    release()
    await Promise.all(sent)
  }

  /** Sends rows; a refused request is sent by nobody again, as if its sender had given up. */
  async send(source: number, maybe: readonly (ReturnType<World['row']> | undefined)[]): Promise<void> {
    const rows = maybe.filter((row) => row !== undefined)
    if (rows.length === 0) return
    try {
      const answer = await this.hub.ingest({ source: { id: source, name: 's' }, receivedAt: this.now, rows, firstIndex: 0 })
      const { accepted, duplicates, corrections, conflicts, rejectedCount } = answer
      expect(accepted + duplicates + corrections + conflicts + rejectedCount).toBe(rows.length)
      expect(answer.rejected).toEqual([])
      this.acknowledged.push(...rows)
    } catch (fault) {
      expect(fault).toMatchObject({ code: 'record/unavailable' })
    }
    await this.hub.idle()
  }

  /** The process dies where it stands, and another starts on the same record. */
  async crash(): Promise<void> {
    this.faulty.die()
    this.faulty = new FaultyStore(this.record)
    await this.build()
  }

  async settle(): Promise<void> {
    this.faulty.heal()
    await this.hub.tick()
    await this.hub.idle()
  }

  /** Every figure of every series and window, live and stored, bit for bit. */
  async figures(): Promise<unknown> {
    const found: unknown[] = []
    for (const metric of this.metrics) {
      for (const { code } of this.areas) {
        if (!this.model.metricAreas(metric.id).carries.has(code)) continue
        for (const step of liveSteps(metric)) found.push(timeless(this.hub.latest(seriesKey(metric.id, code, step))))
        found.push(
          (await this.history(metric, code, 'P1M')).map(timeless),
          (await this.history(metric, code, metric.period as Step)).map(timeless),
        )
      }
    }
    return found
  }

  async compare(): Promise<void> {
    await this.hub.tick()
    await this.hub.idle()
    const oracle = new NaiveOracle(this.areas, this.record.said)
    for (const { metric, area, time } of this.acknowledged) {
      const at = Date.parse(time)
      expect(this.record.said.some((said) => said.metric === metric && said.area === area && said.at === at)).toBe(true)
    }
    for (const metric of this.metrics) {
      for (const area of this.areas) {
        const carries = this.model.metricAreas(metric.id).carries.has(area.code)
        expect(carries).toBe(oracle.anyReports(metric, area))
        if (carries) await this.compareSeries(metric, area, oracle)
      }
    }
    for (const { revision, points } of this.known) await this.compareAsOf(revision, points)
  }

  private async compareSeries(metric: Metric, area: Area, oracle: NaiveOracle): Promise<void> {
    const { code } = area
    const starts = oracle.starts(metric, code)
    const cells = new Map(starts.map((start) => [start, oracle.base(metric, code, start) as NaiveCell]))
    const history = await this.history(metric, code, metric.period as Step)
    expect(history.map(figureOf)).toEqual(
      starts.map((start) => naiveFigure(metric, metric.period, start, cells.get(start) as NaiveCell)),
    )
    for (const step of ['PT1H', 'P1D', 'P1W', 'P1M', 'P3M', 'P1Y'] as const) {
      if (STEP_ORDER.indexOf(step) <= STEP_ORDER.indexOf(metric.period) || metric.period === 'P1W') continue
      if (step === 'P1W' && metric.period === 'P1M') continue
      const longer = [...new Set(starts.map((start) => naiveWindow(step, start)[0]))]
      const expected = longer.map((start) => naiveFigure(metric, step, start, oracle.long(metric, code, step, start) as NaiveCell))
      expect((await this.history(metric, code, step)).map(figureOf)).toEqual(expected)
    }
    this.compareLatest(metric, area, oracle, cells)
  }

  private compareLatest(metric: Metric, { code }: Area, oracle: NaiveOracle, cells: ReadonlyMap<number, NaiveCell>): void {
    const starts = [...cells.keys()]
    const newest = starts.length === 0 ? undefined : Math.max(...[...cells.values()].map(({ seen }) => seen))
    const freshness = freshnessOf(newest, promiseMs(metric), this.now)
    const period = metric.period as Step
    const grace = Math.min(30_000, naiveWindow(period, this.now)[1] - naiveWindow(period, this.now)[0])
    const settled = starts.filter((start) => {
      const cell = cells.get(start) as NaiveCell
      return cell.reported >= cell.expected || this.now >= naiveWindow(period, start)[1] + grace
    })
    const shown = settled.at(-1) ?? starts.at(-1)
    const latest = this.hub.latest(seriesKey(metric.id, code, period))
    if (shown === undefined) expect(latest).toMatchObject({ window: null, value: null, observedAt: null, freshness: 'empty' })
    else {
      expect(figureOf(latest)).toEqual(naiveFigure(metric, period, shown, cells.get(shown) as NaiveCell))
      expect(latest.freshness).toBe(freshness)
      expect(this.followed.get(seriesKey(metric.id, code, period))).toEqual(latest)
    }
    const [, headline] = liveSteps(metric)
    if (!headline) return
    const [from, to] = naiveWindow(headline, this.now)
    const total = this.hub.latest(seriesKey(metric.id, code, headline))
    const today = starts.filter((start) => start >= from && start < to)
    if (today.length === 0) {
      expect(total).toMatchObject({
        value: null,
        observedAt: null,
        freshness,
        coverage: { reported: 0, expected: oracle.expected(metric, areaOf(this.areas, code)) },
      })
    } else {
      const { top, bottom, seen } = oracle.long(metric, code, headline, this.now) as NaiveCell
      const covering = settled.filter((start) => start >= from).at(-1) ?? (today.at(-1) as number)
      const { reported, expected } = cells.get(covering) as NaiveCell
      expect(figureOf(total)).toEqual(naiveFigure(metric, headline, from, { top, bottom, seen, reported, expected }))
    }
    if (starts.length > 0) expect(this.followed.get(seriesKey(metric.id, code, headline))).toEqual(total)
  }

  /** History as of a revision is what was known then, whatever was said since. */
  private async compareAsOf(revision: number, points: ReadonlyMap<string, Point>): Promise<void> {
    const found = new Map<string, Point>()
    for (const metric of this.metrics) {
      for (const { code } of this.areas) {
        if (!this.model.metricAreas(metric.id).carries.has(code)) continue
        for (const point of await this.history(metric, code, metric.period as Step, revision)) found.set(nameOf(point), point)
      }
    }
    const figures = (known: ReadonlyMap<string, Point>) =>
      [...known].map(([name, point]) => [name, figureOf(point), point.revision]).sort()
    expect(figures(found)).toEqual(figures(points))
  }

  private history(metric: Metric, area: string, step: Step, asOf?: number) {
    const span = { from: START - 500 * 86_400_000, to: this.now + 400 * 86_400_000 }
    return this.hub.history({ metric: metric.id, area, step, ...span, ...(asOf !== undefined && { asOf }) })
  }

  private async build(): Promise<void> {
    this.hub = await buildHub({ model: this.model, store: this.faulty.store, clock: () => this.now })
    this.followed.clear()
    this.revised.clear()
    for (const metric of this.metrics) {
      for (const code of this.model.metricAreas(metric.id).carries) {
        for (const step of liveSteps(metric)) {
          const key = seriesKey(metric.id, code, step)
          this.followed.set(key, this.hub.latest(key))
        }
        for (const point of await this.history(metric, code, metric.period as Step)) this.revised.set(nameOf(point), point)
      }
    }
    let last = this.hub.revision()
    this.hub.onCommit((commit) => {
      expect(commit.revision).toBe(last + 1)
      last = commit.revision
      this.follow(commit)
    })
  }

  /** At every revision each area is worth what its members add up to at that very revision. */
  private follow(commit: Commit): void {
    for (const point of commit.latest) this.followed.set(seriesKey(point.metric, point.area, point.step), point)
    for (const point of commit.revised) this.revised.set(nameOf(point), point)
    for (const point of commit.revised) {
      const metric = this.metrics.find(({ id }) => id === point.metric) as Metric
      if (metric.rollUp.area !== 'sum' || this.model.metricAreas(metric.id).reports.has(point.area)) continue
      let sum: number | null = null
      for (const member of this.model.metricAreas(metric.id).members(point.area)) {
        const part = this.revised.get(`${point.metric}@${member}@${point.window?.[0]}`)
        if (!part || part.value === null) continue
        sum = (sum ?? 0) + (isDivided(metric) ? (part.numerator as number) / (part.denominator as number) : part.value)
      }
      expect(isDivided(metric) ? (point.value === null ? null : point.numerator) : point.value).toBe(sum)
    }
    if (commit.revised.length > 0 && this.known.length < 3)
      this.known.push({ revision: commit.revision, points: new Map(this.revised) })
  }
}

const STEP_ORDER: readonly string[] = ['PT10S', 'PT1M', 'PT15M', 'PT1H', 'P1D', 'P1W', 'P1M', 'P3M', 'P1Y']

function areaOf(areas: readonly Area[], code: string): Area {
  return areas.find((area) => area.code === code) as Area
}

function nameOf({ metric, area, window }: Point): string {
  return `${metric}@${area}@${window?.[0]}`
}

function timeless({ revision: _, ...point }: Point) {
  return point
}

/** What a point says of its window, without when it was said and to whom. */
function figureOf({ window, value, numerator, denominator, observedAt, coverage }: Point) {
  return { window, value, numerator, denominator, observedAt, coverage }
}

function naiveFigure(metric: Metric, step: string, at: number, cell: NaiveCell) {
  const divided = isDivided(metric)
  const worth = divided ? ((metric.scale ?? 1) * cell.top) / cell.bottom : cell.top
  return {
    window: [...naiveWindow(step, at)],
    value: cell.bottom === 0 ? null : worth,
    numerator: divided ? cell.top : undefined,
    denominator: divided ? cell.bottom : undefined,
    observedAt: cell.seen,
    coverage: { reported: cell.reported, expected: cell.expected },
  }
}
