import { type Static, Type } from 'typebox'
import { StepSchema } from './duration.ts'
import { NamesSchema } from './names.ts'
import { SENSITIVITIES } from './sensitivity.ts'

/** How a kind of entity is marked on maps: by form, so that nothing is told by colour alone. */
export const ENTITY_MARKS = [
  'disc',
  'ring',
  'square',
  'diamond',
  'triangle',
  'drop',
  'cross',
  'star',
  'hexagon',
  'bar',
  'chevron',
  'pentagon',
  'house',
] as const
export type EntityMark = (typeof ENTITY_MARKS)[number]

/** Something an entity of a kind may say of itself. What a kind does not name is refused at the door: nothing personal slips in. */
export const EntityAttributeSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
    names: NamesSchema,
    unit: Type.Optional(NamesSchema),
  },
  { additionalProperties: false },
)
export type EntityAttribute = Static<typeof EntityAttributeSchema>

/** A kind of things with an identity: what it is called, whose it is, how often it is heard of. */
export const EntityKindSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
    names: NamesSchema,
    domain: Type.String({ description: 'Domain of the city; a remit without it does not see the kind.' }),
    department: Type.String({ description: 'Department that answers for it where a row names none.' }),
    mark: Type.Enum(ENTITY_MARKS, { description: 'Its form on maps; no two kinds of a city share one.' }),
    moves: Type.Boolean({ description: 'True for what moves: drawn gliding from place to place.' }),
    /** Heard of at least this often; late after it, silent after three of it. */
    promise: StepSchema,
    sensitivity: Type.Optional(
      Type.Enum(SENSITIVITIES, { description: 'Whose places do harm in the wrong hands; internal by default.' }),
    ),
    attributes: Type.Optional(Type.Array(EntityAttributeSchema, { maxItems: 24 })),
    isResource: Type.Optional(
      Type.Boolean({
        description: 'Orders can be given it: a team, a vehicle, a store. Without one in the city, every kind counts.',
      }),
    ),
    stock: Type.Optional(
      Type.String({
        description: 'The attribute that says how much there is: orders take a part of it, never more than there is by accident.',
      }),
    ),
  },
  { additionalProperties: false, $id: 'entity-kind', description: 'A kind of things with an identity.' },
)
export type EntityKind = Static<typeof EntityKindSchema>

/** Kinds that orders can be given: those that say so; all of them where none does. */
export function resourceKinds(kinds: readonly EntityKind[]): readonly EntityKind[] {
  const said = kinds.filter(({ isResource }) => isResource === true)
  return said.length > 0 ? said : kinds
}

/** entities.json of a city folder: the kinds of things it knows. A city without one takes in no entities. */
export const EntityKindsFileSchema = Type.Object(
  { $schema: Type.Optional(Type.String()), kinds: Type.Array(EntityKindSchema, { minItems: 1, maxItems: ENTITY_MARKS.length }) },
  { additionalProperties: false, description: 'The kinds of things a city knows: vehicles, teams, cameras, shelters.' },
)
export type EntityKindsFile = Static<typeof EntityKindsFileSchema>
