import { type Static, type TSchema, Type } from 'typebox'
import { ROLE_NAMES } from './access.ts'
import { SENSITIVITIES } from './sensitivity.ts'

/** What people deal with: each has a life of its own, told by its events. */
export const MATTER_KINDS = ['alarm', 'warning', 'incident', 'order', 'case', 'decision', 'shift-handover', 'reminder'] as const
export type MatterKind = (typeof MATTER_KINDS)[number]

/** Ids are made by whoever first writes the matter down: a UUID, or what an outside system calls it. */
export const MatterIdSchema = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}$', description: 'Id of a matter.' })

/** `next` of a page of matters: when the last of them was opened, and its id. */
export const MatterPlaceSchema = Type.String({
  pattern: '^[0-9]{1,15}~[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}$',
  description: '`next` of the page before.',
})

/** Who did something to a matter. `rule` is the product itself, by the rule it names; `source` a feed from outside. */
export const MatterActorSchema = Type.Object(
  {
    kind: Type.Enum(['person', 'screen', 'program', 'operator', 'source', 'rule'] as const),
    id: Type.String(),
    name: Type.String({ description: 'The name shown to others.' }),
    role: Type.Optional(Type.Enum(ROLE_NAMES as (typeof ROLE_NAMES)[number][])),
    device: Type.Optional(Type.String({ maxLength: 64, description: 'The device it was done at, as it names itself.' })),
  },
  { additionalProperties: false, description: 'Who did it.' },
)
export type MatterActor = Static<typeof MatterActorSchema>

/** Where a matter lies and whom it concerns; what a remit does not reach does not exist for its holder. */
export const ReachSchema = Type.Object(
  {
    area: Type.String({ description: 'Area code. Concerns those who answer for it, for what lies in it, or for what it lies in.' }),
    domain: Type.Optional(Type.String({ description: 'Domain of the city; without one it concerns all of them.' })),
    sensitivity: Type.Optional(Type.Enum(SENSITIVITIES, { description: 'Only for those cleared for it; without it, for all.' })),
    people: Type.Optional(Type.Array(Type.String(), { description: 'Accounts it is addressed to, whatever their remit.' })),
  },
  { additionalProperties: false },
)
export type Reach = Static<typeof ReachSchema>

/** One event in the life of a matter, as it stands in the record for ever. */
export interface MatterEvent<Type extends string = string, Body = unknown> {
  /** `noun.past`, for example `order.issued`. */
  readonly type: Type
  /** When it happened, epoch ms. */
  readonly at: number
  readonly actor: MatterActor
  readonly body: Body
}

/** An event with its place in the record: versions count the events of one matter from 1 without a gap. */
export interface RecordedEvent<Event extends MatterEvent = MatterEvent> {
  readonly version: number
  readonly revision: number
  readonly event: Event
}

export const RecordedEventSchema = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    revision: Type.Integer({ minimum: 1 }),
    event: Type.Object(
      { type: Type.String(), at: Type.Integer(), actor: MatterActorSchema, body: Type.Unknown() },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false, description: 'An event in the life of a matter, at its place in the record.' },
)

/** A matter as it stands: the fold of its events. */
export interface Matter<State = unknown, Kind extends MatterKind = MatterKind> {
  readonly kind: Kind
  readonly id: string
  /** How many events made it what it is. */
  readonly version: number
  /** The revision of the newest of them. */
  readonly revision: number
  readonly openedAt: number
  readonly changedAt: number
  readonly isOpen: boolean
  readonly reach: Reach
  readonly state: State
}

/** The schema of a matter with this state, as it leaves the server. */
export function matterSchema<State extends TSchema>(state: State) {
  return Type.Object(
    {
      kind: Type.Enum(MATTER_KINDS),
      id: MatterIdSchema,
      version: Type.Integer({ minimum: 1 }),
      revision: Type.Integer({ minimum: 1 }),
      openedAt: Type.Integer({ description: 'Epoch ms.' }),
      changedAt: Type.Integer({ description: 'Epoch ms.' }),
      isOpen: Type.Boolean(),
      reach: ReachSchema,
      state,
    },
    { additionalProperties: false },
  )
}
