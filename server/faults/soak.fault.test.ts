import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import type { Matter } from '#contract/matter.ts'
import type { OrderState } from '#contract/order.ts'
import type { Point } from '#contract/point.ts'
import { issue, lead, type SignedIn, signIn } from '../orders/testing/signed-in.ts'
import { seen } from '../testing/seen.ts'
import { ALL_SERIES, AREAS, METRICS, TestedProcess, TOWNS } from './testing/tested-process.ts'
import { Watcher } from './testing/watcher.ts'

const MINUTES = Number(process.env.GUANLAN_SOAK_MINUTES ?? 1)
/** A fault comes this often, in ms: once an hour in three days, compressed into the time there is. */
const FAULT_EVERY_MS = Math.max(10_000, (MINUTES * 60_000) / 72)
/** A city of this size tells a figure every ten seconds; ten times as often. */
const FEED_EVERY_MS = 1_000
/** Memory of the server may grow by so much, in bytes an hour; said only of runs that are long enough to tell. */
const MOST_GROWTH = 1e6
const TELLING_MINUTES = 120

const FAULTS = ['kill the server', 'kill its database', 'screens drop', 'the feed repeats itself'] as const

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

it(
  `a city at ten times its rate for ${MINUTES} minutes, with a fault every ${FAULT_EVERY_MS / 1_000} s, keeps its sums, its revisions and its orders`,
  async (test) => {
    const city = await TestedProcess.start()
    closers.push(() => city.remove())
    city.feed(FEED_EVERY_MS)
    const token = await city.server.reader()
    const chief = await signIn(city.server.url, 'commander')
    const incident = await lead(chief)
    const screens = Array.from({ length: 10 }, () => new Watcher(ALL_SERIES))
    closers.push(() => screens.forEach((screen) => void screen.close()))
    await Promise.all(screens.map((screen) => screen.open(city.server.url, token)))

    const acknowledged = new Map<string, string>()
    const memory: { at: number; bytes: number }[] = []
    const until = performance.now() + MINUTES * 60_000
    let faults = 0
    let looks = 0
    let revision = 0
    let nextFault = performance.now() + FAULT_EVERY_MS
    let order = 0
    while (performance.now() < until) {
      const number = order++
      for (;;) {
        const id = await issue(chief, incident, number).catch(() => undefined)
        if (id === undefined) await pause(200)
        else {
          acknowledged.set(`令 ${number}`, id)
          break
        }
      }
      await pause(1_000)
      const points = await latest(city).catch(() => undefined)
      if (points) {
        looks += 1
        expect(points.revision).toBeGreaterThanOrEqual(revision)
        revision = points.revision
        for (const broken of brokenSums(points.points)) expect.fail(broken)
      }
      memory.push({ at: performance.now(), bytes: await city.memory().catch(() => Number.NaN) })
      if (performance.now() < nextFault) continue
      nextFault += FAULT_EVERY_MS
      await happen(FAULTS[faults++ % FAULTS.length] as (typeof FAULTS)[number], { city, screens, token, chief })
      memory.length = 0
    }
    await city.endFeed()
    await pause(1_000)
    const kept = await ordersOf(chief, incident)
    const growth = slopeOf(memory.slice(Math.floor(memory.length / 4)))
    seen(test, `${faults} faults, ${looks} looks at the whole city, ${city.rows} rows and ${acknowledged.size} orders acknowledged`)
    seen(
      test,
      `${kept.length} orders are there; screens met ${screens.reduce((sum, { gaps }) => sum + gaps, 0)} gaps; revision ${revision}`,
    )
    if (MINUTES >= TELLING_MINUTES) seen(test, `memory grew by ${(growth / 1e6).toFixed(2)} MB an hour`)
    expect(new Map(kept.map(({ id, state }) => [state.title, id]))).toEqual(acknowledged)
    expect(kept.map(({ state }) => state.seq).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(kept.map((_, index) => index + 1))
    expect(screens.reduce((sum, { gaps }) => sum + gaps, 0)).toBe(0)
    if (MINUTES >= TELLING_MINUTES) expect(growth).toBeLessThan(MOST_GROWTH)
  },
  120_000 + MINUTES * 90_000,
)

interface Place {
  readonly city: TestedProcess
  readonly screens: readonly Watcher[]
  readonly token: string
  readonly chief: SignedIn
}

async function happen(fault: (typeof FAULTS)[number], { city, screens, token, chief }: Place): Promise<void> {
  switch (fault) {
    case 'kill the server':
      await city.server.kill()
      await city.server.start()
      chief.url = city.server.url
      break
    case 'kill its database':
      process.kill(Number.parseInt(readFileSync(join(city.server.dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10), 'SIGKILL')
      for (;;) {
        const { ok } = await fetch(`${city.server.url}/readyz`)
        if (ok) break
        await pause(50)
      }
      break
    case 'screens drop':
      for (const screen of screens) screen.close()
      break
    case 'the feed repeats itself':
      await city.repeat(3)
      break
  }
  // Screens knock until they are let in, as they do.
  for (const screen of screens) {
    screen.close()
    while (!(await isOpened(screen, city, token))) await pause(100)
  }
}

function isOpened(screen: Watcher, { server }: TestedProcess, token: string): Promise<boolean> {
  return screen.open(server.url, token).then(
    () => true,
    () => false,
  )
}

async function latest({ server }: TestedProcess): Promise<{ revision: number; points: readonly Point[] }> {
  const query = new URLSearchParams()
  for (const metric of METRICS) query.append('metric', metric)
  for (const area of AREAS) query.append('area', area)
  const answer = await server.read(`/api/series/latest?${query}`)
  if (!answer.ok) throw new Error(String(answer.status))
  return (await answer.json()) as { revision: number; points: readonly Point[] }
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

async function ordersOf(chief: SignedIn, incident: string): Promise<readonly Matter<OrderState>[]> {
  const all: Matter<OrderState>[] = []
  for (let after = ''; ; ) {
    const query = new URLSearchParams({ incident, limit: '500', ...(after && { after }) })
    const page = await chief.read<{ orders: Matter<OrderState>[]; next?: string }>(`/api/orders?${query}`)
    all.push(...page.orders)
    if (page.next === undefined) return all
    after = page.next
  }
}

/** Least squares, in bytes an hour. */
function slopeOf(samples: readonly { readonly at: number; readonly bytes: number }[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [at, bytes] = [mean(samples.map((sample) => sample.at)), mean(samples.map((sample) => sample.bytes))]
  const over = samples.reduce((sum, sample) => sum + (sample.at - at) * (sample.bytes - bytes), 0)
  return (over / samples.reduce((sum, sample) => sum + (sample.at - at) ** 2, 0)) * 3_600_000
}
