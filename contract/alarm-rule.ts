import { type Static, Type } from 'typebox'
import { AreaLevelSchema } from './area.ts'
import type { Catalogue } from './catalogue.ts'
import { STEP_MS, type Step, StepSchema } from './duration.ts'
import type { Metric } from './metric.ts'
import { NamesSchema } from './names.ts'

/** How grave an alarm is. Two, as on screen: 警戒 △ and 危急 ▲. Neither is a level of an emergency. */
export const ALARM_SEVERITIES = ['warning', 'critical'] as const
export type AlarmSeverity = (typeof ALARM_SEVERITIES)[number]
export const AlarmSeveritySchema = Type.Enum(ALARM_SEVERITIES)

/** Who is told besides every open screen: nobody, or whoever the roster has on duty. */
export const PAGINGS = ['nobody', 'duty'] as const
export type Paging = (typeof PAGINGS)[number]

/** An alarm that comes back within this long after it ended is the same alarm, seconds. */
export const RETURN_S = 600

const COMMON = {
  id: Type.String({ pattern: '^[a-z][a-z0-9]*([.-][a-z0-9_]+)*$', maxLength: 80, description: 'Stands in the id of its alarms.' }),
  names: Type.Optional(NamesSchema),
  cause: Type.Optional(
    Type.String({
      pattern: '^[a-z][a-z0-9-]*$',
      description: 'Alarms of one cause in one part of the city stand together as one row.',
    }),
  ),
  page: Type.Optional(
    Type.Object(
      { warning: Type.Optional(Type.Enum(PAGINGS)), critical: Type.Optional(Type.Enum(PAGINGS)) },
      {
        additionalProperties: false,
        description: 'Who is told at which severity. By default whoever is on duty, of what is critical.',
      },
    ),
  ),
  holdS: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 86_400, description: 'How long it must last before it is raised, seconds.' }),
  ),
  calmS: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 86_400,
      description: 'How long it must be over before it is cleared, seconds. Default: holdS.',
    }),
  ),
  returnS: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 86_400,
      description: `What comes back within so many seconds is the same alarm, and nobody is told again. Default ${RETURN_S}.`,
    }),
  ),
}

const ON_METRIC = {
  metric: Type.String({ description: 'Id of a metric.' }),
  level: Type.Optional(AreaLevelSchema),
  areas: Type.Optional(Type.Array(Type.String(), { minItems: 1, description: 'Only in these areas.' })),
  step: Type.Optional(StepSchema),
}

/** A figure beyond a limit. The limits of the metric hold where the rule gives none of its own. */
export const ThresholdRuleSchema = Type.Object(
  {
    kind: Type.Literal('threshold'),
    ...COMMON,
    ...ON_METRIC,
    side: Type.Optional(Type.Union([Type.Literal('above'), Type.Literal('below')])),
    warning: Type.Optional(Type.Number()),
    critical: Type.Optional(Type.Number()),
    back: Type.Optional(
      Type.Number({ minimum: 0, description: 'How far back inside the limit it must come before it counts as over, in the unit.' }),
    ),
  },
  { additionalProperties: false, description: 'A figure beyond a limit.' },
)

/** A figure that changed by more than so much within a time. */
export const RateRuleSchema = Type.Object(
  {
    kind: Type.Literal('rate'),
    ...COMMON,
    ...ON_METRIC,
    windowS: Type.Integer({ minimum: 10, maximum: 7 * 86_400, description: 'Within so many seconds.' }),
    side: Type.Union([Type.Literal('rise'), Type.Literal('fall')]),
    warning: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: 'In the unit of the metric.' })),
    critical: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: 'In the unit of the metric.' })),
    back: Type.Optional(Type.Number({ minimum: 0 })),
  },
  { additionalProperties: false, description: 'A figure that rose or fell by so much within a time.' },
)

/** A department whose figures stopped coming, or one figure. Judged by the whole city’s figures. */
export const SilenceRuleSchema = Type.Object(
  {
    kind: Type.Literal('silence'),
    ...COMMON,
    department: Type.Optional(Type.String({ description: 'Id of a department: its figures together.' })),
    metric: Type.Optional(Type.String({ description: 'Id of a metric: this figure alone.' })),
    warning: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'Share of the figures that are silent, 0 to 1.' }),
    ),
    critical: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'Share of the figures that are silent, 0 to 1.' }),
    ),
  },
  { additionalProperties: false, description: 'A source that fell silent.' },
)

