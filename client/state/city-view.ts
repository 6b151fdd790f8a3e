import type { Area } from '#contract/area.ts'
import { type AreaTree, areaTree, type Catalogue, type MetricAreas, metricAreas } from '#contract/catalogue.ts'
import type { Department, Domain } from '#contract/city.ts'
import type { Metric } from '#contract/metric.ts'
import type { Scene } from '#contract/scene.ts'
import { type SceneContext, shownArea, shownMembers } from '#contract/scene-series.ts'
import { type WindowCalendar, windowCalendar } from '#contract/window.ts'

/** The catalogue as screens use it: looked up by id, with each metric's areas worked out once. */
export interface CityView extends SceneContext {
  readonly catalogue: Catalogue
  readonly tree: AreaTree
  readonly calendar: WindowCalendar
  readonly metrics: ReadonlyMap<string, Metric>
  /** Scenes in the order people are shown them. */
  readonly scenes: readonly Scene[]
  metric(id: string): Metric | undefined
  area(code: string): Area | undefined
  scene(id: string): Scene | undefined
  department(id: string): Department | undefined
  domain(id: string): Domain | undefined
  metricAreas(id: string): MetricAreas
  /** The area a figure is shown for on a screen drilled to `area`: as the contract's rule of that name, worked out once. */
  shownArea(metric: Metric, area: string): string
  /** Codes below `area` in which the metric has a series: as the contract's rule of that name, worked out once. */
  shownMembers(metric: Metric, area: string, level?: string): readonly string[]
}

/** Builds the view of a catalogue. Throws Error when its areas are not one tree. */
export function cityView(catalogue: Catalogue): CityView {
  const tree = areaTree(catalogue.areas)
  const metrics = new Map(catalogue.metrics.map((metric) => [metric.id, metric]))
  const scenes = [...catalogue.scenes].sort((a, b) => a.order - b.order)
  const byScene = new Map(scenes.map((scene) => [scene.id, scene]))
  const departments = new Map(catalogue.city.departments.map((department) => [department.id, department]))
  const domains = new Map(catalogue.city.domains.map((domain) => [domain.id, domain]))
  const areasOf = new Map<string, MetricAreas>()
  const areaOf = remembered((metric: Metric, area: string) => shownArea(metric, area, tree))
  const membersOf = remembered((metric: Metric, area: string, level?: string) => shownMembers(metric, area, tree, level))
  return {
    catalogue,
    tree,
    calendar: windowCalendar(catalogue.city.timeZone),
    metrics,
    scenes,
    metric: (id) => metrics.get(id),
    area: (code) => tree.byCode.get(code),
    scene: (id) => byScene.get(id),
    department: (id) => departments.get(id),
    domain: (id) => domains.get(id),
    metricAreas: (id) => {
      const known = areasOf.get(id)
      if (known) return known
      const metric = metrics.get(id)
      const found = metric ? metricAreas(metric, tree) : NOWHERE
      areasOf.set(id, found)
      return found
    },
    shownArea: areaOf,
    shownMembers: membersOf,
  }
}

/** A pure rule of a metric and places, worked out once for each: panels ask it at every drawing. */
function remembered<Result>(
  rule: (metric: Metric, area: string, level?: string) => Result,
): (metric: Metric, area: string, level?: string) => Result {
  const known = new Map<string, Result>()
  return (metric, area, level) => {
    const name = `${metric.id}@${area}/${level ?? ''}`
    const held = known.get(name)
    if (held !== undefined) return held
    const found = rule(metric, area, level)
    known.set(name, found)
    return found
  }
}

const NOWHERE: MetricAreas = { reports: new Set(), carries: new Set(), members: () => [], expected: () => 0 }
