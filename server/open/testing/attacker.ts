/**
 * Somebody who knows every published number, the tree of areas, how figures add up, and that counts are never negative; and
 * who has all the time in the world. Knows nothing of how cells are hidden, and shares no code with it.
 */

/** What is known of the cells: Σ factor × cell = equals. */
export interface Statement {
  readonly terms: readonly (readonly [cell: string, factor: number])[]
  readonly equals: number
}

/** The cells whose value follows exactly from the statements, by elimination over the rationals. */
export function solvedCells(statements: readonly Statement[]): ReadonlyMap<string, number> {
  const cells = [...new Set(statements.flatMap(({ terms }) => terms.map(([cell]) => cell)))]
  const column = new Map(cells.map((cell, index) => [cell, index]))
  const rows = statements.map(({ terms, equals }) => {
    const row: Ratio[] = Array.from({ length: cells.length + 1 }, () => ZERO)
    for (const [cell, factor] of terms) {
      const at = column.get(cell) as number
      row[at] = add(row[at] as Ratio, { top: BigInt(factor), bottom: 1n })
    }
    row[cells.length] = { top: BigInt(equals), bottom: 1n }
    return row
  })
  let rank = 0
  for (let at = 0; at < cells.length && rank < rows.length; at++) {
    const found = rows.findIndex((row, index) => index >= rank && (row[at] as Ratio).top !== 0n)
    if (found < 0) continue
    const pivot = rows[found] as Ratio[]
    rows[found] = rows[rank] as Ratio[]
    const by = pivot[at] as Ratio
    rows[rank] = pivot.map((value) => divide(value, by))
    for (const [index, row] of rows.entries()) {
      const factor = row[at] as Ratio
      if (index === rank || factor.top === 0n) continue
      rows[index] = row.map((value, each) => subtract(value, multiply(factor, (rows[rank] as Ratio[])[each] as Ratio)))
    }
    rank++
  }
  const solved = new Map<string, number>()
  for (const row of rows.slice(0, rank)) {
    const used = row.slice(0, cells.length).flatMap((value, index) => (value.top === 0n ? [] : [index]))
    const { top, bottom } = row[cells.length] as Ratio
    if (used.length === 1) solved.set(cells[used[0] as number] as string, Number(top) / Number(bottom))
  }
  return solved
}

/** The least and the greatest value each cell can have: by propagation through every statement until nothing narrows. */
export function narrowedCells(statements: readonly Statement[]): ReadonlyMap<string, readonly [low: number, high: number]> {
  const known = new Map<string, [number, number]>()
  for (const { terms } of statements) for (const [cell] of terms) known.set(cell, [0, Number.POSITIVE_INFINITY])
  const reach = (factor: number, [low, high]: readonly [number, number]) =>
    factor > 0 ? [factor * low, factor * high] : [factor * high, factor * low]
  for (let isNarrowing = true; isNarrowing; ) {
    isNarrowing = false
    for (const { terms, equals } of statements) {
      for (const [cell, factor] of terms) {
        let least = 0
        let most = 0
        for (const [other, by] of terms) {
          if (other === cell) continue
          const [low, high] = reach(by, known.get(other) as [number, number])
          least += low as number
          most += high as number
        }
        const ends = [(equals - most) / factor + 0, (equals - least) / factor + 0].sort((one, two) => one - two)
        const own = known.get(cell) as [number, number]
        const next: [number, number] = [Math.max(own[0], ends[0] as number), Math.min(own[1], ends[1] as number)]
        if (next[0] > own[0] || next[1] < own[1]) {
          known.set(cell, next)
          isNarrowing = true
        }
      }
    }
  }
  return known
}

/**
 * The least and the greatest value each cell has among all whole-number solutions with no cell above `most`, by trying them
 * all: for small cases, to hold the others against.
 */
export function enumeratedCells(statements: readonly Statement[], most: number): ReadonlyMap<string, readonly [number, number]> {
  const cells = [...new Set(statements.flatMap(({ terms }) => terms.map(([cell]) => cell)))]
  const found = new Map<string, [number, number]>()
  const values = new Map<string, number>()
  const holds = () =>
    statements.every(({ terms, equals }) => {
      let total = 0
      for (const [cell, factor] of terms) {
        const value = values.get(cell)
        // Terms of one sign can only grow: a partial sum beyond the total is the end of it.
        if (value === undefined) return terms.some(([, by]) => by < 0) || total <= equals
        total += factor * value
      }
      return total === equals
    })
  const tryFrom = (index: number): void => {
    const cell = cells[index]
    if (cell === undefined) {
      for (const [each, value] of values) {
        const [low, high] = found.get(each) ?? [value, value]
        found.set(each, [Math.min(low, value), Math.max(high, value)])
      }
      return
    }
    for (let value = 0; value <= most; value++) {
      values.set(cell, value)
      if (holds()) tryFrom(index + 1)
    }
    values.delete(cell)
  }
  tryFrom(0)
  return found
}

interface Ratio {
  readonly top: bigint
  readonly bottom: bigint
}

const ZERO: Ratio = { top: 0n, bottom: 1n }

function reduce(top: bigint, bottom: bigint): Ratio {
  if (top === 0n) return ZERO
  let [one, two] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom]
  while (two !== 0n) [one, two] = [two, one % two]
  return bottom < 0n ? { top: -top / one, bottom: -bottom / one } : { top: top / one, bottom: bottom / one }
}

function add(one: Ratio, two: Ratio): Ratio {
  return reduce(one.top * two.bottom + two.top * one.bottom, one.bottom * two.bottom)
}

function subtract(one: Ratio, two: Ratio): Ratio {
  return reduce(one.top * two.bottom - two.top * one.bottom, one.bottom * two.bottom)
}

function multiply(one: Ratio, two: Ratio): Ratio {
  return reduce(one.top * two.top, one.bottom * two.bottom)
}

function divide(one: Ratio, two: Ratio): Ratio {
  return reduce(one.top * two.bottom, one.bottom * two.top)
}
