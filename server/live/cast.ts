import type { LiveServer, LiveSocket } from './socket-line.ts'

type Namespace = ReturnType<LiveServer['of']>

/** Opcodes and the final bit of a WebSocket frame (RFC 6455, 5.2). */
const FINAL = 0x80
const TEXT = 0x01
const BINARY = 0x02

/** Packet type `message` of Engine.IO, before a text; binary goes without. */
const MESSAGE = '4'

/** What is asked of Engine.IO's sockets beyond their types: whether anything of theirs still waits to leave. */
interface Conn {
  readonly readyState: string
  readonly upgrading: boolean
  readonly writeBuffer: readonly unknown[]
  readonly transport: { readonly name: string; readonly writable: boolean; readonly socket?: RawSocket }
}

/** A WebSocket of `ws`. `_sender.sendFrame` is how Engine.IO itself hands over a frame that was made before. */
interface RawSocket {
  readonly readyState: number
  readonly bufferedAmount: number
  readonly _sender?: { sendFrame(parts: readonly Buffer[], sent?: () => void): void }
}

const OPEN = 1

/**
 * Says things to many sockets at once: each is encoded once, framed once, and written to every socket as it stands. A socket
 * for which anything is still waiting gets it the long way instead, behind what waits: nothing overtakes.
 */
export class Cast {
  readonly #live: Namespace
  readonly #onBytes: (bytes: number) => void
  /** What goes ahead of the next message to each free socket, or by itself with `flush`. */
  #beat: Message | undefined
  #beats = 0

  /** `onBytes` is told of the bytes handed over, frames excluded, as for every other message. */
  constructor(live: Namespace, onBytes: (bytes: number) => void) {
    this.#live = live
    this.#onBytes = onBytes
  }

  /** Says an event to everybody in a room. */
  to(room: string, event: string, argument: unknown): void {
    const ids = this.#live.adapter.rooms.get(room)
    if (!ids) return
    const message = this.#message(event, argument)
    let withBeat: Buffer[] | undefined
    for (const id of ids) {
      const socket = this.#live.sockets.get(id)
      if (!socket) continue
      const sender = freeSender(socket)
      if (!sender) {
        writeBehind(socket, message.packets)
        continue
      }
      if (this.#beat && socket.data.beats !== this.#beats) {
        withBeat ??= [Buffer.concat([...this.#beat.frames, ...message.frames])]
        socket.data.beats = this.#beats
        sender.sendFrame(withBeat)
        this.#onBytes(this.#beat.bytes)
      } else sender.sendFrame(message.frames)
      this.#onBytes(message.bytes)
    }
  }

  /**
   * Says an event to every socket whose line is free, and leaves out all others: what is said again soon need not wait. It
   * travels with the next thing said to a socket, in one write, and by itself where `flush` comes first.
   */
  beat(event: string, argument: unknown): void {
    if (this.#live.sockets.size === 0) return
    this.#beat = this.#message(event, argument)
    this.#beats += 1
  }

  /** Hands the beat to everyone to whom nothing was said since. */
  flush(): void {
    const beat = this.#beat
    if (!beat) return
    this.#beat = undefined
    for (const socket of this.#live.sockets.values()) {
      if (socket.data.beats === this.#beats) continue
      const sender = freeSender(socket)
      if (sender) {
        sender.sendFrame(beat.frames)
        this.#onBytes(beat.bytes)
      } else if (isFreePolling(socket)) writeBehind(socket, beat.packets)
    }
  }

  #message(event: string, argument: unknown): Message {
    const packets = encoded(this.#live, event, argument)
    return {
      packets,
      frames: [Buffer.concat(packets.map(toFrame))],
      bytes: packets.reduce((sum, packet) => sum + packet.length, 0),
    }
  }
}

/** A message ready to be handed to any socket: as packets of Socket.IO, and as the bytes of its frames. */
interface Message {
  readonly packets: readonly (string | Buffer)[]
  readonly frames: readonly Buffer[]
  readonly bytes: number
}

/** A polling transport that waits for something to answer with. */
function isFreePolling({ conn }: LiveSocket): boolean {
  return conn.transport.name === 'polling' && conn.transport.writable
}

/** The packets of an event as Socket.IO writes them: one text, followed by what it holds of binary. */
function encoded(live: Namespace, event: string, argument: unknown): readonly (string | Buffer)[] {
  const packet = { type: EVENT, nsp: live.name, data: [event, argument] }
  return live.server.encoder.encode(packet)
}

/** Packet type of an event; the encoder itself finds out about binary. */
const EVENT = 2

/** The sender of a socket whose line is free from end to end. */
function freeSender(socket: LiveSocket): RawSocket['_sender'] {
  const { readyState, upgrading, writeBuffer, transport } = socket.conn as unknown as Conn
  if (readyState !== 'open' || upgrading || writeBuffer.length > 0 || !transport.writable) return undefined
  const { socket: raw } = transport
  return raw !== undefined && raw.readyState === OPEN && raw.bufferedAmount === 0 ? raw._sender : undefined
}

function writeBehind(socket: LiveSocket, packets: readonly (string | Buffer)[]): void {
  const client = socket.client as unknown as { writeToEngine(packets: readonly (string | Buffer)[], options: object): void }
  client.writeToEngine(packets, { preEncoded: true })
}

/** An unmasked, uncompressed frame of a whole message. */
function toFrame(packet: string | Buffer): Buffer {
  const isText = typeof packet === 'string'
  const data = isText ? Buffer.from(MESSAGE + packet) : packet
  const head = Buffer.alloc(data.length < 126 ? 2 : data.length < 65_536 ? 4 : 10)
  head[0] = FINAL | (isText ? TEXT : BINARY)
  if (head.length === 2) head[1] = data.length
  else if (head.length === 4) {
    head[1] = 126
    head.writeUInt16BE(data.length, 2)
  } else {
    head[1] = 127
    head.writeBigUInt64BE(BigInt(data.length), 2)
  }
  return Buffer.concat([head, data])
}
