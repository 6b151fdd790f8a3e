import { type AreaTree, metricAreas } from './catalogue.ts'
import type { Step } from './duration.ts'
import type { Metric } from './metric.ts'
import type { Panel } from './scene.ts'
import { resolveStep, type SeriesRef } from './series.ts'

/** What is needed to work out which series a panel draws. */
export interface SceneContext {
  readonly tree: AreaTree
  readonly metrics: ReadonlyMap<string, Metric>
}

/** A series with its step resolved. */
export interface ResolvedSeries extends SeriesRef {
  readonly step: Step
}

/** The step a panel shows when its binding names none: the metric's headline (今日…) where there is one, else its period. */
export function shownStep(metric: Metric, step: string | undefined): Step {
  return resolveStep(metric, step ?? metric.headline ?? metric.period) ?? metric.period
}

/**
 * The area a figure of `metric` is shown for when the screen is drilled to `area`: the area itself, or its nearest
 * ancestor that has the metric (a city-wide figure stays the city's on a town's screen).
 */
export function shownArea(metric: Metric, area: string, tree: AreaTree): string {
  const { carries } = metricAreas(metric, tree)
  return tree.path(area).find((candidate) => carries.has(candidate.code))?.code ?? tree.root.code
}

/** Codes below `area` at `level` (default: the next level that has members) in which the metric has a series. */
export function shownMembers(metric: Metric, area: string, tree: AreaTree, level?: string): string[] {
  const { carries } = metricAreas(metric, tree)
  const target = level ?? (tree.byCode.get(area)?.level === 'city' ? 'town' : undefined)
  const found: string[] = []
  const walk = (code: string): void => {
    for (const child of tree.children(code)) {
      if (target === undefined || child.level === target) {
        if (carries.has(child.code)) found.push(child.code)
      } else walk(child.code)
    }
  }
  walk(area)
  return found
}

/**
 * Codes of the areas a map draws figures on: those below the root or, on the map of a single town, the town itself, which is
 * what has a shape.
 */
export function mapAreas(metric: Metric, tree: AreaTree, level?: string): string[] {
  const { root } = tree
  if (root.level !== 'town' || level === 'community') return shownMembers(metric, root.code, tree, level)
  return metricAreas(metric, tree).carries.has(root.code) ? [root.code] : []
}

/** Every series a panel draws when the screen is drilled to `area`; unknown metrics are left out. Pure. */
export function panelSeries(panel: Panel, area: string, context: SceneContext): ResolvedSeries[] {
  const { tree, metrics } = context
  const one = (id: string, at: string | undefined, step?: string): ResolvedSeries[] => {
    const metric = metrics.get(id)
    if (!metric) return []
    const place = shownArea(metric, at === undefined || at === '$area' ? area : at, tree)
    return [{ metric: id, area: place, step: shownStep(metric, step) }]
  }
  const below = (id: string, at: string | undefined, step?: string, level?: string): ResolvedSeries[] => {
    const metric = metrics.get(id)
    if (!metric) return []
    const place = at === undefined || at === '$area' ? area : at
    return shownMembers(metric, place, tree, level).map((code) => ({ metric: id, area: code, step: shownStep(metric, step) }))
  }
  const onMap = (id: string, step?: string, level?: string): ResolvedSeries[] => {
    const metric = metrics.get(id)
    if (!metric) return []
    return mapAreas(metric, tree, level).map((code) => ({ metric: id, area: code, step: shownStep(metric, step) }))
  }
  switch (panel.type) {
    case 'figure':
      return [
        ...one(panel.metric, panel.area, panel.step),
        ...(panel.with ?? []).flatMap((item) => one(item.metric, item.area ?? panel.area, item.step)),
      ]
    case 'figures':
    case 'weather':
    case 'table':
      return panel.items.flatMap((item) => one(item.metric, item.area, item.step))
    case 'trend':
      return one(panel.metric, panel.area, panel.step)
    case 'ranking':
      return [...one(panel.metric, panel.area, panel.step), ...below(panel.metric, panel.area, panel.step, panel.level)]
    case 'distribution':
      return [...one(panel.metric, panel.area, panel.step), ...below(panel.metric, panel.area, panel.step, panel.level)]
    case 'share':
      return [
        ...(panel.metrics ?? []).flatMap((metric) => one(metric, panel.area, panel.step)),
        ...(panel.metric ? [...one(panel.metric, panel.area, panel.step), ...below(panel.metric, panel.area, panel.step)] : []),
      ]
    case 'matrix':
      return panel.metrics.flatMap((metric) => below(metric, panel.area, undefined, panel.level))
    case 'map':
      return [
        ...panel.layers.flatMap((layer) => [
          ...one(layer.metric, tree.root.code, layer.step),
          ...onMap(layer.metric, layer.step, layer.kind === 'points' ? layer.level : undefined),
        ]),
        ...(panel.hero ? one(panel.hero.metric, panel.hero.area ?? panel.area, panel.hero.step) : []),
      ]
    case 'alarms':
      return [...metrics.values()]
        .filter((metric) => metric.threshold && (!panel.domains || panel.domains.includes(metric.domain)))
        .flatMap((metric) => [
          ...one(metric.id, panel.area, metric.threshold?.step),
          ...(metric.threshold?.level === 'town' ? below(metric.id, panel.area, metric.threshold.step, 'town') : []),
        ])
    case 'links':
      return [...metrics.values()].map((metric) => ({ metric: metric.id, area: tree.root.code, step: metric.period }))
    case 'clock':
    case 'incidents':
    case 'incident':
      return []
  }
}

/** Every metric a panel can show, by id. `links` counts none: it speaks of feeds, not of figures. */
export function panelMetrics(panel: Panel): string[] {
  switch (panel.type) {
    case 'figure':
      return [panel.metric, ...(panel.with ?? []).map((item) => item.metric)]
    case 'figures':
    case 'weather':
    case 'table':
      return panel.items.map((item) => item.metric)
    case 'trend':
    case 'ranking':
    case 'distribution':
      return [panel.metric]
    case 'share':
      return [...(panel.metrics ?? []), ...(panel.metric ? [panel.metric] : [])]
    case 'matrix':
      return panel.metrics
    case 'map':
      return [...panel.layers.map((layer) => layer.metric), ...(panel.themes ?? []), ...(panel.hero ? [panel.hero.metric] : [])]
    case 'alarms':
    case 'links':
    case 'clock':
    case 'incidents':
    case 'incident':
      return []
  }
}
