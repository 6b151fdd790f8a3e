import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { Refusal } from '#contract/errors.ts'
import { PART_ROWS, type Part } from './part.ts'
import { NOT_UTF8, refuseUtf16 } from './read-ndjson.ts'

/** Largest JSON array taken, in bytes after decompression: it is held in memory whole. NDJSON has no such limit. */
export const MAX_JSON_BYTES = 32 * 1024 * 1024

/** Reads rows from a body that is one JSON array, in parts. Throws Refusal when it is not one, or is too large. */
export async function* readJson(body: AsyncIterable<Buffer>, isHashed: boolean): AsyncGenerator<Part> {
  const bytes = await whole(body)
  refuseUtf16(bytes)
  const rows = parse(bytes)
  const hash = isHashed ? createHash('sha256').update(bytes).digest('hex') : ''
  for (let start = 0; start < rows.length; start += PART_ROWS) {
    const part = rows.slice(start, start + PART_ROWS)
    yield { rows: part, indexes: part.map((_, index) => start + index), unreadable: [], hash }
  }
}

async function whole(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > MAX_JSON_BYTES)
      throw new Refusal(
        'request/too-large',
        `A JSON array may have ${MAX_JSON_BYTES} bytes; send it in parts, or as application/x-ndjson, which may have any length.`,
      )
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parse(bytes: Buffer): unknown[] {
  if (!isUtf8(bytes)) throw new Refusal('request/not-json', NOT_UTF8)
  const text = bytes.toString('utf8').replace(/^\ufeff/, '')
  const parsed = tryParse(text)
  if ('reason' in parsed)
    throw new Refusal('request/not-json', `The body is not JSON: ${parsed.reason}. One row per line is application/x-ndjson.`)
  const { value } = parsed
  if (!Array.isArray(value))
    throw new Refusal('request/invalid', 'The body is JSON but not an array; send [ … ] with one object per row.')
  return value
}

function tryParse(text: string): { readonly value: unknown } | { readonly reason: string } {
  try {
    return { value: JSON.parse(text) }
  } catch (fault) {
    return { reason: (fault as Error).message }
  }
}
