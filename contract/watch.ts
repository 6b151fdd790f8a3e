import { type Static, Type } from 'typebox'
import type { CaseCounts } from './case.ts'
import type { Cursor } from './live.ts'
import { MATTER_KINDS, type Matter, MatterIdSchema, type MatterKind, type RecordedEvent } from './matter.ts'

/** Most matters followed by one socket at once, counted in watches. */
export const MAX_WATCHES = 16

/** Most matters named in one watch: a page of a list. */
export const MAX_WATCHED = 200

/**
 * Kinds of which there are too many to be followed whole: one of them, a page of a list by its ids, or how many there are of them is
 * followed instead.
 */
export const CROWDED_KINDS = ['case'] as const satisfies readonly MatterKind[]

export function isCrowded(kind: MatterKind): boolean {
  return CROWDED_KINDS.some((crowded) => crowded === kind)
}

/**
 * Socket event `watch`: the open matters of a kind, or one matter, open or not. With `log`, the events of that one matter
 * follow as well, from its first on. With `ids`, these matters, open or not, as far as they are in reach: what a page of a list shows.
 * With `counts`, no matters at all but how many there are in each queue, whenever that changes, at most once a second.
 */
export const WatchSchema = Type.Object(
  {
    kind: Type.Enum(MATTER_KINDS),
    id: Type.Optional(MatterIdSchema),
    log: Type.Optional(Type.Boolean({ description: 'With `id` only.' })),
    ids: Type.Optional(Type.Array(MatterIdSchema, { minItems: 1, maxItems: MAX_WATCHED, description: 'Without `id`.' })),
    counts: Type.Optional(Type.Boolean({ description: 'Of kinds that are counted: cases. Without `id` and `ids`.' })),
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
  /** Of a watch with `counts`, as far as the remit reaches. */
  readonly counts?: CaseCounts
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
  readonly counts?: CaseCounts
}

/** The name of a watch. */
export function watchName({ kind, id, log, ids, counts }: Watch): string {
  if (id !== undefined) return `${kind}/${id}${log ? '/log' : ''}`
  if (ids) return `${kind}/${ids.length}~${hashOf(ids)}`
  return counts ? `${kind}/counts` : kind
}

/** 64 bits in two halves, in the manner of FNV-1a: equal lists have equal names, and two pages of one screen never meet by chance. */
function hashOf(ids: readonly string[]): string {
  let [one, other] = [0x811c9dc5, 0x01000193]
  for (const unit of ids.join('\n')) {
    const code = unit.codePointAt(0) ?? 0
    one = Math.imul(one ^ code, 0x01000193)
    other = Math.imul(other ^ code, 0x85ebca6b)
  }
  return `${(one >>> 0).toString(36)}${(other >>> 0).toString(36)}`
}
