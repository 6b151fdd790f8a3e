import { type Static, Type } from 'typebox'
import { AreaLevelSchema } from './area.ts'
import { DomainSchema } from './city.ts'
import { NamesSchema } from './names.ts'

/**
 * Answer of GET /api/city: what stands on the city's door, for everybody: its name, its time, the names of its places and
 * of its fields of work. No metric, no scene, no figure.
 */
export const PlateSchema = Type.Object(
  {
    names: NamesSchema,
    timeZone: Type.String(),
    root: Type.String({ description: 'Code of the whole city.' }),
    areas: Type.Array(
      Type.Object(
        {
          code: Type.String(),
          level: AreaLevelSchema,
          parent: Type.Optional(Type.String()),
          names: NamesSchema,
          short: Type.Optional(NamesSchema),
        },
        { additionalProperties: false },
      ),
    ),
    domains: Type.Array(DomainSchema),
  },
  { additionalProperties: false, $id: 'plate', description: 'What stands on the city’s door: names of places and fields of work.' },
)
export type Plate = Static<typeof PlateSchema>
