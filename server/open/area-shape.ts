import type { Area } from '#contract/area.ts'
import type { OpenDepth } from '#contract/open.ts'
import type { CityModel } from '../hub/hub-port.ts'

/**
 * The areas a figure is published for, as a tree: every area is the sum of its members, down to the depth of publishing.
 * Overlapping areas are not in it: their people are counted in their neighbours already.
 */
export interface AreaShape {
  readonly root: string
  /** Every area, each before its members. */
  readonly codes: readonly string[]
  members(code: string): readonly string[]
}

const DEPTHS: Record<OpenDepth, number> = { city: 0, zone: 1, town: 2 }
const LEVELS: Record<Area['level'], number> = { city: 0, zone: 1, town: 2, community: 3 }

/** The shape of a metric down to `depth`. A zone that reports for itself is a leaf, whatever the depth. */
export function areaShape(metric: string, depth: OpenDepth, model: Pick<CityModel, 'tree' | 'metricAreas'>): AreaShape {
  const { tree } = model
  const areas = model.metricAreas(metric)
  const isPublished = (code: string) => LEVELS[(tree.byCode.get(code) as Area).level] <= DEPTHS[depth]
  const members = (code: string) => areas.members(code).filter(isPublished)
  const codes: string[] = []
  const walk = (code: string): void => {
    codes.push(code)
    for (const member of members(code)) walk(member)
  }
  if (areas.carries.has(tree.root.code)) walk(tree.root.code)
  return { root: tree.root.code, codes, members }
}

/** One shape that has the areas and members of all of them; they are parts of one tree. */
export function unionShape(shapes: readonly AreaShape[]): AreaShape {
  const root = (shapes[0] as AreaShape).root
  const members = (code: string) => [...new Set(shapes.flatMap((shape) => shape.members(code)))]
  const codes: string[] = []
  const walk = (code: string): void => {
    codes.push(code)
    for (const member of members(code)) walk(member)
  }
  walk(root)
  return { root, codes, members }
}
