import type { BenchRow, Spread, Target } from './bench-result.ts'

/** A figure as people read it: three digits that count, thousands apart. */
export function figure(value: number): string {
  const digits = value === 0 ? 0 : Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(Math.abs(value)))))
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}

/** `12.3 (11.9 – 13)`, and the figure alone where the rounds do not lie apart. */
export function spreadText({ median, min, max }: Spread): string {
  return min === max ? figure(median) : `${figure(median)} (${figure(min)} – ${figure(max)})`
}

/** `ratio at least 0.5`, or nothing. */
export function targetText(target: Target | null): string {
  return target ? `${target.of === 'ratio' ? 'ratio ' : ''}${target.is} ${figure(target.value)}` : ''
}

/** What a row measures, and where on its curve. */
export function measureText({ measure, at }: BenchRow): string {
  return at ? `${measure}, at ${figure(at.value)} ${at.of}` : measure
}

/** What a row says in the columns of a table, in the order of COLUMNS. */
export function cellsOf(row: BenchRow): string[] {
  return [
    ...[measureText(row), row.unit, spreadText(row)],
    row.baseline ? `${row.baseline.name}: ${spreadText(row.baseline)}` : '',
    row.ratio ? spreadText(row.ratio) : '',
    row.target ? `${targetText(row.target)}: ${row.met ? 'met' : '**not met**'}` : '',
  ]
}

export const COLUMNS = ['what', 'unit', 'median (least – most)', 'baseline', 'ratio', 'target'] as const

/** `Intel Xeon, 2 cores, 8 GiB of memory, Node v24, Linux 6.1`. */
export function machineText({
  cpu,
  cores,
  memory,
  node,
  os,
}: {
  cpu: string
  cores: number
  memory: number
  node: string
  os: string
}) {
  return `${cpu}, ${cores} cores, ${figure(memory / 2 ** 30)} GiB of memory, Node ${node}, ${os}`
}
