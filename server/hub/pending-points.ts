import type { Frame } from './frame.ts'
import { type RolledPoint, rolledPoint, rollUpFrame } from './roll-up.ts'

/** What folding one frame changed: its points by the places they are of. */
export interface FoldedFrame {
  readonly frame: Frame
  readonly points: ReadonlyMap<number, RolledPoint>
}

/** Folds a frame; undefined where nothing of it changed. */
export function foldFrame(frame: Frame): FoldedFrame | undefined {
  const points = new Map<number, RolledPoint>()
  for (const place of rollUpFrame(frame)) points.set(place, rolledPoint(frame, place))
  return points.size > 0 ? { frame, points } : undefined
}

/**
 * Points whose observations are in the record and which wait for the revision before theirs to end. Groups that come in
 * meanwhile share one revision, which says of each window of a series what it is after the last of them.
 */
export class PendingPoints {
  /** By metric, window and place. A frame that was forgotten and read again is another frame of the same window. */
  private readonly metrics = new Map<number, Map<number, Map<number, RolledPoint>>>()
  private count = 0

  /** Points that wait. */
  get size(): number {
    return this.count
  }

  add(folded: readonly FoldedFrame[]): void {
    for (const { frame, points } of folded) {
      const windows = this.metrics.get(frame.plan.index) ?? new Map<number, Map<number, RolledPoint>>()
      this.metrics.set(frame.plan.index, windows)
      const known = windows.get(frame.start) ?? new Map<number, RolledPoint>()
      windows.set(frame.start, known)
      this.count -= known.size
      for (const [place, point] of points) known.set(place, point)
      this.count += known.size
    }
  }

  /**
   * All of them, in the order in which the record keeps them: metric, place, window. Windows of one series that come together are
   * written to one page of its index, which makes a revision of many windows a third cheaper.
   */
  take(): readonly RolledPoint[] {
    const taken: RolledPoint[] = []
    for (const [, windows] of [...this.metrics].sort(([a], [b]) => a - b)) {
      const inOrder = [...windows].sort(([a], [b]) => a - b).map(([, points]) => points)
      const places = new Set(inOrder.flatMap((points) => [...points.keys()]))
      for (const place of [...places].sort((a, b) => a - b))
        for (const points of inOrder) {
          const point = points.get(place)
          if (point) taken.push(point)
        }
    }
    this.clear()
    return taken
  }

  clear(): void {
    this.metrics.clear()
    this.count = 0
  }
}
