import { describe, expect, it } from 'vitest'
import { type BenchResult, checkBenchResult } from './bench-result.ts'
import { benchRow } from './bench-row.ts'
import { performancePage } from './performance-page.ts'
import { printResult } from './print-result.ts'
import { presentPage, recordedResults, wantedPage } from './recorded-results.ts'

const benches = { ingest: { says: 'rows in, against COPY' }, glass: { says: 'from observed to painted' } }

const result: BenchResult = {
  ...{ bench: 'ingest', command: 'npm run bench -- ingest --rounds 2', at: '2026-11-23T18:00:00.000Z' },
  commit: { id: '0123456789ab', changed: false },
  machine: { cpu: 'A CPU', cores: 2, memory: 8 * 2 ** 30, node: 'v24.0.0', os: 'Linux 6.1' },
  settings: { rounds: 2 },
  rows: [
    benchRow({
      ...{ measure: 'durable rows', unit: 'rows/s', values: [40_000, 50_000], target: { of: 'ratio', is: 'at least', value: 0.5 } },
      baseline: { name: 'COPY', values: [100_000, 100_000] },
    }),
    benchRow({ measure: 'latency, p95', unit: 'ms', values: [1.25], at: { of: 'retained points', value: 1_000_000 } }),
  ],
  notes: ['On a machine that did nothing else.'],
}

describe('docs/performance.md', () => {
  it('says what the recorded results say and nothing else: `npm run bench -- page` writes it', () => {
    expect(presentPage()).toBe(wantedPage())
  })

  it('is written of results recorded in files of their own name', () => {
    expect(recordedResults().map(({ bench }) => bench)).toEqual([...new Set(recordedResults().map(({ bench }) => bench))].sort())
  })
})

describe('a page of results', () => {
  const page = performancePage(benches, [result])

  it('says of each figure the command, the day, the commit and the machine', () => {
    expect(page).toContain(
      '`npm run bench -- ingest --rounds 2` printed this on 2026-11-23, at commit 0123456789ab, on A CPU, 2 cores, 8 GiB of memory, Node v24.0.0, Linux 6.1.',
    )
  })

  it('says first which targets are not met', () => {
    expect(page).toContain('0 of 1 targets are met. Not met:')
    expect(page).toContain('- `ingest`: durable rows: a ratio of 0.45 (0.4 – 0.5); the target is ratio at least 0.5.')
    expect(page).toContain('**not met**')
  })

  it('puts a figure where it lies on its curve', () => {
    expect(page).toContain('| latency, p95, at 1,000,000 retained points | ms ')
  })

  it('owns up to a bench that nobody recorded', () => {
    expect(page).toContain('Not recorded. `npm run bench -- glass` prints it.')
  })

  it('refuses the result of a bench that is no more', () => {
    expect(() => performancePage({}, [result])).toThrow('there is no bench "ingest" any more')
  })
})

describe('a result on a terminal', () => {
  it('is a table without the columns nobody fills', () => {
    expect(printResult({ ...result, rows: result.rows.slice(1) })).toBe(
      [
        'npm run bench -- ingest --rounds 2',
        'A CPU, 2 cores, 8 GiB of memory, Node v24.0.0, Linux 6.1',
        '',
        'what                                        unit  median (least – most)',
        'latency, p95, at 1,000,000 retained points  ms    1.25',
        '',
        'On a machine that did nothing else.\n',
      ].join('\n'),
    )
  })
})

describe('what is read as a result', () => {
  it('is taken when it is one', () => {
    expect(checkBenchResult(JSON.parse(JSON.stringify(result)), 'here')).toEqual(result)
  })

  it('is refused with the field that is wrong', () => {
    expect(() => checkBenchResult({ ...result, rows: [] }, 'docs/performance/ingest.json')).toThrow(
      /^docs\/performance\/ingest\.json is not the result of a bench: \/rows/,
    )
  })
})
