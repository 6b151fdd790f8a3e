import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BENCHES } from '../benches.ts'
import { type BenchResult, checkBenchResult } from './bench-result.ts'
import { performancePage } from './performance-page.ts'

const DOCUMENTS = join(import.meta.dirname, '../../../docs')
const RECORDED = join(DOCUMENTS, 'performance')
const ENDING = '.json'
const PAGE = join(DOCUMENTS, 'performance.md')

/** Every result kept in `docs/performance/`, in the order of their names. Throws an Error that names the file of one that is none. */
export function recordedResults(): BenchResult[] {
  if (!existsSync(RECORDED)) return []
  return readdirSync(RECORDED)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .sort()
    .map((name) =>
      checkBenchResult(JSON.parse(readFileSync(join(RECORDED, name + ENDING), 'utf8')), `docs/performance/${name}${ENDING}`),
    )
}

/** Keeps a result in place of the one before it of the same bench. */
export function recordResult(result: BenchResult): void {
  mkdirSync(RECORDED, { recursive: true })
  writeFileSync(join(RECORDED, `${result.bench}.json`), `${JSON.stringify(result, undefined, 2)}\n`)
}

/** What `docs/performance.md` is to say, by what is recorded. */
export function wantedPage(): string {
  return performancePage(BENCHES, recordedResults())
}

/** What it says. */
export function presentPage(): string {
  return readFileSync(PAGE, 'utf8')
}

export function writePage(): void {
  writeFileSync(PAGE, wantedPage())
}
