import type { OpenCell } from '#contract/open.ts'
import type { Coverage, Point } from '#contract/point.ts'
import { hiddenAreas } from './hidden-areas.ts'
import type { ProtectedFigure, ProtectedGroup } from './open-plan.ts'
import type { Table } from './suppression-bounds.ts'

/** A window of a protected figure as it is published, once and for good. */
export interface Release {
  readonly metric: string
  readonly window: readonly [start: number, end: number]
  readonly releasedAt: number
  readonly observedAt: number | null
  readonly coverage: Coverage
  readonly cells: readonly OpenCell[]
}

/** The points of a group's figures for one window, by metric and area; areas without any observation have none. */
export type GroupPoints = ReadonlyMap<string, ReadonlyMap<string, Point>>

/** When a release is made, and of what. */
export interface ReleaseMoment {
  readonly at: number
  windowOf(figure: ProtectedFigure): readonly [start: number, end: number]
  /** Whether the city's figure of a metric that this group follows is published for the same time. */
  isVisible(metric: string): boolean
  /** In which order areas are hidden to protect others: secret, and the same each time. */
  rank(area: string): number
}

/** What is published of a group's window. Pure: the same points make the same release. */
export function releasesOf(group: ProtectedGroup, points: GroupPoints, moment: ReleaseMoment): readonly Release[] {
  const rule = { threshold: group.threshold, width: group.threshold }
  const hidden = hiddenAreas(group.shape, groupTables(group, points), rule, moment.rank)
  return group.figures.map((figure) => {
    const own = points.get(figure.metric.id) ?? new Map<string, Point>()
    const root = own.get(figure.shape.root)
    const isHiddenToo = !figure.follows.every((metric) => moment.isVisible(metric))
    return {
      metric: figure.metric.id,
      window: moment.windowOf(figure),
      releasedAt: moment.at,
      observedAt: root?.observedAt ?? null,
      coverage: root?.coverage ?? { reported: 0, expected: 0 },
      cells: figure.areas.map((area): OpenCell => {
        const point = own.get(area)
        if (!point) return { area, value: null }
        if (hidden.has(area) || isHiddenToo) return { area, value: null, protected: true }
        return { area, value: rounded(point.value, figure.metric.decimals) }
      }),
    }
  })
}

/**
 * The counts a group's figures are made of, each a table whose cells add up over the tree: the value of a count, the two
 * sides of a rate, the number of cases in a mean; and what a whole has besides its parts, which anybody can subtract.
 */
export function groupTables(group: ProtectedGroup, points: GroupPoints): readonly Table[] {
  const counts = new Map(group.figures.map((figure) => [figure.metric.id, countsOf(figure, points.get(figure.metric.id))]))
  const rests = group.wholes.map(({ whole, parts }) => {
    const [total] = counts.get(whole) ?? []
    const rest = new Map<string, number>()
    for (const [area, value] of total ?? [])
      rest.set(
        area,
        parts.reduce((left, part) => left - (counts.get(part)?.[0]?.get(area) ?? 0), value),
      )
    return isEmpty(rest) ? [] : [rest]
  })
  return [...counts.values(), ...rests].flat()
}

function countsOf({ metric }: ProtectedFigure, points: ReadonlyMap<string, Point> | undefined): readonly Table[] {
  const table = (read: (point: Point) => number) => new Map([...(points ?? [])].map(([area, point]) => [area, read(point)]))
  switch (metric.rollUp.area) {
    case 'ratio':
      return [table(numeratorOf), table((point) => denominatorOf(point) - numeratorOf(point))]
    case 'mean':
      return [table(denominatorOf)]
    default:
      return [table((point) => point.value ?? 0)]
  }
}

function numeratorOf({ numerator = 0 }: Point): number {
  return numerator
}

function denominatorOf({ denominator = 0 }: Point): number {
  return denominator
}

/** A whole that is its parts and nothing else: there is no rest that could be told. */
function isEmpty(rest: Table): boolean {
  return [...rest.values()].every((value) => value === 0)
}

/** A value as exact as it is shown, never minus zero. Null stays null: nothing was there to divide by. */
export function rounded(value: number | null, decimals: number): number | null {
  return value === null ? null : Number(value.toFixed(decimals)) + 0
}
