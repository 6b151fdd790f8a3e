import type { AlarmState } from '#contract/alarm.ts'
import {
  type AlarmCause,
  type AlarmRule,
  type AlarmRuleKind,
  type AlarmRuleOf,
  type AlarmSeverity,
  type Flow,
  type Paging,
  RETURN_S,
} from '#contract/alarm-rule.ts'
import type { Step } from '#contract/duration.ts'
import { type Metric, sensitivityOf } from '#contract/metric.ts'
import { type SeriesKey, seriesKey } from '#contract/series.ts'
import type { CityModel } from '../hub/hub-port.ts'
import type { Patience } from './judge.ts'
import { usualBack } from './limits.ts'
import type { AnomalyLimits } from './read-anomaly.ts'
import type { RateLimits } from './read-rate.ts'
import type { ThresholdLimits } from './read-threshold.ts'

/** What the alarms of a rule in an area say of themselves. */
export type Said = Pick<AlarmState, 'rule' | 'area'> &
  Partial<Pick<AlarmState, 'domain' | 'sensitivity' | 'department' | 'metric' | 'step'>>

export interface Downstream {
  readonly area: string
  readonly afterMs: number
}

interface Watched {
  /** `rule@area`: what the ids of its alarms begin with. */
  readonly name: string
  readonly said: Said
  readonly patience: Patience
  readonly page: Readonly<Record<AlarmSeverity, Paging>>
  /** The series it listens to. */
  readonly series: readonly SeriesKey[]
  /** Where what it finds is next, and how much later, ms. */
  readonly downstream?: readonly Downstream[]
}

interface OnMetric {
  readonly metric: string
  readonly area: string
  readonly step: Step
}

/** A rule where it is held against figures: one for each area it watches. */
export type WatchedRule = Watched &
  (
    | { readonly kind: 'threshold'; readonly limits: ThresholdLimits }
    | { readonly kind: 'rate'; readonly limits: RateLimits; readonly on: OnMetric }
    | { readonly kind: 'silence'; readonly limits: { readonly warning?: number; readonly critical?: number } }
    | { readonly kind: 'anomaly'; readonly limits: AnomalyLimits; readonly on: OnMetric; readonly learnDays: number }
  )

/** Every area in which each rule is watched. The rules were checked against the catalogue when the city was loaded. */
export function watchedRules({ rules, causes, flows = [] }: AlarmRules, model: CityModel): readonly WatchedRule[] {
  const named = new Map(causes.map((cause) => [cause.id, cause]))
  const watched = rules.flatMap((rule) => WATCHING[rule.kind](rule as never, model, named.get(rule.cause ?? '')))
  return watched.map((one) => ({ ...one, ...downstreamOf(one.said, flows) }))
}

/** Everything the files of a city say of its alarms. */
export interface AlarmRules {
  readonly rules: readonly AlarmRule[]
  readonly causes: readonly AlarmCause[]
  readonly flows?: readonly Flow[]
}

/** The areas further down the way of what a rule measures, each with the time it takes from the rule's own. Pure. */
function downstreamOf({ metric, area }: Said, flows: readonly Flow[]): { readonly downstream?: readonly Downstream[] } {
  const path = flows.find((flow) => flow.metric === metric && flow.path.some((one) => one.area === area))?.path ?? []
  const here = path.find((one) => one.area === area)
  const further = path.slice(path.findIndex((one) => one.area === area) + 1)
  if (!here || further.length === 0) return {}
  return { downstream: further.map((one) => ({ area: one.area, afterMs: (one.hours - here.hours) * 3_600_000 })) }
}

