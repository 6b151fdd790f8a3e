/**
 * Columnar bytes of a frame of moves: which things, where they are, how old that is. Little-endian; columns in this order,
 * each `count` long:
 *
 *      0  u8   version (1)     1  u8  flags: bit 0 = the frame is whole: what it does not name is gone
 *      2  u16  zero            4  u32 count           8  f64 at, epoch ms on the server's clock
 *     16  u32  index           place in the list of identities
 *         i32  longitude       millionths of a degree, WGS84; 0x7fffffff where the place is not known
 *         i32  latitude        the same
 *         u32  age             tenths of a second from the newest report to `at`; 0xffffffff is the longest
 *         u16  heading         hundredths of a degree clockwise from north; 0xffff unknown
 *         u8   state           0 placed, 1 place not known, 2 gone out of sight
 *
 * Columns stand in falling width, so that a reader may lay typed arrays over the bytes.
 */
const VERSION = 1
const WHOLE = 1
const HEADER_BYTES = 16
const ROW_BYTES = 4 * 4 + 2 + 1
const DEGREE = 1_000_000
const NO_PLACE = 0x7fffffff
const NO_HEADING = 0xffff
const OLDEST = 0xffffffff
const AGE_UNIT_MS = 100

export const MOVE_STATES = ['placed', 'unplaced', 'gone'] as const
export type MoveState = (typeof MOVE_STATES)[number]

/** One thing of a frame. `lon` and `lat` count only when it is placed. */
export interface Move {
  readonly index: number
  readonly state: MoveState
  readonly lon: number
  readonly lat: number
  /** Degrees clockwise from north; undefined where it is not known. */
  readonly heading: number | undefined
  /** Time of the newest report, epoch ms. */
  readonly heardAt: number
}

/** Encodes a frame as of `at`, epoch ms. */
export function encodeMoves(moves: readonly Move[], at: number, isWhole: boolean): Uint8Array {
  const count = moves.length
  const bytes = new Uint8Array(HEADER_BYTES + count * ROW_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, VERSION)
  view.setUint8(1, isWhole ? WHOLE : 0)
  view.setUint32(4, count, true)
  view.setFloat64(8, at, true)
  const lon = HEADER_BYTES + 4 * count
  const lat = lon + 4 * count
  const age = lat + 4 * count
  const heading = age + 4 * count
  const state = heading + 2 * count
  for (let row = 0; row < count; row++) {
    const move = moves[row] as Move
    const isPlaced = move.state === 'placed'
    view.setUint32(HEADER_BYTES + 4 * row, move.index, true)
    view.setInt32(lon + 4 * row, isPlaced ? Math.round(move.lon * DEGREE) : NO_PLACE, true)
    view.setInt32(lat + 4 * row, isPlaced ? Math.round(move.lat * DEGREE) : NO_PLACE, true)
    view.setUint32(age + 4 * row, Math.min(OLDEST, Math.max(0, Math.round((at - move.heardAt) / AGE_UNIT_MS))), true)
    view.setUint16(heading + 2 * row, move.heading === undefined ? NO_HEADING : Math.round(move.heading * 100) % 36_000, true)
    view.setUint8(state + row, MOVE_STATES.indexOf(move.state))
  }
  return bytes
}

/** A frame as columns over its own bytes: nothing is copied where the machine is little-endian, as every browser's is. */
export interface MoveColumns {
  readonly at: number
  readonly isWhole: boolean
  readonly count: number
  readonly index: Uint32Array
  /** Millionths of a degree. */
  readonly lon: Int32Array
  readonly lat: Int32Array
  /** Tenths of a second. */
  readonly age: Uint32Array
  /** Hundredths of a degree; `UNKNOWN_HEADING` where it is not known. */
  readonly heading: Uint16Array
  /** Place in `MOVE_STATES`. */
  readonly state: Uint8Array
}

export const UNKNOWN_HEADING = NO_HEADING
export const DEGREES_PER_UNIT = 1 / DEGREE
export const MS_PER_AGE_UNIT = AGE_UNIT_MS

/** Reads what `encodeMoves` wrote. Throws RangeError for bytes of another version or of a wrong length. */
export function decodeMoves(frame: ArrayBuffer | Uint8Array): MoveColumns {
  const given = frame instanceof Uint8Array ? frame : new Uint8Array(frame)
  // Typed arrays of four bytes begin at multiples of four; bytes inside another buffer may not.
  const bytes = given.byteOffset % 4 === 0 ? given : given.slice()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.byteLength < HEADER_BYTES || view.getUint8(0) !== VERSION) throw new RangeError('moves: unknown version')
  const count = view.getUint32(4, true)
  if (view.byteLength !== HEADER_BYTES + count * ROW_BYTES) throw new RangeError('moves: wrong length')
  const from = bytes.byteOffset + HEADER_BYTES
  const { buffer } = bytes
  return {
    at: view.getFloat64(8, true),
    isWhole: (view.getUint8(1) & WHOLE) !== 0,
    count,
    index: new Uint32Array(buffer, from, count),
    lon: new Int32Array(buffer, from + 4 * count, count),
    lat: new Int32Array(buffer, from + 8 * count, count),
    age: new Uint32Array(buffer, from + 12 * count, count),
    heading: new Uint16Array(buffer, from + 16 * count, count),
    state: new Uint8Array(buffer, from + 18 * count, count),
  }
}
