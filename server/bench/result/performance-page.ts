import type { BenchName } from '../benches.ts'
import type { BenchResult, BenchRow } from './bench-result.ts'
import { COLUMNS, cellsOf, machineText, measureText, spreadText, targetText } from './figures.ts'

/**
 * `docs/performance.md`, written from what was recorded and from nothing else, so that no figure stands there that no command
 * printed.
 *
 * @param benches all there are, in the order of the page, with what each measures
 * @param results at most one of each bench; one of a bench that is not listed is an error
 */
export function performancePage(
  benches: Readonly<Record<string, { readonly says: string }>>,
  results: readonly BenchResult[],
): string {
  const byName = new Map(results.map((result) => [result.bench, result]))
  for (const name of byName.keys()) if (!Object.hasOwn(benches, name)) throw new Error(`there is no bench "${name}" any more`)
  const recorded = Object.keys(benches).flatMap((name) => byName.get(name) ?? [])
  return `${[
    '# Performance',
    OPENING,
    ...targets(recorded),
    ...Object.entries(benches).flatMap(([name, { says }]) => chapter(name as BenchName, says, byName.get(name))),
  ].join('\n\n')}\n`
}

const OPENING = [
  'What the product costs, measured. This page is written by the benches: `npm run bench -- NAME --record` runs one, keeps what it',
  'printed beside this page and writes the page anew; a test refuses a page that says anything else. Each bench runs its baseline in',
  'the same run, in alternated rounds. A figure is the median of the rounds, with the least and the most of them; a ratio is taken',
  'round by round. Figures are of the machine named beside them: compare ratios, and measure on your own.',
].join('\n')

/** What is promised in numbers: first what is not met. */
function targets(results: readonly BenchResult[]): string[] {
  const held = results.flatMap(({ bench, rows }) => rows.flatMap((row) => (row.target ? [{ bench, row }] : [])))
  if (held.length === 0) return []
  const missed = held.filter(({ row }) => !row.met)
  const list = missed.map(
    ({ bench, row }) => `- \`${bench}\`: ${measureText(row)}: ${reached(row)}; the target is ${targetText(row.target)}.`,
  )
  return [
    '## Targets',
    `${held.length - missed.length} of ${held.length} targets are met.${missed.length > 0 ? ' Not met:' : ''}`,
    ...(list.length > 0 ? [list.join('\n')] : []),
  ]
}

function reached({ target, ratio, unit, ...figures }: BenchRow): string {
  return target?.of === 'ratio' && ratio ? `a ratio of ${spreadText(ratio)}` : `${spreadText(figures)} ${unit}`
}

function chapter(name: BenchName, says: string, result: BenchResult | undefined): string[] {
  const head = [`## ${name}`, `${says.charAt(0).toUpperCase()}${says.slice(1)}.`]
  if (!result) return [...head, `Not recorded. \`npm run bench -- ${name}\` prints it.`]
  const { command, at, commit, machine, rows, notes } = result
  const of = commit ? `, at commit ${commit.id}${commit.changed ? ' with changes' : ''}` : ''
  return [
    ...head,
    `\`${command}\` printed this on ${at.slice(0, 10)}${of}, on ${machineText(machine)}.`,
    table(rows),
    ...(notes.length > 0 ? [notes.map((note) => `- ${note}`).join('\n')] : []),
  ]
}

/** A table of Markdown in the form the formatter leaves as it is; columns nobody fills are left out. */
function table(rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => cellsOf(row).map((cell) => cell.replaceAll('|', '\\|')))
  const filled = COLUMNS.flatMap((_, column) => (cells.some((row) => row[column] !== '') ? [column] : []))
  const lines: (string | undefined)[][] = [[...COLUMNS], ...cells].map((row) => filled.map((column) => row[column]))
  const widths = filled.map((_, index) => Math.max(3, ...lines.map((row) => row[index]?.length ?? 0)))
  const line = (row: readonly (string | undefined)[]) =>
    `| ${row.map((cell, index) => (cell ?? '').padEnd(widths[index] ?? 0)).join(' | ')} |`
  const [head = [], ...body] = lines
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n')
}
