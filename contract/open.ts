import { type Static, Type } from 'typebox'
import { AreaLevelSchema } from './area.ts'
import { DepartmentSchema } from './city.ts'
import { StepSchema } from './duration.ts'
import { NamesSchema } from './names.ts'
import { CoverageSchema, FreshnessSchema } from './point.ts'

/** How far down the area tree a figure is published; everything above is published with it. */
export const OPEN_DEPTHS = ['city', 'zone', 'town'] as const
export type OpenDepth = (typeof OPEN_DEPTHS)[number]

/** Whom blocks are published for. Firms see the public's blocks too, so what is safe for one must be safe beside the other. */
export const OPEN_AUDIENCES = ['public', 'enterprise'] as const
export type OpenAudience = (typeof OPEN_AUDIENCES)[number]

const MetricId = Type.String({ minLength: 3, maxLength: 80 })

/**
 * How a count of people or events is kept from telling of single ones. A figure whose cell counts fewer than `threshold`
 * is hidden, and so are as many others as it takes that no sum gives it away.
 */
export const ProtectionSchema = Type.Object(
  {
    threshold: Type.Integer({ minimum: 3, maximum: 1000, description: 'Counts below this are hidden, zero included.' }),
    numerator: Type.Optional(
      Type.String({ description: 'Metric of this list that is the numerator of this rate or mean, if one is.' }),
    ),
    denominator: Type.Optional(
      Type.String({ description: 'Metric of this list that is the denominator of this rate or mean, if one is.' }),
    ),
  },
  { additionalProperties: false },
)
export type Protection = Static<typeof ProtectionSchema>

/** What a value is called by people: the first band whose `below` is greater than it, else the last one. */
export const OpenBandsSchema = Type.Array(
  Type.Object({ below: Type.Optional(Type.Number()), word: NamesSchema }, { additionalProperties: false }),
  { minItems: 2, description: 'Words for values, from the lowest; the last has no upper end.' },
)
export type OpenBands = Static<typeof OpenBandsSchema>

/** One figure that leaves the house: which metric, how fine, what it means to somebody who knows nothing of it. */
export const OpenFigureSchema = Type.Object(
  {
    metric: MetricId,
    depth: Type.Enum(OPEN_DEPTHS, { description: 'The finest areas it is published for.' }),
    meaning: NamesSchema,
    topic: Type.Optional({ ...NamesSchema, description: 'What it is about, in a word or two, for the large tiles.' }),
    bands: Type.Optional(OpenBandsSchema),
    protect: Type.Union([ProtectionSchema, Type.Literal(false)], {
      description: 'Protection of a count of people or events, or of a rate or mean of such; false for everything else.',
    }),
    because: Type.Optional(
      Type.String({ minLength: 8, description: 'Why a sum needs no protection: what it counts that is nobody’s affair.' }),
    ),
    step: Type.Optional({
      ...StepSchema,
      description: 'Protected figures: how often one is released. Windows of this length, once each, only when they are over.',
    }),
  },
  { additionalProperties: false },
)
export type OpenFigure = Static<typeof OpenFigureSchema>

export const OpenSceneSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
    audience: Type.Enum(OPEN_AUDIENCES),
    names: NamesSchema,
    about: NamesSchema,
    figures: Type.Array(MetricId, { minItems: 1, maxItems: 24, uniqueItems: true, description: 'In the order they are read.' }),
  },
  { additionalProperties: false, description: 'Figures that are read together, by the public or by firms.' },
)
export type OpenScene = Static<typeof OpenSceneSchema>

/**
 * open.json: everything a city publishes. A figure is published only where it stands here **and** its metric names the
 * audience and is of the open level: either alone is not enough.
 */
export const OpenListSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    licence: NamesSchema,
    terms: NamesSchema,
    figures: Type.Array(OpenFigureSchema, { minItems: 1 }),
    wholes: Type.Optional(
      Type.Array(
        Type.Object(
          { whole: MetricId, parts: Type.Array(MetricId, { minItems: 1, uniqueItems: true }) },
          { additionalProperties: false },
        ),
        { description: 'Counts of this list that are parts of another one: hidden together, so that no subtraction tells.' },
      ),
    ),
    balances: Type.Optional(
      Type.Array(
        Type.Object(
          { stock: MetricId, flows: Type.Array(MetricId, { minItems: 1, uniqueItems: true }) },
          { additionalProperties: false },
        ),
        {
          description:
            'A stock and everything that changes it. Two of them stay unpublished: two days of all others would tell the last.',
        },
      ),
    ),
    scenes: Type.Array(OpenSceneSchema, { minItems: 1 }),
  },
  { additionalProperties: false, description: 'What a city publishes, to everybody and to firms.' },
)
export type OpenList = Static<typeof OpenListSchema>

