import { afterEach, expect, it } from 'vitest'
import type { Point } from '#contract/point.ts'
import { seen } from '../testing/seen.ts'
import { DrivenCity } from './testing/driven-city.ts'
import { MemoryWatch } from './testing/memory-watch.ts'
import { hashOfFigures, type Stretch, tellAgain } from './testing/recount.ts'
import { ALL_SERIES, rowsOf, TOWNS } from './testing/tested-process.ts'
import { Watcher } from './testing/watcher.ts'

/** How many hours pass in the city; GUANLAN_SOAK_HOURS asks for more. They take as long as the server needs for what happens in them. */
const HOURS = Number(process.env.GUANLAN_SOAK_HOURS ?? 2)
const SEED = Number(process.env.GUANLAN_SEED ?? 20_260_908)

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const START = Date.parse('2026-09-08T00:00:00+08:00')
/** A city of this size tells its figures every ten seconds; here it does every second, and all of a step at once. */
const FEED_EVERY_MS = SECOND
const STEP_MS = MINUTE
/** A fault comes once an hour, and in a short soak often enough for one of each kind. */
const FAULT_EVERY_MS = Math.min(HOUR, Math.floor((HOURS * HOUR) / 9 / STEP_MS) * STEP_MS)
const ORDER_EVERY_MS = 10 * MINUTE
const LOOK_EVERY_MS = 10 * MINUTE
/** For how long a feed is silent, and how far back it corrects itself: late as feeds are. */
const SILENT_MS = 20 * MINUTE
const CORRECTED_MS = 2 * HOUR
const SCREENS = 10
/** Memory of the server may grow by so much, in bytes for each hour of the city; said only of soaks that are long enough to tell. */
const MOST_GROWTH = 1e6
const TELLING_HOURS = 60

const FAULTS = [
  ...(['the server is killed', 'its database is killed', 'the server stands still', 'screens drop'] as const),
  ...(['the feed repeats itself', 'the feed is silent and late', 'the feed corrects itself'] as const),
] as const
type Fault = (typeof FAULTS)[number]

/**
 * Parts of a telling soak after which these happen no more: whoever begins anew keeps nothing at hand, and whoever lost its
 * database forgets the windows it kept. It takes a day until all of it is full again, and memory tells something.
 */
const LAST_AFTER: Partial<Record<Fault, number>> = { 'the server is killed': 1 / 4, 'its database is killed': 1 / 2 }

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

it(
  `a city at ten times its rate for ${HOURS} hours of its time, with a fault every ${FAULT_EVERY_MS / MINUTE} minutes (seed ${SEED}), keeps its sums, its revisions and its orders, and told again it is the same`,
  async (test) => {
    const random = seeded(SEED)
    const began = performance.now()
    const city = await DrivenCity.begin(START)
    closers.push(() => city.remove())
    const token = await city.server.reader()
    const screens = Array.from({ length: SCREENS }, () => new Watcher(ALL_SERIES))
    closers.push(() => screens.forEach((screen) => void screen.close()))
    const open = () => Promise.all(screens.map((screen) => untilOpen(screen, city, token)))
    await open()

    const end = START + HOURS * HOUR
    const happened = new Map<Fault, number>()
    const watch = new MemoryWatch(city)
    await watch.look()
    let revision = 0
    let looks = 0
    let silentUntil = 0
    let withheld: object[] = []
    for (let at = START + STEP_MS; at <= end; at += STEP_MS) {
      const rows = rowsBetween(city.now, at)
      const isSilent = at < silentUntil
      if (isSilent) withheld.push(...rows)
      const late = isSilent ? [] : shuffled(withheld, random)
      if (!isSilent) withheld = []
      const passed = (at - START) % FAULT_EVERY_MS === 0
      if (passed && at < end) {
        const fault = pick(faultsOf((at - START) / (HOURS * HOUR)), happened, random)
        happened.set(fault, (happened.get(fault) ?? 0) + 1)
        const underWay = city.pass(at, isSilent ? [] : rows)
        await happen(fault, city, underWay, {
          rows,
          correct: () => rowsBetween(Math.max(START, at - CORRECTED_MS), Math.max(START, at - CORRECTED_MS) + MINUTE, 1),
          silence: () => {
            silentUntil = at + SILENT_MS
          },
        })
        for (const screen of screens) screen.close()
        await open()
      } else await city.pass(at, [...late, ...(isSilent ? [] : rows)])
      if (passed && late.length > 0) await city.say(late)
      if ((at - START) % ORDER_EVERY_MS === 0) await city.order()
      if ((at - START) % HOUR === 0) await watch.look()
      if ((at - START) % LOOK_EVERY_MS !== 0) continue
      const seenNow = await city.latest()
      looks += 1
      expect(seenNow.revision).toBeGreaterThanOrEqual(revision)
      revision = seenNow.revision
      expect(brokenSums(seenNow.points)).toEqual([])
    }
    await city.say(withheld)
    // The windows of the end are over only when their grace is.
    await city.pass(end + HOUR, [])
    const stretch: Stretch = { from: START, to: end }
    const lived = await hashOfFigures((metric, area, { from, to }) => city.history(metric, area, from, to), stretch)
    await watch.look()
    const fastest = watch.fastest()
    const whatGrew = HOURS < TELLING_HOURS || fastest < MOST_GROWTH ? '' : await watch.whatGrew()
    const lasted = (performance.now() - began) / 1_000

    const orders = await city.keptOrders()
    const gaps = screens.reduce((sum, { gaps }) => sum + gaps, 0)
    const faults = [...happened].map(([fault, times]) => `${fault} ${times}×`).join(', ')
    seen(test, `${HOURS} hours passed in ${lasted.toFixed(0)} s; ${faults}`)
    seen(
      test,
      `${city.rows} rows and ${city.orders.size} orders acknowledged, ${orders.length} orders there; ${looks} looks at the whole city`,
    )
    seen(test, `screens met ${gaps} gaps; revision ${revision}`)
    for (const sentence of watch.words()) seen(test, sentence)
    expect(new Map(orders.map(({ id, state }) => [state.title, id]))).toEqual(city.orders)
    expect(orders.map(({ state }) => state.seq).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      orders.map((_, index) => index + 1),
    )
    expect(gaps).toBe(0)

    const hub = await tellAgain(city.server, stretch)
    closers.push(() => hub.stop())
    const again = await hashOfFigures(
      (metric, area, range) => hub.history({ metric, area, ...range, step: stepOf(hub, metric) }),
      stretch,
    )
    seen(
      test,
      `${lived.windows} windows as the city lived them: ${lived.hash.slice(0, 16)}; told again from nothing: ${again.hash.slice(0, 16)}`,
    )
    expect(again).toEqual(lived)
    if (HOURS >= TELLING_HOURS) expect(fastest, whatGrew).toBeLessThan(MOST_GROWTH)
  },
  300_000 + HOURS * 120_000,
)

