import type { BenchResult } from './bench-result.ts'
import { COLUMNS, cellsOf, machineText } from './figures.ts'

/** A result for a terminal: a table whose empty columns are left out, and the notes below. */
export function printResult({ command, machine, rows, notes }: BenchResult): string {
  const lines = [[...COLUMNS], ...rows.map((row) => cellsOf(row).map((cell) => cell.replaceAll('**', '')))]
  const widths = COLUMNS.map((_, column) => Math.max(...lines.slice(1).map((cells) => cells[column]?.length ?? 0)))
  const table = lines.map((cells) =>
    cells
      .flatMap((cell, column) =>
        widths[column] === 0 ? [] : cell.padEnd(Math.max(widths[column] ?? 0, COLUMNS[column]?.length ?? 0)),
      )
      .join('  ')
      .trimEnd(),
  )
  return `${[command, machineText(machine), '', ...table, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')}\n`
}
