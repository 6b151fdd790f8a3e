/**
 * From a figure being observed to it being painted, in a real browser, and what that costs the browser: a desk that shows so
 * many series, of which all change once a second, or those of one town after the other, four towns a second. The baseline is a
 * bare page of the same run that follows the same series of the same server with socket.io-client and sets `textContent`.
 *
 *     npm run bench -- glass [--rounds 3] [--seconds 6] [--json] [--record]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, chromium, type Page, request } from '@playwright/test'
import { alternate } from '../../server/bench/result/alternate.ts'
import { benchOptions } from '../../server/bench/result/bench-options.ts'
import { benchRow } from '../../server/bench/result/bench-row.ts'
import { concludeBench, sayProgress } from '../../server/bench/result/conclude-bench.ts'
import { quantile } from '../../server/bench/result/spread.ts'
import { launchOptions } from '../browser/launch-options.ts'
import { untilPainted } from '../pages/painted.ts'
import { Department } from '../product/department.ts'
import { Entrance, type Pass } from '../product/entrance.ts'
import { Product } from '../product/product.ts'
import { addressOf } from '../screens.ts'
import { openBarePage } from './bare-page.ts'
import { rowsAt, sceneOf, seriesOf, TOWNS, writeGlassCity } from './glass-city.ts'
import { watchMainThread } from './main-thread.ts'

/** Seconds of patches before the first that counts: programs are compiled by then. */
const WARM_UP_S = 4
/** Seconds after the last patch until panels out of sight have caught up as well, and for how long the page is watched then. */
const SETTLE_S = 4
const QUIET_S = 4
/** A desk of this size. */
const SIZE = { width: 1440, height: 900 }

/** What is shown, how much of it changes at once, and how often, in ms. */
interface Case {
  readonly series: number
  readonly changing: number
  readonly everyMs: number
  /** Whether to watch as well what the page does while nothing comes. */
  readonly isWatchedQuiet?: boolean
}

/** All at once is the worst there is. Fifty at a tick of the hub are a patch of 2 KB, which is what screens are really sent. */
const CASES: readonly Case[] = [
  { series: 1_000, changing: 1_000, everyMs: 1_000 },
  { series: 2_000, changing: 2_000, everyMs: 1_000 },
  { series: 2_000, changing: 2_000 / TOWNS, everyMs: 250, isWatchedQuiet: true },
]

/** One page in one round. */
interface Measured {
  /** Observed-at to painted of each patch, ms. */
  readonly ages: readonly number[]
  /** Main thread for each patch. */
  readonly each: Busy
  /** Main thread in each second in which nothing comes, and what is left of `each` without it; where that is watched. */
  readonly quiet?: { readonly second: Busy; readonly each: Busy }
  readonly longTasks: readonly number[]
}

/** Time of a main thread, ms: from begin to end of its tasks, and while it had a processor. */
interface Busy {
  readonly busyMs: number
  readonly cpuMs: number
}

