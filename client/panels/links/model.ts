import type { Freshness } from '#contract/freshness.ts'
import type { Point } from '#contract/point.ts'
import type { CityView } from '../../state/city-view.ts'

/** How the feeds stand, counted over the city's figures. */
export type FreshnessCounts = Readonly<Record<Freshness, number>> & { readonly total: number }

/** One department's feed: its figures by freshness, and the one that has been waited for longest. */
export interface DepartmentFeed {
  readonly department: string
  readonly counts: FreshnessCounts
  /** Late and silent figures, the oldest first. */
  readonly behind: readonly Point[]
}

export interface LinksModel {
  readonly counts: FreshnessCounts
  /** Departments of which nothing is late or silent, of all that ever reported. */
  readonly onTime: number
  readonly reporting: number
  /** Those behind first: most silent, then most late, then by name order of the catalogue. */
  readonly feeds: readonly DepartmentFeed[]
}

/** Counts the freshness of points. */
export function countFreshness(points: Iterable<Point>): FreshnessCounts {
  const counts = { live: 0, late: 0, silent: 0, empty: 0, total: 0 }
  for (const { freshness } of points) {
    counts[freshness] += 1
    counts.total += 1
  }
  return counts
}

/** The feeds of the departments from the newest point of every metric. */
export function linksModel(points: readonly Point[], city: CityView): LinksModel {
  const byDepartment = new Map<string, Point[]>()
  for (const { id } of city.catalogue.city.departments) byDepartment.set(id, [])
  for (const point of points) {
    const department = city.metric(point.metric)?.department
    if (department) byDepartment.get(department)?.push(point)
  }
  const feeds: DepartmentFeed[] = []
  for (const [department, own] of byDepartment) {
    if (own.length === 0) continue
    const behind = own
      .filter(({ freshness }) => freshness === 'late' || freshness === 'silent')
      .sort((a, b) => (a.observedAt ?? 0) - (b.observedAt ?? 0))
    feeds.push({ department, counts: countFreshness(own), behind })
  }
  feeds.sort((a, b) => b.counts.silent - a.counts.silent || b.counts.late - a.counts.late)
  const reporting = feeds.filter(({ counts }) => counts.empty < counts.total)
  return {
    counts: countFreshness(points),
    onTime: reporting.filter(({ behind }) => behind.length === 0).length,
    reporting: reporting.length,
    feeds,
  }
}
