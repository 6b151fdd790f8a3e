import { type Static, type TSchema, Type } from 'typebox'
import { AttributeValueSchema } from './entity.ts'
import { FRESHNESSES } from './freshness.ts'
import { MatterIdSchema } from './matter.ts'
import { NamesSchema } from './names.ts'

function closed<Fields extends Record<string, TSchema>>(fields: Fields, description?: string) {
  return Type.Object(fields, { additionalProperties: false, ...(description !== undefined && { description }) })
}

const LngLat = Type.Tuple([Type.Number(), Type.Number()], { description: '[longitude, latitude] in WGS84.' })

/**
 * How distances and times are reckoned. `line`: the straight line over the ground; the time is that of the line stretched by
 * `detour`, at the usual speed of the kind. It is an estimate, and every screen that shows it says so.
 */
export const TravelMethodSchema = closed({
  kind: Type.Literal('line'),
  detour: Type.Number({ minimum: 1, description: 'How much longer roads usually are than the line.' }),
})
export type TravelMethod = Static<typeof TravelMethodSchema>

/** Whether a unit can be had. `held`: an order has it (which one, where the asker may know). `unheard`: its source fell silent. */
export const UnitStateSchema = Type.Union([
  closed({ is: Type.Literal('free') }),
  closed({
    is: Type.Literal('held'),
    order: Type.Optional(Type.String()),
    title: Type.Optional(Type.String()),
    incident: Type.Optional(Type.String()),
  }),
  closed({ is: Type.Literal('unheard') }),
])
export type UnitState = Static<typeof UnitStateSchema>

/** A team, a vehicle, a store: what it is, how far it is, and whether it can be had. */
export const UnitSchema = closed({
  id: Type.String(),
  kind: Type.String(),
  names: NamesSchema,
  department: Type.String(),
  area: Type.String(),
  at: LngLat,
  heardAt: Type.Integer({ description: 'Last heard of, epoch ms.' }),
  freshness: Type.Enum(FRESHNESSES),
  attributes: Type.Record(Type.String(), AttributeValueSchema),
  metres: Type.Integer({ minimum: 0, description: 'By the straight line.' }),
  minutes: Type.Number({ minimum: 0, description: 'Estimated by the method; see `method`.' }),
  state: UnitStateSchema,
  stock: Type.Optional(
    closed(
      { amount: Type.Number(), left: Type.Number(), unit: Type.Optional(NamesSchema) },
      'Of a store: what there is, and what no order has.',
    ),
  ),
})
export type Unit = Static<typeof UnitSchema>

/** GET /api/resources/nearest. From an incident, a point, or the seat of an area: exactly one of the three. */
export const NearestQuerySchema = closed({
  incident: Type.Optional(MatterIdSchema),
  at: Type.Optional(
    Type.String({
      pattern: '^-?[0-9]{1,3}(\\.[0-9]{1,9})?,-?[0-9]{1,2}(\\.[0-9]{1,9})?$',
      description: 'longitude,latitude in WGS84.',
    }),
  ),
  area: Type.Optional(Type.String({ maxLength: 64 })),
  kind: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { description: 'Kind; repeat for more. All by default.' })),
  capability: Type.Optional(Type.String({ maxLength: 40, description: 'Words that one of its attributes must hold.' })),
  within: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1440, description: 'Minutes, estimated.' })),
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, description: 'Of those that can be had, and of the others; 8 unless given.' }),
  ),
})
export type NearestQuery = Static<typeof NearestQuerySchema>

export const NearestAnswerSchema = Type.Object(
  {
    at: Type.Integer({ description: 'Epoch ms.' }),
    from: closed({
      place: LngLat,
      is: Type.Enum(['position', 'seat'] as const, {
        description: 'seat: the incident has no position; measured from the seat of its area.',
      }),
      area: Type.Optional(Type.String()),
    }),
    method: TravelMethodSchema,
    units: Type.Array(UnitSchema, { description: 'Those that can be had, nearest first; then the others, nearest first.' }),
    unplaced: Type.Integer({
      minimum: 0,
      description: 'How many of these kinds are left out because nobody knows where they are.',
    }),
  },
  { additionalProperties: false, $id: 'nearest-answer' },
)
export type NearestAnswer = Static<typeof NearestAnswerSchema>

/** GET /api/resources/coverage: towns further than so many minutes from every unit of a kind that can be had. */
export const CoverageQuerySchema = closed({
  kind: Type.String({ maxLength: 64 }),
  minutes: Type.Number({ exclusiveMinimum: 0, maximum: 1440 }),
})

export const CoverageGapSchema = closed({
  area: Type.String(),
  metres: Type.Optional(Type.Integer({ description: 'To the nearest unit; absent where there is none at all.' })),
  minutes: Type.Optional(Type.Number()),
  unit: Type.Optional(Type.String({ description: 'Id of the nearest unit.' })),
})
export type CoverageGap = Static<typeof CoverageGapSchema>

export const CoverageAnswerSchema = Type.Object(
  {
    at: Type.Integer({ description: 'Epoch ms.' }),
    kind: Type.String(),
    minutes: Type.Number(),
    method: TravelMethodSchema,
    units: Type.Integer({ minimum: 0, description: 'Units that can be had and whose place is known.' }),
    covered: Type.Integer({ minimum: 0, description: 'Towns whose seat is near enough.' }),
    gaps: Type.Array(CoverageGapSchema, { description: 'The others, the furthest first.' }),
  },
  { additionalProperties: false, $id: 'coverage-answer' },
)
export type CoverageAnswer = Static<typeof CoverageAnswerSchema>
