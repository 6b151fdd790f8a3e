import { type Static, Type } from 'typebox'

/** What may be shown beside words, by its media type: photos and voice notes. */
export const FILE_TYPES = {
  'image/jpeg': 'photo',
  'image/png': 'photo',
  'image/webp': 'photo',
  'audio/webm': 'voice',
  'audio/ogg': 'voice',
  'audio/mp4': 'voice',
} as const
export type FileType = keyof typeof FILE_TYPES
export type FileKind = (typeof FILE_TYPES)[FileType]

/** Most bytes of one file: a photo of 1600 pixels has a tenth of it, a voice note of two minutes half. */
export const FILE_LIMITS: Readonly<Record<FileKind, number>> = { photo: 4 * 1_048_576, voice: 2 * 1_048_576 }

/** Most pixels along a side of a photo: what is larger takes the browsers that show it too long. */
export const PHOTO_SIDE_LIMIT = 8_192

/** A phone brings a photo down to this many pixels along its longer side before it goes out. */
export const PHOTO_SIDE_SENT = 1_600

/** A voice note ends by itself after this long, ms. */
export const VOICE_LIMIT_MS = 120_000

/** The SHA-256 of what was sent, in base64url: whoever sends the same again gets the same id. */
export const FileIdSchema = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'Id of a file.' })

/** Answer to POST /api/files: what attachments name it by. `size` is that of what is kept, which may be less than was sent. */
export const SentFileSchema = Type.Object(
  {
    id: FileIdSchema,
    kind: Type.Enum(['photo', 'voice'] as const),
    size: Type.Integer({ minimum: 1, description: 'Bytes.' }),
  },
  { additionalProperties: false, $id: 'sent-file' },
)
export type SentFile = Static<typeof SentFileSchema>

/** The media type that a content type names, whatever follows it; undefined for one that is not taken. */
export function fileTypeOf(contentType: string): FileType | undefined {
  const [essence = ''] = contentType.split(';')
  const type = essence.trim().toLowerCase()
  return Object.hasOwn(FILE_TYPES, type) ? (type as FileType) : undefined
}

/** Where a file is read. */
export function fileAddress(id: string): string {
  return `/api/files/${id}`
}
