import { type Static, type TSchema, Type } from 'typebox'
import { StepSchema } from './duration.ts'
import { IncidentClassSchema, LevelSchema, REPORT_KINDS, REPORT_MODES } from './incident.ts'
import { NamesSchema } from './names.ts'
import { DEBTS, type DebtKind, PatienceSchema, USUAL_PATIENCE } from './reminder.ts'

const Id = Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 64 })

function closed<Fields extends Record<string, TSchema>>(fields: Fields, description?: string) {
  return Type.Object(fields, { additionalProperties: false, ...(description !== undefined && { description }) })
}

export const SubtypeSchema = closed({
  id: Id,
  class: IncidentClassSchema,
  names: NamesSchema,
  domain: Type.Optional(Type.String({ description: 'The domain of the city it mostly falls to.' })),
  department: Type.Optional(Type.String({ description: 'The department that leads the answer to it.' })),
})
export type Subtype = Static<typeof SubtypeSchema>

/** A quantity and the least of it that makes each level; one criterion reached is enough. */
export const MeasureRuleSchema = closed({
  id: Type.String({ maxLength: 64, description: 'A figure of the casualties (`dead`, `serious` …), or a quantity people enter.' }),
  names: NamesSchema,
  unit: Type.Optional(NamesSchema),
  isShare: Type.Optional(Type.Boolean({ description: 'In per cent, entered as its two parts.' })),
  isYesOrNo: Type.Optional(Type.Boolean({ description: 'Entered as 1 or 0.' })),
  figure: Type.Optional(
    closed(
      {
        metric: Type.String({ description: 'Id of a metric.' }),
        of: Type.Enum(['place', 'city'] as const, { description: 'Where the incident is, or of the whole city.' }),
        step: Type.Optional(StepSchema),
        fallWithinMinutes: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: 1_440,
            description: 'What counts is the share lost of the greatest value of so long ago.',
          }),
        ),
        parts: Type.Optional(Type.Boolean({ description: 'Say what each town brings to it.' })),
      },
      'Read from live figures, besides what people enter.',
    ),
  ),
  least: closed(
    {
      I: Type.Optional(Type.Number()),
      II: Type.Optional(Type.Number()),
      III: Type.Optional(Type.Number()),
      IV: Type.Optional(Type.Number()),
    },
    'The least value of each level; a level left out is never reached by this quantity.',
  ),
})
export type MeasureRule = Static<typeof MeasureRuleSchema>

/** How grave an incident of some classes is, by one regulation. */
export const LevelRuleSchema = closed({
  id: Id,
  names: NamesSchema,
  source: Type.String({ description: 'The regulation or plan it stands in.' }),
  classes: Type.Optional(Type.Array(IncidentClassSchema, { minItems: 1 })),
  subtypes: Type.Optional(Type.Array(Id, { minItems: 1 })),
  measures: Type.Array(MeasureRuleSchema, { minItems: 1 }),
})
export type LevelRule = Static<typeof LevelRuleSchema>

/** Who must be told within what time, by one regulation. */
export const DeadlineRuleSchema = closed({
  id: Id,
  names: NamesSchema,
  source: Type.String({ description: 'The regulation or plan it stands in.' }),
  classes: Type.Optional(Type.Array(IncidentClassSchema, { minItems: 1 })),
  subtypes: Type.Optional(Type.Array(Id, { minItems: 1 })),
  levels: Type.Optional(
    Type.Array(LevelSchema, {
      minItems: 1,
      description: 'Asked for from the moment the event has one of these levels; without, always.',
    }),
  ),
  report: Type.Enum(REPORT_KINDS),
  mode: Type.Optional(Type.Enum(REPORT_MODES, { description: 'Only a report given in this way counts; without, any.' })),
  to: NamesSchema,
  withinMinutes: Type.Integer({ minimum: 1 }),
  repeats: Type.Optional(
    Type.Boolean({ description: 'Begins again with each report that meets it, until the emergency ends or the level is lower.' }),
  ),
})
export type DeadlineRule = Static<typeof DeadlineRuleSchema>

/** When two reports speak of the same happening; see docs/command.md. */
export const SamenessSchema = closed({
  withinMinutes: Type.Integer({ minimum: 1, description: 'Reports further apart in time are never of one happening.' }),
  nearMetres: Type.Number({ exclusiveMinimum: 0, description: 'Up to here two positions are the same place.' }),
  farMetres: Type.Number({ exclusiveMinimum: 0, description: 'From here on they are two places.' }),
  join: Type.Number({ minimum: 0, maximum: 1, description: 'From this likeness on a report joins by itself.' }),
  ask: Type.Number({ minimum: 0, maximum: 1, description: 'From this likeness on a person is asked.' }),
})
export type Sameness = Static<typeof SamenessSchema>

