import { type Static, type TSchema, Type } from 'typebox'
import { StepSchema } from './duration.ts'
import { LEVELS, type Level } from './incident-lists.ts'
import { NamesSchema } from './names.ts'

/**
 * Every panel type. The client's registry is a total record over this list: a type without a renderer does not compile.
 * - `figure` one hero figure · `figures` rows of figures under a heading · `trend` today, yesterday and forecast
 * - `ranking` areas in order · `map` areas, points and flows on the city · `share` parts of a whole
 * - `distribution` how areas spread over a range · `matrix` areas × metrics · `table` metrics with all they carry
 * - `alarms` figures beyond their thresholds · `clock` date and time · `weather` the weather of the area
 * - `incidents` open incidents: their levels, phases, clocks, and orders counted by station
 * - `incident` one part of the incident that a room answers: the decision it waits for, its orders, its timeline …
 * - `links` the departments' feeds and how fresh they are
 */
export const PANEL_TYPES = [
  'figure',
  'figures',
  'trend',
  'ranking',
  'map',
  'share',
  'distribution',
  'matrix',
  'table',
  'alarms',
  'clock',
  'weather',
  'links',
  'incidents',
  'incident',
] as const
export type PanelType = (typeof PANEL_TYPES)[number]

/** Which area a binding speaks of: the one the screen is drilled to (`$area`, default), or a fixed code. */
const AreaBinding = Type.Optional(
  Type.String({ default: '$area', description: '`$area` (where the screen is drilled to) or an area code.' }),
)

/** A metric at a step, for panels that show one figure of it. The step defaults to the metric's headline. */
const BoundMetric = Type.Object(
  { metric: Type.String(), area: AreaBinding, step: Type.Optional(StepSchema), label: Type.Optional(NamesSchema) },
  { additionalProperties: false },
)
export type BoundMetric = Static<typeof BoundMetric>

function panel<Name extends PanelType, Fields extends Record<string, TSchema>>(type: Name, fields: Fields, description: string) {
  return Type.Object(
    { type: Type.Literal(type), title: Type.Optional(NamesSchema), ...fields },
    { additionalProperties: false, description },
  )
}

export const FigurePanelSchema = panel(
  'figure',
  {
    metric: Type.String(),
    area: AreaBinding,
    step: Type.Optional(StepSchema),
    with: Type.Optional(Type.Array(BoundMetric, { maxItems: 4, description: 'Smaller figures under the hero.' })),
    trend: Type.Optional(Type.Boolean({ description: 'A sparkline of today beside the figure.' })),
  },
  'One hero figure.',
)

export const FiguresPanelSchema = panel(
  'figures',
  {
    items: Type.Array(BoundMetric, { minItems: 1, maxItems: 24 }),
    emphasis: Type.Optional(
      Type.Union([Type.Literal('rows'), Type.Literal('lead'), Type.Literal('tiles')], {
        description: 'rows: one line each (default); lead: the first large with a sparkline; tiles: a grid of figures.',
      }),
    ),
    scene: Type.Optional(Type.String({ description: 'Scene that opens when the heading is pressed.' })),
  },
  'Rows of figures under a heading.',
)

export const TrendPanelSchema = panel(
  'trend',
  {
    metric: Type.String(),
    area: AreaBinding,
    step: Type.Optional(StepSchema),
    span: Type.Optional(
      Type.Union([Type.Literal('today'), Type.Literal('week'), Type.Literal('month'), Type.Literal('year')], {
        description: 'What the axis covers; today (00–24 with yesterday behind) by default.',
      }),
    ),
    yesterday: Type.Optional(Type.Boolean()),
    forecast: Type.Optional(Type.Boolean({ description: 'Keep the slot for a forecast; it stays empty until one is published.' })),
  },
  'Today against yesterday, with a slot for the forecast.',
)

export const RankingPanelSchema = panel(
  'ranking',
  {
    metric: Type.String(),
    area: AreaBinding,
    step: Type.Optional(StepSchema),
    level: Type.Optional(Type.Union([Type.Literal('zone'), Type.Literal('town'), Type.Literal('community')])),
    order: Type.Optional(
      Type.Union([Type.Literal('best'), Type.Literal('worst'), Type.Literal('largest'), Type.Literal('smallest')]),
    ),
    mark: Type.Optional(
      Type.Union([Type.Literal('bar'), Type.Literal('dot')], { description: 'bar from zero, or dot on a range.' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 3, maximum: 50 })),
  },
  'Areas below the current one, in order.',
)

