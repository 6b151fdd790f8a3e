import { type Static, Type } from 'typebox'
import { NamesSchema } from './names.ts'

/** A department that answers for figures. */
export const DepartmentSchema = Type.Object(
  { id: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }), names: NamesSchema, short: Type.Optional(NamesSchema) },
  { additionalProperties: false },
)
export type Department = Static<typeof DepartmentSchema>

/** A domain groups metrics of one field; a chapter (one of the plan's six) groups domains. */
export const DomainSchema = Type.Object(
  { id: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }), names: NamesSchema, chapter: Type.String() },
  { additionalProperties: false },
)
export type Domain = Static<typeof DomainSchema>

/** Coordinates systems boundaries may come in; everything is WGS84 after the gate. CGCS2000 equals WGS84 within centimetres. */
export const CoordinateSystemSchema = Type.Union([
  Type.Literal('WGS84'),
  Type.Literal('CGCS2000'),
  Type.Literal('GCJ-02'),
  Type.Literal('BD-09'),
])

export const BoundaryFileSchema = Type.Object(
  {
    file: Type.String({ description: 'GeoJSON file in the city’s folder; features carry `code` in their properties.' }),
    coordinates: CoordinateSystemSchema,
    schematic: Type.Boolean({ description: 'True when the lines are not the official ones; every map then says so.' }),
    source: Type.String({ description: 'Where the lines come from and under which licence.' }),
  },
  { additionalProperties: false },
)

export const MapSettingsSchema = Type.Object(
  {
    boundaries: Type.Optional(BoundaryFileSchema),
    outline: Type.Optional(BoundaryFileSchema),
    neighbours: Type.Optional(BoundaryFileSchema),
    basemap: Type.Optional(
      Type.Union([
        Type.Object({ style: Type.String({ description: 'Address of a MapLibre style.' }) }, { additionalProperties: false }),
        Type.Object(
          { pmtiles: Type.String({ description: 'PMTiles file in the city’s folder, or its address.' }) },
          { additionalProperties: false },
        ),
      ]),
    ),
    approvalNumber: Type.Optional(
      Type.String({ description: '审图号 of the deployment’s map. Never invented: absent until there is one.' }),
    ),
    attribution: Type.Optional(NamesSchema),
    placeLabels: Type.Optional(
      Type.Array(
        Type.Object({ names: NamesSchema, at: Type.Tuple([Type.Number(), Type.Number()]) }, { additionalProperties: false }),
        { description: 'Labels of neighbouring cities and waters, [longitude, latitude].' },
      ),
    ),
  },
  { additionalProperties: false, description: 'Everything the map needs; nothing is fetched from elsewhere by default.' },
)
export type MapSettings = Static<typeof MapSettingsSchema>

/** A physical wall: its pixels and where people stand decide the size of text. */
export const WallSchema = Type.Object(
  {
    id: Type.String(),
    names: NamesSchema,
    width: Type.Integer({ minimum: 640, description: 'Pixels.' }),
    height: Type.Integer({ minimum: 360, description: 'Pixels.' }),
    widthMetres: Type.Number({ exclusiveMinimum: 0 }),
    distanceMetres: Type.Number({ exclusiveMinimum: 0, description: 'Distance of the person furthest from the wall.' }),
  },
  { additionalProperties: false },
)
export type Wall = Static<typeof WallSchema>

/** city.json: what a city folder says of itself. */
export const CitySchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    id: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
    names: NamesSchema,
    area: Type.String({ description: 'Code of the root area.' }),
    timeZone: Type.String({ description: 'IANA time zone; windows are aligned to it.' }),
    chapters: Type.Array(Type.Object({ id: Type.String(), names: NamesSchema }, { additionalProperties: false })),
    domains: Type.Array(DomainSchema),
    departments: Type.Array(DepartmentSchema),
    map: MapSettingsSchema,
    walls: Type.Array(WallSchema, { minItems: 1 }),
    home: Type.String({ description: 'Id of the scene a screen opens with.' }),
    census: Type.Optional(Type.String({ description: 'Id of the metric whose observations are the census populations, if any.' })),
  },
  { additionalProperties: false, $id: 'city', description: 'A city: its names, calendar, departments, map and walls.' },
)
export type City = Static<typeof CitySchema>