/** A figure unlike what its own daily and weekly rhythm leads one to expect. See docs/alarms.md for the method. */
export const AnomalyRuleSchema = Type.Object(
  {
    kind: Type.Literal('anomaly'),
    ...COMMON,
    ...ON_METRIC,
    side: Type.Union([Type.Literal('above'), Type.Literal('below'), Type.Literal('either')]),
    warning: Type.Optional(Type.Number({ minimum: 2, description: 'Robust deviations from the expected.' })),
    critical: Type.Optional(Type.Number({ minimum: 2, description: 'Robust deviations from the expected.' })),
    learnDays: Type.Integer({ minimum: 2, maximum: 92, description: 'Days of the past the rhythm is learned from.' }),
  },
  { additionalProperties: false, description: 'A figure unlike its own daily and weekly rhythm.' },
)

export const AlarmRuleSchema = Type.Union([ThresholdRuleSchema, RateRuleSchema, SilenceRuleSchema, AnomalyRuleSchema])
export type AlarmRule = Static<typeof AlarmRuleSchema>
export type AlarmRuleOf<Kind extends AlarmRule['kind']> = Extract<AlarmRule, { kind: Kind }>
export type AlarmRuleKind = AlarmRule['kind']

/** Kinds of rules, in the order of the documents. */
export const ALARM_RULE_KINDS = ['threshold', 'rate', 'silence', 'anomaly'] as const satisfies readonly AlarmRuleKind[]

export const AlarmCauseSchema = Type.Object(
  { id: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }), names: NamesSchema },
  { additionalProperties: false, description: 'What several rules have in common: heavy rain, a power failure.' },
)
export type AlarmCause = Static<typeof AlarmCauseSchema>

/** Where what a metric measures goes on to, and how long it takes: a river, a wind. */
export const FlowSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
    names: NamesSchema,
    metric: Type.String({ description: 'Id of a metric.' }),
    path: Type.Array(
      Type.Object(
        { area: Type.String(), hours: Type.Number({ minimum: 0, description: 'From the first area of the path.' }) },
        { additionalProperties: false },
      ),
      { minItems: 2, description: 'In the order it passes them.' },
    ),
  },
  {
    additionalProperties: false,
    description: 'A way along which what is measured travels; alarms on it say where it will be next.',
  },
)
export type Flow = Static<typeof FlowSchema>

/** A file of dashboards/<city>/alarms/. */
export const AlarmRulesFileSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    causes: Type.Optional(Type.Array(AlarmCauseSchema)),
    flows: Type.Optional(Type.Array(FlowSchema)),
    rules: Type.Array(AlarmRuleSchema),
  },
  { additionalProperties: false, description: 'Rules by which alarms are raised.' },
)
export type AlarmRulesFile = Static<typeof AlarmRulesFileSchema>

/** All rules of a city: those of its files, and one for each limit of the catalogue that no rule of them judges. */
export function alarmRules(
  { metrics, city }: Pick<Catalogue, 'metrics' | 'city'>,
  written: readonly AlarmRule[],
): readonly AlarmRule[] {
  const limited = new Set(written.flatMap((rule) => (rule.kind === 'threshold' ? rule.metric : [])))
  const heard = new Set(written.flatMap((rule) => (rule.kind === 'silence' ? (rule.department ?? []) : [])))
  const active = new Set(metrics.map(({ department }) => department))
  return [
    ...written,
    ...metrics.filter(({ id, threshold }) => threshold !== undefined && !limited.has(id)).map(limitRule),
    ...city.departments.filter(({ id }) => active.has(id) && !heard.has(id)).map(({ id }) => silenceRule(id)),
  ]
}

/** The rule that follows from the limit of a metric. */
function limitRule({ id, period }: Metric): AlarmRuleOf<'threshold'> {
  return { kind: 'threshold', id, metric: id, holdS: holdOf(period as Step) }
}

/** A source is no longer heard when half of its figures are silent; it is grave when all of them are. */
function silenceRule(department: string): AlarmRuleOf<'silence'> {
  return {
    ...{ kind: 'silence', id: `silence.${department}`, department, warning: 0.5, critical: 1, holdS: 30 },
    page: { critical: 'nobody' },
  }
}

/** A quick figure must stay beyond for a minute; for a slow one each window is believed by itself. */
function holdOf(period: Step): number {
  return STEP_MS[period] <= STEP_MS.PT1M ? 60 : 0
}
