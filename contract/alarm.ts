import { type Static, Type } from 'typebox'
import { ALARM_RULE_KINDS, AlarmCauseSchema, AlarmSeveritySchema } from './alarm-rule.ts'
import { StepSchema } from './duration.ts'
import { MatterActorSchema, type MatterEvent, matterSchema } from './matter.ts'
import { NamesSchema } from './names.ts'
import { LADDER, type Page } from './paging.ts'
import { SENSITIVITIES } from './sensitivity.ts'

const Fields = <T extends Parameters<typeof Type.Object>[0]>(fields: T) => Type.Object(fields, { additionalProperties: false })

/** Why an alarm stands, in numbers: what was measured, and what it was held against. */
export const AlarmWhySchema = Type.Union(
  [
    Fields({
      kind: Type.Literal('threshold'),
      value: Type.Number(),
      limit: Type.Number(),
      side: Type.Union([Type.Literal('above'), Type.Literal('below')]),
    }),
    Fields({
      kind: Type.Literal('rate'),
      value: Type.Number(),
      from: Type.Number({ description: 'Where it came from within the window.' }),
      limit: Type.Number(),
      side: Type.Union([Type.Literal('rise'), Type.Literal('fall')]),
      windowS: Type.Integer(),
    }),
    Fields({
      kind: Type.Literal('silence'),
      silent: Type.Integer({ description: 'Figures that are silent.' }),
      of: Type.Integer({ description: 'Figures that ever came.' }),
      lastAt: Type.Optional(Type.Integer({ description: 'When anything last came from it, epoch ms.' })),
    }),
    Fields({
      kind: Type.Literal('anomaly'),
      value: Type.Number(),
      expected: Type.Number({ description: 'What the rhythm leads one to expect at this time.' }),
      low: Type.Number({ description: 'Below this it is an anomaly.' }),
      high: Type.Number({ description: 'Above this it is an anomaly.' }),
      deviations: Type.Number({ description: 'How many robust deviations away, negative below.' }),
      learned: Type.Integer({ description: 'From so many windows of the same time.' }),
      rhythm: Type.Union([Type.Literal('day'), Type.Literal('week')]),
    }),
  ],
  { description: 'Why it stands, in numbers.' },
)
export type AlarmWhy = Static<typeof AlarmWhySchema>

/** Who did something, when. `by` is not there on walls and office screens: nobody knows who stands before them. */
const DONE = { at: Type.Integer(), by: Type.Optional(MatterActorSchema) }

/** What people have made of an alarm. */
export const AlarmResponseSchema = Type.Union([
  Fields({ kind: Type.Literal('unanswered') }),
  Fields({ kind: Type.Literal('acknowledged'), ...DONE }),
  Fields({
    kind: Type.Literal('shelved'),
    ...DONE,
    until: Type.Integer({ description: 'When it comes back by itself, epoch ms.' }),
    reason: Type.Optional(Type.String({ description: 'Not on walls.' })),
    /** What it goes back to. */
    wasAcknowledged: Type.Optional(Fields(DONE)),
  }),
])
export type AlarmResponse = Static<typeof AlarmResponseSchema>

/** Where what was measured is expected next, and when: downstream of it, epoch ms. */
export const ArrivalsSchema = Type.Array(Fields({ area: Type.String(), at: Type.Integer() }))

/** What an alarm is as a matter. */
export const AlarmStateSchema = Fields({
  rule: Fields({
    id: Type.String(),
    kind: Type.Enum(ALARM_RULE_KINDS),
    names: Type.Optional(NamesSchema),
    cause: Type.Optional(AlarmCauseSchema),
  }),
  severity: AlarmSeveritySchema,
  condition: Type.Union([
    Fields({ kind: Type.Literal('raised'), since: Type.Integer({ description: 'Since when it stands, epoch ms.' }) }),
    Fields({ kind: Type.Literal('cleared'), at: Type.Integer() }),
  ]),
  response: AlarmResponseSchema,
  why: AlarmWhySchema,
  area: Type.String(),
  domain: Type.Optional(Type.String()),
  sensitivity: Type.Optional(Type.Enum(SENSITIVITIES)),
  department: Type.Optional(Type.String()),
  metric: Type.Optional(Type.String()),
  step: Type.Optional(StepSchema),
  raisedAt: Type.Integer({ description: 'When it was first raised, epoch ms.' }),
  raises: Type.Integer({ minimum: 1, description: 'How often it came back in a short time; more than once is chatter.' }),
  arrivals: Type.Optional(ArrivalsSchema),
  ...LADDER,
  comments: Type.Array(Fields({ ...DONE, text: Type.String() }), { description: 'Not on walls.' }),
})
export type AlarmState = Static<typeof AlarmStateSchema>

export const AlarmSchema = matterSchema(AlarmStateSchema)
export type Alarm = Static<typeof AlarmSchema>

/** What can happen to an alarm. */
export type AlarmEvent =
  | MatterEvent<
      'alarm.raised',
      Pick<AlarmState, 'rule' | 'severity' | 'why' | 'area'> &
        Partial<Pick<AlarmState, 'domain' | 'sensitivity' | 'department' | 'metric' | 'step' | 'arrivals'>> & {
          readonly since: number
        }
    >
  | MatterEvent<'alarm.changed', Pick<AlarmState, 'severity' | 'why'>>
  | MatterEvent<'alarm.cleared', { readonly why: AlarmWhy }>
  | MatterEvent<'alarm.acknowledged', Record<string, never>>
  | MatterEvent<'alarm.shelved', { readonly until: number; readonly reason: string }>
  | MatterEvent<'alarm.unshelved', Record<string, never>>
  | MatterEvent<'alarm.commented', { readonly text: string }>
  | MatterEvent<'alarm.paged', Omit<Page, 'at'>>
export type AlarmEventType = AlarmEvent['type']

/** True when somebody must still look at it: it stands, and nobody took it on or put it aside. */
export function waits({ condition, response }: Pick<AlarmState, 'condition' | 'response'>): boolean {
  return condition.kind === 'raised' && response.kind === 'unanswered'
}

/** Longest time an alarm may be put aside, seconds: a shift. */
export const LONGEST_SHELF_S = 12 * 3600
