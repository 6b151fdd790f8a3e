import type { AreaShape } from './area-shape.ts'
import { suppressionBounds, type Table } from './suppression-bounds.ts'

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
 * Greedy: of the published neighbours of a cell that is told too closely, the smallest that helps goes next. Each round
 * hides one more cell, so it ends; with all of a branch hidden nothing is left to subtract from.
 */
export function hiddenAreas(shape: AreaShape, tables: readonly Table[], { threshold, width }: Rule): ReadonlySet<string> {
  const hidden = new Set(shape.codes.filter((code) => tables.some((table) => (table.get(code) ?? threshold) < threshold)))
  const parent = new Map(shape.codes.flatMap((code) => shape.members(code).map((member) => [member, code] as const)))
  const size = (code: string) => tables.reduce((total, table) => total + (table.get(code) ?? 0), 0)
  const isTold = (code: string, among: ReadonlySet<string>) =>
    tables.some((table) => {
      const bounds = suppressionBounds(shape, table, among).get(code)
      return bounds !== undefined && !(bounds.high - bounds.low >= width)
    })
  for (;;) {
    const told = tables.flatMap((table) => narrowest(shape, table, hidden, width) ?? [])[0]
    if (told === undefined) return hidden
    const above = parent.get(told)
    const around = [...shape.members(told), ...(above === undefined ? [] : [above, ...shape.members(above)])]
    const choices = around
      .filter((code) => !hidden.has(code) && tables.some((table) => table.has(code)))
      .sort((one, other) => size(one) - size(other))
    const helping = choices.find((code) => !isTold(told, new Set([...hidden, code])))
    const next = helping ?? choices[0]
    // Members that do not add up to their parent: no bounds hold of such a table, so nothing of it is published.
    if (next === undefined) return new Set(shape.codes)
    hidden.add(next)
  }
}

/** The first hidden cell that is told to an interval narrower than `width`, the top of the tree first. */
function narrowest(shape: AreaShape, table: Table, hidden: ReadonlySet<string>, width: number): string | undefined {
  const bounds = suppressionBounds(shape, table, hidden)
  return shape.codes.find((code) => {
    const told = bounds.get(code)
    return told !== undefined && !(told.high - told.low >= width)
  })
}
