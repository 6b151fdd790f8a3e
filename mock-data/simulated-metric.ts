import type { MetricAreas } from '#contract/catalogue.ts'
import type { Metric } from '#contract/metric.ts'
import type { Facts } from './facts.ts'

/** What a source would say: a value, or a numerator and a denominator. */
export type Figure = { readonly value: number } | { readonly numerator: number; readonly denominator: number }

/** A metric with all the simulator knows of it. */
export interface SimulatedMetric {
  readonly metric: Metric
  readonly facts: Facts
  readonly areas: MetricAreas
  readonly key: number
  readonly periodMs: number
  /** Some scene draws its day as a curve, so its past is told as finely for communities as for towns. */
  readonly isDrawn: boolean
}
