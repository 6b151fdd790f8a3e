import { setTimeout as pause } from 'node:timers/promises'
import type { CaseTables } from '#contract/case-tables.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import type { Step } from '#contract/duration.ts'
import type { Warning } from '#contract/warning.ts'
import type { WindowCalendar } from '#contract/window.ts'
import { makeHotline } from './cases/hotline.ts'
import { readHotlineWords } from './cases/hotline-words.ts'
import { HOTLINE, tellHotline } from './cases/tell-hotline.ts'
import { Door, type FigureBatch } from './door.ts'
import { makeFleet } from './entities/fleet.ts'
import { type Boundaries, townsOf } from './entities/ground.ts'
import { tellFleet } from './entities/tell-fleet.ts'
import { readFacts } from './facts.ts'
import { get, hasBetween, type ReadServer, readThrough } from './known.ts'
import type { HubOptions } from './options.ts'
import { CALM } from './overlay.ts'
import { inBatches, type Known, pastBatches } from './past.ts'
import { readProfiles } from './profile.ts'
import { openingRows } from './rows.ts'
import { isFault, isObserve, readScenario, type Scenario, type ScenarioClock, scenarioOverlay, silencedFeeds } from './scenario.ts'
import { Schedule } from './schedule.ts'
import type { SimulatedMetric } from './simulated-metric.ts'
import { type Simulator, simulateCity } from './simulator.ts'
import { postWarning } from './warnings/post-warning.ts'
import { weatherOffice } from './warnings/weather-office.ts'

export interface HubRun {
  readonly options: HubOptions
  /** The token of each department, or one for all under `*`. */
  readonly tokens: ReadonlyMap<string, string>
  /** The token of a reader. */
  readonly reader: string
  /** Departments that are silent now; whoever holds the set may change it while the hub runs. */
  readonly silent: Set<string>
  readonly log: (sentence: string) => void
  readonly signal: AbortSignal
}

/** How often due figures are looked for, ms: a tenth of the shortest period. */
const BEAT_MS = 1_000
/** Opening batches that are on their way at once. */
const OPENING_LANES = 3

/**
 * Runs the simulated hub until `signal` aborts: waits for the server, tells every figure once, and then goes on at each
 * metric's own pace while the past that the record lacks is told beside it.
 */
export async function runHub({ options, tokens, reader, silent, log, signal }: HubRun): Promise<void> {
  const server: ReadServer = { url: options.url, reader }
  const catalogue = await waitForCatalogue(server, log, signal)
  if (!catalogue) return
  const scenario = options.scenario === undefined ? undefined : readScenario(options.scenario)
  const clock: ScenarioClock = { startedAt: Date.now(), speed: options.speed }
  const overlay = scenario ? scenarioOverlay(scenario, clock) : CALM
  if (scenario) announce(scenario, options.speed, log)
  const city = simulateCity({ catalogue, facts: readFacts(), profiles: readProfiles(), seed: options.seed, overlay })
  const byDepartment = withToken(catalogue, tokens)
  const door = new Door({ url: options.url, tokens: byDepartment, log, signal })

  const through = await readThrough(server, catalogue, signal).catch(() => new Map<string, number>())
  const openedAt = Date.now()
  await open(city, door, openedAt, through, log)
  const boundaries = await readBoundaries(server, catalogue, signal)
  const fleet = makeFleet(catalogue, boundaries, options.seed)

  for (const department of options.silence) silent.add(department)
  if (silent.size > 0) log(`silent: ${[...silent].join(', ')}`)
  const schedule = new Schedule(city, openedAt, {
    isSilent: ({ metric }) =>
      silent.has(metric.department) ||
      (scenario !== undefined && silencedFeeds(scenario, clock, Date.now()).some((feed) => metric.id.startsWith(feed))),
    haste: (metric) => (isStirred(city, metric, overlay.touches) ? options.speed : 1),
  })
  const past =
    options.past === 'none'
      ? undefined
      : tellPast(city, door, openedAt, toKnown(catalogue, city, openedAt, through, server, signal), options.past, log, signal)
  const teller = tellFleet(fleet, door, { silent, log, now: Date.now })
  const hotline = await openHotline(
    { catalogue, calendar: city.calendar },
    boundaries,
    server,
    door,
    { silent, log, now: Date.now },
    options.seed,
    signal,
  )
  const office = await openOffice(city, server, tokens, scenario && { scenario, clock }, log, signal)
  while (!signal.aborted) {
    const now = Date.now()
    for (const [department, rows] of schedule.take(now)) door.send({ department, rows })
    teller.beat(now)
    hotline?.beat(now)
    await office(now)
    await pause(BEAT_MS, undefined, { signal }).catch(() => undefined)
  }
  await Promise.all([past, teller.introduced, hotline?.introduced])
}

/** The weather office, going on with the warnings it has out. */
async function openOffice(
  { tree, weather }: Simulator,
  server: ReadServer,
  tokens: ReadonlyMap<string, string>,
  played: { readonly scenario: Scenario; readonly clock: ScenarioClock } | undefined,
  log: (sentence: string) => void,
  signal: AbortSignal,
) {
  const { matters } = await get<{ matters: readonly Warning[] }>(server, '/api/matters/warning?open=true&limit=200', signal).catch(
    () => ({ matters: [] }),
  )
  const door = { url: server.url, token: tokens.get(WEATHER) ?? tokens.get('*'), log, signal }
  const send = (document: string) => postWarning(door, document)
  return weatherOffice({ tree, weather, send, ...(played && { played }) }, matters)
}

