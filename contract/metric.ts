import { type Static, Type } from 'typebox'
import { AREA_LEVELS, AreaLevelSchema } from './area.ts'
import { STEP_MS, type Step, StepSchema } from './duration.ts'
import { NamesSchema } from './names.ts'
import { SENSITIVITIES, type Sensitivity } from './sensitivity.ts'

/**
 * How values are carried up the area tree and along time.
 * - `sum`   additive quantities.
 * - `ratio` Σ numerator ÷ Σ denominator, divided last.
 * - `mean`  weighted mean: Σ numerator ÷ Σ denominator; a bare value counts as numerator=value, denominator=1.
 * - `max`, `min` the extreme; `last` the most recently observed.
 */
export const ROLL_UPS = ['sum', 'ratio', 'mean', 'max', 'min', 'last'] as const
export type RollUp = (typeof ROLL_UPS)[number]
const RollUpSchema = Type.Enum(ROLL_UPS)

/** Who may see a figure. `public` means everyone; `enterprise` means firms signed in; government sees all of its level. */
export const AUDIENCES = ['government', 'enterprise', 'public'] as const
export type Audience = (typeof AUDIENCES)[number]

/** A limit of a metric and where it applies. The comparison is inclusive: `above` 15 is reached at 15. */
export const ThresholdSchema = Type.Object(
  {
    side: Type.Union([Type.Literal('above'), Type.Literal('below')]),
    warn: Type.Optional(Type.Number()),
    critical: Type.Optional(Type.Number()),
    level: Type.Optional(AreaLevelSchema),
    step: Type.Optional(StepSchema),
  },
  { additionalProperties: false, description: 'Limits, the area level they apply at and the window they are measured over.' },
)

/**
 * One metric of the catalogue: what can be measured, how often it is promised, and how it rolls up.
 * A value shown is `scale × numerator ÷ denominator` for ratio and mean, and the folded value otherwise.
 */
export const MetricSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9]*(\\.[a-z0-9_]+)+$', maxLength: 80 }),
    names: NamesSchema,
    short: Type.Optional(NamesSchema),
    unit: NamesSchema,
    domain: Type.String({ description: 'Id of a domain in city.json.' }),
    department: Type.String({ description: 'Id of the department that answers for the figure (一数一源), in city.json.' }),
    level: Type.Enum(AREA_LEVELS, {
      description: 'Level of the areas that report it. Areas without members at that level report for themselves.',
    }),
    areas: Type.Optional(
      Type.Array(Type.String(), {
        minItems: 1,
        description: 'Codes of the only areas that report it, where not every area of the level does (a station, an intake).',
      }),
    ),
    rollUp: Type.Object({ area: RollUpSchema, time: RollUpSchema }, { additionalProperties: false }),
    kind: Type.Union([Type.Literal('gauge'), Type.Literal('counter')], {
      description: 'gauge: a level at a time; counter: an increment since the last observation.',
    }),
    period: StepSchema,
    promise: Type.Optional(
      Type.Integer({ minimum: 1000, description: 'Age in ms up to which the figure is live; default 2 × period.' }),
    ),
    headline: Type.Optional(StepSchema),
    scale: Type.Optional(Type.Number({ description: 'Multiplier of numerator ÷ denominator, 100 for percent. Default 1.' })),
    decimals: Type.Integer({ minimum: 0, maximum: 4, description: 'Decimals shown, for life.' }),
    direction: Type.Union([Type.Literal('up'), Type.Literal('down'), Type.Literal('none')], {
      description: 'Which way is better: up, down, or neither.',
    }),
    range: Type.Tuple([Type.Number(), Type.Number()], {
      description: 'Plausible city value [low, high] over its headline window; used for drawing and by the gate.',
    }),
    parts: Type.Optional(
      Type.Object(
        { numerator: NamesSchema, denominator: NamesSchema },
        { additionalProperties: false, description: 'What numerator and denominator count, for ratio and mean.' },
      ),
    ),
    threshold: Type.Optional(ThresholdSchema),
    audiences: Type.Array(Type.Union([Type.Literal('government'), Type.Literal('enterprise'), Type.Literal('public')]), {
      minItems: 1,
    }),
    sensitivity: Type.Optional(
      Type.Enum(SENSITIVITIES, {
        description: 'open 公开, internal 内部 or sensitive 敏感. Default: open where the public may see it, else internal.',
      }),
    ),
    note: Type.Optional(NamesSchema),
  },
  { additionalProperties: false, $id: 'metric', description: 'One metric of the catalogue.' },
)
export type Metric = Static<typeof MetricSchema>

export const MetricsFileSchema = Type.Object(
  { $schema: Type.Optional(Type.String()), source: Type.Optional(Type.String()), metrics: Type.Array(MetricSchema) },
  { additionalProperties: false, description: 'A file of metrics, by domain.' },
)

/** True when the metric is kept as numerator and denominator, divided only when read. */
export function isDivided(metric: Pick<Metric, 'rollUp'>): boolean {
  const { area, time } = metric.rollUp
  return area === 'ratio' || area === 'mean' || time === 'ratio' || time === 'mean'
}

/** True when a row must bring numerator and denominator: a bare percentage cannot be added up truthfully. */
export function needsParts(metric: Pick<Metric, 'rollUp'>): boolean {
  return metric.rollUp.area === 'ratio' || metric.rollUp.time === 'ratio'
}

/** Age in ms up to which a figure is live: its own promise, else two periods (one missed beat is late). */
export function promiseMs(metric: Pick<Metric, 'promise' | 'period'>): number {
  return metric.promise ?? 2 * STEP_MS[metric.period as Step]
}

/**
 * The steps at which a series of this metric is kept live: its period and, for running totals (今日…), its headline.
 * The first is the default step of a series that names none.
 */
export function liveSteps(metric: Pick<Metric, 'period' | 'headline'>): readonly Step[] {
  const period = metric.period as Step
  const headline = metric.headline as Step | undefined
  return headline && headline !== period ? [period, headline] : [period]
}

/** How sensitive a figure is: its own mark, else open where the public may see it and internal where not. */
export function sensitivityOf(metric: Pick<Metric, 'sensitivity' | 'audiences'>): Sensitivity {
  return metric.sensitivity ?? (metric.audiences.includes('public') ? 'open' : 'internal')
}
