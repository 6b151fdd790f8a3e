import { type Static, Type } from 'typebox'

/** First bytes of every backup; the number is that of this form. */
export const SIGNATURE = Buffer.from('guanlan backup 1\n', 'latin1')

/** Bytes before a frame's content: its kind as one letter, the length of its content as an unsigned number of 32 bits. */
export const FRAME_HEAD_BYTES = 5

/** Bytes of the SHA-256 of everything before it, with which a backup ends. */
export const CLOSING_BYTES = 32

/**
 * What follows the signature, in this order: one header, the parts one after the other (each `begin`, any number of `data`,
 * `end`), one manifest, and the closing SHA-256. `data` is gzip of the part's content; the others are JSON.
 */
export const FRAME_KINDS = { header: 'H', begin: 'B', data: 'D', end: 'E', manifest: 'M' } as const
export type FrameKind = keyof typeof FRAME_KINDS

/** Longest content of a frame that a reader takes, in bytes: more than that can only be damage. */
export const MOST_FRAME_BYTES: Readonly<Record<FrameKind, number>> = {
  header: 1 << 20,
  begin: 1 << 20,
  data: 1 << 20,
  end: 1 << 12,
  manifest: 64 << 20,
}

/** Content of frames and pieces of content: large enough that a frame's head is nothing beside it. */
export const PIECE_BYTES = 256 << 10

const strict = { additionalProperties: false } as const

/** A name as our own schema gives them: it stands in statements. */
const IdentifierSchema = Type.String({ pattern: '^[a-z_][a-z0-9_]*$', maxLength: 63 })

const TablePartSchema = Type.Object(
  {
    kind: Type.Literal('table'),
    name: IdentifierSchema,
    /** The columns in the order of the rows' fields. */
    columns: Type.Array(IdentifierSchema, { minItems: 1 }),
    /** Set for a part of a long table: which table, and what falls into it. */
    partOf: Type.Optional(
      Type.Object(
        { table: IdentifierSchema, bounds: Type.String({ pattern: "^FOR VALUES FROM \\('?-?\\d+'?\\) TO \\('?-?\\d+'?\\)$" }) },
        strict,
      ),
    ),
  },
  strict,
)

const FilePartSchema = Type.Object(
  { kind: Type.Literal('file'), name: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$', maxLength: 120 }) },
  strict,
)

/** What one part is of: a table of the schema, its rows as PostgreSQL's COPY writes them in binary; or a file kept beside it. */
export const BackupPartSchema = Type.Union([TablePartSchema, FilePartSchema])
export type BackupPart = Static<typeof BackupPartSchema>
export type TablePart = Static<typeof TablePartSchema>

/** What a part came to: `bytes` and `sha256` are of its content before packing. */
export const PartSumSchema = Type.Object(
  {
    rows: Type.Integer({ minimum: 0 }),
    bytes: Type.Integer({ minimum: 0 }),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  strict,
)
export type PartSum = Static<typeof PartSumSchema>

const headerFields = {
  /** Epoch ms. */
  madeAt: Type.Integer(),
  city: Type.String(),
  /** Version of the program that wrote it, and of its PostgreSQL. */
  program: Type.String(),
  postgres: Type.String(),
  /** The migrations the schema had seen, in order. */
  migrations: Type.Array(Type.Object({ number: Type.Integer(), name: Type.String() }, strict)),
  epoch: Type.String(),
  revision: Type.Integer({ minimum: 0 }),
}

/** What is known before the first row is read: whose record it is, and at which revision. */
export const BackupHeaderSchema = Type.Object(headerFields, strict)
export type BackupHeader = Static<typeof BackupHeaderSchema>

/** The whole backup in one look: what the header said, every part with its sum, and where the counters stand. */
export const BackupManifestSchema = Type.Object(
  {
    ...headerFields,
    parts: Type.Array(Type.Object({ part: BackupPartSchema, sum: PartSumSchema }, strict)),
    sequences: Type.Array(Type.Object({ name: IdentifierSchema, last: Type.Integer(), isCalled: Type.Boolean() }, strict)),
  },
  strict,
)
export type BackupManifest = Static<typeof BackupManifestSchema>
