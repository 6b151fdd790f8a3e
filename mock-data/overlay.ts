/**
 * What a scenario does to the figures: it moves them away from where the city would be and back again.
 * Each function gets what the city would say by itself, and answers what it says now.
 */
export interface Overlay {
  /** True when the scenario moves this metric anywhere at any time. */
  touches(metric: string): boolean
  /** The moves of a metric in these areas that have begun by `at`, oldest first: the last to be said has the last word. */
  moves(metric: string, areas: readonly string[], at: number): readonly Move[]
  /** 1 while the scenario runs, falling to 0 while the city recovers after it. */
  strength(at: number): number
  /** What has been added to today's count of exactly this area up to `at`, for steps that name a total. */
  added(metric: string, area: string, at: number): number
}

/** One step on its way: where it leads, for which area, and how much of the way is done (0 to 1). */
export interface Move {
  readonly area: string
  readonly to: number
  readonly progress: number
}

/**
 * A figure under moves, given what it would be by itself. Each move leads from where the ones before it have come, so
 * nothing ever jumps. `goal` says what a move's value means here: a share of it where the move is of an area around.
 */
export function moved(
  base: number,
  moves: readonly Move[],
  strength: number,
  goal: (move: Move) => number = ({ to }) => to,
): number {
  const value = moves.reduce((from, move) => from + (goal(move) - from) * move.progress, base)
  return base + (value - base) * strength
}

/** Nothing happens. */
export const CALM: Overlay = { touches: () => false, moves: () => [], strength: () => 0, added: () => 0 }
