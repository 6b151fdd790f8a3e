import { type Static, type TSchema, Type } from 'typebox'
import { ROLE_NAMES } from './access.ts'
import { StepSchema } from './duration.ts'
import { FRESHNESSES } from './freshness.ts'
import { CASUALTY_FIGURES, LEVEL_FIELDS, LevelSchema, PhaseSchema } from './incident-lists.ts'
import { NamesSchema } from './names.ts'
import { PersonSchema } from './person.ts'
import { APPROVALS, COMPARISONS, ORDERS_ARE, PlanGroupSchema, WantSchema } from './plan.ts'

function closed<Fields extends Record<string, TSchema>>(fields: Fields, description?: string) {
  return Type.Object(fields, { additionalProperties: false, ...(description !== undefined && { description }) })
}

const Time = (description: string) => Type.Integer({ description: `${description}, epoch ms.` })

/** A live figure as it was when a step proposed itself: `value` of `metric` in `area`, at `revision` of the record. */
export const FigureEvidenceSchema = closed({
  kind: Type.Literal('figure'),
  metric: Type.String(),
  names: NamesSchema,
  unit: NamesSchema,
  decimals: Type.Integer(),
  area: Type.String(),
  areaNames: NamesSchema,
  step: StepSchema,
  is: Type.Enum(COMPARISONS),
  limit: Type.Number(),
  value: Type.Number(),
  window: Type.Tuple([Type.Integer(), Type.Integer()]),
  observedAt: Time('The newest observation in it'),
  freshness: Type.Enum(FRESHNESSES),
  revision: Type.Integer({ minimum: 0 }),
  since: Type.Optional(Time('From when on it held without a break, where it had to hold')),
})
export type FigureEvidence = Static<typeof FigureEvidenceSchema>

/** What of a condition held, in figures: frozen, so that it can be read years later without asking anything else. */
export const EvidenceSchema = Type.Union([
  FigureEvidenceSchema,
  closed({ kind: Type.Literal('level'), field: Type.Enum(LEVEL_FIELDS), level: LevelSchema, at: Time('Since when') }),
  closed({ kind: Type.Literal('phase'), phase: PhaseSchema, at: Time('When it was entered') }),
  closed({
    kind: Type.Literal('casualties'),
    figure: Type.Enum(CASUALTY_FIGURES),
    value: Type.Integer(),
    limit: Type.Integer(),
    version: Type.Integer(),
    source: Type.String(),
  }),
  closed({
    kind: Type.Literal('measure'),
    measure: Type.String(),
    names: NamesSchema,
    value: Type.Number(),
    limit: Type.Number(),
    source: Type.String(),
  }),
  closed({ kind: Type.Literal('elapsed'), minutes: Type.Integer(), since: Time('From when it was counted') }),
  closed({ kind: Type.Literal('step'), step: Type.String(), names: NamesSchema, at: Time('When it was accepted') }),
  closed({
    kind: Type.Literal('orders'),
    step: Type.String(),
    names: NamesSchema,
    are: Type.Enum(ORDERS_ARE),
    done: Type.Integer({ description: 'So many of its orders are done.' }),
    failed: Type.Integer({ description: 'So many failed or were refused.' }),
    of: Type.Integer({ description: 'So many there are, without those withdrawn.' }),
    at: Time('When the last thing happened to one of them'),
  }),
])
export type Evidence = Static<typeof EvidenceSchema>

/** Why a step was proposed: it belongs to the response level; its condition held; a person brought it up before that. */
export const WhySchema = Type.Union([
  closed({ kind: Type.Literal('level'), level: LevelSchema }),
  closed({ kind: Type.Literal('condition'), because: Type.Array(EvidenceSchema, { minItems: 1 }) }),
  closed({ kind: Type.Literal('hand'), by: PersonSchema, reason: Type.String() }),
])
export type Why = Static<typeof WhySchema>

/** An order that accepting a step would make, with its blanks filled in. */
export const OrderOfStepSchema = closed({
  title: Type.String({ maxLength: 80 }),
  text: Type.Optional(Type.String({ maxLength: 2000 })),
  to: Type.Array(
    Type.Union([
      closed({
        kind: Type.Literal('role'),
        role: Type.Enum(ROLE_NAMES as (typeof ROLE_NAMES)[number][]),
        area: Type.String(),
      }),
      closed({ kind: Type.Literal('department'), department: Type.String(), area: Type.Optional(Type.String()) }),
    ]),
    { minItems: 1 },
  ),
  domain: Type.Optional(Type.String()),
  slaMinutes: Type.Integer({ minimum: 1 }),
  needsPhoto: Type.Boolean(),
  wants: Type.Array(WantSchema),
})
export type OrderOfStep = Static<typeof OrderOfStepSchema>

const STEP = {
  step: Type.String(),
  names: NamesSchema,
  phase: Type.String({ description: 'Phase of the plan.' }),
  approval: Type.Enum(APPROVALS),
}

/** Absent in rooms: figures and reasons are for those who deal with it. */
const ITS_WHY = { why: Type.Optional(WhySchema) }

/** What a proposal says: everything a person needs to decide, as it then was. */
export const ProposedStepSchema = closed({
  ...STEP,
  why: WhySchema,
  dueAt: Type.Optional(Time('When it should be decided')),
  orders: Type.Array(OrderOfStepSchema),
  groups: Type.Array(PlanGroupSchema),
})
export type ProposedStep = Static<typeof ProposedStepSchema>

/** Where a step that proposed itself stands. Steps that wait for their condition stand in the plan only. */
export const StandingStepSchema = Type.Union([
  closed({
    stage: Type.Literal('proposed'),
    ...STEP,
    ...ITS_WHY,
    at: Time('When it was proposed'),
    dueAt: Type.Optional(Time('When it should be decided')),
    orders: Type.Array(OrderOfStepSchema, { description: 'What accepting it would issue; nothing is issued yet.' }),
    groups: Type.Array(PlanGroupSchema),
  }),
  closed({
    stage: Type.Literal('accepted'),
    ...STEP,
    ...ITS_WHY,
    proposedAt: Time('When it was proposed'),
    at: Time('When it was accepted'),
    by: PersonSchema,
    orders: Type.Array(Type.String(), { description: 'Ids of the orders it made.' }),
  }),
  closed({
    stage: Type.Literal('dismissed'),
    ...STEP,
    ...ITS_WHY,
    proposedAt: Time('When it was proposed'),
    at: Time('When it was dismissed'),
    by: PersonSchema,
    reason: Type.String(),
  }),
])
export type StandingStep = Static<typeof StandingStepSchema>
export type StandingStepOf<Stage extends StandingStep['stage']> = Extract<StandingStep, { stage: Stage }>

/** A plan an incident is answered by. */
export const AppliedPlanSchema = closed({
  plan: Type.String(),
  names: NamesSchema,
  edition: Type.String(),
  level: LevelSchema,
  at: Time('When it was applied'),
  by: PersonSchema,
  steps: Type.Array(StandingStepSchema, { description: 'Steps that were proposed, in the order they were.' }),
  ended: Type.Optional(closed({ at: Time('When'), by: PersonSchema, reason: Type.String() })),
})
export type AppliedPlan = Static<typeof AppliedPlanSchema>
