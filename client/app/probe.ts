import type { Screen } from '../state/screen.ts'

/** What a test, or an operator at the console, may read of a running screen. Nothing can be changed through it. */
export interface Probe {
  readonly connection: string
  readonly scene: string
  readonly area: string
  /** Series with a point on this screen. */
  readonly series: number
  /** Observed-at to painted of the last patches, ms. */
  readonly paint: { readonly p50: number; readonly p95: number; readonly last: number; readonly count: number } | undefined
  /** Cost of drawing what moves, ms of the main thread; undefined where nothing moves. */
  readonly moving: { readonly p50: number; readonly p95: number; readonly last: number; readonly count: number } | undefined
  readonly now: number
  /** Observed-at to painted of each of the last so many patches, ms, the oldest first. */
  paintAges(many: number): readonly number[]
  value(metric: string, area: string, step: string): number | null | undefined
}

declare global {
  interface Window {
    __guanlan?: Probe
  }
}

/** Puts the probe of a screen on the page. Returns the undo: what the screen held must not be read after it is gone. */
export function installProbe(screen: Screen): () => void {
  const { connection, place, points, ages, clock, tracks } = screen
  const probe: Probe = {
    get connection() {
      return connection.getState().kind
    },
    get scene() {
      return place.getState().scene
    },
    get area() {
      return place.getState().area
    },
    get series() {
      return points.size
    },
    get paint() {
      return ages.read()
    },
    get moving() {
      return tracks.drawn.read()
    },
    get now() {
      return clock.now()
    },
    paintAges: ages.recent,
    value: (metric, area, step) => points.get(`${metric}@${area}/${step}`)?.value,
  }
  Object.defineProperty(window, '__guanlan', { value: Object.freeze(probe), configurable: true })
  return () => {
    if (window.__guanlan === probe) delete window.__guanlan
  }
}
