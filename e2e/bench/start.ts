/**
 * How long a start takes: cold, on a data folder that is not there yet, and warm, on the one it left. From the command to the
 * addresses being printed, and to the first live figure on a desk that was opened then. The baseline is the database alone: the
 * embedded PostgreSQL made and started, and started again.
 *
 *     npm run bench -- start [--rounds 3] [--json] [--record]
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { alternate } from '../../server/bench/result/alternate.ts'
import { benchOptions } from '../../server/bench/result/bench-options.ts'
import { benchRow } from '../../server/bench/result/bench-row.ts'
import { concludeBench, sayProgress } from '../../server/bench/result/conclude-bench.ts'
import { startEmbeddedPostgres } from '../../server/record/embedded/embedded-postgres.ts'
import { launchOptions } from '../browser/launch-options.ts'
import { Product } from '../product/product.ts'
import { addressOf, USUAL_SCREEN } from '../screens.ts'

/** One start: until the addresses are there, and until a figure is live on a desk; ms. */
interface Start {
  readonly openMs: number
  readonly figureMs: number
}

const options = benchOptions({ rounds: 3 })
const browser = await chromium.launch(await launchOptions())
try {
  // The screens are built by whoever starts first; that is said apart, and no start that counts waits for it.
  sayProgress('a start before the first that counts')
  await (await Product.start({ city: 'dongguan', hub: 'simulated' })).stop()
  const measured = await alternate(['guanlan', 'postgres'] as const, options.settings.rounds, (who, round) => {
    sayProgress(`round ${round + 1} of ${options.settings.rounds}: ${who}`)
    return who === 'guanlan' ? startProduct(browser) : startDatabase()
  })
  const row = (measure: string, kind: 'cold' | 'warm', of: keyof Start) =>
    benchRow({
      ...{ measure, unit: 'ms', values: measured.guanlan.map((each) => each[kind][of]) },
      baseline: { name: 'PostgreSQL alone', values: measured.postgres.map((each) => each[kind].openMs) },
    })
  concludeBench('start', options, {
    rows: [
      row('cold: addresses printed', 'cold', 'openMs'),
      row('cold: first live figure on a desk', 'cold', 'figureMs'),
      row('warm: addresses printed', 'warm', 'openMs'),
      row('warm: first live figure on a desk', 'warm', 'figureMs'),
    ],
    notes: [
      'The screens are built already, as after `npm run build`; the first start of a fresh clone builds them beside the rest. The city is Dongguan with its simulated hub, which begins to tell its past at once.',
      'The desk is opened in a browser that runs already and has fetched nothing; it takes the role that a simulated city lends.',
    ],
  })
} finally {
  await browser.close()
}

async function startProduct(browser: Browser): Promise<Record<'cold' | 'warm', Start>> {
  let begunAt = performance.now()
  const product = await Product.start({ city: 'dongguan', hub: 'simulated' })
  try {
    const cold = await untilFigure(browser, product, begunAt)
    await product.halt()
    begunAt = performance.now()
    await product.startAgain()
    return { cold, warm: await untilFigure(browser, product, begunAt) }
  } finally {
    await product.stop()
  }
}

async function untilFigure(browser: Browser, { url }: Product, begunAt: number): Promise<Start> {
  const openMs = performance.now() - begunAt
  const { width, height } = USUAL_SCREEN.desk
  const context = await browser.newContext({ viewport: { width, height } })
  const page = await context.newPage()
  await page.goto(new URL(addressOf('desk'), url).href, { waitUntil: 'commit' })
  await page.locator('.figure-value.is-live').first().waitFor({ timeout: 60_000 })
  const figureMs = performance.now() - begunAt
  await context.close()
  return { openMs, figureMs }
}

async function startDatabase(): Promise<Record<'cold' | 'warm', Start>> {
  const folder = mkdtempSync(join(tmpdir(), 'guanlan-bench-'))
  chmodSync(folder, 0o711)
  const once = async (): Promise<Start> => {
    const begunAt = performance.now()
    const database = await startEmbeddedPostgres(folder, { step: () => undefined, log: () => undefined })
    const openMs = performance.now() - begunAt
    await database.stop()
    return { openMs, figureMs: openMs }
  }
  try {
    return { cold: await once(), warm: await once() }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
