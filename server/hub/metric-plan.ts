import { STEP_MS, type Step } from '#contract/duration.ts'
import { isDivided, liveSteps, type Metric, promiseMs, type RollUp } from '#contract/metric.ts'
import type { CityModel } from './hub-port.ts'
import { foldingSteps } from './nested-fold.ts'

/** A closed window may still be completed for this long, in ms, before its figure is shown without the missing members. */
export const GRACE_MS = 30_000

/** One area of a metric, under a number of its own. Members come before the areas they fold into. */
export interface Place {
  readonly index: number
  readonly area: string
  /** True when a source may send the metric for this area. */
  readonly reports: boolean
  /** Indexes of the areas that fold into this one, in tree order. */
  readonly members: readonly number[]
  /** Indexes of the areas this one folds into: one, or none for the root and for an overlapping area of a sum. */
  readonly parents: readonly number[]
  /** Reporting areas below (or at) this one that are missed when they are silent. */
  readonly expected: number
  /** Its land is already counted in its neighbours: it never counts as reported in the areas above. */
  readonly overlaps: boolean
}

/** What the hub knows of one metric, worked out once so that no row has to ask the catalogue. */
export interface MetricPlan {
  readonly index: number
  readonly metric: Metric
  readonly id: string
  readonly period: Step
  /** The step of the running total, where the metric has one beside its period. */
  readonly headline: Step | undefined
  /** The steps the running total is folded through, the headline last; empty without one. */
  readonly through: readonly Step[]
  /** The step at which parts of the running total are written down (hours of a day), where there is one between. */
  readonly tier: Step | undefined
  readonly promiseMs: number
  readonly graceMs: number
  readonly areaRollUp: RollUp
  readonly timeRollUp: RollUp
  readonly divided: boolean
  readonly places: readonly Place[]
  readonly placeOf: ReadonlyMap<string, Place>
}

/** Plans of all metrics of a city, by id. O(metrics × areas), once at start. */
export function metricPlans(model: CityModel): ReadonlyMap<string, MetricPlan> {
  const plans = new Map<string, MetricPlan>()
  for (const metric of model.metrics.values()) plans.set(metric.id, metricPlan(metric, plans.size, model))
  return plans
}

function metricPlan(metric: Metric, index: number, model: CityModel): MetricPlan {
  const areas = model.metricAreas(metric.id)
  const depth = (code: string): number => model.tree.path(code).length
  const codes = [...model.tree.byCode.keys()].filter((code) => areas.carries.has(code))
  codes.sort((a, b) => depth(b) - depth(a))
  const indexOf = new Map(codes.map((code, place) => [code, place]))
  const membersOf = codes.map((code) => areas.members(code).map((member) => indexOf.get(member) as number))
  const parentsOf = codes.map((): number[] => [])
  for (const [parent, members] of membersOf.entries()) for (const member of members) parentsOf[member]?.push(parent)
  const places = codes.map(
    (area, place): Place => ({
      index: place,
      area,
      reports: areas.reports.has(area),
      members: membersOf[place] as number[],
      parents: parentsOf[place] as number[],
      expected: areas.expected(area),
      overlaps: model.tree.byCode.get(area)?.overlaps === true,
    }),
  )
  const period = metric.period as Step
  const headline = liveSteps(metric)[1]
  const through = headline ? (foldingSteps(period, headline) ?? [headline]) : []
  return {
    index,
    metric,
    id: metric.id,
    period,
    headline,
    through,
    tier: through.length > 1 ? through[0] : undefined,
    promiseMs: promiseMs(metric),
    graceMs: Math.min(STEP_MS[period], GRACE_MS),
    areaRollUp: metric.rollUp.area as RollUp,
    timeRollUp: metric.rollUp.time as RollUp,
    divided: isDivided(metric),
    places,
    placeOf: new Map(places.map((place) => [place.area, place])),
  }
}
