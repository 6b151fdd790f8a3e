import { type Static, type TSchema, Type } from 'typebox'
import { ROLE_NAMES } from './access.ts'
import { StepSchema } from './duration.ts'
import { CASUALTY_FIGURES, GROUP_KINDS, IncidentClassSchema, LEVEL_FIELDS, LevelSchema, PhaseSchema } from './incident-lists.ts'
import { NamesSchema } from './names.ts'

function closed<Fields extends Record<string, TSchema>>(fields: Fields, description?: string) {
  return Type.Object(fields, { additionalProperties: false, ...(description !== undefined && { description }) })
}

const Id = Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 64 })
const Words = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', description: `${description} ${BLANKS_SAID}` })

/** What the words of a plan may leave blank, filled in when a step proposes itself. */
export const PLAN_BLANKS = ['title', 'number', 'place', 'town', 'level', 'why'] as const
export type PlanBlank = (typeof PLAN_BLANKS)[number]
const BLANKS_SAID = `Blanks: ${PLAN_BLANKS.map((blank) => `{${blank}}`).join(' ')}.`

/** Areas a plan speaks of without knowing the incident: the whole city, where it happened, the town that lies in, each town. */
export const PLAN_AREAS = ['city', 'place', 'town', 'towns'] as const
const PlanAreaSchema = Type.String({
  maxLength: 32,
  description:
    'city: the whole; place: where the incident is; town: the town it lies in, or that area where it is larger; an area code. In an address also towns: each town, one order each.',
})

/** How a figure must stand to its limit; the limit itself counts. */
export const COMPARISONS = ['at-least', 'at-most'] as const
export type Comparison = (typeof COMPARISONS)[number]

/** A live series beyond a limit, for long enough. A figure that fell silent, or was never observed, proves nothing. */
export const FigureConditionSchema = closed({
  kind: Type.Literal('figure'),
  metric: Type.String({ description: 'Id of a metric; never a sensitive one: whomever the incident concerns reads it.' }),
  area: Type.Optional(PlanAreaSchema),
  step: Type.Optional(StepSchema),
  is: Type.Enum(COMPARISONS),
  value: Type.Number({ description: 'In the unit of the metric.' }),
  holdS: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 86_400,
      description: 'For so many seconds without a break, by the record; at once, unless given.',
    }),
  ),
})
export type FigureCondition = Static<typeof FigureConditionSchema>

/** What the orders of a step can be waited for to be: all done, one of them failed or refused, each of them one or the other. */
export const ORDERS_ARE = ['done', 'failed', 'over'] as const
export type OrdersAre = (typeof ORDERS_ARE)[number]

/** When a step proposes itself: about a figure, or about the incident. */
export const ConditionSchema = Type.Union([
  FigureConditionSchema,
  closed({ kind: Type.Literal('level'), field: Type.Enum(LEVEL_FIELDS), atLeast: LevelSchema }, 'A level this grave or graver.'),
  closed({ kind: Type.Literal('phase'), reached: PhaseSchema }, 'The procedure has come so far.'),
  closed({
    kind: Type.Literal('casualties'),
    figure: Type.Enum(CASUALTY_FIGURES),
    atLeast: Type.Integer({ minimum: 1, description: 'Persons, by the newest version.' }),
  }),
  closed({
    kind: Type.Literal('measure'),
    measure: Type.String({ maxLength: 64, description: 'A quantity of the city’s table of levels that people enter.' }),
    atLeast: Type.Number(),
  }),
  closed({
    kind: Type.Literal('elapsed'),
    minutes: Type.Integer({ minimum: 1, maximum: 43_200 }),
    since: Type.Enum(['received', 'applied'] as const, { description: '接报, or when the plan was applied.' }),
  }),
  closed({ kind: Type.Literal('step'), step: Id }, 'Another step of the plan was accepted.'),
  closed(
    { kind: Type.Literal('orders'), step: Id, are: Type.Enum(ORDERS_ARE) },
    'The orders of another step are done; or one of them failed; or all are over, done or not.',
  ),
])
export type Condition = Static<typeof ConditionSchema>
export type ConditionOf<Kind extends Condition['kind']> = Extract<Condition, { kind: Kind }>

/** All of `all` and, where there are some, one of `any`. */
export const WhenSchema = closed({
  all: Type.Optional(Type.Array(ConditionSchema, { minItems: 1, maxItems: 12 })),
  any: Type.Optional(Type.Array(ConditionSchema, { minItems: 1, maxItems: 12 })),
})
export type When = Static<typeof WhenSchema>

