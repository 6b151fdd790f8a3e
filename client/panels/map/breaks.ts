/** Most classes a map has: six steps of jade that can be told apart from the back of the room. */
export const CLASSES = 6

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
    const nice = roundNear(raw, highest - lowest)
    if (nice > lowest && nice <= highest && nice > (found.at(-1) ?? Number.NEGATIVE_INFINITY)) found.push(nice)
  }
  return found
}

/** Round numbers there are between the lowest and the highest value, at least. */
const GRAINS = 20

/**
 * The nearest round number: a multiple of 1, 2 or 5 fine enough for the spread of all values, and finer for a value that
 * is small beside them (one town with five thousand, the others with forty).
 */
function roundNear(value: number, spread: number): number {
  const own = value === 0 ? Number.POSITIVE_INFINITY : 0.5 * 10 ** Math.floor(Math.log10(Math.abs(value)))
  const grain = Math.min(own, grainBelow(spread / GRAINS))
  return Number((Math.round(value / grain) * grain).toPrecision(12))
}

function grainBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return ([5, 2, 1].find((step) => step * power <= value * (1 + 1e-9)) ?? 1) * power
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
