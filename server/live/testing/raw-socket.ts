import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/**
 * A WebSocket spoken by hand over TCP, for tests: it knows nothing of Socket.IO, as a stranger's program would not, and it
 * can stop reading.
 */
export class RawSocket {
  readonly #tcp: Socket
  readonly #arrived: (string | Buffer)[] = []
  readonly #waiting: ((message: string | Buffer) => void)[] = []
  /** The answer to the handshake, status line and headers. */
  readonly head: string
  #rest: Buffer

  private constructor(tcp: Socket, head: string, rest: Buffer) {
    this.#tcp = tcp
    this.head = head
    this.#rest = rest
    tcp.on('data', (bytes) => this.#take(bytes))
    this.#take(Buffer.alloc(0))
  }

  /** Shakes hands at `path`; where the server refuses, `head` says so and nothing ever arrives. */
  static async open(port: number, path: string, headers: Readonly<Record<string, string>> = {}): Promise<RawSocket> {
    const tcp = connect(port, '127.0.0.1')
    tcp.on('error', () => tcp.destroy())
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
    const { promise, resolve } = Promise.withResolvers<number>()
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

  /** The next message: text as a string, bytes as a Buffer. */
  next(): Promise<string | Buffer> {
    const message = this.#arrived.shift()
    if (message !== undefined) return Promise.resolve(message)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Messages that have arrived and were not asked for yet, at most `most` of them; takes them out. */
  arrived(most = Number.POSITIVE_INFINITY): readonly (string | Buffer)[] {
    return this.#arrived.splice(0, Math.min(most, this.#arrived.length))
  }

  /** The next text message that begins with `prefix`; others before it are passed over. */
  async nextText(prefix: string): Promise<string> {
    for (;;) {
      const message = await this.next()
      if (typeof message === 'string' && message.startsWith(prefix)) return message
    }
  }

  send(text: string): void {
    this.#frame(0x81, Buffer.from(text))
  }

  sendBytes(bytes: Uint8Array): void {
    this.#frame(0x82, Buffer.from(bytes))
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

  #frame(first: number, payload: Buffer): void {
    const mask = randomBytes(4)
    const length =
      payload.length < 126
        ? Buffer.from([0x80 | payload.length])
        : payload.length < 65_536
          ? Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 255])
          : Buffer.concat([Buffer.from([0x80 | 127, 0, 0, 0, 0]), bigEndian(payload.length)])
    const masked = Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] as number)))
    this.#tcp.write(Buffer.concat([Buffer.from([first]), length, mask, masked]))
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

function bigEndian(length: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length)
  return bytes
}
