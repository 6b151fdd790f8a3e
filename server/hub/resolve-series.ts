import type { Step } from '#contract/duration.ts'
import { Refusal } from '#contract/errors.ts'
import type { Metric } from '#contract/metric.ts'
import { resolveStep, type SeriesKey, seriesKey } from '#contract/series.ts'
import type { CityModel } from './hub-port.ts'

/** A series as a caller names it; `step` may be any text and is judged here. */
export interface NamedSeries {
  readonly metric: string
  readonly area: string
  readonly step?: string | undefined
}

/**
 * The metric of a figure that exists. Throws Refusal: `series/unknown-metric`, `series/unknown-area`, or
 * `series/no-such-level` for an area in which the metric has no series.
 */
export function resolveFigure(model: CityModel, metric: string, area: string): Metric {
  const found = model.metrics.get(metric)
  if (!found) throw new Refusal('series/unknown-metric', `There is no metric "${metric}" in the catalogue.`)
  const place = model.tree.byCode.get(area)
  if (!place) throw new Refusal('series/unknown-area', `There is no area "${area}" in the catalogue.`)
  if (!model.metricAreas(metric).carries.has(area))
    throw new Refusal(
      'series/no-such-level',
      `${metric} has no series in ${area} (${place.level}); it is reported at the level of ${found.level}.`,
    )
  return found
}

/** The key of the live series a caller means. Throws Refusal as `resolveFigure`, or `series/unknown-step`. */
export function resolveSeries(model: CityModel, named: NamedSeries): SeriesKey {
  const metric = resolveFigure(model, named.metric, named.area)
  const step: Step | undefined = resolveStep(metric, named.step)
  if (step === undefined) throw new Refusal('series/unknown-step', `${named.metric} is not kept live at step ${named.step}.`)
  return seriesKey(named.metric, named.area, step)
}
