import type { Step } from '#contract/duration.ts'
import { type Condition, type FigureCondition, type Plan, stepsAt } from '#contract/plan.ts'
import { seriesKey } from '#contract/series.ts'
import type { Hub } from '../hub/hub-port.ts'
import { evidenceOf, type Knowledge } from './evidence.ts'
import { type FigureReading, heldSince, holds, type ReadFigure } from './figure-reading.ts'
import { planArea } from './plan-area.ts'

type FigureHub = Pick<Hub, 'model' | 'latest' | 'history' | 'has'>

/**
 * The figures an applied plan waits for, as they are now: read once, so that equal conditions see equal figures, and only for steps
 * whose facts hold already. How long a figure has held is read from the record; so it is the same after a restart and on every
 * server. Throws RecordFault.
 */
export async function readFigures(plan: Plan, facts: Omit<Knowledge, 'figure'>, hub: FigureHub): Promise<ReadFigure> {
  const readings = new Map<FigureCondition, FigureReading>()
  for (const condition of waitedFor(plan, facts)) {
    const reading = await readFigure(condition, facts.state.place.area, hub, facts.now)
    if (reading) readings.set(condition, reading)
  }
  return (condition) => readings.get(condition)
}

/** Conditions about figures of the steps that have not proposed themselves and could now. */
function waitedFor(plan: Plan, facts: Omit<Knowledge, 'figure'>): readonly FigureCondition[] {
  const response = facts.state.levels.response?.level
  if (response === undefined) return []
  const known = { ...facts, figure: () => undefined }
  return stepsAt(plan, response)
    .filter(({ id }) => !facts.applied.steps.some(({ step }) => step === id))
    .filter(({ when }) => (when?.all ?? []).every((one) => one.kind === 'figure' || evidenceOf(one, known) !== undefined))
    .flatMap(({ when }) => [...(when?.all ?? []), ...(when?.any ?? [])])
    .filter((condition: Condition) => condition.kind === 'figure')
}

async function readFigure(
  condition: FigureCondition,
  place: string,
  hub: FigureHub,
  now: number,
): Promise<FigureReading | undefined> {
  const { model } = hub
  const metric = model.metrics.get(condition.metric)
  const area = metric && figureArea(condition, place, model)
  if (!metric || area === undefined) return undefined
  const step = (condition.step ?? metric.period) as Step
  const key = seriesKey(metric.id, area, step)
  if (!hub.has(key)) return undefined
  const { window, value, observedAt, freshness, revision } = hub.latest(key)
  if (window === null || value === null || observedAt === null) return undefined
  const names = model.tree.byCode.get(area)?.names ?? { zh: area, en: area }
  const since =
    condition.holdS !== undefined && holds(condition.is, value, condition.value)
      ? heldSince(
          await hub.history({ metric: metric.id, area, step, from: now - pastMs(condition.holdS, window), to: now }),
          condition,
        )
      : undefined
  return {
    ...{ metric: metric.id, names: metric.names, unit: metric.unit, decimals: metric.decimals, area, areaNames: names, step },
    ...{ value, window, observedAt, freshness, revision },
    ...(since !== undefined && { since }),
  }
}

/** So far back the record is read: the hold itself, and two windows more, of which the oldest may be cut. */
function pastMs(holdS: number, [from, to]: readonly [number, number]): number {
  return holdS * 1000 + 3 * (to - from)
}

/** The area of a condition’s figure: the one it names, or around the incident the nearest that has such a figure. */
function figureArea(
  { metric, area: word = 'place' }: FigureCondition,
  place: string,
  { tree, metricAreas }: FigureHub['model'],
): string | undefined {
  const { carries } = metricAreas(metric)
  const named = planArea(word, place, tree)
  return tree.path(named).find(({ code }) => carries.has(code))?.code
}
