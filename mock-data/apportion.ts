/**
 * Splits a whole number over shares so that the parts are whole numbers and sum to it exactly (largest remainder).
 * Equal remainders go to the earlier part. Shares need not sum to 1; all zero counts as equal.
 */
export function apportion(total: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((a, b) => a + b, 0)
  const exact = shares.map((share) => total * (sum > 0 ? share / sum : 1 / shares.length))
  const parts = exact.map(Math.floor)
  const left = total - parts.reduce((a, b) => a + b, 0)
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] as number) + 1
  return parts
}