interface Means {
  readonly rows: readonly object[]
  correct(): readonly object[]
  silence(): void
}

/** Does a fault while what the city is told is under way; resolves when both are over. */
async function happen(fault: Fault, city: DrivenCity, underWay: Promise<void>, { rows, correct, silence }: Means): Promise<void> {
  // A server that is killed cannot say that it moved on: what it was asked is asked again of the next.
  const over = underWay.catch(() => undefined)
  switch (fault) {
    case 'the server is killed':
      await city.killServer()
      break
    case 'its database is killed':
      await city.killDatabase()
      break
    case 'the server stands still':
      await city.freeze(1_000)
      break
    case 'the feed repeats itself':
      await over
      for (let time = 0; time < 3; time++) await city.say(rows)
      break
    case 'the feed corrects itself':
      await over
      await city.say(correct())
      break
    case 'the feed is silent and late':
      silence()
      break
    case 'screens drop':
      break
  }
  await over
}

/** Screens knock until they are let in, as they do. */
async function untilOpen(screen: Watcher, { server }: DrivenCity, token: string): Promise<void> {
  for (;;) {
    const isOpen = await screen.open(server.url, token).then(
      () => true,
      () => false,
    )
    if (isOpen) return
    screen.close()
  }
}

/** What every town says in (after, until], once each FEED_EVERY_MS; another `edition` of it says something else. */
function rowsBetween(after: number, until: number, edition = 0): readonly object[] {
  const rows: object[] = []
  for (let at = after + FEED_EVERY_MS; at <= until; at += FEED_EVERY_MS) rows.push(...rowsOf((at - START) / SECOND + edition, at))
  return rows
}

/** What may happen after such a part of the soak. */
function faultsOf(part: number): readonly Fault[] {
  return HOURS < TELLING_HOURS ? FAULTS : FAULTS.filter((fault) => part <= (LAST_AFTER[fault] ?? 1))
}

/** One of the faults that came least often so far, by chance. */
function pick(from: readonly Fault[], happened: ReadonlyMap<Fault, number>, random: () => number): Fault {
  const least = Math.min(...from.map((fault) => happened.get(fault) ?? 0))
  const rare = from.filter((fault) => (happened.get(fault) ?? 0) === least)
  return rare[Math.floor(random() * rare.length)] as Fault
}

/** Where the city is not the sum of its towns, of figures that all of them told for one window. */
function brokenSums(points: readonly Point[]): readonly string[] {
  const at = (metric: string, area: string) => points.find((point) => point.metric === metric && point.area === area)
  const city = at('hotline.calls', 'rm')
  const towns = TOWNS.map((town) => at('hotline.calls', town))
  const isWhole = towns.every((town) => town?.window?.[0] === city?.window?.[0] && town?.value !== null)
  const sum = towns.reduce((total, town) => total + (town?.value ?? 0), 0)
  return !isWhole || city?.value === sum ? [] : [`the city says ${city?.value} calls, its towns ${sum}`]
}

function stepOf(hub: Awaited<ReturnType<typeof tellAgain>>, metric: string) {
  const about = hub.model.metrics.get(metric)
  if (!about) throw new Error(`${metric} is no metric of the city`)
  return about.period
}

function shuffled(rows: readonly object[], random: () => number): readonly object[] {
  return rows
    .map((row) => ({ row, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ row }) => row)
}

/** The same numbers in [0, 1) for the same seed. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}
