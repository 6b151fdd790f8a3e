/**
 * What a browser that never saw the product fetches for its first view, for each display class, as served with gzip: from the
 * address being entered until every panel of the first view is painted. The baseline of each size is the same unpacked. And how the page of a
 * phone and that for everybody come up on a slow phone.
 *
 *     npm run bench -- bundle [--rounds 2] [--json] [--record]
 */
import { chromium } from '@playwright/test'
import { DISPLAY_CLASSES, type DisplayClass } from '#contract/display-class.ts'
import { alternate } from '../../server/bench/result/alternate.ts'
import { benchOptions } from '../../server/bench/result/bench-options.ts'
import type { BenchRow } from '../../server/bench/result/bench-result.ts'
import { benchRow } from '../../server/bench/result/bench-row.ts'
import { concludeBench, sayProgress } from '../../server/bench/result/conclude-bench.ts'
import { launchOptions } from '../browser/launch-options.ts'
import { Product } from '../product/product.ts'
import { type FileKind, type FirstLoad, firstLoad, type LoadedFile, packedOf, wholeOf } from './first-load.ts'
import { type FirstPaint, firstPaint } from './slow-phone.ts'

/** Most a phone may fetch of programs for its first view, KB of gzip. */
const PHONE_KB = 180
/** Programs that only a map needs. */
const MAP = /\/(map|maplibre-gl-worker)-/
/** Files of a display that its note names, the largest first. */
const NAMED = 6

const SAYS: Readonly<Record<Exclude<FileKind, 'other'>, string>> = {
  script: 'programs',
  style: 'styles',
  font: 'letters',
  data: 'figures and city',
}

/** Pages a phone opens anywhere, and how they are called. */
const SLOW_PAGES = ['/mobile', '/open'] as const

const options = benchOptions({ rounds: 2 })
sayProgress('starting the product with the simulated hub')
const product = await Product.start({ city: 'dongguan', hub: 'simulated' })
const browser = await chromium.launch(await launchOptions())
try {
  const loads = await alternate(DISPLAY_CLASSES, options.settings.rounds, (display, round) => {
    sayProgress(`round ${round + 1}: ${display}`)
    return firstLoad(browser, product.url, display, undefined)
  })
  const paints = await alternate(SLOW_PAGES, options.settings.rounds, (path, round) => {
    sayProgress(`round ${round + 1}: ${path} on a slow phone`)
    return firstPaint(browser, new URL(path, product.url).href)
  })
  concludeBench('bundle', options, {
    rows: [
      ...DISPLAY_CLASSES.flatMap((display) => rowsOf(display, loads[display])),
      ...SLOW_PAGES.flatMap((path) => slowRowsOf(path, paints[path])),
    ],
    notes: [
      ...DISPLAY_CLASSES.map((display) => consistsOf(display, (loads[display][0] as FirstLoad).files)),
      'A KB is 1,000 bytes. What comes after the first view is painted is not in it: what a phone keeps for a day without a network, the map of a phone by WebGL, panels further down, the lunar date of a wall. Browsers that take brotli fetch less. The simulated hub tells its past meanwhile, which slows the painting.',
      'A slow phone is this browser with 1.6 Mbit/s, 150 ms of latency and a quarter of its speed, drawing in software, while the server, its database and the hub take what they need of the same two cores: what is blocked is theirs, too. These are the figures the score of Lighthouse is made of; the score itself, wanted at 90 or more, is not recorded, and would not be reached so.',
    ],
  })
} finally {
  await browser.close()
  await product.stop()
}

function rowsOf(display: DisplayClass, loads: readonly FirstLoad[]): BenchRow[] {
  const kilobytes = (of: (load: FirstLoad) => number) => loads.map((load) => of(load) / 1_000)
  const sizes = (Object.keys(SAYS) as (keyof typeof SAYS)[]).map((kind) =>
    benchRow({
      ...{ measure: `${display}: ${SAYS[kind]}`, unit: 'KB', values: kilobytes((load) => packedOf(load, kind)) },
      baseline: { name: 'unpacked', values: kilobytes((load) => wholeOf(load, kind)) },
      ...(display === 'mobile' && kind === 'script' && { target: { of: 'figure', is: 'at most', value: PHONE_KB } }),
    }),
  )
  const painted = benchRow({
    ...{ measure: `${display}: first view painted after`, unit: 'ms', values: loads.map(({ paintedMs }) => paintedMs) },
  })
  return [...sizes, painted]
}

function slowRowsOf(path: string, paints: readonly FirstPaint[]): BenchRow[] {
  const row = (says: string, unit: string, of: (paint: FirstPaint) => number) =>
    benchRow({ measure: `${path} on a slow phone: ${says}`, unit, values: paints.map(of) })
  return [
    row('first text after', 'ms', ({ firstMs }) => firstMs),
    row('largest text after', 'ms', ({ largestMs }) => largestMs),
    row('main thread blocked in ten seconds', 'ms', ({ blockedMs }) => blockedMs),
    row('layout shift', 'of the screen', ({ shift }) => shift),
  ]
}

function consistsOf(display: DisplayClass, files: readonly LoadedFile[]): string {
  const scripts = files.filter(({ kind }) => kind === 'script').sort((a, b) => b.packed - a.packed)
  const named = scripts.slice(0, NAMED).map(({ path, packed }) => `${nameOf(path)} ${(packed / 1_000).toFixed(1)}`)
  const rest = scripts.slice(NAMED).reduce((sum, { packed }) => sum + packed, 0)
  const map = scripts.some(({ path }) => MAP.test(path)) ? 'The programs of the map are among them' : 'None of them is of the map'
  return `Programs of ${display}, KB: ${named.join(', ')}, and ${scripts.length - named.length} smaller ones with ${(rest / 1_000).toFixed(1)} together. ${map}.`
}

/** `/assets/react-Ab12Cd34.js` is `react`. */
function nameOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/-[\w-]{8}\.\w+$/, '')
}
