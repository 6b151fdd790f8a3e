/**
 * What a scenario does to the figures: it moves them away from where the city would be and back again.
 * Each function gets what the city would say by itself, and answers what it says now.
 */
export interface Overlay {
  /** True when the scenario moves this metric anywhere at any time. */
  touches(metric: string): boolean
  /** The step in force for exactly this area (not for its parents) at `at`, or undefined. */
  move(metric: string, area: string, at: number): Move | undefined
  /** What has been added to today's count of exactly this area up to `at`, for steps that name a total. */
  added(metric: string, area: string, at: number): number
}

/** A move of a figure: from `undefined` (the city's own value) or a value, a part of the way to `to`. */
export interface Move {
  readonly from: number | undefined
  readonly to: number
  /** 0 at the start of the ramp, 1 when `to` is reached. */
  readonly progress: number
  /** 1 while the scenario runs, falling to 0 while the city recovers after it. */
  readonly strength: number
}

/** A figure under a move, given what it would be by itself. */
export function moved(base: number, { from, to, progress, strength }: Move): number {
  const start = from ?? base
  const value = start + (to - start) * progress
  return base + (value - base) * strength
}

/** Nothing happens. */
export const CALM: Overlay = { touches: () => false, move: () => undefined, added: () => 0 }
