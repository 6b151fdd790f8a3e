import { type Static, Type } from 'typebox'
import { type Step, StepSchema } from './duration.ts'
import { liveSteps, type Metric } from './metric.ts'

/** Names a series: a metric in an area, at one of the metric's live steps (default: its period). */
export const SeriesRefSchema = Type.Object(
  { metric: Type.String({ maxLength: 80 }), area: Type.String({ maxLength: 32 }), step: Type.Optional(StepSchema) },
  { additionalProperties: false, description: 'A series: metric × area, at a step of the metric (default: its period).' },
)
export type SeriesRef = Static<typeof SeriesRefSchema>

/** A series name with its step resolved: `metric@area/step`. The one spelling used as a key everywhere. */
export type SeriesKey = string

/** The key of a series. `step` must already be resolved; see `resolveStep`. */
export function seriesKey(metric: string, area: string, step: Step): SeriesKey {
  return `${metric}@${area}/${step}`
}

/** Takes a key apart again. Returns undefined for anything that is not a key. */
export function parseSeriesKey(key: SeriesKey): { metric: string; area: string; step: Step } | undefined {
  const at = key.indexOf('@')
  const slash = key.lastIndexOf('/')
  if (at < 1 || slash <= at + 1) return undefined
  return { metric: key.slice(0, at), area: key.slice(at + 1, slash), step: key.slice(slash + 1) as Step }
}

/** The live step a reference means, or undefined when the metric is not kept live at the step it names. */
export function resolveStep(metric: Metric, step: string | undefined): Step | undefined {
  const steps = liveSteps(metric)
  if (step === undefined) return steps[0]
  return steps.find((known) => known === step)
}
