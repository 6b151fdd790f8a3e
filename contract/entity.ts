import { type Static, Type } from 'typebox'
import { NamesSchema } from './names.ts'
import { RejectionSchema } from './observation.ts'
import { PlaceSchema, SaidPlaceSchema } from './place.ts'

/** What an entity is called by whoever reports it: a plate, a device number, a UUID. Unique in the city. */
export const ENTITY_ID = /^[\p{L}\p{N}][\p{L}\p{N}._:@/-]{0,63}$/u

export const AttributeValueSchema = Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean()])
export type AttributeValue = Static<typeof AttributeValueSchema>

/**
 * One row of the entities' door: a thing, or where a known thing is now. The first row of a thing names its kind and its
 * names; later ones may say only what changed. Without `place` the place stays as it was; `null` says that it is not known.
 */
export const EntityRowSchema = Type.Object(
  {
    id: Type.String({ maxLength: 64, description: 'What the source calls it; unique in the city.' }),
    time: Type.String({ description: 'When this was so: RFC 3339 with an offset, e.g. 2026-09-08T10:42:00+08:00.' }),
    kind: Type.Optional(Type.String({ description: 'A kind of the city; it never changes.' })),
    names: Type.Optional(Type.Object({ zh: Type.String(), en: Type.Optional(Type.String()) }, { additionalProperties: false })),
    department: Type.Optional(Type.String({ description: 'Department that answers for it; that of its kind by default.' })),
    area: Type.Optional(Type.String({ description: 'Area code; found from the place where it is not said.' })),
    attributes: Type.Optional(Type.Record(Type.String(), AttributeValueSchema)),
    place: Type.Optional(Type.Union([SaidPlaceSchema, Type.Null()])),
  },
  { $id: 'entity-row', description: 'A thing with an identity, and where it is.' },
)
export type EntityRow = Static<typeof EntityRowSchema>

/** The answer of the entities' door, given after the commit. Every row is accepted, duplicate, late or rejected. */
export const EntityAnswerSchema = Type.Object(
  {
    accepted: Type.Integer({ minimum: 0, description: 'Rows that say how things are now.' }),
    duplicates: Type.Integer({ minimum: 0, description: 'Rows that were known already.' }),
    late: Type.Integer({ minimum: 0, description: 'Rows older than what is known: kept in the track, moving nothing back.' }),
    unplaced: Type.Integer({ minimum: 0, description: 'Accepted rows whose coordinates mean that the place is not known.' }),
    rejected: Type.Array(RejectionSchema, { description: 'Rows refused, with the reason; at most 1,000 are listed.' }),
    rejectedCount: Type.Integer({ minimum: 0, description: 'All rows refused, listed or not.' }),
  },
  { additionalProperties: false, $id: 'entity-answer' },
)
export type EntityAnswer = Static<typeof EntityAnswerSchema>

/** A thing with an identity as it stands. */
export const EntitySchema = Type.Object(
  {
    id: Type.String(),
    kind: Type.String(),
    names: NamesSchema,
    department: Type.String(),
    area: Type.String({ description: 'Area it is in: as said, else found from its place, else the city.' }),
    attributes: Type.Record(Type.String(), AttributeValueSchema),
    heardAt: Type.Integer({ description: 'Time of the newest report, epoch ms.' }),
    place: Type.Union([PlaceSchema, Type.Null()], { description: 'Where it is; null when that is not known.' }),
  },
  { additionalProperties: false, $id: 'entity', description: 'A vehicle, a team, a camera, a shelter: a thing with an identity.' },
)
export type Entity = Static<typeof EntitySchema>

/** Answer of GET /api/entities. */
export const EntitiesAnswerSchema = Type.Object(
  {
    at: Type.Integer({ description: 'Of when this is: now, or the moment asked for. Epoch ms.' }),
    entities: Type.Array(EntitySchema),
    next: Type.Optional(Type.String({ description: 'Give it as `after` for those that follow; absent on the last page.' })),
  },
  { additionalProperties: false, $id: 'entities-answer' },
)
export type EntitiesAnswer = Static<typeof EntitiesAnswerSchema>

/** Where a thing was, oldest first. */
export const EntityTrackSchema = Type.Object(
  {
    id: Type.String(),
    places: Type.Array(
      Type.Object(
        { at: Type.Integer({ description: 'Epoch ms.' }), place: Type.Union([PlaceSchema, Type.Null()]) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false, $id: 'entity-track' },
)
export type EntityTrack = Static<typeof EntityTrackSchema>

/** A track keeps the first place heard of in each stretch of this length, and every change from known to unknown and back. */
export const TRACK_STEP_MS = 10_000

/** Tracks reach back this far as they were told; before that one place is kept of each ten minutes. */
export const TRACK_KEPT_MS = 86_400_000

/** So far back one place of each ten minutes is kept; of before, the last place. */
export const TRACK_COARSE_KEPT_MS = 7 * 86_400_000
