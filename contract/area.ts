import { type Static, Type } from 'typebox'
import { NamesSchema } from './names.ts'

/** Levels of the area tree, from the whole to the smallest part. A functional area is a `town`-level member. */
export const AREA_LEVELS = ['city', 'zone', 'town', 'community'] as const
export type AreaLevel = (typeof AREA_LEVELS)[number]

export const AreaLevelSchema = Type.Enum(AREA_LEVELS)

/**
 * One area of the city. `code` is the GB/T 2260 / NBS statistical code where one exists (6, 9 or 12 digits),
 * else a stable word such as `zone-coastal`.
 *
 * `overlaps` marks an area whose land and people are already counted in its neighbours (a port, a new district):
 * it may report, but its figures join its parent only under `max` and `min`, and its silence is not a gap in coverage.
 */
export const AreaSchema = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$' }),
    level: AreaLevelSchema,
    parent: Type.Optional(Type.String({ description: 'Code of the parent; absent only on the city.' })),
    names: NamesSchema,
    short: Type.Optional(NamesSchema),
    kind: Type.Optional(
      Type.Union([Type.Literal('town'), Type.Literal('subdistrict'), Type.Literal('functional-area')], {
        description: '镇, 街道 or functional area (功能区); only on town-level areas.',
      }),
    ),
    overlaps: Type.Optional(Type.Boolean()),
    population: Type.Optional(Type.Integer({ minimum: 0, description: 'Persons, latest census.' })),
    areaKm2: Type.Optional(Type.Number({ minimum: 0, description: 'Square kilometres.' })),
    seat: Type.Optional(
      Type.Tuple([Type.Number({ minimum: -180, maximum: 180 }), Type.Number({ minimum: -90, maximum: 90 })], {
        description: '[longitude, latitude] in WGS84 of the place where its label stands.',
      }),
    ),
  },
  { additionalProperties: false, $id: 'area', description: 'One area of the city → zone → town → community tree.' },
)
export type Area = Static<typeof AreaSchema>

export const AreasFileSchema = Type.Object(
  { $schema: Type.Optional(Type.String()), source: Type.Optional(Type.String()), areas: Type.Array(AreaSchema, { minItems: 1 }) },
  { additionalProperties: false, description: 'A file of areas; parents may stand in another file of the same city.' },
)
