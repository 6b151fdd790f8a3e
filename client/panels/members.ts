import type { Metric } from '#contract/metric.ts'
import { shownMembers } from '#contract/scene-series.ts'
import type { CityView } from '../state/city-view.ts'

/**
 * The areas below `area` that are held against each other. Overlapping areas (a port, a park) are left out: what is theirs
 * is counted in their neighbours already, and nothing may be counted or ranked twice.
 */
export function comparedMembers(metric: Metric, area: string, city: CityView, level?: string): readonly string[] {
  return shownMembers(metric, area, city.tree, level).filter((code) => !city.area(code)?.overlaps)
}

/** What the whole is called beside its parts: 全市 for the city, the area's short name else. */
export function wholeName(
  area: string,
  city: CityView,
  cityWord: string,
  name: (names: { zh: string; en: string }) => string,
): string {
  const found = city.area(area)
  if (!found) return area
  return found.level === 'city' ? cityWord : name(found.short ?? found.names)
}
