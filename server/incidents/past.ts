import { Refusal } from '#contract/errors.ts'

/** Clocks of devices are a little apart: so far ahead of ours a time is still taken, ms. */
const AHEAD_MS = 60_000

/** Throws Refusal `incident/time` for a time that has not come. */
export function demandPast(at: number, now: number): void {
  if (at > now + AHEAD_MS) throw new Refusal('incident/time')
}