/** One drawing over the map. Several may lie on each other; the first one is the theme that names the legend. */
export const MapLayerSchema = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('choropleth'),
      metric: Type.String(),
      step: Type.Optional(StepSchema),
      extrude: Type.Optional(Type.Boolean({ description: 'Raise areas by their value; flat in reduced motion and on phones.' })),
      breaks: Type.Optional(Type.Array(Type.Number(), { minItems: 1, maxItems: 5 })),
      labelAbove: Type.Optional(Type.Number({ description: 'Print the figure on areas at or above this value.' })),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      kind: Type.Literal('points'),
      metric: Type.String(),
      step: Type.Optional(StepSchema),
      level: Type.Optional(Type.Union([Type.Literal('town'), Type.Literal('community')])),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { kind: Type.Literal('heat'), metric: Type.String(), step: Type.Optional(StepSchema) },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      kind: Type.Literal('arcs'),
      metric: Type.String(),
      step: Type.Optional(StepSchema),
      to: Type.String({ description: 'Code of the area all arcs end at: where the counted things go.' }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      kind: Type.Literal('trips'),
      metric: Type.String(),
      step: Type.Optional(StepSchema),
      routes: Type.Array(
        Type.Object({ names: NamesSchema, through: Type.Array(Type.String(), { minItems: 2 }) }, { additionalProperties: false }),
        { minItems: 1, description: 'Schematic routes through the seats of these areas.' },
      ),
    },
    { additionalProperties: false },
  ),
])
export type MapLayer = Static<typeof MapLayerSchema>

export const MapPanelSchema = panel(
  'map',
  {
    area: AreaBinding,
    layers: Type.Array(MapLayerSchema, { minItems: 1, maxItems: 5 }),
    themes: Type.Optional(
      Type.Array(Type.String(), {
        maxItems: 8,
        description: 'Metrics a person may switch the choropleth to, where there is input.',
      }),
    ),
    hero: Type.Optional(BoundMetric),
    entities: Type.Optional(
      Type.Array(Type.String(), {
        minItems: 1,
        maxItems: 12,
        uniqueItems: true,
        description: 'Kinds of entities whose places are drawn live over everything else.',
      }),
    ),
    closeTo: Type.Optional(
      Type.Literal('incident', {
        description:
          'While an incident is answered in the area, the map comes close to it, shows what moves in its town, and what people drew.',
      }),
    ),
  },
  'The city: areas coloured by a figure, with points, heat, arcs and trips over them.',
)

export const SharePanelSchema = panel(
  'share',
  {
    metrics: Type.Optional(Type.Array(Type.String(), { minItems: 2, maxItems: 6, description: 'Parts of a whole.' })),
    metric: Type.Optional(Type.String({ description: 'One metric, shared among the areas below.' })),
    area: AreaBinding,
    step: Type.Optional(StepSchema),
  },
  'Parts of a whole as one ruled bar: several metrics, or one metric over the areas below.',
)

export const DistributionPanelSchema = panel(
  'distribution',
  {
    metric: Type.String(),
    area: AreaBinding,
    step: Type.Optional(StepSchema),
    level: Type.Optional(Type.Union([Type.Literal('town'), Type.Literal('community')])),
  },
  'How the areas below spread over the range of a metric.',
)

export const MatrixPanelSchema = panel(
  'matrix',
  {
    metrics: Type.Array(Type.String(), { minItems: 2, maxItems: 12 }),
    area: AreaBinding,
    level: Type.Optional(Type.Union([Type.Literal('zone'), Type.Literal('town')])),
  },
  'Areas × metrics.',
)

export const TablePanelSchema = panel(
  'table',
  { items: Type.Array(BoundMetric, { minItems: 1, maxItems: 60 }) },
  'Metrics with value, change, threshold, department, age and coverage.',
)

export const AlarmsPanelSchema = panel(
  'alarms',
  {
    area: AreaBinding,
    domains: Type.Optional(Type.Array(Type.String(), { description: 'Only figures of these domains; all by default.' })),
  },
  'Figures beyond their thresholds, the furthest first.',
)

export const ClockPanelSchema = panel('clock', {}, 'Date and time of the city.')

export const WeatherPanelSchema = panel(
  'weather',
  { items: Type.Array(BoundMetric, { minItems: 1, maxItems: 6 }) },
  'The weather of the area.',
)

