import type { Metric } from '#contract/metric.ts'
import type { Names } from '#contract/names.ts'
import type { BoundMetric } from '#contract/scene.ts'
import { type ResolvedSeries, shownStep } from '#contract/scene-series.ts'
import type { CityView } from '../state/city-view.ts'

/** A binding of a scene resolved for the area a screen is drilled to. */
export interface BoundFigure {
  readonly metric: Metric
  readonly series: ResolvedSeries
  /** The longest name to show, and the one for where that does not fit. */
  readonly name: Names
  readonly short: Names
}

/** Resolves a binding; undefined for a metric the catalogue does not have. */
export function boundFigure(item: BoundMetric, area: string, city: CityView): BoundFigure | undefined {
  const metric = city.metric(item.metric)
  if (!metric) return undefined
  const place = item.area === undefined || item.area === '$area' ? area : item.area
  return {
    metric,
    series: { metric: metric.id, area: city.shownArea(metric, place), step: shownStep(metric, item.step) },
    name: item.label ?? metric.names,
    short: metric.short ?? item.label ?? metric.names,
  }
}

/** Resolves all bindings, leaving out the unknown. */
export function boundFigures(items: readonly BoundMetric[], area: string, city: CityView): readonly BoundFigure[] {
  return items.map((item) => boundFigure(item, area, city)).filter((figure) => figure !== undefined)
}
