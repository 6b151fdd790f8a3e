import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/**
 * A WebSocket spoken by hand over TCP, for tests: it knows nothing of Socket.IO, as a stranger's program would not, and it
 * can stop reading. Whoever waits for what a server says that is gone is told so.
 */
export class RawSocket {
  readonly #tcp: Socket
  readonly #arrived: (string | Buffer)[] = []
  readonly #waiting: ((message: string | Buffer | undefined) => void)[] = []
  /** The answer to the handshake, status line and headers. */
  readonly head: string
  #rest: Buffer

  private constructor(tcp: Socket, head: string, rest: Buffer) {
    this.#tcp = tcp
    this.head = head
    this.#rest = rest
    tcp.on('data', (bytes) => this.#take(bytes))
    tcp.on('close', () => {
      for (const tell of this.#waiting.splice(0)) tell(undefined)
    })
    this.#take(Buffer.alloc(0))
  }

  /**
   * Shakes hands at `path`; where the server refuses, `head` says so. Throws Error when nobody is there, or the line ends before
   * an answer.
   */
  static async open(port: number, path: string, headers: Readonly<Record<string, string>> = {}): Promise<RawSocket> {
    const tcp = connect(port, '127.0.0.1')
    let fault: Error | undefined
    tcp.on('error', (error) => {
      fault = error
      tcp.destroy()
    })
    const lines = {
      Host: `127.0.0.1:${port}`,
      Upgrade: 'websocket',
      Connection: 'Upgrade',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      ...headers,
    }
    tcp.write(
      `GET ${path} HTTP/1.1\r\n${Object.entries(lines)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}\r\n`,
    )
    let seen = Buffer.alloc(0)
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    tcp.on('close', () => reject(new Error(`no answer to the handshake at port ${port}`, { cause: fault })))
    const read = (bytes: Buffer) => {
      seen = Buffer.concat([seen, bytes])
      const end = seen.indexOf('\r\n\r\n')
      if (end >= 0) resolve(end)
    }
    tcp.on('data', read)
    const end = await promise
    tcp.off('data', read)
    return new RawSocket(tcp, seen.subarray(0, end).toString(), seen.subarray(end + 4))
  }

  /** The next message: text as a string, bytes as a Buffer. Throws Error when the line ends before it. */
  async next(): Promise<string | Buffer> {
    const message = await this.#nextOrEnd()
    if (message === undefined) throw new Error('the server ended the connection')
    return message
  }

  /** Messages that have arrived and were not asked for yet, at most `most` of them; takes them out. */
  arrived(most = Number.POSITIVE_INFINITY): readonly (string | Buffer)[] {
    return this.#arrived.splice(0, Math.min(most, this.#arrived.length))
  }

  /** The next text message that begins with `prefix`, past any before it. Throws Error when the line ends before it. */
  async nextText(prefix: string): Promise<string> {
    const text = await this.nextTextOrEnd(prefix)
    if (text === undefined) throw new Error(`the server ended the connection before it said ${prefix}`)
    return text
  }

  /** As `nextText`; undefined when the line ends before it. */
  async nextTextOrEnd(prefix: string): Promise<string | undefined> {
    for (;;) {
      const message = await this.#nextOrEnd()
      if (message === undefined || (typeof message === 'string' && message.startsWith(prefix))) return message
    }
  }

  send(text: string): void {
    this.write(textFrame(text))
  }

  sendBytes(bytes: Uint8Array): void {
    this.write(maskedFrame(0x82, Buffer.from(bytes)))
  }

  /** Hands bytes to TCP as they are, whatever they are. */
  write(bytes: Uint8Array): void {
    this.#tcp.write(bytes)
  }

  pause(): void {
    this.#tcp.pause()
  }

  resume(): void {
    this.#tcp.resume()
  }

  close(): void {
    this.#tcp.destroy()
  }

  /** Resolves once the server has ended the connection. */
  closed(): Promise<void> {
    if (this.#tcp.destroyed) return Promise.resolve()
    return new Promise((resolve) => this.#tcp.once('close', () => resolve()))
  }

  #nextOrEnd(): Promise<string | Buffer | undefined> {
    const message = this.#arrived.shift()
    if (message !== undefined || this.#tcp.destroyed) return Promise.resolve(message)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #take(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes])
    for (;;) {
      const [first, second] = this.#rest
      if (first === undefined || second === undefined) return
      const extra = second === 126 ? 2 : second === 127 ? 8 : 0
      if (this.#rest.length < 2 + extra) return
      const length = extra === 2 ? this.#rest.readUInt16BE(2) : extra === 8 ? Number(this.#rest.readBigUInt64BE(2)) : second
      const from = 2 + extra
      if (this.#rest.length < from + length) return
      const payload = this.#rest.subarray(from, from + length)
      this.#rest = this.#rest.subarray(from + length)
      const kind = first & 0x0f
      if (kind === 8) this.#tcp.destroy()
      if (kind === 1 || kind === 2) this.#deliver(kind === 1 ? payload.toString() : Buffer.from(payload))
    }
  }

  #deliver(message: string | Buffer): void {
    const waiting = this.#waiting.shift()
    if (waiting) waiting(message)
    else this.#arrived.push(message)
  }
}

/** The frame in which a client says a text. */
export function textFrame(text: string): Buffer {
  return maskedFrame(0x81, Buffer.from(text))
}

function maskedFrame(first: number, payload: Buffer): Buffer {
  const mask = randomBytes(4)
  const length =
    payload.length < 126
      ? Buffer.from([0x80 | payload.length])
      : payload.length < 65_536
        ? Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 255])
        : Buffer.concat([Buffer.from([0x80 | 127, 0, 0, 0, 0]), bigEndian(payload.length)])
  const masked = Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] as number)))
  return Buffer.concat([Buffer.from([first]), length, mask, masked])
}

function bigEndian(length: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length)
  return bytes
}
