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
 * Says one thing to everybody in a room: encoded once, framed once, and written to each socket as it stands. A socket for
 * which anything is still waiting gets it the long way instead, behind what waits: nothing overtakes. `onBytes` is told of
 * the bytes handed over, frames excluded, as for every other message.
 */
export function castTo(live: Namespace, room: string, event: string, argument: unknown, onBytes: (bytes: number) => void): void {
  const ids = live.adapter.rooms.get(room)
  if (!ids) return
  const cast = framed(live, event, argument)
  for (const id of ids) {
    const socket = live.sockets.get(id)
    if (!socket) continue
    const sender = freeSender(socket)
    if (sender) {
      sender.sendFrame(cast.frames)
      onBytes(cast.bytes)
    } else writeBehind(socket, cast.packets)
  }
}

/** Says one thing to every socket whose line is free, and leaves out all others: what is said again soon need not wait. */
export function castToFree(live: Namespace, event: string, argument: unknown, onBytes: (bytes: number) => void): void {
  if (live.sockets.size === 0) return
  const cast = framed(live, event, argument)
  for (const socket of live.sockets.values()) {
    const sender = freeSender(socket)
    if (sender) {
      sender.sendFrame(cast.frames)
      onBytes(cast.bytes)
    } else if (isFreePolling(socket)) writeBehind(socket, cast.packets)
  }
}

/** A message ready to be handed to any socket: as packets of Socket.IO, and as the bytes of its frames. */
function framed(live: Namespace, event: string, argument: unknown) {
  const packets = encoded(live, event, argument)
  return {
    packets,
    frames: [Buffer.concat(packets.map(toFrame))],
    bytes: packets.reduce((sum, packet) => sum + packet.length, 0),
  }
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
