import { type Static, Type } from 'typebox'
import { type Area, type AreaLevel, AreaSchema } from './area.ts'
import { CitySchema } from './city.ts'
import { DrillMarkSchema } from './drill-mark.ts'
import { EntityKindSchema } from './entity-kind.ts'
import { type Metric, MetricSchema } from './metric.ts'
import { SceneSchema } from './scene.ts'

/** Everything a screen needs to know of a city before the first figure: names, areas, metrics, scenes. */
export const CatalogueSchema = Type.Object(
  {
    version: Type.String({ description: 'Changes whenever anything in the catalogue does.' }),
    hub: Type.Union([Type.Literal('simulated'), Type.Literal('none')], {
      description: 'simulated: the figures are invented by the simulated hub; every screen says so.',
    }),
    drill: Type.Optional(DrillMarkSchema),
    city: CitySchema,
    areas: Type.Array(AreaSchema),
    metrics: Type.Array(MetricSchema),
    scenes: Type.Array(SceneSchema),
    entityKinds: Type.Optional(Type.Array(EntityKindSchema, { description: 'Kinds of things with an identity, if any.' })),
  },
  { additionalProperties: false, $id: 'catalogue' },
)
export type Catalogue = Static<typeof CatalogueSchema>

/** The area tree with the look-ups everybody needs. Order of `children` is the order of the files. */
export interface AreaTree {
  readonly root: Area
  readonly byCode: ReadonlyMap<string, Area>
  children(code: string): readonly Area[]
  /** The area and all its ancestors, nearest first. */
  path(code: string): readonly Area[]
}

/** Builds the tree. Throws Error naming the code for a missing parent, a second root or a cycle. */
export function areaTree(areas: readonly Area[]): AreaTree {
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const children = new Map<string, Area[]>()
  const roots: Area[] = []
  for (const area of areas) {
    if (area.parent === undefined) roots.push(area)
    else if (!byCode.has(area.parent)) throw new Error(`area ${area.code}: parent ${area.parent} does not exist`)
    else children.set(area.parent, [...(children.get(area.parent) ?? []), area])
  }
  if (byCode.size !== areas.length) throw new Error(`areas: code ${firstRepeated(areas)} is given twice`)
  if (roots.length !== 1)
    throw new Error(`areas: exactly one area has no parent; found ${roots.map((area) => area.code).join(', ') || 'none'}`)
  const path = (code: string): Area[] => {
    const found: Area[] = []
    let area = byCode.get(code)
    while (area) {
      if (found.length > 8) throw new Error(`area ${code}: its parents form a circle`)
      found.push(area)
      area = area.parent === undefined ? undefined : byCode.get(area.parent)
    }
    return found
  }
  for (const area of areas) path(area.code)
  return { root: roots[0] as Area, byCode, children: (code) => children.get(code) ?? NONE, path }
}

const NONE: readonly Area[] = []

function firstRepeated(areas: readonly Area[]): string {
  const seen = new Set<string>()
  for (const { code } of areas) {
    if (seen.has(code)) return code
    seen.add(code)
  }
  return ''
}

const DEPTH: Record<AreaLevel, number> = { city: 0, zone: 1, town: 2, community: 3 }

/** True when `level` lies deeper in the tree than `other`. */
export function isBelow(level: AreaLevel, other: AreaLevel): boolean {
  return DEPTH[level] > DEPTH[other]
}

/**
 * How a metric lives on the tree.
 * - `reports`: the areas a source may send it for: those of its level, those above it that are not divided any further
 *   (a high-tech zone without communities reports for itself), or exactly `metric.areas`.
 * - `carries`: every area it has a series in: the reporting ones and all their ancestors.
 * - `members(code)`: the areas whose figures fold into this area's, empty for a reporting area. Overlapping areas join
 *   only extremes (`max`, `min`), since nothing is counted twice there.
 * - `expected(code)`: how many reporting areas below (or at) `code` should report; overlapping areas are never missed.
 */
export interface MetricAreas {
  readonly reports: ReadonlySet<string>
  readonly carries: ReadonlySet<string>
  members(code: string): readonly string[]
  expected(code: string): number
}

/** Works out `MetricAreas` for one metric. Pure; O(areas). */
export function metricAreas(metric: Pick<Metric, 'level' | 'areas' | 'rollUp'>, tree: AreaTree): MetricAreas {
  const level = metric.level as AreaLevel
  const named = metric.areas ? new Set(metric.areas) : undefined
  const reports = new Set<string>()
  /** A part at the level, or above it, reports or has parts that do: the area itself then does not. */
  const hasReportingParts = (area: Area): boolean =>
    tree.children(area.code).some((child) => !isBelow(child.level as AreaLevel, level))
  for (const area of tree.byCode.values()) {
    const atLevel = area.level === level || (isBelow(level, area.level as AreaLevel) && !hasReportingParts(area))
    if (named ? named.has(area.code) : atLevel) reports.add(area.code)
  }
  const isExtreme = metric.rollUp.area === 'max' || metric.rollUp.area === 'min'
  const carries = new Set<string>()
  const members = new Map<string, string[]>()
  const expected = new Map<string, number>()
  for (const code of reports) {
    const path = tree.path(code)
    /** True above an overlapping area on the way up, the reporting one or one that its parts fold into. */
    let overlapping = false
    for (const [index, area] of path.entries()) {
      const child = path[index - 1]
      overlapping ||= child?.overlaps === true
      carries.add(area.code)
      if (!overlapping) expected.set(area.code, (expected.get(area.code) ?? 0) + 1)
      if (child === undefined || (overlapping && !isExtreme)) continue
      const known = members.get(area.code) ?? []
      if (!known.includes(child.code)) known.push(child.code)
      members.set(area.code, known)
    }
  }
  const inOrder = new Map(
    [...members].map(([code, list]) => [
      code,
      tree
        .children(code)
        .map((child) => child.code)
        .filter((child) => list.includes(child)),
    ]),
  )
  return {
    reports,
    carries,
    members: (code) => inOrder.get(code) ?? [],
    expected: (code) => expected.get(code) ?? 0,
  }
}
