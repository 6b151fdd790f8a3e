import type { Metric } from '#contract/metric.ts'
import type { PanelOf } from '#contract/scene.ts'
import { type ResolvedSeries, shownStep } from '#contract/scene-series.ts'
import type { CityView } from '../../state/city-view.ts'
import { comparedMembers, panelArea } from '../members.ts'

/** What a matrix is of: nothing in it depends on figures, so it is worked out once for as long as the screen stays where it is. */
export interface MatrixShape {
  readonly metrics: readonly Metric[]
  /** Areas, one for each row. */
  readonly codes: readonly string[]
  /** Column by column, each from its first row to its last. */
  readonly series: readonly ResolvedSeries[]
}

/** Metrics × the members of the panel's area that are compared. Pure. */
export function matrixShape(panel: PanelOf<'matrix'>, area: string, city: CityView): MatrixShape {
  const place = panelArea(panel, area, city)
  const metrics = panel.metrics.map((id) => city.metric(id)).filter((metric) => metric !== undefined)
  const codes = [...new Set(metrics.flatMap((metric) => comparedMembers(metric, place, city, panel.level)))]
  const series = metrics.flatMap((metric) => {
    const step = shownStep(metric, undefined)
    return codes.map((code) => ({ metric: metric.id, area: code, step }))
  })
  return { metrics, codes, series }
}