const options = benchOptions({ rounds: 3, seconds: 6 })
const { rounds, seconds } = options.settings
const folder = mkdtempSync(join(tmpdir(), 'guanlan-glass-'))
writeGlassCity(folder, [...new Set(CASES.map(({ series }) => series))])
sayProgress('starting the product and a browser')
const product = await Product.start({ city: folder, hub: 'none' })
const browser = await chromium.launch(await launchOptions())
try {
  const pass = await new Entrance(product, request).passFor('desk')
  const token = await product.addSource('glass')
  const measured: Record<'guanlan' | 'bare', Measured[]>[] = []
  for (const one of CASES)
    measured.push(
      await alternate(['guanlan', 'bare'] as const, rounds, (who, round) => {
        sayProgress(`round ${round + 1} of ${rounds}: ${who}, ${one.series} series, ${changesOf(one)}`)
        return measurePage(browser, who, one, pass, token)
      }),
    )
  concludeBench('glass', options, {
    rows: CASES.flatMap((one, index) => rowsOf(one, measured[index] as (typeof measured)[0])),
    notes: notes(),
  })
} finally {
  await browser.close()
  await product.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** How much changes, as it stands beside the number of series. */
function changesOf({ series, changing, everyMs }: Case): string {
  return changing === series ? 'all of them changing at once' : `${changing} of them changing, ${1_000 / everyMs} times a second`
}

function rowsOf(one: Case, { guanlan, bare }: Record<'guanlan' | 'bare', readonly Measured[]>) {
  const { series } = one
  const at = { of: `series, ${changesOf(one)}`, value: series }
  const row = (measure: string, unit: string, of: (measured: Measured) => number, target?: number) =>
    benchRow({
      ...{ measure, unit, at, values: guanlan.map(of), baseline: { name: 'bare page', values: bare.map(of) } },
      ...(target !== undefined && { target: { of: 'figure', is: 'at most', value: target } as const }),
    })
  return [
    row('observed → painted, p50', 'ms', ({ ages }) => quantile(ages, 0.5)),
    row('observed → painted, p95', 'ms', ({ ages }) => quantile(ages, 0.95)),
    row('main thread for each patch', 'ms', ({ each }) => each.busyMs),
    row('main thread for each patch, of it on a processor', 'ms', ({ each }) => each.cpuMs, series === 2_000 ? 4 : undefined),
    ...(one.isWatchedQuiet
      ? [
          row('main thread for each patch, without what the page does anyway', 'ms', ({ quiet }) => quiet?.each.busyMs ?? 0),
          row(
            'main thread for each patch, without what the page does anyway, of it on a processor',
            'ms',
            ({ quiet }) => quiet?.each.cpuMs ?? 0,
          ),
          row('main thread while nothing comes, each second', 'ms', ({ quiet }) => quiet?.second.busyMs ?? 0),
          row('main thread while nothing comes, each second, of it on a processor', 'ms', ({ quiet }) => quiet?.second.cpuMs ?? 0),
        ]
      : []),
    benchRow({
      ...{ measure: 'tasks over 50 ms', unit: 'tasks', at, values: guanlan.map(({ longTasks }) => longTasks.length) },
      target: { of: 'figure', is: 'at most', value: 0 },
    }),
  ]
}

function notes(): string[] {
  return [
    'Observed is the time the source puts on its row, just before it posts it; painted is the first task after the frame that shows it. Between them lie the door, the commit to disk, the roll-up, the tick of 250 ms and the browser.',
    'Main thread is all the browser counts as tasks of the page while patches come, from begin to end, divided by the number of patches: what the page does besides, such as the clock, is in it. Of it on a processor leaves out what the thread waited for one while server, database, source and the drawing in software took both.',
    'What other threads and processes of the browser do, such as turning what is painted into pixels, is in neither: with a graphics card or without.',
    'All at once is what a source does that reports everything once a second. With fifty at a time, one town after the other reports all its figures, four towns a second, so that each figure changes every ten seconds and all of them are live; in each of the panels one row changes.',
    'Panels a quarter of a screen or more out of sight are brought up to date every three seconds, and that is in the figures; the bare page has no panels and draws everything at once.',
  ]
}

/** Opens a page, lets figures come for a while, and says what the last seconds of it cost. */
async function measurePage(
  browser: Browser,
  who: 'guanlan' | 'bare',
  one: Case,
  pass: Pass | undefined,
  token: string,
): Promise<Measured> {
  const context = await browser.newContext({ viewport: SIZE, ...(pass && { storageState: { cookies: pass, origins: [] } }) })
  const source = new Department(product, token, () => [])
  try {
    await source.post(rowsAt(one.series, Date.now()))
    const page = await context.newPage()
    const look = await watchMainThread(page)
    if (who === 'guanlan') await openDesk(page, one)
    else await openBarePage(page, product.url, seriesOf(one.series))
    await report(source, one, WARM_UP_S)
    await look()
    const from = await paintedCount(page)
    const begunAt = Date.now()
    await report(source, one, seconds)
    const ages = await paintedAges(page, (await paintedCount(page)) - from)
    const { busyMs, cpuMs, longTasks } = await look()
    const lastedS = (Date.now() - begunAt) / 1_000
    const each = { busyMs: busyMs / ages.length, cpuMs: cpuMs / ages.length }
    if (!one.isWatchedQuiet) return { ages, each, longTasks }
    await pause(SETTLE_S * 1_000)
    await look()
    await pause(QUIET_S * 1_000)
    const still = await look()
    const second = { busyMs: still.busyMs / QUIET_S, cpuMs: still.cpuMs / QUIET_S }
    const without = (ms: number, quietMs: number) => (ms - quietMs * lastedS) / ages.length
    const own = { busyMs: without(busyMs, second.busyMs), cpuMs: without(cpuMs, second.cpuMs) }
    return { ages, each, quiet: { second, each: own }, longTasks }
  } finally {
    await context.close()
  }
}

async function openDesk(page: Page, { series }: Case): Promise<void> {
  await page.goto(new URL(addressOf('desk', { scene: sceneOf(series) }), product.url).href, { waitUntil: 'commit' })
  await untilPainted(page)
}

/** How many patches a page has painted so far, and how old the last of them were then, ms: asked of the page, which counts them. */
function paintedCount(page: Page): Promise<number> {
  return page.evaluate(() => window.__guanlan?.paint?.count ?? window.__ages?.length ?? 0)
}

function paintedAges(page: Page, many: number): Promise<readonly number[]> {
  return page.evaluate((many) => window.__guanlan?.paintAges(many) ?? window.__ages?.slice(-many) ?? [], many)
}

/** Reports for so many seconds, and waits until the last of it must be painted. */
async function report(source: Department, { series, changing, everyMs }: Case, forSeconds: number): Promise<void> {
  for (let turn = 0; turn < (forSeconds * 1_000) / everyMs; turn++) {
    const begunAt = Date.now()
    await source.post(rowsAt(series, begunAt, changing === series ? undefined : turn))
    await pause(Math.max(0, begunAt + everyMs - Date.now()))
  }
}
