import { type Static, Type } from 'typebox'
import type { Entity } from './entity.ts'

/** Most tracks one socket follows at once. */
export const MAX_TRACKS = 4

/** Socket event `track`: where the things of some kinds are, and where they go, as far as the remit reaches. */
export const TrackSchema = Type.Object(
  {
    kinds: Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 64, description: 'Kinds of entities.' }),
    area: Type.Optional(Type.String({ maxLength: 64, description: 'Area code; the whole remit by default.' })),
  },
  { additionalProperties: false, $id: 'track' },
)
export type Track = Static<typeof TrackSchema>

export const UntrackSchema = Type.Object({ track: Type.String({ maxLength: 64 }) }, { additionalProperties: false, $id: 'untrack' })
export type Untrack = Static<typeof UntrackSchema>

/** The name of a track: equal questions have equal names. */
export function trackName({ kinds, area }: Required<Track>): string {
  return `${[...new Set(kinds)].sort().join(' ')}@${area}`
}

/** What a thing is, told once; where it is comes in frames, and all else of it by GET /api/entities/:id. */
export type Identity = Pick<Entity, 'id' | 'kind' | 'names' | 'department'>

/** Answer to `track`: every thing of it, in the order frames count by, and a frame that places all of them. */
export interface Tracked {
  readonly track: string
  readonly at: number
  readonly identities: readonly Identity[]
  readonly frame: ArrayBuffer | Uint8Array
}

/**
 * What moved since the last frame; `docs/protocol.md` says how it is read. `identities` are new things, or things that are
 * called otherwise now, with their index.
 */
export interface Moves {
  readonly track: string
  readonly at: number
  readonly identities?: readonly (Identity & { readonly index: number })[]
  readonly frame: ArrayBuffer | Uint8Array
}