/** The hotline of a city that has one, with the categories the server goes by. */
async function openHotline(
  { catalogue, calendar }: { readonly catalogue: Catalogue; readonly calendar: WindowCalendar },
  boundaries: Boundaries | undefined,
  server: ReadServer,
  door: Door,
  telling: Parameters<typeof tellHotline>[2],
  seed: number,
  signal: AbortSignal,
) {
  if (!catalogue.city.departments.some(({ id }) => id === HOTLINE)) return undefined
  const tables = await get<CaseTables>(server, '/api/cases/tables', signal).catch(() => undefined)
  if (!tables) return undefined
  const towns = townsOf(catalogue, boundaries, seed)
  return tellHotline(makeHotline({ tables, towns, calendar, words: readHotlineWords(), seed }), door, telling)
}

/** The department whose token brings the warnings of the sky. */
const WEATHER = 'weather'

/** The shapes of the towns; undefined where the city has none, or they cannot be had: things then stand around the seats. */
async function readBoundaries(server: ReadServer, catalogue: Catalogue, signal: AbortSignal): Promise<Boundaries | undefined> {
  const file = catalogue.city.map.boundaries?.file
  return file === undefined ? undefined : get<Boundaries>(server, `/api/city/files/${file}`, signal).catch(() => undefined)
}

async function waitForCatalogue(
  server: ReadServer,
  log: (sentence: string) => void,
  signal: AbortSignal,
): Promise<Catalogue | undefined> {
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      return await get<Catalogue>(server, '/api/catalogue', signal)
    } catch (error) {
      if (attempt === 0) log(`waiting for the server at ${server.url} (${(error as Error).message})`)
      await pause(Math.min(200 * 1.5 ** attempt, 5000), undefined, { signal }).catch(() => undefined)
    }
  }
  return undefined
}

function withToken(catalogue: Catalogue, tokens: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const shared = tokens.get('*')
  return new Map(
    catalogue.city.departments.flatMap(({ id }) => {
      const token = tokens.get(id) ?? shared
      return token === undefined ? [] : [[id, token] as const]
    }),
  )
}

function toKnown(
  catalogue: Catalogue,
  city: Simulator,
  openedAt: number,
  through: ReadonlyMap<string, number>,
  server: ReadServer,
  signal: AbortSignal,
): Known {
  const today = city.calendar.start('P1D', openedAt)
  const yesterday = city.calendar.start('P1D', today - 1)
  return { through, hadYesterday: (metric) => hasBetween(server, metric, catalogue.city.area, [yesterday, today], signal) }
}

/** Says every figure once, department by department, so that every screen is full in seconds. */
async function open(
  city: Simulator,
  door: Door,
  now: number,
  through: ReadonlyMap<string, number>,
  log: (sentence: string) => void,
): Promise<void> {
  const begun = performance.now()
  let count = 0
  const line = openingBatches(city, now, through)
  await Promise.all(
    Array.from({ length: OPENING_LANES }, async () => {
      for (const batch of line) {
        count += batch.rows.length
        await door.deliver(batch)
      }
    }),
  )
  log(`told ${count} figures in ${seconds(begun)} s`)
}

/** The opening figures, worked out as they are taken, so that the first are on their way while the last are made. */
function* openingBatches(city: Simulator, now: number, through: ReadonlyMap<string, number>): Generator<FigureBatch> {
  const today = city.calendar.start('P1D', now)
  for (const metrics of byDepartment(city.metrics)) {
    const rows = metrics.flatMap((simulated) => {
      const { id, period } = simulated.metric
      const known = through.get(id)
      const since = known === undefined ? today : Math.max(today, city.calendar.start(period as Step, known))
      return openingRows(city, simulated, now, since)
    })
    yield* inBatches(metrics[0] as SimulatedMetric, rows)
  }
}

function byDepartment(metrics: readonly SimulatedMetric[]): SimulatedMetric[][] {
  const groups = new Map<string, SimulatedMetric[]>()
  for (const metric of metrics) groups.set(metric.metric.department, [...(groups.get(metric.metric.department) ?? []), metric])
  return [...groups.values()]
}

/** Tells the past gently: one batch at a time, resting as long as each took, so that live figures are never held up. */
async function tellPast(
  city: Simulator,
  door: Door,
  openedAt: number,
  known: Known,
  days: 'full' | 'today',
  log: (sentence: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const begun = performance.now()
  let count = 0
  for await (const batch of pastBatches(city, openedAt, known, days)) {
    if (signal.aborted) return
    const started = performance.now()
    await door.deliver(batch)
    count += batch.rows.length
    await pause(Math.max(20, performance.now() - started), undefined, { signal }).catch(() => undefined)
  }
  if (count > 0) log(`told ${count} figures of the past in ${seconds(begun)} s`)
}

function seconds(begun: number): string {
  return ((performance.now() - begun) / 1000).toFixed(1)
}

/** True for metrics a scenario moves, directly or through its rain and wind: they are sampled at its speed. */
function isStirred(city: Simulator, { metric, facts }: SimulatedMetric, touches: (metric: string) => boolean): boolean {
  if (touches(metric.id)) return true
  const isStormy = city.metrics.some(({ facts: { is }, metric: { id } }) => (is === 'rain' || is === 'gust') && touches(id))
  return isStormy && (facts.weather !== undefined || facts.is !== undefined)
}

function announce(scenario: Scenario, speed: number, log: (sentence: string) => void): void {
  const moves = scenario.steps.filter(isObserve).length
  const faults = scenario.steps
    .filter(isFault)
    .filter(({ fault, target }) => fault === 'silence' && target.startsWith('feed:')).length
  log(
    `scenario ${scenario.id}: ${moves} moves and ${faults} silences in ${Math.round(scenario.duration / 60)} minutes at ${speed}×`,
  )
  const ignored = scenario.steps.length - moves - faults
  if (ignored > 0) log(`scenario ${scenario.id}: ${ignored} steps are for the command side and move no figure here`)
}