export const LinksPanelSchema = panel('links', {}, 'The feeds of the departments: how many are live, which are late or silent.')

export const IncidentsPanelSchema = panel(
  'incidents',
  {},
  'Open incidents: the three levels apart, phase, clocks, orders counted by station. Nothing personal.',
)

/**
 * What a room is told of the incident it answers, one part to a panel: the decision people wait for with its options · report
 * deadlines · who commands, by office · casualties as counted, with time and source · its orders · its timeline.
 */
export const INCIDENT_PARTS = ['decision', 'deadlines', 'command', 'casualties', 'orders', 'timeline'] as const
export type IncidentPart = (typeof INCIDENT_PARTS)[number]

export const IncidentPanelSchema = panel(
  'incident',
  { part: Type.Enum(INCIDENT_PARTS) },
  'One part of the incident that is answered in the area, the gravest where there are several. Nothing personal.',
)

export const PanelSchema = Type.Union([
  FigurePanelSchema,
  FiguresPanelSchema,
  TrendPanelSchema,
  RankingPanelSchema,
  MapPanelSchema,
  SharePanelSchema,
  DistributionPanelSchema,
  MatrixPanelSchema,
  TablePanelSchema,
  AlarmsPanelSchema,
  ClockPanelSchema,
  WeatherPanelSchema,
  LinksPanelSchema,
  IncidentsPanelSchema,
  IncidentPanelSchema,
])
export type Panel = Static<typeof PanelSchema>
export type PanelOf<Name extends PanelType> = Extract<Panel, { type: Name }>

/**
 * One composition of a scene: a grid whose cells are named by panel ids, as in CSS grid-template-areas ('.' is empty).
 * The last layout of a class whose conditions hold is used. `columns` and `rows` are shares of the space; a row of 0 is
 * as high as its panels need, and a layout with such rows scrolls.
 */
export const LayoutSchema = Type.Object(
  {
    minAspect: Type.Optional(Type.Number({ description: 'Width ÷ height of the screen at least this.' })),
    minWidth: Type.Optional(Type.Integer({ description: 'CSS pixels at least this.' })),
    during: Type.Optional(
      Type.Enum(LEVELS, {
        description: 'Only while an incident in the area on screen is answered at this response level or a graver one.',
      }),
    ),
    columns: Type.Array(Type.Number({ exclusiveMinimum: 0 }), { minItems: 1, maxItems: 12 }),
    rows: Type.Array(Type.Number({ minimum: 0 }), { minItems: 1, maxItems: 40 }),
    areas: Type.Array(Type.String(), {
      minItems: 1,
      maxItems: 40,
      description: 'One string per row, panel ids separated by spaces.',
    }),
  },
  { additionalProperties: false },
)
export type Layout = Static<typeof LayoutSchema>

/** A scene: what is shown, authored once, composed for each display class. */
export const SceneSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    id: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
    names: NamesSchema,
    short: Type.Optional(NamesSchema),
    chapter: Type.Optional(Type.String({ description: 'Id of a chapter in city.json that this scene opens.' })),
    order: Type.Integer({ description: 'Place in the list of scenes.' }),
    panels: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]*$' }), PanelSchema),
    layouts: Type.Object(
      {
        wall: Type.Array(LayoutSchema, { minItems: 1 }),
        office: Type.Array(LayoutSchema, { minItems: 1 }),
        desk: Type.Array(LayoutSchema, { minItems: 1 }),
        mobile: Type.Array(LayoutSchema, { minItems: 1 }),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false, $id: 'scene', description: 'A scene: panels with data bindings and a layout per display class.' },
)
export type Scene = Static<typeof SceneSchema>

/**
 * The layout of a class that fits a screen of `width` × `height` CSS pixels while an incident is answered at `answered` (undefined:
 * none is): the last whose conditions hold, else the first.
 */
export function chooseLayout(layouts: readonly Layout[], width: number, height: number, answered?: Level): Layout {
  const fitting = layouts.filter(
    ({ minAspect, minWidth, during }) =>
      (minAspect === undefined || width / height >= minAspect) &&
      (minWidth === undefined || width >= minWidth) &&
      (during === undefined || (answered !== undefined && LEVELS.indexOf(answered) <= LEVELS.indexOf(during))),
  )
  return (fitting.at(-1) ?? layouts[0]) as Layout
}
