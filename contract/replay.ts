import { type Static, Type } from 'typebox'
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
const MAGIC = 0x42524c47
const VERSION = 1
const HEAD_BYTES = 16

/**
 * A block as bytes, little-endian: u32 magic `GLRB`, u32 version, u32 length of a JSON head `{metric, from, to, series}` in ASCII, u32
 * count of frames; the head, padded to eight bytes; then each frame: f64 `at`, u32 length, u32 zero, and points in the form of
 * `encodePoints`, padded to eight bytes.
 */
export function encodeReplay({ frames, ...head }: ReplayBlock): Uint8Array<ArrayBuffer> {
  const text = ascii(JSON.stringify(head))
  const places = new Map(head.series.map((key, place) => [key, place]))
  const placeOf = ({ metric, area, step }: Point) => places.get(seriesKey(metric, area, step)) ?? 0xffffffff
  const encoded = frames.map(({ at, points }) => ({ at, bytes: encodePoints(points, placeOf) }))
  const length = encoded.reduce((sum, { bytes }) => sum + 16 + padded(bytes.length), HEAD_BYTES + padded(text.length))
  const all = new Uint8Array(length)
  const view = new DataView(all.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, VERSION, true)
  view.setUint32(8, text.length, true)
  view.setUint32(12, frames.length, true)
  all.set(text, HEAD_BYTES)
  let offset = HEAD_BYTES + padded(text.length)
  for (const { at, bytes } of encoded) {
    view.setFloat64(offset, at, true)
    view.setUint32(offset + 8, bytes.length, true)
    all.set(bytes, offset + 16)
    offset += 16 + padded(bytes.length)
  }
  return all
}

/** Reads what `encodeReplay` wrote. Throws RangeError for bytes that are not such a block, or only part of one. */
export function decodeReplay(bytes: ArrayBuffer | Uint8Array): ReplayBlock {
  const all = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)
  const view = new DataView(all.buffer, all.byteOffset, all.byteLength)
  if (all.length < HEAD_BYTES || view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== VERSION)
    throw new RangeError('replay: not a block of a known version')
  const headLength = view.getUint32(8, true)
  const head = readHead(all.subarray(HEAD_BYTES, HEAD_BYTES + headLength))
  const frames: ReplayFrame[] = []
  let offset = HEAD_BYTES + padded(headLength)
  for (let left = view.getUint32(12, true); left > 0; left--) {
    const start = offset + 16
    if (start > all.length) throw new RangeError('replay: cut short')
    const length = view.getUint32(offset + 8, true)
    if (start + length > all.length) throw new RangeError('replay: cut short')
    frames.push({ at: view.getFloat64(offset, true), points: decodePoints(all.subarray(start, start + length), head.series) })
    offset = start + padded(length)
  }
  return { ...head, frames }
}

function readHead(bytes: Uint8Array): Omit<ReplayBlock, 'frames'> {
  let text = ''
  for (const code of bytes) text += String.fromCharCode(code)
  try {
    return JSON.parse(text) as Omit<ReplayBlock, 'frames'>
  } catch (cause) {
    throw new RangeError('replay: the head cannot be read', { cause })
  }
}

/** The bytes of a JSON text, whatever is not ASCII written as `\\uXXXX`. */
function ascii(json: string): Uint8Array {
  const text = json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return Uint8Array.from(text, (unit) => unit.charCodeAt(0))
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8
}