const WATCHING: {
  readonly [Kind in AlarmRuleKind]: (
    rule: AlarmRuleOf<Kind>,
    model: CityModel,
    cause: AlarmCause | undefined,
  ) => readonly WatchedRule[]
} = {
  threshold: (rule, model, cause) =>
    inAreas(rule, model, cause, (metric, _on, watched) => {
      const { threshold } = metric
      const side = rule.side ?? threshold?.side ?? 'above'
      const own = rule.warning !== undefined || rule.critical !== undefined
      const warning = own ? rule.warning : threshold?.warn
      const critical = own ? rule.critical : threshold?.critical
      const back = rule.back ?? usualBack({ warning, critical }, side, metric.range)
      const limits = { side, back, ...limitsOf(warning, critical) }
      return { ...watched, kind: 'threshold', limits }
    }),
  rate: (rule, model, cause) =>
    inAreas(rule, model, cause, (_metric, on, watched) => {
      const { warning, critical, side } = rule
      const back = rule.back ?? (warning ?? critical ?? 0) / 10
      return { ...watched, kind: 'rate', on, limits: { side, windowMs: rule.windowS * 1000, back, ...limitsOf(warning, critical) } }
    }),
  anomaly: (rule, model, cause) =>
    inAreas(rule, model, cause, (_metric, on, watched) => {
      const { side, warning, critical, learnDays } = rule
      return { ...watched, kind: 'anomaly', on, learnDays, limits: { side, ...limitsOf(warning, critical) } }
    }),
  silence: (rule, model, cause) => {
    const metrics = [...model.metrics.values()].filter(({ id, department }) =>
      rule.metric === undefined ? department === rule.department : id === rule.metric,
    )
    const [first] = metrics
    if (!first) return []
    const area = model.tree.root.code
    const series = metrics
      .filter(({ id }) => model.metricAreas(id).carries.has(area))
      .map((metric) => seriesKey(metric.id, area, metric.period as Step))
    const isOneDomain = metrics.every(({ domain }) => domain === first.domain)
    const said = {
      ...{ rule: ruleOf(rule, cause), area, department: first.department },
      ...(isOneDomain && { domain: first.domain }),
      ...(rule.metric !== undefined && { metric: rule.metric, step: first.period }),
    }
    const limits = rule.warning === undefined && rule.critical === undefined ? { warning: 0.5, critical: 1 } : rule
    return [{ ...watchedOf(rule, said, series), kind: 'silence', limits: limitsOf(limits.warning, limits.critical) }]
  },
}

function inAreas(
  rule: AlarmRuleOf<'threshold' | 'rate' | 'anomaly'>,
  model: CityModel,
  cause: AlarmCause | undefined,
  watch: (metric: Metric, on: OnMetric, watched: Watched) => WatchedRule,
): readonly WatchedRule[] {
  const metric = model.metrics.get(rule.metric)
  if (!metric) return []
  const { threshold, period } = metric
  const step = (rule.step ?? threshold?.step ?? period) as Step
  const level = rule.level ?? threshold?.level ?? metric.level
  const named = rule.areas && new Set(rule.areas)
  const areas = [...model.metricAreas(metric.id).carries].filter((code) =>
    named ? named.has(code) : model.tree.byCode.get(code)?.level === level,
  )
  const sensitivity = sensitivityOf(metric)
  return areas.map((area) => {
    const said = {
      ...{ rule: ruleOf(rule, cause), area, domain: metric.domain, department: metric.department, metric: metric.id, step },
      ...(sensitivity === 'sensitive' && { sensitivity }),
    }
    return watch(metric, { metric: metric.id, area, step }, watchedOf(rule, said, [seriesKey(metric.id, area, step)]))
  })
}

function watchedOf(rule: AlarmRule, said: Said, series: readonly SeriesKey[]): Watched {
  const { holdS = 0, calmS = holdS, returnS = RETURN_S, page } = rule
  return {
    ...{ name: `${rule.id}@${said.area}`, said, series },
    patience: { holdMs: holdS * 1000, calmMs: calmS * 1000, returnMs: returnS * 1000 },
    page: { warning: page?.warning ?? 'nobody', critical: page?.critical ?? 'duty' },
  }
}

function ruleOf({ id, kind, names }: AlarmRule, cause: AlarmCause | undefined): AlarmState['rule'] {
  return { id, kind, ...(names && { names }), ...(cause && { cause }) }
}

function limitsOf(warning: number | undefined, critical: number | undefined): { warning?: number; critical?: number } {
  return { ...(warning !== undefined && { warning }), ...(critical !== undefined && { critical }) }
}
