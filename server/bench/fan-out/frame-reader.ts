/** Hears one message of a WebSocket; the bytes are its own only until it returns. */
export type HearFrame = (payload: Buffer, isText: boolean) => void

const TEXT = 1

/** Takes the frames of a server apart, in whatever pieces they come. Knows neither masks nor messages in several frames. */
export class FrameReader {
  readonly #hear: HearFrame
  #rest: Buffer | undefined

  constructor(hear: HearFrame) {
    this.#hear = hear
  }

  take(piece: Buffer): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, piece]) : piece
    let at = 0
    for (;;) {
      const end = endOfFrame(bytes, at)
      if (end === undefined) break
      this.#hear(bytes.subarray(end.from, end.to), ((bytes[at] as number) & 0x0f) === TEXT)
      at = end.to
    }
    this.#rest = at === bytes.length ? undefined : Buffer.from(bytes.subarray(at))
  }
}

/** Where the payload of the frame at `at` begins and ends, when all of it is there. */
function endOfFrame(bytes: Buffer, at: number): { readonly from: number; readonly to: number } | undefined {
  const short = bytes[at + 1]
  if (short === undefined) return undefined
  const from = at + (short === 127 ? 10 : short === 126 ? 4 : 2)
  if (bytes.length < from) return undefined
  const length = short === 127 ? Number(bytes.readBigUInt64BE(at + 2)) : short === 126 ? bytes.readUInt16BE(at + 2) : short
  return bytes.length < from + length ? undefined : { from, to: from + length }
}

/** A text as a client sends it: masked, with a mask that changes nothing. */
export function maskedText(text: string): Buffer {
  const payload = Buffer.from(text)
  const { length } = payload
  const head = Buffer.alloc(length < 126 ? 6 : 8)
  head[0] = 0x80 | TEXT
  if (length < 126) head[1] = 0x80 | length
  else {
    if (length > 0xffff) throw new RangeError(`a text of ${length} bytes`)
    head[1] = 0x80 | 126
    head.writeUInt16BE(length, 2)
  }
  return Buffer.concat([head, payload])
}
