/** How many of a row of things fit a width, in their order; one at least, which is then cut rather than left out. Pure. */
export function fittingCount(widths: readonly number[], width: number): number {
  let used = 0
  const beyond = widths.findIndex((each) => {
    used += each
    return used > width
  })
  return beyond < 0 ? widths.length : Math.max(1, beyond)
}
