import { packBlock, unpackBlock } from './block-bytes.ts'
import { TRACK_COARSE_KEPT_MS, TRACK_KEPT_MS } from './entity.ts'
import { REPLAY_BLOCK_MS } from './replay.ts'
import type { Identity, Moves, Tracked } from './track.ts'
import {
  DEGREES_PER_UNIT,
  decodeMoves,
  encodeMoves,
  MOVE_STATES,
  type Move,
  MS_PER_AGE_UNIT,
  UNKNOWN_HEADING,
} from './track-codec.ts'

/** How closely a track of the past is told: each change in its second, or where everything was every ten minutes. */
export const TRACK_GRAINS = ['fine', 'coarse'] as const
export type TrackGrain = (typeof TRACK_GRAINS)[number]

/** Changes of a second are told together, at its end, ms. */
export const TRACK_FRAME_MS = 1_000

/** How closely a block that begins at `from` is kept at `now` (epoch ms): undefined where it is not kept any more. Pure. */
export function grainKept(from: number, now: number): TrackGrain | undefined {
  if (from >= now - TRACK_KEPT_MS) return 'fine'
  return from >= now - TRACK_COARSE_KEPT_MS ? 'coarse' : undefined
}

/** Where the block begins in which a moment lies, epoch ms. */
export function trackBlockStart(at: number): number {
  return Math.floor(at / REPLAY_BLOCK_MS) * REPLAY_BLOCK_MS
}

/**
 * Ten minutes of a track, as it was known then: the first frame is whole, the others hold what changed. `identities` are those of
 * the first; a later frame brings those that came up with it.
 */
export interface TrackBlock {
  readonly track: string
  readonly grain: TrackGrain
  readonly from: number
  readonly to: number
  readonly identities: readonly Identity[]
  readonly frames: readonly Omit<Moves, 'track'>[]
}

/** `GLTB`, and the version of the form. */
const FORM = { magic: 0x42544c47, version: 1 } as const

type Added = NonNullable<Moves['identities']>

/** A block in the form of `packBlock`: frames are those of `encodeMoves`; `added` of the head are their identities, by their place. */
export function encodeTrackBlock({ frames, ...head }: TrackBlock): Uint8Array<ArrayBuffer> {
  const added = frames.flatMap(({ identities }, place) => (identities ? [[place, identities] as const] : []))
  return packBlock(
    FORM,
    { ...head, added },
    frames.map(({ at, frame }) => ({ at, bytes: frame instanceof Uint8Array ? frame : new Uint8Array(frame) })),
  )
}

/** Reads what `encodeTrackBlock` wrote. Throws RangeError for bytes that are not such a block, or only part of one. */
export function decodeTrackBlock(bytes: ArrayBuffer | Uint8Array): TrackBlock {
  const block = unpackBlock(FORM, bytes)
  const { added, ...head } = block.head as Omit<TrackBlock, 'frames'> & { readonly added: readonly (readonly [number, Added])[] }
  const identities = new Map(added)
  return {
    ...head,
    frames: block.frames.map(({ at, bytes: frame }, place) => {
      const own = identities.get(place)
      return { at, frame, ...(own && { identities: own }) }
    }),
  }
}

/** Where everything of a block was known to be at a moment, as one whole frame. Pure. */
export function foldTrackBlock({ track, identities, frames }: TrackBlock, at: number): Tracked {
  const known: Identity[] = [...identities]
  const moves = new Map<number, Move>()
  for (const frame of frames) {
    if (frame.at > at) break
    for (const { index, ...identity } of frame.identities ?? []) known[index] = identity
    for (const move of movesOf(frame.frame)) moves.set(move.index, move)
  }
  return { track, at, identities: known, frame: encodeMoves([...moves.values()], at, true) }
}

function* movesOf(frame: Moves['frame']): Generator<Move> {
  const { at, count, index, lon, lat, age, heading, state } = decodeMoves(frame)
  for (let row = 0; row < count; row++)
    yield {
      index: index[row] as number,
      state: MOVE_STATES[state[row] as number] ?? 'gone',
      lon: (lon[row] as number) * DEGREES_PER_UNIT,
      lat: (lat[row] as number) * DEGREES_PER_UNIT,
      heading: heading[row] === UNKNOWN_HEADING ? undefined : (heading[row] as number) / 100,
      heardAt: at - (age[row] as number) * MS_PER_AGE_UNIT,
    }
}
