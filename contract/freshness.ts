/**
 * How far a series has fallen behind its own promise.
 * `empty` means that nothing was ever observed: it is not zero, and it is not silence.
 */
export const Freshness = { Live: 'live', Late: 'late', Silent: 'silent', Empty: 'empty' } as const
export type Freshness = (typeof Freshness)[keyof typeof Freshness]

/** Order of the one-byte code in binary patches; append only. */
export const FRESHNESSES = ['empty', 'live', 'late', 'silent'] as const satisfies readonly Freshness[]

/** A series is silent after this many promises: three missed appointments are not a delay any more. */
export const SILENT_AFTER_PROMISES = 3

/**
 * Freshness from the observation's own time. Silence is judged against the metric's promise, never against the last
 * message of the source: a healthy link can carry a dead sensor. An observation slightly in the future counts as age 0.
 * All arguments in epoch ms; `observedAt` undefined means never observed.
 */
export function freshnessOf(observedAt: number | undefined, promise: number, now: number): Freshness {
  if (observedAt === undefined) return Freshness.Empty
  const age = Math.max(0, now - observedAt)
  if (age <= promise) return Freshness.Live
  return age <= SILENT_AFTER_PROMISES * promise ? Freshness.Late : Freshness.Silent
}

/** When `freshnessOf` will next change if nothing new is observed, in epoch ms; Infinity once silent or empty. */
export function nextFreshnessChange(observedAt: number | undefined, promise: number, now: number): number {
  switch (freshnessOf(observedAt, promise, now)) {
    case Freshness.Live:
      return (observedAt as number) + promise + 1
    case Freshness.Late:
      return (observedAt as number) + SILENT_AFTER_PROMISES * promise + 1
    case Freshness.Silent:
    case Freshness.Empty:
      return Number.POSITIVE_INFINITY
  }
}
