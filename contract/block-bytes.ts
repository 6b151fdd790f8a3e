/** One moment of a block, epoch ms, and the bytes that say what was so then. */
export interface BlockFrame {
  readonly at: number
  readonly bytes: Uint8Array
}

const HEAD_BYTES = 16

/**
 * A block of the past as bytes, little-endian: u32 magic, u32 version, u32 length of a JSON head in ASCII, u32 count of frames; the
 * head, padded to eight bytes; then each frame: f64 `at`, u32 length, u32 zero, and its bytes, padded to eight.
 */
export function packBlock(
  { magic, version }: { readonly magic: number; readonly version: number },
  head: object,
  frames: readonly BlockFrame[],
): Uint8Array<ArrayBuffer> {
  const text = ascii(JSON.stringify(head))
  const length = frames.reduce((sum, { bytes }) => sum + 16 + padded(bytes.length), HEAD_BYTES + padded(text.length))
  const all = new Uint8Array(length)
  const view = new DataView(all.buffer)
  view.setUint32(0, magic, true)
  view.setUint32(4, version, true)
  view.setUint32(8, text.length, true)
  view.setUint32(12, frames.length, true)
  all.set(text, HEAD_BYTES)
  let offset = HEAD_BYTES + padded(text.length)
  for (const { at, bytes } of frames) {
    view.setFloat64(offset, at, true)
    view.setUint32(offset + 8, bytes.length, true)
    all.set(bytes, offset + 16)
    offset += 16 + padded(bytes.length)
  }
  return all
}

/** Reads what `packBlock` wrote. Throws RangeError for bytes that are not such a block, or only part of one. */
export function unpackBlock(
  { magic, version }: { readonly magic: number; readonly version: number },
  given: ArrayBuffer | Uint8Array,
): { readonly head: unknown; readonly frames: readonly BlockFrame[] } {
  const all = given instanceof Uint8Array ? given : new Uint8Array(given)
  const view = new DataView(all.buffer, all.byteOffset, all.byteLength)
  if (all.length < HEAD_BYTES || view.getUint32(0, true) !== magic || view.getUint32(4, true) !== version)
    throw new RangeError('replay: not a block of a known version')
  const headLength = view.getUint32(8, true)
  const head = readHead(all.subarray(HEAD_BYTES, HEAD_BYTES + headLength))
  const frames: BlockFrame[] = []
  let offset = HEAD_BYTES + padded(headLength)
  for (let left = view.getUint32(12, true); left > 0; left--) {
    const start = offset + 16
    if (start > all.length) throw new RangeError('replay: cut short')
    const length = view.getUint32(offset + 8, true)
    if (start + length > all.length) throw new RangeError('replay: cut short')
    frames.push({ at: view.getFloat64(offset, true), bytes: all.subarray(start, start + length) })
    offset = start + padded(length)
  }
  return { head, frames }
}

function readHead(bytes: Uint8Array): unknown {
  let text = ''
  for (const code of bytes) text += String.fromCharCode(code)
  try {
    return JSON.parse(text)
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
