/**
 * Randomness without state: a figure's noise depends on the seed, on what it is and on its time, never on what was asked
 * before. So the same seed and the same times give the same figures, at any speed and after any restart.
 */

/** Mixes text into a 32-bit key (FNV-1a, then a finaliser so that near texts give far keys). */
export function keyOf(seed: number, ...parts: readonly string[]): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (const part of parts) {
    for (let index = 0; index < part.length; index++) hash = Math.imul(hash ^ part.charCodeAt(index), 0x01000193) >>> 0
    hash = Math.imul(hash ^ 0x2f, 0x01000193) >>> 0
  }
  return mix(hash)
}

/** A number in [0, 1) for a key and a whole number, evenly spread. */
export function uniform(key: number, n: number): number {
  const low = n | 0
  const high = Math.floor(n / 4_294_967_296) | 0
  return mix(mix(key ^ Math.imul(low, 0x9e3779b1)) ^ high) / 4_294_967_296
}

/** Smooth noise in [-1, 1]: random at whole `x`, eased between. */
export function wave(key: number, x: number): number {
  const from = Math.floor(x)
  const t = x - from
  const eased = t * t * (3 - 2 * t)
  const a = uniform(key, from)
  const b = uniform(key, from + 1)
  return (a + (b - a) * eased) * 2 - 1
}

function mix(hash: number): number {
  let h = hash >>> 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
