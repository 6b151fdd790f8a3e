import { type Static, Type } from 'typebox'
import type { Cursor } from './live.ts'
import { MATTER_KINDS, type Matter, MatterIdSchema, type RecordedEvent } from './matter.ts'

/** Most matters followed by one socket at once, counted in watches. */
export const MAX_WATCHES = 16

/**
 * Socket event `watch`: the open matters of a kind, or one matter, open or not. With `log`, the events of that one matter
 * follow as well, from its first on.
 */
export const WatchSchema = Type.Object(
  {
    kind: Type.Enum(MATTER_KINDS),
    id: Type.Optional(MatterIdSchema),
    log: Type.Optional(Type.Boolean({ description: 'With `id` only.' })),
  },
  { additionalProperties: false, $id: 'watch' },
)
export type Watch = Static<typeof WatchSchema>

export const UnwatchSchema = Type.Object(
  { watch: Type.String({ maxLength: 200 }) },
  { additionalProperties: false, $id: 'unwatch' },
)
export type Unwatch = Static<typeof UnwatchSchema>

/** Answer to `watch`: everything there is of it that the subject may see. */
export interface Watched extends Cursor {
  /** Name of the watch: equal questions have equal names. */
  readonly watch: string
  readonly at: number
  readonly matters: readonly Matter[]
  readonly log?: readonly RecordedEvent[]
}

/**
 * What changed of a watch between two revisions: matters as they now stand, and ids of those that closed or went out of
 * sight. It joins a cursor only if `epoch` is equal and `from` is its revision; otherwise watch again.
 */
export interface MatterPatch {
  readonly watch: string
  readonly epoch: string
  readonly from: number
  readonly to: number
  readonly at: number
  readonly changed: readonly Matter[]
  readonly gone: readonly string[]
  readonly log?: readonly RecordedEvent[]
}

/** The name of a watch. */
export function watchName({ kind, id, log }: Watch): string {
  return id === undefined ? kind : `${kind}/${id}${log ? '/log' : ''}`
}
