import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { Refusal } from '#contract/errors.ts'
import type { Rejection } from '#contract/observation.ts'
import { PART_ROWS, type Part } from './part.ts'

/** Longest line that is read, in bytes: a row has some hundred. */
export const MAX_LINE_BYTES = 64 * 1024

const LINE_FEED = 0x0a
const BYTE_ORDER_MARK = '\ufeff'

/**
 * Reads rows from a body of one JSON value per line, of any length, in parts; never more than a part is in memory.
 * A line that is not JSON, not UTF-8 or too long is a rejection at its position, and its neighbours live on. Blank lines
 * are nothing; a byte order mark and carriage returns are taken off.
 */
export async function* readNdjson(body: AsyncIterable<Buffer>, isHashed: boolean): AsyncGenerator<Part> {
  const reader = new LineReader(isHashed)
  let rest: Buffer[] = []
  let restLength = 0
  let isFirst = true
  for await (const chunk of body) {
    if (isFirst && chunk.length > 0) {
      refuseUtf16(chunk)
      isFirst = false
    }
    const end = chunk.lastIndexOf(LINE_FEED)
    if (end < 0) {
      // Of a line that is too long anyway, only the length is kept.
      restLength += chunk.length
      if (restLength <= MAX_LINE_BYTES) rest.push(chunk)
      else rest = []
      continue
    }
    const first = chunk.indexOf(LINE_FEED)
    const firstLength = restLength + first
    if (firstLength > MAX_LINE_BYTES) reader.refuseLong(firstLength)
    else if (rest.length > 0) reader.read(Buffer.concat([...rest, chunk.subarray(0, first)]))
    else reader.read(chunk.subarray(0, first))
    if (end > first) reader.read(chunk.subarray(first + 1, end))
    rest = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : []
    restLength = chunk.length - end - 1
    while (reader.hasPart()) yield reader.take()
  }
  if (restLength > MAX_LINE_BYTES) reader.refuseLong(restLength)
  else if (restLength > 0) reader.read(Buffer.concat(rest))
  while (!reader.isEmpty()) yield reader.take()
}

/** A part that is being read: its lines are counted, whether they become rows or not. */
interface OpenPart {
  readonly rows: unknown[]
  readonly indexes: number[]
  readonly unreadable: Rejection[]
}

/** Turns whole lines into numbered rows and rejections, and hands them out by the part. */
class LineReader {
  readonly #hash: ReturnType<typeof createHash> | undefined
  readonly #whole: Part[] = []
  #open = openPart()
  #next = 0

  constructor(isHashed: boolean) {
    this.#hash = isHashed ? createHash('sha256') : undefined
  }

  hasPart(): boolean {
    return this.#whole.length > 0
  }

  isEmpty(): boolean {
    return this.#whole.length === 0 && linesOf(this.#open) === 0
  }

  /** One or more whole lines, without the last line feed. */
  read(bytes: Buffer): void {
    if (this.#hash === undefined && isUtf8(bytes)) {
      for (const line of bytes.toString('utf8').split('\n')) this.#readText(line, EMPTY)
      return
    }
    for (let start = 0; start <= bytes.length; ) {
      const end = bytes.indexOf(LINE_FEED, start)
      const line = bytes.subarray(start, end < 0 ? bytes.length : end)
      if (isUtf8(line)) this.#readText(line.toString('utf8'), line)
      else this.#reject('request/not-json', NOT_UTF8, line)
      start = (end < 0 ? bytes.length : end) + 1
    }
  }

  refuseLong(length: number): void {
    this.#reject(
      'request/too-large',
      `The line has ${length} bytes; a line may have ${MAX_LINE_BYTES}.`,
      Buffer.from(`long ${length}`),
    )
  }

  take(): Part {
    return this.#whole.shift() ?? this.#close()
  }

  #readText(line: string, bytes: Buffer): void {
    const text = (this.#next === 0 && line.startsWith(BYTE_ORDER_MARK) ? line.slice(1) : line).trimEnd()
    if (text.trimStart() === '') return
    let row: unknown
    try {
      row = JSON.parse(text)
    } catch (fault) {
      this.#reject('request/not-json', `The line is not JSON: ${(fault as Error).message}.`, bytes)
      return
    }
    this.#open.rows.push(row)
    this.#open.indexes.push(this.#next)
    this.#count(bytes)
  }

  #reject(code: Rejection['code'], sentence: string, bytes: Buffer): void {
    this.#open.unreadable.push({ index: this.#next, code, sentence })
    this.#count(bytes)
  }

  #count(bytes: Buffer): void {
    this.#next += 1
    this.#hash?.update(bytes).update('\n')
    if (linesOf(this.#open) === PART_ROWS) this.#whole.push(this.#close())
  }

  #close(): Part {
    const part = { ...this.#open, hash: this.#hash?.copy().digest('hex') ?? '' }
    this.#open = openPart()
    return part
  }
}

function openPart(): OpenPart {
  return { rows: [], indexes: [], unreadable: [] }
}

function linesOf({ rows, unreadable }: OpenPart): number {
  return rows.length + unreadable.length
}

const EMPTY = Buffer.alloc(0)

/** Chinese programs of the last century write GBK; its bytes are hardly ever UTF-8 by chance. */
export const NOT_UTF8 = 'The bytes are not UTF-8 (GBK and GB 18030 are not); convert them to UTF-8 first.'

/** Throws Refusal for the byte order marks of UTF-16, in which every other byte of a number is zero. */
export function refuseUtf16(start: Buffer): void {
  const mark = start.length >= 2 ? start.readUInt16BE(0) : 0
  if (mark === 0xfeff || mark === 0xfffe) throw new Refusal('request/not-json', 'The body is UTF-16; send it as UTF-8.')
}
