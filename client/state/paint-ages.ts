/**
 * How old the newest figures were when they were painted: observed-at to painted, in ms. The last patches are kept; the
 * corner indicator and the tests read the same numbers.
 */
export interface PaintAges {
  add(ageMs: number): void
  /** Undefined before the first patch. */
  read(): { readonly p50: number; readonly p95: number; readonly last: number; readonly count: number } | undefined
  /** The last so many, the oldest first; fewer where fewer are remembered. */
  recent(many: number): readonly number[]
}

/** Patches remembered: a minute of the fastest ticks. */
const KEPT = 240

export function createPaintAges(): PaintAges {
  const ring: number[] = []
  let count = 0
  return {
    recent: (many) => {
      const known = Math.min(many, ring.length)
      return Array.from({ length: known }, (_, index) => ring[(count - known + index) % KEPT] as number)
    },
    add: (ageMs) => {
      ring[count % KEPT] = ageMs
      count += 1
    },
    read: () => {
      if (count === 0) return undefined
      const sorted = [...ring].sort((a, b) => a - b)
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number
      return { p50: at(0.5), p95: at(0.95), last: ring[(count - 1) % KEPT] as number, count }
    },
  }
}
