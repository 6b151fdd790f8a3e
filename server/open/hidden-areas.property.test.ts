import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AreaShape } from './area-shape.ts'
import { hiddenAreas, type Rule } from './hidden-areas.ts'
import { suppressionBounds, type Table } from './suppression-bounds.ts'
import { enumeratedCells, narrowedCells, type Statement, solvedCells } from './testing/attacker.ts'
import { arbitraryShape, arbitraryTables, shapeOf, statementsOf, tableOf } from './testing/published-table.ts'

const RULE: Rule = { threshold: 5, width: 5 }
/** An order as good as any. */
const RANK = (area: string) => (Number.parseInt(area.replaceAll(/\D/g, '') || '0', 10) * 7919) % 101

type Pattern = typeof hiddenAreas

/** What the product would be without complementary suppression. */
const primaryOnly = (shape: AreaShape, tables: readonly Table[], { threshold }: Rule) =>
  new Set(shape.codes.filter((code) => tables.some((table) => (table.get(code) ?? threshold) < threshold)))

/** Everything the attacker gets out of one group: hidden cells worked out exactly, and those told too closely. */
function gotOut(shape: AreaShape, tables: readonly Table[], pattern: Pattern, more: readonly Statement[] = []): string[] {
  const hidden = pattern(shape, tables, RULE, RANK)
  const statements = [...tables.flatMap((table, index) => statementsOf(`t${index}`, shape, table, hidden)), ...more]
  const solved = solvedCells(statements)
  const narrowed = narrowedCells(statements)
  return tables.flatMap((table, index) =>
    [...hidden].flatMap((code) => {
      const cell = `t${index}/${code}`
      if (!table.has(code)) return []
      const [low, high] = narrowed.get(cell) ?? [0, Number.POSITIVE_INFINITY]
      if (solved.has(cell)) return [`${cell} is ${solved.get(cell)}`]
      return high - low < RULE.width ? [`${cell} lies in ${low}–${high}`] : []
    }),
  )
}

/** A whole and its two parts, as three tables of one group. */
function wholeOf([one, two]: readonly Table[], shape: AreaShape): readonly [whole: Table, one: Table, two: Table] {
  const whole = new Map<string, number>()
  for (const code of shape.codes) {
    const values = [one?.get(code), two?.get(code)].filter((value) => value !== undefined)
    if (values.length > 0)
      whole.set(
        code,
        values.reduce((a, b) => a + b, 0),
      )
  }
  return [whole, one as Table, two as Table]
}

/** Whole = one + two, cell by cell: what anybody knows of a whole and its parts. */
function partsOf(shape: AreaShape, [whole, ...parts]: readonly Table[]): readonly Statement[] {
  return shape.codes.flatMap((code): Statement[] => {
    if (!whole?.has(code)) return []
    const terms = parts.flatMap((part, index) => (part.has(code) ? [[`t${index + 1}/${code}`, 1] as const] : []))
    return [{ terms: [[`t0/${code}`, -1], ...terms], equals: 0 }]
  })
}

const arbitraryGroup = (count: number) =>
  arbitraryShape.chain((shape) => arbitraryTables(shape, count).map((tables) => ({ shape, tables })))

