import { nests, STEP_MS, STEPS, type Step } from '#contract/duration.ts'
import type { Metric } from '#contract/metric.ts'
import type { Hub } from '../hub/hub-port.ts'
import type { Curve } from './open-block.ts'
import type { OpenPlan, PlannedFigure } from './open-plan.ts'
import { CURVE_WINDOWS } from './pace.ts'
import { rounded } from './release.ts'

/** The city's curves of all unprotected figures: the last day of what changes within one, else the newest windows. */
export async function readCurves(
  plan: OpenPlan,
  hub: Pick<Hub, 'history' | 'model'>,
  now: number,
): Promise<ReadonlyMap<string, Curve>> {
  const curves = new Map<string, Curve>()
  for (const figure of plan.plain.values()) curves.set(figure.metric.id, await readCurve(figure, hub, now))
  return curves
}

async function readCurve({ metric, areas }: PlannedFigure, hub: Pick<Hub, 'history' | 'model'>, now: number): Promise<Curve> {
  const [root] = areas
  if (root === undefined) return []
  const step = curveStep(metric)
  const { calendar } = hub.model
  const to = calendar.end(step, calendar.start(step, now))
  const points = await hub.history({ metric: metric.id, area: root, from: to - CURVE_WINDOWS * STEP_MS[step], to, step })
  // A counter's running window holds only part of its count: beside whole ones it would look like a fall.
  const over = metric.kind === 'counter' ? points.filter(({ window }) => window !== null && window[1] <= now) : points
  return over.slice(-CURVE_WINDOWS).map(({ window, value }) => [window?.[0] ?? 0, rounded(value, metric.decimals)])
}

/** The finest step of which a curve's windows cover a day, or the metric's own where that is longer. */
export function curveStep({ period }: Pick<Metric, 'period'>): Step {
  return STEPS.find((step) => nests(period, step) && STEP_MS[step] * CURVE_WINDOWS >= STEP_MS.P1D) ?? period
}
