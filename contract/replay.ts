import { type Static, Type } from 'typebox'
import { packBlock, unpackBlock } from './block-bytes.ts'
import { decodePoints, encodePoints } from './patch-codec.ts'
import type { Point } from './point.ts'
import { type SeriesKey, seriesKey } from './series.ts'

/** The past is told in blocks of this length, ms; they begin at whole multiples of it since 1970. */
export const REPLAY_BLOCK_MS = 600_000

/** A block may hold what was committed while its end was passing; it is closed for good this long after its end, ms. */
export const REPLAY_CLOSED_MS = 15_000

/** How far back the past goes, and how it is named: what a screen must know before it asks for blocks. */
export const PastExtentSchema = Type.Object(
  {
    epoch: Type.String(),
    begunAt: Type.Union([Type.Integer(), Type.Null()], { description: 'When the record began, epoch ms; null for an empty one.' }),
    now: Type.Integer({ description: 'The clock of the server, epoch ms.' }),
    revision: Type.Integer({ description: 'The newest revision: what is known now.' }),
    knownThen: Type.Integer({ description: 'The revision that was newest at `at`: what was known then.' }),
  },
  { additionalProperties: false, $id: 'past-extent' },
)
export type PastExtent = Static<typeof PastExtentSchema>

/** What readers were told at one moment, epoch ms. */
export interface ReplayFrame {
  readonly at: number
  readonly points: readonly Point[]
}

/** Ten minutes of one metric: the first frame holds every series as it stood, the others what changed. */
export interface ReplayBlock {
  readonly metric: string
  readonly from: number
  readonly to: number
  readonly series: readonly SeriesKey[]
  readonly frames: readonly ReplayFrame[]
}

/** `GLRB`, and the version of the form. */
const FORM = { magic: 0x42524c47, version: 1 } as const

/** A block in the form of `packBlock`: the head is `{metric, from, to, series}`, each frame holds points in the form of `encodePoints`. */
export function encodeReplay({ frames, ...head }: ReplayBlock): Uint8Array<ArrayBuffer> {
  const places = new Map(head.series.map((key, place) => [key, place]))
  const placeOf = ({ metric, area, step }: Point) => places.get(seriesKey(metric, area, step)) ?? 0xffffffff
  return packBlock(
    FORM,
    head,
    frames.map(({ at, points }) => ({ at, bytes: encodePoints(points, placeOf) })),
  )
}

/** Reads what `encodeReplay` wrote. Throws RangeError for bytes that are not such a block, or only part of one. */
export function decodeReplay(bytes: ArrayBuffer | Uint8Array): ReplayBlock {
  const block = unpackBlock(FORM, bytes)
  const head = block.head as Omit<ReplayBlock, 'frames'>
  return { ...head, frames: block.frames.map(({ at, bytes }) => ({ at, points: decodePoints(bytes, head.series) })) }
}