/** How long units take: the straight line, stretched, at the usual speed of their kind. For lack of a road network that can be asked. */
export const TravelSchema = closed({
  source: Type.Optional(
    Type.String({ description: 'Where the numbers come from, and what must be measured before they are relied on.' }),
  ),
  detour: Type.Number({ minimum: 1, maximum: 4, description: 'How much longer roads usually are than the line.' }),
  kmPerHour: Type.Number({ exclusiveMinimum: 0, maximum: 200, description: 'Of kinds not named below.' }),
  kinds: Type.Optional(
    Type.Array(
      closed({
        kind: Type.String({ description: 'A kind of entity.' }),
        kmPerHour: Type.Number({ exclusiveMinimum: 0, maximum: 200 }),
      }),
    ),
  ),
})
export type Travel = Static<typeof TravelSchema>

/** Figures which, in one area and at one time, are one happening: no single one of them says so. */
export const ClusterRuleSchema = closed({
  id: Id,
  names: NamesSchema,
  source: Type.String({ description: 'The practice it follows.' }),
  subtype: Id,
  level: Type.Enum(['zone', 'town'] as const, { description: 'Areas of this level are looked at, each by itself.' }),
  signs: Type.Array(
    closed({
      metric: Type.String(),
      step: Type.Optional(StepSchema),
      least: Type.Number({ description: 'In the unit of the metric.' }),
    }),
    { minItems: 2 },
  ),
  needs: Type.Integer({ minimum: 2, description: 'So many of the signs at once.' }),
  withinHours: Type.Integer({ minimum: 1, maximum: 168, description: 'An incident this old is still the same one.' }),
})
export type ClusterRule = Static<typeof ClusterRuleSchema>

/** Something for each debt. */
function perDebt<Schema extends TSchema>(schema: Schema) {
  return Object.fromEntries(DEBTS.map((debt) => [debt, schema])) as Record<DebtKind, Schema>
}

/** dashboards/<city>/command/*.json: tables of one or several kinds in each file; those of all files together count. */
export const CommandFileSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    note: Type.Optional(Type.String({ description: 'What must be checked before a deployment relies on it.' })),
    subtypes: Type.Optional(Type.Array(SubtypeSchema)),
    levels: Type.Optional(Type.Array(LevelRuleSchema)),
    deadlines: Type.Optional(Type.Array(DeadlineRuleSchema)),
    clusters: Type.Optional(Type.Array(ClusterRuleSchema)),
    sameness: Type.Optional(SamenessSchema),
    travel: Type.Optional(TravelSchema),
    patience: Type.Optional(
      closed(
        perDebt(Type.Optional(Type.Partial(PatienceSchema))),
        'How long people may leave something undone before they are reminded of it; what is not said is as usual.',
      ),
    ),
    leaseMinutes: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 240, description: 'How long a commander is taken to be there without saying so.' }),
    ),
  },
  { additionalProperties: false, description: 'Tables of command: kinds of incident, level arithmetic, report deadlines.' },
)
export type CommandFile = Static<typeof CommandFileSchema>

/** Answer of GET /api/command/tables: what the city says of its incidents. */
export const CommandTablesSchema = Type.Object(
  {
    subtypes: Type.Array(SubtypeSchema),
    levels: Type.Array(LevelRuleSchema),
    deadlines: Type.Array(DeadlineRuleSchema),
    clusters: Type.Array(ClusterRuleSchema),
    sameness: SamenessSchema,
    travel: TravelSchema,
    patience: closed(perDebt(PatienceSchema)),
    leaseMinutes: Type.Integer(),
  },
  { additionalProperties: false, $id: 'command-tables' },
)
export type CommandTables = Static<typeof CommandTablesSchema>

/** What a city without tables of its own gets: incidents and orders work, nothing is worked out and no clock runs. */
export const PLAIN_TABLES: CommandTables = {
  subtypes: [],
  levels: [],
  deadlines: [],
  clusters: [],
  sameness: { withinMinutes: 30, nearMetres: 120, farMetres: 250, join: 0.7, ask: 0.45 },
  patience: USUAL_PATIENCE,
  leaseMinutes: 15,
  travel: { detour: 1.4, kmPerHour: 30 },
}

/** The answer of GET /api/command/people: whom orders, posts and command can be given to. */
export const DirectoryEntrySchema = closed({
  id: Type.String(),
  name: Type.String(),
  remits: Type.Array(closed({ role: Type.String(), area: Type.String() })),
  isHere: Type.Boolean({ description: 'Signed in at this moment.' }),
})
export const DirectorySchema = closed({ people: Type.Array(DirectoryEntrySchema) })
export type Directory = Static<typeof DirectorySchema>
