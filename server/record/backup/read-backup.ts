import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { isDeepStrictEqual } from 'node:util'
import { createGunzip } from 'node:zlib'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { BackupFault } from './backup-fault.ts'
import {
  BackupHeaderSchema,
  type BackupManifest,
  BackupManifestSchema,
  type BackupPart,
  BackupPartSchema,
  CLOSING_BYTES,
  FRAME_HEAD_BYTES,
  FRAME_KINDS,
  type FrameKind,
  MOST_FRAME_BYTES,
  type PartSum,
  PartSumSchema,
  PIECE_BYTES,
  SIGNATURE,
} from './backup-form.ts'
import { FileReader } from './file-reader.ts'

/** Takes the content of one part, unpacked, from its beginning to its end. */
export type PartTaker = (part: BackupPart, content: AsyncIterable<Buffer>) => Promise<void>

const KIND_OF_LETTER = new Map(Object.entries(FRAME_KINDS).map(([kind, letter]) => [letter as string, kind as FrameKind]))

/**
 * Reads a backup from its beginning to its end, holds each part against its sum and the whole against its closing, and hands
 * the content of the parts to `take` on the way: what was handed over is only to be believed once this resolves.
 * Throws BackupFault, naming the part, when anything is not as it was written.
 */
export async function readBackup(
  file: string,
  take: PartTaker = async (_, content) => {
    for await (const _piece of content);
  },
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<BackupManifest> {
  const reader = await FileReader.open(file)
  try {
    return await new Reading(file, reader, onProgress).all(take)
  } finally {
    await reader.close()
  }
}

/** How a part is called in sentences. */
export function nameOfPart({ kind, name }: BackupPart): string {
  return `${kind} ${name}`
}

interface Frame {
  readonly kind: FrameKind
  readonly content: Buffer
}

class Reading {
  readonly #file: string
  readonly #reader: FileReader
  readonly #onProgress: (done: number, of: number) => void
  /** Where in the backup the reading is, for the sentence that says where it is damaged. */
  #place = 'its beginning'

  constructor(file: string, reader: FileReader, onProgress: (done: number, of: number) => void) {
    this.#file = file
    this.#reader = reader
    this.#onProgress = onProgress
  }

  async all(take: PartTaker): Promise<BackupManifest> {
    const signature = await this.#reader.take(SIGNATURE.length)
    if (!signature?.equals(SIGNATURE)) throw new BackupFault(`${this.#file} is not a backup of this program`)
    const header = this.#json(await this.#frame('header'), BackupHeaderSchema)
    const parts: { part: BackupPart; sum: PartSum }[] = []
    for (;;) {
      const frame = await this.#frame('begin', 'manifest')
      if (frame.kind === 'manifest') {
        const manifest = this.#json(frame, BackupManifestSchema)
        const { parts: listed, sequences: _sequences, ...said } = manifest
        if (!isDeepStrictEqual(said, header) || !isDeepStrictEqual(listed, parts))
          throw this.#damage('its list does not fit its parts')
        await this.#close()
        return manifest
      }
      const part = this.#json(frame, BackupPartSchema)
      this.#place = nameOfPart(part)
      parts.push({ part, sum: await this.#part(part, take) })
      this.#place = `what follows ${nameOfPart(part)}`
    }
  }

  /** Hands over one part and holds it against its sum. */
  async #part(part: BackupPart, take: PartTaker): Promise<PartSum> {
    const hash = createHash('sha256')
    let bytes = 0
    let sum: PartSum | undefined
    const reading = this
    const packed = async function* () {
      for (;;) {
        const frame = await reading.#frame('data', 'end')
        if (frame.kind === 'data') yield frame.content
        else {
          sum = reading.#json(frame, PartSumSchema)
          return
        }
      }
    }
    const content = async function* () {
      for await (const piece of reading.#unpacked(packed())) {
        hash.update(piece)
        bytes += piece.length
        yield piece
      }
    }
    await take(part, content())
    if (!sum || sum.bytes !== bytes || sum.sha256 !== hash.digest('hex')) throw this.#damage('its content is not what was written')
    return sum
  }

  async *#unpacked(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const gunzip = createGunzip({ chunkSize: PIECE_BYTES })
    const fed = pipeline(packed, gunzip)
    // What goes wrong there is met by the loop below; a reader that stops early wants to hear of nothing.
    fed.catch(() => undefined)
    try {
      for await (const piece of gunzip) yield piece as Buffer
      await fed
    } catch (fault) {
      if (fault instanceof BackupFault) throw fault
      throw this.#damage('it cannot be unpacked')
    }
  }

  async #frame(...expected: readonly FrameKind[]): Promise<Frame> {
    const head = await this.#take(FRAME_HEAD_BYTES)
    const kind = KIND_OF_LETTER.get(head.toString('latin1', 0, 1))
    const length = head.readUInt32BE(1)
    if (kind === undefined || !expected.includes(kind) || length > MOST_FRAME_BYTES[kind])
      throw this.#damage('something stands there that cannot')
    const content = await this.#take(length)
    this.#onProgress(this.#reader.at, this.#reader.size)
    return { kind, content }
  }

  async #take(count: number): Promise<Buffer> {
    const bytes = await this.#reader.take(count)
    if (!bytes) throw new BackupFault(`${this.#file} ends in the middle of ${this.#place}: the rest of it is missing`)
    return bytes
  }

  async #close(): Promise<void> {
    this.#place = 'its end'
    const digest = this.#reader.digest()
    if (!digest.equals(await this.#take(CLOSING_BYTES))) throw this.#damage('it was changed after it was written')
    if (this.#reader.at !== this.#reader.size) throw this.#damage('something was added to it')
  }

  #json<Schema extends TSchema>({ content }: Frame, schema: Schema): Static<Schema> {
    const said = parsed(content.toString('utf8'))
    if (Value.Check(schema, said)) return said
    throw this.#damage('what it says of itself cannot be read')
  }

  #damage(why: string): BackupFault {
    return new BackupFault(`${this.#file} is damaged in ${this.#place}: ${why}`)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
