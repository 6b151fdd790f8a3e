import type { Metric } from '#contract/metric.ts'
import type { Names } from '#contract/names.ts'
import type { Panel } from '#contract/scene.ts'
import type { CityView } from '../state/city-view.ts'

/**
 * The areas below `area` that are held against each other. Overlapping areas (a port, a park) are left out: what is theirs
 * is counted in their neighbours already, and nothing may be counted or ranked twice.
 */
export function comparedMembers(metric: Metric, area: string, city: CityView, level?: string): readonly string[] {
  return city.shownMembers(metric, area, level).filter((code) => !city.area(code)?.overlaps)
}

/**
 * The area whose parts are compared on a screen drilled to `area`: that area, or where it has no parts for these metrics
 * the nearest one around it that has, so that a town is seen among its neighbours instead of alone.
 */
export function comparedArea(metrics: readonly Metric[], area: string, city: CityView, level?: string): string {
  const hasParts = (code: string) => metrics.some((metric) => comparedMembers(metric, code, city, level).length > 1)
  return city.tree.path(area).find(({ code }) => hasParts(code))?.code ?? area
}

/** The area a panel that compares areas speaks of when the screen is drilled to `area`; other panels speak of `area`. */
export function panelArea(panel: Panel, area: string, city: CityView): string {
  switch (panel.type) {
    case 'ranking':
    case 'distribution':
      return comparedArea(known([panel.metric], city), bound(panel.area, area), city, panel.level)
    case 'matrix':
      return comparedArea(known(panel.metrics, city), bound(panel.area, area), city, panel.level)
    case 'share':
      return panel.metric ? comparedArea(known([panel.metric], city), bound(panel.area, area), city) : bound(panel.area, area)
    default:
      return area
  }
}

function bound(code: string | undefined, area: string): string {
  return code === undefined || code === '$area' ? area : code
}

function known(ids: readonly string[], city: CityView): readonly Metric[] {
  return ids.map((id) => city.metric(id)).filter((metric) => metric !== undefined)
}

/** What the whole is called beside its parts: 全市 for the city, the area's short name else. */
export function wholeName(area: string, city: CityView, cityWord: string, name: (names: Names) => string): string {
  const found = city.area(area)
  if (!found) return area
  return found.level === 'city' ? cityWord : name(found.short ?? found.names)
}
