import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { OpenBlock } from '#contract/open.ts'

/** An answer made once and handed to everybody: its bytes, plain and zipped, and the tag of what they say. */
export interface Published {
  readonly plain: Buffer
  readonly zipped: Buffer
  readonly tag: string
}

export function published(text: string): Published {
  const plain = Buffer.from(text)
  return { plain, zipped: gzipSync(plain), tag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"` }
}

/** A block as it is handed out, in both forms. */
export interface PublishedBlock {
  readonly block: OpenBlock
  readonly json: Published
  readonly csv: Published
}