/** Whom an order of a plan is for. Plans name offices, never people. */
export const PlanAddressSchema = Type.Union([
  closed({ kind: Type.Literal('role'), role: Type.Enum(ROLE_NAMES as (typeof ROLE_NAMES)[number][]), area: PlanAreaSchema }),
  closed({ kind: Type.Literal('department'), department: Type.String({ maxLength: 64 }), area: Type.Optional(PlanAreaSchema) }),
])
export type PlanAddress = Static<typeof PlanAddressSchema>

/** What an order wants to be given: so many things of a kind, or so much of a stock. A person picks which, from the nearest. */
export const WantSchema = closed({
  kind: Type.String({ description: 'A kind of entity of the city.' }),
  count: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, description: 'How many of them; 1 unless given.' })),
  amount: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: 'How much of a stock, in its unit.' })),
  capability: Type.Optional(Type.String({ maxLength: 40, description: 'Words that one of its attributes must hold.' })),
})
export type Want = Static<typeof WantSchema>

/** An order a step makes when it is accepted; one for each addressee. */
export const PlanOrderSchema = closed({
  title: Words(80, 'What is to be done.'),
  text: Type.Optional(Words(2000, 'How.')),
  to: Type.Array(PlanAddressSchema, { minItems: 1, maxItems: 20 }),
  domain: Type.Optional(Type.String({ maxLength: 40 })),
  slaMinutes: Type.Integer({ minimum: 1, maximum: 43_200 }),
  needsPhoto: Type.Optional(Type.Boolean()),
  wants: Type.Optional(Type.Array(WantSchema, { maxItems: 8 })),
})
export type PlanOrder = Static<typeof PlanOrderSchema>

/** A working group a step forms when it is accepted; its people are named afterwards. */
export const PlanGroupSchema = closed({
  kind: Type.Enum(GROUP_KINDS),
  departments: Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 32, uniqueItems: true }),
})
export type PlanGroup = Static<typeof PlanGroupSchema>

/** Who accepts or dismisses a step: whoever may issue orders, or the commander alone (while nobody commands, whoever may). */
export const APPROVALS = ['duty', 'commander'] as const
export type Approval = (typeof APPROVALS)[number]

/**
 * One step of a plan. Without `when` it proposes itself as soon as the response has one of its levels; with it, once that
 * holds as well. A step without orders is something people do elsewhere: accepting it says that it is done.
 */
export const PlanStepSchema = closed({
  id: Id,
  phase: Id,
  names: NamesSchema,
  note: Type.Optional(NamesSchema),
  levels: Type.Optional(
    Type.Array(LevelSchema, { minItems: 1, description: 'Response levels it belongs to; all of the plan, unless given.' }),
  ),
  when: Type.Optional(WhenSchema),
  approval: Type.Optional(Type.Enum(APPROVALS, { description: 'duty, unless given.' })),
  withinMinutes: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 43_200, description: 'How soon after it proposed itself it should be decided.' }),
  ),
  orders: Type.Optional(Type.Array(PlanOrderSchema, { minItems: 1, maxItems: 20 })),
  groups: Type.Optional(Type.Array(PlanGroupSchema, { minItems: 1, maxItems: 12 })),
})
export type PlanStep = Static<typeof PlanStepSchema>

/** dashboards/<city>/plans/<id>.json: a plan 预案 as data. */
export const PlanSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    id: Id,
    names: NamesSchema,
    edition: Type.String({
      minLength: 1,
      maxLength: 40,
      description: 'Which writing of the plan this is; stands in the log of whatever it was applied to.',
    }),
    source: Type.String({ description: 'The plan in force it follows, and what must be checked against it.' }),
    classes: Type.Optional(Type.Array(IncidentClassSchema, { minItems: 1 })),
    subtypes: Type.Optional(Type.Array(Id, { minItems: 1, description: 'Of the city’s tables of command.' })),
    levels: Type.Array(LevelSchema, { minItems: 1, description: 'Response levels it can be applied at.' }),
    phases: Type.Array(closed({ id: Id, names: NamesSchema }), { minItems: 1, maxItems: 12, description: 'In their order.' }),
    steps: Type.Array(PlanStepSchema, { minItems: 1, maxItems: 80 }),
  },
  {
    additionalProperties: false,
    $id: 'plan',
    description: 'A plan of response: steps, when they propose themselves, and the orders they make.',
  },
)
export type Plan = Static<typeof PlanSchema>

/** Answer of GET /api/command/plans. */
export const PlansAnswerSchema = Type.Object(
  { plans: Type.Array(PlanSchema) },
  { additionalProperties: false, $id: 'plans-answer', description: 'The plans of the city.' },
)
export type PlansAnswer = Static<typeof PlansAnswerSchema>

/** Steps of a plan at a response level, in their order. */
export function stepsAt(plan: Pick<Plan, 'steps' | 'levels'>, level: Static<typeof LevelSchema>): readonly PlanStep[] {
  return plan.steps.filter(({ levels }) => (levels ?? plan.levels).includes(level))
}
