import type { Picture } from './picture.ts'

/** Bits of the head of an extended file that say there is EXIF, or XMP. */
const EXIF_AND_XMP = 0x0c
/** Begins the bits of a lossless picture. */
const LOSSLESS = 0x2f

/** Chunks a decoder needs to draw a picture that stands still. */
const NEEDED = new Set(['VP8X', 'ICCP', 'ALPH', 'VP8 ', 'VP8L'])

/** A WebP with nothing but what is drawn: no EXIF, no XMP. Undefined for what is no whole WebP, and for one that moves. */
export function cleanWebp(bytes: Buffer): Picture | undefined {
  if (bytes.length < 20 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return undefined
  const end = 8 + bytes.readUInt32LE(4)
  if (end > bytes.length) return undefined
  const kept: Buffer[] = []
  let size: { width: number; height: number } | undefined
  for (let at = 12; at + 8 <= end; ) {
    const name = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    if (at + 8 + length > end || name === 'ANIM') return undefined
    const chunk = Buffer.from(bytes.subarray(at, Math.min(end, at + 8 + length + (length % 2))))
    size ??= sizeIn(name, chunk.subarray(8))
    if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~EXIF_AND_XMP
    if (NEEDED.has(name)) kept.push(length % 2 === 1 && chunk.length % 2 === 1 ? Buffer.concat([chunk, Buffer.of(0)]) : chunk)
    at += 8 + length + (length % 2)
  }
  return size && { bytes: withHead(Buffer.concat(kept)), ...size }
}

function sizeIn(name: string, data: Buffer): { width: number; height: number } | undefined {
  if (name === 'VP8X' && data.length >= 10) return { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 }
  if (name === 'VP8 ' && data.length >= 10) return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff }
  if (name === 'VP8L' && data.length >= 5 && data[0] === LOSSLESS) {
    const bits = data.readUInt32LE(1)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  return undefined
}

function withHead(chunks: Buffer): Buffer {
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(4 + chunks.length, 4)
  return Buffer.concat([head, chunks])
}
