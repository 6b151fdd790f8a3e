/** Most classes a map has: six steps of jade that can be told apart from the back of the room. */
export const CLASSES = 6

const LEADING = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const

/**
 * Limits between classes that hold about as many areas each, at round numbers people can remember. Fewer classes where
 * there are few different values; none where all are the same.
 */
export function quantileBreaks(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  const distinct = new Set(sorted).size
  if (distinct < 2) return []
  const lowest = sorted[0] as number
  const highest = sorted.at(-1) as number
  const count = Math.min(CLASSES, distinct)
  const found: number[] = []
  for (let index = 1; index < count; index++) {
    const raw = sorted[Math.floor((index / count) * sorted.length)] as number
    const nice = niceNear(raw, highest - lowest)
    if (nice > lowest && nice <= highest && nice > (found.at(-1) ?? Number.NEGATIVE_INFINITY)) found.push(nice)
  }
  return found
}

/**
 * The nearest round number: two digits of the value, or as many as its spread asks for when all values lie close
 * together (97.2 … 99.5).
 */
function niceNear(value: number, spread: number): number {
  const size = Math.abs(value)
  if (size > spread * 3) {
    const grain = 10 ** Math.floor(Math.log10(spread / CLASSES))
    const coarse = spread / CLASSES / grain >= 5 ? grain * 5 : grain
    return Number((Math.round(value / coarse) * coarse).toPrecision(12))
  }
  if (size === 0) return 0
  const power = 10 ** Math.floor(Math.log10(size))
  const leading = LEADING.reduce((best, one) => (Math.abs(one - size / power) < Math.abs(best - size / power) ? one : best))
  return Number((Math.sign(value) * leading * power).toPrecision(12))
}

/** A class that holds more than this share of all areas no longer tells them apart. */
const CROWDED = 0.5

/**
 * The limits to draw with: those in use for as long as they still divide the areas, so that colours do not wander with
 * every patch; new ones once they no longer do.
 */
export function heldBreaks(held: readonly number[] | undefined, values: readonly number[]): readonly number[] {
  if (!held || values.length === 0) return held && values.length === 0 ? held : quantileBreaks(values)
  const counts = Array.from({ length: held.length + 1 }, () => 0)
  for (const value of values) counts[classOf(value, held)] = (counts[classOf(value, held)] ?? 0) + 1
  const isCrowded = Math.max(...counts) > Math.max(values.length * CROWDED, 2)
  const isHollow = counts.filter((count) => count === 0).length > counts.length / 3
  if (!isCrowded && !isHollow) return held
  const fresh = quantileBreaks(values)
  return fresh.join() === held.join() ? held : fresh
}

/** Which class a value falls into: a limit belongs to the class above it. */
export function classOf(value: number, breaks: readonly number[]): number {
  return breaks.filter((limit) => value >= limit).length
}

/** Colour step 0–5 of a class when there are fewer than six: spread over the whole range of jade. */
export function stepOfClass(index: number, breaks: readonly number[]): number {
  return breaks.length === 0 ? 2 : Math.round((index * (CLASSES - 1)) / breaks.length)
}
