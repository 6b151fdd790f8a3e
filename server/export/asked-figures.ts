import type { Step } from '#contract/duration.ts'
import { Refusal } from '#contract/errors.ts'
import type { CityModel } from '../hub/hub-port.ts'
import { resolveFigure } from '../hub/resolve-series.ts'

/** A metric in an area, and the length of its windows. */
export interface AskedFigure {
  readonly metric: string
  readonly area: string
  readonly period: Step
}

/** Figures one file may hold: every town of a large city in a dozen metrics. */
export const MAX_EXPORT_SERIES = 500

const CHILDREN_OF = 'children-of:'

/**
 * The figures a file is asked for, metric by metric, each once, in the order asked; `children-of:CODE` stands for the members of an area
 * that the metric is kept in. Throws Refusal as `resolveFigure`, or `series/too-many`.
 */
export function askedFigures(model: CityModel, metrics: readonly string[], areas: readonly string[]): readonly AskedFigure[] {
  const asked = new Map<string, AskedFigure>()
  for (const metric of metrics)
    for (const area of areas.flatMap((each) => membersOf(model, metric, each))) {
      const { period } = resolveFigure(model, metric, area)
      asked.set(`${metric}@${area}`, { metric, area, period })
      if (asked.size > MAX_EXPORT_SERIES)
        throw new Refusal('series/too-many', `A file holds ${MAX_EXPORT_SERIES} figures; ask in parts.`)
    }
  return [...asked.values()]
}

function membersOf(model: CityModel, metric: string, area: string): readonly string[] {
  if (!area.startsWith(CHILDREN_OF)) return [area]
  const parent = area.slice(CHILDREN_OF.length)
  if (!model.tree.byCode.has(parent)) throw new Refusal('series/unknown-area', `There is no area "${parent}" in the catalogue.`)
  if (!model.metrics.has(metric)) throw new Refusal('series/unknown-metric', `There is no metric "${metric}" in the catalogue.`)
  const { carries } = model.metricAreas(metric)
  return model.tree.children(parent).flatMap(({ code }) => (carries.has(code) ? [code] : []))
}
