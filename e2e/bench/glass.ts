/**
 * From a figure being observed to it being painted, in a real browser, and what that costs the browser: a desk that shows so
 * many series, all of them or a hundred of them changing at once, once a second. The baseline is a bare page of the same run that
 * follows the same series of the same server with socket.io-client and sets `textContent`.
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
import { rowsAt, sceneOf, seriesOf, writeGlassCity } from './glass-city.ts'
import { watchMainThread } from './main-thread.ts'

/** Seconds of patches before the first that counts: programs are compiled by then. */
const WARM_UP_S = 4
/** A desk of this size. */
const SIZE = { width: 1440, height: 900 }

/** What is shown and how much of it changes at once. */
const CASES = [
  { series: 1_000, changing: 1_000 },
  { series: 2_000, changing: 2_000 },
  { series: 2_000, changing: 100 },
] as const
type Case = (typeof CASES)[number]

/** One page in one round. */
interface Measured {
  /** Observed-at to painted of each patch, ms. */
  readonly ages: readonly number[]
  /** Main thread for each patch, ms. */
  readonly busyMs: number
  readonly longTasks: readonly number[]
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
        sayProgress(`round ${round + 1} of ${rounds}: ${who}, ${one.changing} of ${one.series} series change`)
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

function rowsOf({ series, changing }: Case, { guanlan, bare }: Record<'guanlan' | 'bare', readonly Measured[]>) {
  const at = { of: `series, ${changing === series ? 'all' : changing} of them changing`, value: series }
  const row = (measure: string, unit: string, of: (measured: Measured) => number, target?: number) =>
    benchRow({
      ...{ measure, unit, at, values: guanlan.map(of), baseline: { name: 'bare page', values: bare.map(of) } },
      ...(target !== undefined && { target: { of: 'figure', is: 'at most', value: target } as const }),
    })
  return [
    row('observed → painted, p50', 'ms', ({ ages }) => quantile(ages, 0.5)),
    row('observed → painted, p95', 'ms', ({ ages }) => quantile(ages, 0.95)),
    row('main thread for each patch', 'ms', ({ busyMs }) => busyMs, series === 2_000 ? 4 : undefined),
    benchRow({
      ...{ measure: 'tasks over 50 ms', unit: 'tasks', at, values: guanlan.map(({ longTasks }) => longTasks.length) },
      target: { of: 'figure', is: 'at most', value: 0 },
    }),
  ]
}

function notes(): string[] {
  return [
    'Observed is the time the source puts on its row, just before it posts it; painted is the first task after the frame that shows it. Between them lie the door, the commit to disk, the roll-up, the tick of 250 ms and the browser.',
    'Main thread is all the browser counts as tasks of the page while patches come, divided by their number: what the page does besides, such as the clock, is in it.',
    'Each patch changes what it changes at once, as a source that reports once a second does; the browser draws in software on the same two cores as server, database and source.',
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
  const source = new Department(product, token, (at) => rowsAt(one.changing, at))
  try {
    await source.post(rowsAt(one.series, Date.now()))
    const page = await context.newPage()
    const look = await watchMainThread(page)
    if (who === 'guanlan') await openDesk(page, one)
    else await openBarePage(page, product.url, seriesOf(one.series))
    await report(source, one, WARM_UP_S)
    await look()
    const from = await page.evaluate(() => (window as unknown as { __ages: number[] }).__ages.length)
    await report(source, one, seconds)
    const ages = (await page.evaluate(() => (window as unknown as { __ages: number[] }).__ages)).slice(from)
    const { busyMs, longTasks } = await look()
    return { ages, busyMs: busyMs / ages.length, longTasks }
  } finally {
    await context.close()
  }
}

async function openDesk(page: Page, { series }: Case): Promise<void> {
  await page.addInitScript(() => {
    const ages: number[] = []
    Object.assign(window, { __ages: ages })
    let seen = 0
    setInterval(() => {
      const paint = window.__guanlan?.paint
      if (!paint || paint.count === seen) return
      seen = paint.count
      ages.push(paint.last)
    }, 50)
  })
  await page.goto(new URL(addressOf('desk', { scene: sceneOf(series) }), product.url).href, { waitUntil: 'commit' })
  await untilPainted(page)
}

/** Reports once a second for so many seconds, and waits until the last of it must be painted. */
async function report(source: Department, { changing }: Case, forSeconds: number): Promise<void> {
  for (let second = 0; second < forSeconds; second++) {
    const begunAt = Date.now()
    await source.post(rowsAt(changing, begunAt))
    await pause(Math.max(0, begunAt + 1_000 - Date.now()))
  }
}
