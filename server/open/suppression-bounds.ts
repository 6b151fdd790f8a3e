import type { AreaShape } from './area-shape.ts'

/** Values by area; an area that is not in it had nothing to report, which is published and adds nothing to any sum. */
export type Table = ReadonlyMap<string, number>

/** What a reader can work out of a hidden value: it lies from `low` to `high`, both included. */
export interface Bounds {
  readonly low: number
  readonly high: number
}

/**
 * What anybody can work out of the hidden cells of a table, knowing all published ones, that counts are never negative
 * and that every area is the sum of its members: interval propagation once up the tree and once down. The sums of a tree
 * share no cell but the one they meet in, so these bounds are exact: both ends can be true.
 */
export function suppressionBounds(shape: AreaShape, table: Table, hidden: ReadonlySet<string>): ReadonlyMap<string, Bounds> {
  const upward = new Map<string, Bounds>()
  for (const code of shape.codes.toReversed()) {
    const value = table.get(code)
    if (value === undefined) upward.set(code, NOTHING)
    else if (!hidden.has(code)) upward.set(code, { low: value, high: value })
    else if (shape.members(code).length === 0) upward.set(code, ANYTHING)
    else upward.set(code, sum(shape.members(code).map((member) => upward.get(member) as Bounds)))
  }
  const known = new Map([[shape.root, upward.get(shape.root) ?? NOTHING]])
  for (const code of shape.codes) {
    const whole = known.get(code) as Bounds
    const members = shape.members(code)
    for (const member of members) {
      const own = upward.get(member) as Bounds
      const others = sum(members.filter((other) => other !== member).map((other) => upward.get(other) as Bounds))
      known.set(member, {
        low: Math.max(own.low, whole.low - others.high),
        high: Math.min(own.high, whole.high - others.low),
      })
    }
  }
  return new Map([...known].filter(([code]) => hidden.has(code) && table.has(code)))
}

const NOTHING: Bounds = { low: 0, high: 0 }
const ANYTHING: Bounds = { low: 0, high: Number.POSITIVE_INFINITY }

function sum(bounds: readonly Bounds[]): Bounds {
  return bounds.reduce((total, { low, high }) => ({ low: total.low + low, high: total.high + high }), NOTHING)
}
