import type { OpenBlock, OpenCatalogue } from '#contract/open.ts'

const HEAD = [
  'metric',
  '指标',
  'name',
  'area',
  '区域',
  'area_name',
  'from',
  'to',
  'observed',
  'value',
  '单位',
  'unit',
  'state',
  'freshness',
  '来源',
  'department',
]

/**
 * A block as a table for spreadsheets: UTF-8 with a byte order mark, CRLF, one row per figure and area. `state` is `known`,
 * `protected` or `none`; a value that is not known is empty, never 0.
 */
export function openCsv(block: OpenBlock, { figures, areas, departments }: OpenCatalogue): string {
  const rows = block.figures.flatMap(({ metric, window, observedAt, freshness, cells }) => {
    const figure = figures.find((each) => each.metric === metric)
    const department = departments.find(({ id }) => id === figure?.department)
    return cells.map((cell) => {
      const area = areas.find(({ code }) => code === cell.area)
      const state = cell.protected ? 'protected' : cell.value === null ? 'none' : 'known'
      return [
        ...[metric, figure?.names.zh, figure?.names.en],
        ...[cell.area, area?.names.zh, area?.names.en],
        ...[instant(window?.[0]), instant(window?.[1]), instant(observedAt)],
        ...[cell.value, figure?.unit.zh, figure?.unit.en, state, freshness, department?.names.zh, department?.names.en],
      ]
    })
  })
  return `\uFEFF${[HEAD, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`
}

/** A cell no spreadsheet takes for a formula: text that begins like one gets an apostrophe. Numbers stay numbers. */
export function csvCell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function instant(at: number | null | undefined): string {
  return at === null || at === undefined ? '' : new Date(at).toISOString()
}
