import type { BenchName } from '../benches.ts'
import type { BenchOptions } from './bench-options.ts'
import { type BenchResult, type BenchRow, checkBenchResult } from './bench-result.ts'
import { commitOf, thisMachine } from './machine.ts'
import { printResult } from './print-result.ts'
import { recordResult, writePage } from './recorded-results.ts'

/** The end of every bench: prints what it measured, for people or as JSON, and records it where that was asked. */
export function concludeBench(
  bench: BenchName,
  { settings, json, record, given }: BenchOptions<Readonly<Record<string, number | string>>>,
  { rows, notes = [] }: { readonly rows: readonly BenchRow[]; readonly notes?: readonly string[] },
): BenchResult {
  const result = checkBenchResult(
    {
      ...{ bench, command: ['npm run bench --', bench, ...given].join(' '), at: new Date().toISOString() },
      ...{ commit: commitOf(import.meta.dirname), machine: thisMachine(), settings, rows: [...rows], notes: [...notes] },
    },
    `what ${bench} measured`,
  )
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : printResult(result))
  if (record) {
    recordResult(result)
    writePage()
  }
  return result
}

/** Says on the terminal, not in the result, how far a bench is. */
export function sayProgress(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}
