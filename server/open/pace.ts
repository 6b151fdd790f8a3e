import type { Step } from '#contract/duration.ts'

/** The current block of every scene is made anew this often, in ms: once for everybody, however many ask. */
export const REFRESH_MS = 30_000

/** While the city fills with its first figures, blocks are made this often, in ms. */
export const FILLING_MS = 5_000

/** Longest a server counts as filling, in ms after its first block. */
export const FILLING_FOR_MS = 120_000

/** Stretches of which the last block is kept for good. */
export const BLOCK_STEP: Step = 'PT15M'
export const BLOCK_MS = 900_000

/** A window is released no sooner than this after its end, in ms: late figures have arrived by then, or are late for all. */
export const SETTLED_AFTER_MS = 35_000

/** Where areas are missing, a release waits this long after the end of its window, and until nothing has changed for a while. */
export const MISSING_PATIENCE_MS = 900_000
export const UNCHANGED_FOR_MS = 300_000

/** Windows a figure's curve shows at most. */
export const CURVE_WINDOWS = 48

/** Closed blocks and releases are kept this long, in ms. */
export const KEPT_FOR_MS = 31 * 86_400_000
