import type { AreaShape } from './area-shape.ts'
import { type Bounds, suppressionBounds, type Table } from './suppression-bounds.ts'

/** What a protected group must keep to. */
export interface Rule {
  /** Counts below this are hidden: primary suppression. Zero is one of them: that nobody was there is a fact about few. */
  readonly threshold: number
  /** No hidden count may be worked out to an interval narrower than this. */
  readonly width: number
}

/**
 * The areas to hide, for all tables of a group alike: those where a table counts fewer than the threshold (primary), and as
 * many more as it takes (complementary) until the sums of no table tell a hidden count to an interval narrower than the
 * width. One pattern for all tables is what keeps a whole and its parts apart: where any of them is hidden, all are.
 *
 * Which neighbour goes is decided by `rank`, lowest first, and never by its value: an order that nobody outside knows, the
 * same from window to window. The smallest would be kinder to readers, but then whoever knows the rule would know that the
 * hidden neighbour is smaller than every published one, and from the sum of both often the small count itself; and an
 * order that changed would publish tomorrow what it hides today. Large areas are seen to
 * before small ones; a member goes before a neighbour, and a parent when neither is left. Each round hides one more cell,
 * so it ends; with all of a branch hidden nothing is left to subtract from.
 */
export function hiddenAreas(
  shape: AreaShape,
  tables: readonly Table[],
  { threshold, width }: Rule,
  rank: (area: string) => number,
): ReadonlySet<string> {
  const hidden = new Set(shape.codes.filter((code) => tables.some((table) => (table.get(code) ?? threshold) < threshold)))
  const parent = new Map(shape.codes.flatMap((code) => shape.members(code).map((member) => [member, code] as const)))
  const isPublished = (code: string) => !hidden.has(code) && tables.some((table) => table.has(code))
  const depth = (code: string): number => {
    const above = parent.get(code)
    return above === undefined ? 0 : 1 + depth(above)
  }
  const downward = shape.codes.toSorted((one, other) => depth(one) - depth(other))
  const lowest = (codes: readonly string[]) => codes.filter(isPublished).toSorted((one, other) => rank(one) - rank(other))[0]
  for (;;) {
    const bounds = tables.map((table) => suppressionBounds(shape, table, hidden))
    const told = downward.filter((code) => bounds.some((known) => isNarrow(known.get(code), width)))
    if (told.length === 0) return hidden
    const next =
      first(told, (code) => lowest(shape.members(code)) ?? lowest(shape.members(parent.get(code) ?? code))) ??
      first(told, (code) => lowest([parent.get(code) ?? code]))
    // Members that do not add up to their parent: no bounds hold of such a table, so nothing of it is published.
    if (next === undefined) return new Set(shape.codes)
    hidden.add(next)
  }
}

function isNarrow(bounds: Bounds | undefined, width: number): boolean {
  return bounds !== undefined && !(bounds.high - bounds.low >= width)
}

/** What `find` finds for the first of the codes for which it finds anything. */
function first(codes: readonly string[], find: (code: string) => string | undefined): string | undefined {
  for (const code of codes) {
    const found = find(code)
    if (found !== undefined) return found
  }
  return undefined
}
