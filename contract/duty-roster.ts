import { type Static, Type } from 'typebox'
import { MATTER_KINDS } from './matter.ts'
import { NamesSchema } from './names.ts'

const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'Local time, HH:MM.' })

/** When some people are on duty, every week. A shift that ends at or before it begins ends the next day. */
export const ShiftSchema = Type.Object(
  {
    days: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, description: 'Monday is 1. Every day by default.' }),
    ),
    from: TimeOfDay,
    to: TimeOfDay,
    accounts: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { minItems: 1, description: 'Names of accounts.' }),
  },
  { additionalProperties: false },
)
export type Shift = Static<typeof ShiftSchema>

/** A post that is manned in shifts. */
export const PostSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
    names: NamesSchema,
    afterS: Type.Integer({ minimum: 0, description: 'It is told when nobody has answered for so many seconds.' }),
    about: Type.Optional(
      Type.Array(Type.Enum(MATTER_KINDS), { minItems: 1, description: 'Only of such things; of everything by default.' }),
    ),
    area: Type.Optional(Type.String({ description: 'Only of what lies in this area.' })),
    domains: Type.Optional(Type.Array(Type.String(), { minItems: 1, description: 'Only of what is of these domains.' })),
    shifts: Type.Array(ShiftSchema),
  },
  { additionalProperties: false },
)
export type Post = Static<typeof PostSchema>

/** duty-roster.json of a city: who is told of what waits, and who next when nobody answers. */
export const DutyRosterSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    posts: Type.Array(PostSchema, { minItems: 1, description: 'From the first to be told to the last.' }),
  },
  { additionalProperties: false, $id: 'duty-roster', description: 'Who is on duty, and who is told when nobody answers.' },
)
export type DutyRoster = Static<typeof DutyRosterSchema>

/** Somebody stands in for somebody else at a post, from `from` up to `to`, epoch ms. Names are those of accounts. */
export interface DutySwap {
  readonly post: string
  readonly off: string
  readonly on: string
  readonly from: number
  readonly to: number
}
