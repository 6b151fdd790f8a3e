/**
 * How much memory the server takes for the series it keeps: resident set of the server process after a city of so many series
 * has reported for a while, database and simulated hub left out. The baseline is the same server without a series.
 *
 *     npm run bench -- memory [--rounds 3] [--json] [--record]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { alternate } from '../../server/bench/result/alternate.ts'
import { benchOptions } from '../../server/bench/result/bench-options.ts'
import { benchRow } from '../../server/bench/result/bench-row.ts'
import { concludeBench, sayProgress } from '../../server/bench/result/conclude-bench.ts'
import { Department } from '../product/department.ts'
import { Product } from '../product/product.ts'
import { rowsAt, writeGlassCity } from './glass-city.ts'

/** Cities, by how many series each reports. */
const SIZES = [1_000, 4_000, 16_000] as const
/** The smallest city there can be: a panel compares two metrics. It reports nothing where none is asked for. */
const LEAST_SERIES = 80
/** Reports of every series, and rows of one request. */
const REPORTS = 12
const PART_ROWS = 4_000
/** Time to collect what is no longer needed, ms. */
const CALM_MS = 6_000

const options = benchOptions({ rounds: 3 })
const contenders = ['empty', ...SIZES.map((size) => `${size}` as const)] as const
const measured = await alternate(contenders, options.settings.rounds, (who, round) => {
  sayProgress(`round ${round + 1} of ${options.settings.rounds}: ${who} series`)
  return residentBytes(who === 'empty' ? 0 : Number(who))
})
const empty = (measured.empty as readonly number[]).map((bytes) => bytes / 1e6)
concludeBench('memory', options, {
  rows: SIZES.flatMap((size) => {
    const at = { of: 'series', value: size }
    const full = (measured[`${size}`] as readonly number[]).map((bytes) => bytes / 1e6)
    const baseline = { name: 'no series', values: empty }
    return [
      benchRow({ measure: 'resident memory of the server', unit: 'MB', at, values: full, baseline }),
      benchRow({
        ...{ measure: 'for each 1,000 series more', unit: 'MB', at },
        values: full.map((megabytes, round) => ((megabytes - (empty[round] as number)) / size) * 1_000),
      }),
    ]
  }),
  notes: [
    `Each series reported ${REPORTS} times, a window of ten seconds apart; then nothing came for ${CALM_MS / 1_000} s. A resident set holds what was freed and not given back, so rounds lie apart. An MB is 1,000,000 bytes.`,
  ],
})

/** Starts a server of its own for a city of so many series, lets all of them report, and reads what it takes. */
async function residentBytes(series: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'guanlan-memory-'))
  writeGlassCity(folder, [Math.max(series, LEAST_SERIES)])
  const product = await Product.start({ city: folder, hub: 'none' })
  try {
    const source = new Department(product, await product.addSource('memory'), () => [])
    const begunAt = Date.now() - REPORTS * 10_000
    for (let report = 0; report < REPORTS; report++) {
      const rows = rowsAt(series, begunAt + report * 10_000)
      for (let from = 0; from < rows.length; from += PART_ROWS) await source.post(rows.slice(from, from + PART_ROWS))
    }
    await pause(CALM_MS)
    const text = await (await product.read('/metrics')).text()
    return Number(/^process_resident_memory_bytes ([\d.e+]+)$/m.exec(text)?.[1])
  } finally {
    await product.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
