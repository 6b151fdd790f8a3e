import { Refusal } from '#contract/errors.ts'
import { FILE_LIMITS, FILE_TYPES, type FileType, PHOTO_SIDE_LIMIT } from '#contract/file.ts'
import { cleanJpeg } from './picture/clean-jpeg.ts'
import { cleanPng } from './picture/clean-png.ts'
import { cleanWebp } from './picture/clean-webp.ts'
import type { Picture } from './picture/picture.ts'
import { cleanMp4 } from './sound/clean-mp4.ts'

/** The first bytes of a WebM: an EBML head. */
const EBML = Buffer.from([0x1a, 0x45, 0xdf, 0xa3])
/** The kind of content stands this near the beginning, bytes. */
const NEAR = 64

/** What is kept of a file of each type; undefined where the bytes are not what was said. */
const CLEAN: Readonly<Record<FileType, (bytes: Buffer) => Buffer | Picture | undefined>> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/webp': cleanWebp,
  'audio/webm': (bytes) => (bytes.subarray(0, 4).equals(EBML) && says(bytes, 'webm') ? bytes : undefined),
  'audio/ogg': (bytes) =>
    says(bytes.subarray(0, 4), 'OggS') && (says(bytes, 'OpusHead') || says(bytes, 'vorbis')) ? bytes : undefined,
  'audio/mp4': cleanMp4,
}

/**
 * What is kept of a photo or a voice note: the picture or the sound, without position, time, device or owner. Pure. Throws
 * Refusal `file/too-large`, or `file/not-as-said` when the bytes are not of the type that was said.
 */
export function cleanFile(type: FileType, bytes: Buffer): Buffer {
  if (bytes.length > FILE_LIMITS[FILE_TYPES[type]]) throw new Refusal('file/too-large')
  const clean = CLEAN[type](bytes)
  if (clean === undefined) throw new Refusal('file/not-as-said')
  if (Buffer.isBuffer(clean)) return clean
  if (Math.max(clean.width, clean.height) > PHOTO_SIDE_LIMIT) throw new Refusal('file/too-large')
  if (Math.min(clean.width, clean.height) < 1) throw new Refusal('file/not-as-said')
  return clean.bytes
}

function says(bytes: Buffer, words: string): boolean {
  return bytes.subarray(0, NEAR).includes(words, 0, 'latin1')
}
