import fc from 'fast-check'
import type { AreaShape } from '../area-shape.ts'
import type { Table } from '../suppression-bounds.ts'
import type { Statement } from './attacker.ts'

/** A shape made of the members of each area. */
export function shapeOf(root: string, members: Readonly<Record<string, readonly string[]>>): AreaShape {
  const codes: string[] = []
  const walk = (code: string): void => {
    codes.push(code)
    for (const member of members[code] ?? []) walk(member)
  }
  walk(root)
  return { root, codes, members: (code) => members[code] ?? [] }
}

/** A table of the shape: leaves as given (undefined reported nothing), every other area the sum of its members. */
export function tableOf(shape: AreaShape, leaves: ReadonlyMap<string, number | undefined>): Table {
  const table = new Map<string, number>()
  for (const code of shape.codes.toReversed()) {
    const members = shape.members(code)
    const reported = members.flatMap((member) => table.get(member) ?? [])
    const value = members.length === 0 ? leaves.get(code) : reported.length === 0 ? undefined : reported.reduce((a, b) => a + b, 0)
    if (value !== undefined) table.set(code, value)
  }
  return table
}

/** Cities of one to four zones with up to five towns each. */
export const arbitraryShape: fc.Arbitrary<AreaShape> = fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }).map((zones) =>
  shapeOf('city', {
    city: zones.map((_, zone) => `z${zone}`),
    ...Object.fromEntries(zones.map((towns, zone) => [`z${zone}`, Array.from({ length: towns }, (_, town) => `z${zone}t${town}`)])),
  }),
)

/** Counts that are mostly about the threshold, where it matters, and sometimes not there at all. */
export const arbitraryCount: fc.Arbitrary<number | undefined> = fc.oneof(
  { weight: 5, arbitrary: fc.nat(8) },
  { weight: 2, arbitrary: fc.integer({ min: 5, max: 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 90_000 }) },
  { weight: 1, arbitrary: fc.constant(undefined) },
)

/** Tables of one shape: what `count` of them say of the same areas. */
export function arbitraryTables(shape: AreaShape, count: number): fc.Arbitrary<readonly Table[]> {
  const leaves = shape.codes.filter((code) => shape.members(code).length === 0)
  const one = fc
    .array(arbitraryCount, { minLength: leaves.length, maxLength: leaves.length })
    .map((values) => tableOf(shape, new Map(leaves.map((code, index) => [code, values[index]]))))
  return fc.array(one, { minLength: count, maxLength: count })
}

/** All that a published table says: its sums, and the value of every cell that is not hidden. `name` tells tables apart. */
export function statementsOf(name: string, shape: AreaShape, table: Table, hidden: ReadonlySet<string>): readonly Statement[] {
  const cell = (code: string) => `${name}/${code}`
  const sums = shape.codes.flatMap((code): Statement[] => {
    const members = shape.members(code).filter((member) => table.has(member))
    if (members.length === 0 || !table.has(code)) return []
    return [{ terms: [[cell(code), -1], ...members.map((member) => [cell(member), 1] as const)], equals: 0 }]
  })
  const told = shape.codes.flatMap((code): Statement[] => {
    const value = table.get(code)
    return value === undefined || hidden.has(code) ? [] : [{ terms: [[cell(code), 1]], equals: value }]
  })
  return [...sums, ...told]
}
