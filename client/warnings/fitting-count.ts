/**
 * How many of a row of things fit a width, one at least: where not all do, room is kept at the end to say how many are left.
 * Pure.
 */
export function fittingCount(widths: readonly number[], width: number, end: number): number {
  const total = widths.reduce((sum, each) => sum + each, 0)
  if (total <= width) return widths.length
  let used = end
  const beyond = widths.findIndex((each) => {
    used += each
    return used > width
  })
  return Math.max(1, beyond < 0 ? widths.length : beyond)
}