describe('hidden counts', () => {
  it('cannot be worked out from the sums of a tree, exactly or to a narrower interval than promised', () => {
    fc.assert(
      fc.property(arbitraryGroup(1), ({ shape, tables }) => {
        expect(gotOut(shape, tables, hiddenAreas)).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  it('cannot be worked out from a whole and its parts, by subtracting across and down', () => {
    fc.assert(
      fc.property(arbitraryGroup(2), ({ shape, tables }) => {
        const all = wholeOf(tables, shape)
        expect(gotOut(shape, all, hiddenAreas, partsOf(shape, all))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('are worked out again and again where only small cells are hidden: the attacker is worth the name', () => {
    const seen = { sums: 0, parts: 0 }
    fc.assert(
      fc.property(arbitraryGroup(2), ({ shape, tables }) => {
        if (gotOut(shape, tables.slice(0, 1), primaryOnly).some((each) => each.includes(' is '))) seen.sums++
        const all = wholeOf(tables, shape)
        if (gotOut(shape, all, primaryOnly, partsOf(shape, all)).length > 0) seen.parts++
      }),
      { numRuns: 100 },
    )
    expect(seen.sums).toBeGreaterThan(10)
    expect(seen.parts).toBeGreaterThan(10)
  })

  it('are worked out where a whole and its parts do not hide the same areas', () => {
    const shape = shapeOf('city', { city: ['a', 'b', 'c'] })
    const one = tableOf(
      shape,
      new Map([
        ['a', 3],
        ['b', 20],
        ['c', 40],
      ]),
    )
    const two = tableOf(
      shape,
      new Map([
        ['a', 30],
        ['b', 20],
        ['c', 40],
      ]),
    )
    const all = wholeOf([one, two], shape)
    const statements = [
      ...all.flatMap((table, index) => statementsOf(`t${index}`, shape, table, hiddenAreas(shape, [table], RULE, RANK))),
      ...partsOf(shape, all),
    ]
    expect(solvedCells(statements).get('t1/a')).toBe(3)
    expect(gotOut(shape, all, hiddenAreas, partsOf(shape, all))).toEqual([])
  })

  it('leaves every figure in place where nothing is small', () => {
    fc.assert(
      fc.property(arbitraryGroup(1), ({ shape, tables }) => {
        const large = tables.map((table) => new Map([...table].map(([code, value]) => [code, value + 1000] as const)))
        expect(hiddenAreas(shape, large, RULE, RANK).size).toBe(0)
      }),
    )
  })

  it('hides what is small, zero included, whatever else it hides', () => {
    fc.assert(
      fc.property(arbitraryGroup(2), ({ shape, tables }) => {
        const hidden = hiddenAreas(shape, tables, RULE, RANK)
        for (const code of primaryOnly(shape, tables, RULE)) expect(hidden).toContain(code)
      }),
    )
  })
})

describe('somebody who knows the rule by heart, but not the order of areas', () => {
  const towns = ['a', 'b', 'c', 'd']
  const cities: readonly [name: string, shape: AreaShape, most: number][] = [
    ['two towns', shapeOf('city', { city: ['a', 'b'] }), 30],
    ['three towns', shapeOf('city', { city: ['a', 'b', 'c'] }), 14],
    ['two zones of two towns', shapeOf('city', { city: ['x', 'y'], x: ['a', 'b'], y: ['c', 'd'] }), 12],
  ]

  it.each(cities)(
    'finds no hidden count of %s, and none to fewer than five possible values: all cities are tried',
    (_, shape, most) => {
      const leaves = towns.filter((town) => shape.codes.includes(town))
      const possible = new Map<string, Map<string, Set<number>>>()
      for (const counts of countsUpTo(leaves.length, most)) {
        const table = tableOf(shape, new Map(leaves.map((code, index) => [code, counts[index]])))
        // What is published of this city under any order: each published picture is possible for all cities that make it.
        for (const order of ordersOf(shape)) {
          const hidden = hiddenAreas(shape, [table], RULE, (area) => order.indexOf(area))
          const picture = shape.codes.map((code) => (hidden.has(code) ? '?' : table.get(code))).join(' ')
          const cells = possible.get(picture) ?? new Map<string, Set<number>>()
          possible.set(picture, cells)
          for (const code of hidden) cells.set(code, (cells.get(code) ?? new Set()).add(table.get(code) as number))
        }
      }
      // Cities larger than those tried could have made the others as well.
      const whole = [...possible].filter(([picture]) => picture[0] !== '?' && Number.parseInt(picture, 10) <= most)
      const counts = whole.flatMap(([picture, cells]) =>
        [...cells].map(([code, values]) => ({ picture, code, values: values.size })),
      )
      expect(counts.length).toBeGreaterThan(40)
      expect(counts.filter(({ values }) => values < RULE.threshold)).toEqual([])
    },
  )
})

/** Every way to give `places` areas counts up to `most`. */
function countsUpTo(places: number, most: number): readonly (readonly number[])[] {
  if (places === 0) return [[]]
  return countsUpTo(places - 1, most).flatMap((rest) => Array.from({ length: most + 1 }, (_, count) => [count, ...rest]))
}

/** Every order of areas that can make a difference: of the members of each area among themselves. */
function ordersOf(shape: AreaShape): readonly (readonly string[])[] {
  return shape.codes.reduce<readonly (readonly string[])[]>(
    (orders, code) => orders.flatMap((order) => permutations(shape.members(code)).map((members) => [...order, ...members])),
    [[]],
  )
}

function permutations(items: readonly string[]): readonly (readonly string[])[] {
  if (items.length < 2) return [items]
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]))
}

describe('the bounds of hidden counts', () => {
  it('are exact: every one of them is the value of some possible city, and no city lies beyond', () => {
    const small = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 })
    const shape = shapeOf('city', { city: ['x', 'y'], x: ['a', 'b', 'c'], y: ['d', 'e'] })
    const leaves = ['a', 'b', 'c', 'd', 'e']
    fc.assert(
      fc.property(small, fc.subarray(shape.codes.slice(1)), (values, chosen) => {
        const table = tableOf(shape, new Map(leaves.map((code, index) => [code, values[index]])))
        const hidden = new Set(chosen)
        const tried = enumeratedCells(statementsOf('t', shape, table, hidden), table.get('city') as number)
        for (const [code, { low, high }] of suppressionBounds(shape, table, hidden))
          expect([code, ...(tried.get(`t/${code}`) as readonly number[])]).toEqual([code, low, high])
      }),
      { numRuns: 60 },
    )
  })

  it('are what somebody finds who narrows every sum until nothing moves', () => {
    fc.assert(
      fc.property(arbitraryGroup(1), fc.integer({ min: 1, max: 7 }), ({ shape, tables: [table] }, every) => {
        const hidden = new Set(shape.codes.filter((_, index) => index % every === 0))
        const narrowed = narrowedCells(statementsOf('t', shape, table as Table, hidden))
        for (const [code, { low, high }] of suppressionBounds(shape, table as Table, hidden)) {
          const [least, most] = narrowed.get(`t/${code}`) ?? [0, Number.POSITIVE_INFINITY]
          expect([code, least, most]).toEqual([code, low, high])
        }
      }),
    )
  })
})
