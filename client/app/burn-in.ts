/** Furthest the plate moves from its place, in CSS pixels, and how long one round takes, in ms. */
const REACH_PX = 4
const ROUND_MS = 600_000

/** Where the plate stands at `now`: whole pixels on a slow circle, so that letters stay sharp. */
export function burnInShift(now: number): { readonly x: number; readonly y: number } {
  const angle = ((now % ROUND_MS) / ROUND_MS) * 2 * Math.PI
  return { x: Math.round(REACH_PX * Math.sin(angle)), y: Math.round(REACH_PX * Math.sin(2 * angle)) }
}
