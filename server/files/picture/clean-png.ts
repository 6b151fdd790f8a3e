import type { Picture } from './picture.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Length, name and check sum around the data of a chunk, bytes. */
const AROUND = 12

/** Chunks a decoder needs to draw the picture in its colours; texts, times, EXIF and moving frames are none of them. */
const NEEDED = new Set('IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD cICP'.split(' '))

/** A PNG with nothing but what is drawn: no texts, no times, no EXIF, nothing after its end. Undefined for what is no whole PNG. */
export function cleanPng(bytes: Buffer): Picture | undefined {
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return undefined
  const kept: Buffer[] = [SIGNATURE]
  let size: { width: number; height: number } | undefined
  for (let at = SIGNATURE.length; at + AROUND <= bytes.length; ) {
    const end = at + AROUND + bytes.readUInt32BE(at)
    if (end > bytes.length) return undefined
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (name === 'IHDR' && end - at === AROUND + 13)
      size ??= { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) }
    if (!size) return undefined
    if (NEEDED.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') return { bytes: Buffer.concat(kept), ...size }
    at = end
  }
  return undefined
}