/** A figure as its readers are told of it: its names, what it means, how it is published. */
export const OpenCatalogueFigureSchema = Type.Object(
  {
    metric: Type.String(),
    names: NamesSchema,
    short: Type.Optional(NamesSchema),
    unit: NamesSchema,
    decimals: Type.Integer(),
    department: Type.String(),
    meaning: NamesSchema,
    topic: Type.Optional(NamesSchema),
    bands: Type.Optional(OpenBandsSchema),
    depth: Type.Enum(OPEN_DEPTHS),
    step: StepSchema,
    form: Type.Union([Type.Literal('level'), Type.Literal('total'), Type.Literal('running-total')], {
      description: 'level: as it was at a time; total: of a closed window; running-total: of the day so far.',
    }),
    promiseMs: Type.Integer({ description: 'Age up to which the figure counts as fresh, ms.' }),
    threshold: Type.Optional(Type.Integer({ description: 'Protected: counts below this are not published.' })),
  },
  { additionalProperties: false },
)
export type OpenCatalogueFigure = Static<typeof OpenCatalogueFigureSchema>

export const OpenAreaSchema = Type.Object(
  {
    code: Type.String(),
    level: AreaLevelSchema,
    parent: Type.Optional(Type.String()),
    names: NamesSchema,
    short: Type.Optional(NamesSchema),
  },
  { additionalProperties: false },
)
export type OpenArea = Static<typeof OpenAreaSchema>

/** Answer of GET /api/open/catalogue: what is published, in words. */
export const OpenCatalogueSchema = Type.Object(
  {
    version: Type.String({ description: 'Changes whenever anything in it does; the ETag.' }),
    hub: Type.Union([Type.Literal('simulated'), Type.Literal('none')], {
      description: 'simulated: the figures are invented, and whoever shows them must say so.',
    }),
    audience: Type.Enum(OPEN_AUDIENCES),
    city: Type.Object({ names: NamesSchema, timeZone: Type.String(), area: Type.String() }, { additionalProperties: false }),
    refreshMs: Type.Integer({ description: 'The current block of a scene is made anew this often, for everybody at once.' }),
    blockMs: Type.Integer({ description: 'Length of the stretches of which closed blocks are kept.' }),
    licence: NamesSchema,
    terms: NamesSchema,
    areas: Type.Array(OpenAreaSchema),
    departments: Type.Array(DepartmentSchema),
    figures: Type.Array(OpenCatalogueFigureSchema),
    scenes: Type.Array(
      Type.Object(
        { id: Type.String(), names: NamesSchema, about: NamesSchema, figures: Type.Array(Type.String()) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false, $id: 'open-catalogue', description: 'What is published: areas, figures, scenes, terms.' },
)
export type OpenCatalogue = Static<typeof OpenCatalogueSchema>

/**
 * A figure in an area. `value` is null where nothing was observed, and where it is protected: then `protected` is true.
 * A protected cell is never told from its value: whether it is small itself or hides a small neighbour is not said.
 */
export const OpenCellSchema = Type.Object(
  {
    area: Type.String(),
    value: Type.Union([Type.Number(), Type.Null()]),
    protected: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false },
)
export type OpenCell = Static<typeof OpenCellSchema>

export const OpenBlockFigureSchema = Type.Object(
  {
    metric: Type.String(),
    step: StepSchema,
    window: Type.Union([Type.Tuple([Type.Integer(), Type.Integer()]), Type.Null()], {
      description: 'What the value is of, [start, end) in epoch ms.',
    }),
    observedAt: Type.Union([Type.Integer(), Type.Null()], { description: 'The newest observation in it, epoch ms.' }),
    freshness: FreshnessSchema,
    coverage: CoverageSchema,
    cells: Type.Array(OpenCellSchema, { description: 'The city first, then its areas in the order of the catalogue.' }),
    curve: Type.Array(Type.Tuple([Type.Integer(), Type.Union([Type.Number(), Type.Null()])]), {
      description: 'The city over time: [window start, value]; null where there is nothing to show.',
    }),
  },
  { additionalProperties: false },
)
export type OpenBlockFigure = Static<typeof OpenBlockFigureSchema>

/** Answer of GET /api/open/blocks/:scene, and of a closed stretch of it. The same bytes for whoever asks. */
export const OpenBlockSchema = Type.Object(
  {
    scene: Type.String(),
    audience: Type.Enum(OPEN_AUDIENCES),
    at: Type.Integer({ description: 'When it was made, epoch ms.' }),
    window: Type.Tuple([Type.Integer(), Type.Integer()], { description: 'The stretch it belongs to, epoch ms.' }),
    closed: Type.Boolean({ description: 'True when it will never change again.' }),
    previous: Type.Union([Type.Integer(), Type.Null()], { description: 'Start of the newest closed block before it.' }),
    figures: Type.Array(OpenBlockFigureSchema),
  },
  { additionalProperties: false, $id: 'open-block', description: 'The figures of a scene at one moment.' },
)
export type OpenBlock = Static<typeof OpenBlockSchema>
