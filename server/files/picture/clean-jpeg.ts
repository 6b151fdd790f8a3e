import { orientationOf, orientationSegment, UPRIGHT } from './orientation.ts'
import type { Picture } from './picture.ts'

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const APP0 = 0xe0
const APP1 = 0xe1
const APP2 = 0xe2
const APP14 = 0xee
/** An APP0 segment without a thumbnail, in bytes: the thumbnail may show what was cut off. */
const PLAIN_APP0 = 16

/** Tables and headers that a decoder needs: frames, Huffman and quantisation tables, arithmetic coding, restarts, lines. */
const NEEDED = new Set([0xc4, 0xcc, SOS, 0xdb, 0xdc, 0xdd])

/**
 * A JPEG without what the device wrote beside the picture: position, time, device and owner (EXIF, XMP, IPTC), comments,
 * thumbnails, and whatever follows the picture (phones hang short films there). Colours stay right (ICC, Adobe), and so does
 * which way up it is. Undefined for what is no whole JPEG.
 */
export function cleanJpeg(bytes: Buffer): Picture | undefined {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== SOI) return undefined
  const kept: Buffer[] = []
  let size: { width: number; height: number } | undefined
  let orientation = UPRIGHT
  let at = 2
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    // Bytes of 0xff may fill the room before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === EOI) return size && whole(kept, orientation, size)
    const end = at + 2 + (at + 3 < bytes.length ? bytes.readUInt16BE(at + 2) : 0)
    if (end < at + 4 || end > bytes.length) return undefined
    const body = bytes.subarray(at + 4, end)
    if (isFrame(marker)) {
      if (body.length < 5) return undefined
      size = { height: body.readUInt16BE(1), width: body.readUInt16BE(3) }
    }
    if (marker === APP1) orientation = orientationOf(body) ?? orientation
    const next = marker === SOS ? endOfScan(bytes, end) : end
    if (isKept(marker, body, end - at - 2)) kept.push(bytes.subarray(at, next))
    at = next
  }
  return undefined
}

/** SOF0 to SOF15, which hold the size; the marks between them are tables. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function isKept(marker: number, body: Buffer, length: number): boolean {
  switch (marker) {
    case APP0:
      return length === PLAIN_APP0 && startsWith(body, 'JFIF\0')
    case APP2:
      return startsWith(body, 'ICC_PROFILE\0')
    case APP14:
      return startsWith(body, 'Adobe')
    default:
      return isFrame(marker) || NEEDED.has(marker)
  }
}

/** Where the drawn data of a scan ends: at the next marker that is no restart. */
function endOfScan(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1] ?? 0
    const isData = marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7)
    if (!isData) return at
  }
  return bytes.length
}

function whole(kept: readonly Buffer[], orientation: number, size: { width: number; height: number }): Picture {
  const heads = kept[0]?.[1] === APP0 ? 1 : 0
  const turned = orientation === UPRIGHT ? [] : [orientationSegment(orientation)]
  const bytes = [Buffer.of(0xff, SOI), ...kept.slice(0, heads), ...turned, ...kept.slice(heads), Buffer.of(0xff, EOI)]
  return { bytes: Buffer.concat(bytes), ...size }
}

function startsWith(body: Buffer, words: string): boolean {
  return body.subarray(0, words.length).equals(Buffer.from(words, 'latin1'))
}
