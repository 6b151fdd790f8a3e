/** Excel takes a file for UTF-8 only when it begins so. */
export const BYTE_ORDER_MARK = '\uFEFF'

/**
 * A line of RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe before it, so that nobody's name
 * can run anything on the machine of whoever opens the file.
 */
export function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  // Spaces before the sign, and the wide forms of it that a Chinese keyboard gives, are formulas to some programs.
  const isFormula = /^[\s\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(value)
  const safe = isFormula ? `'${value}` : value
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
