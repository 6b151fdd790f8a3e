import type { DefaultEventsMap, Server, Socket } from 'socket.io'
import type { ClientToServer, Notice, Patch, ServerToClient, WirePoints } from '#contract/live.ts'
import type { Moves } from '#contract/track.ts'
import type { Line } from './line.ts'
import type { Admitted, Handshake } from './live-guard.ts'
import type { TrackLine } from './tracks.ts'

/** What is known of a socket since its handshake. */
export interface SocketData {
  readonly admitted: Admitted
  /** When it was judged, epoch ms. */
  readonly judgedAt: number
  readonly handshake: Handshake
}

export type LiveServer = Server<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>
export type LiveSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>

/** A packet as Engine.IO takes it: what Socket.IO has encoded. */
export type Packet = string | Buffer

/** What is asked of Engine.IO's sockets beyond their types: whether anything of theirs still waits to leave. */
interface Conn {
  readonly readyState: string
  readonly upgrading: boolean
  readonly writeBuffer: readonly unknown[]
  readonly transport: { readonly name: string; readonly writable: boolean; readonly socket?: RawSocket }
  /** How Engine.IO says everything, its pings included. */
  sendPacket: (this: Conn, type: string, ...rest: unknown[]) => void
}

/** A WebSocket of `ws`. `_sender.sendFrame` is how Engine.IO itself hands over a frame that was made before. */
interface RawSocket {
  readonly readyState: number
  readonly bufferedAmount: number
  readonly _sender?: { sendFrame(frames: readonly Buffer[]): void }
}

/** Where things are said to many lines at once. */
export interface Rooms {
  join(line: SocketLine, room: string): void
  part(line: SocketLine, room: string): void
  /** A packet of so many bytes, before framing, was handed to the line by Engine.IO. */
  noteQueued(line: SocketLine, bytes: number): void
}

/** `readyState` of a WebSocket that is open. */
const OPEN = 1

/**
 * The line to one socket of Socket.IO: what was handed to it and has not left, and whether a frame that was made for many
 * may be written to it as it stands. It may when nothing that went another way is still before it.
 */
export class SocketLine implements Line, TrackLine {
  readonly socket: LiveSocket
  /** Number of the newest beat it was sent. */
  beat = 0
  /** It is to be pinged with the next thing that is said to it. */
  owesPing = false
  readonly #conn: Conn
  readonly #rooms: Rooms
  /** What Engine.IO itself does to send. */
  readonly #send: Conn['sendPacket']
  /** The WebSocket, as long as all that was handed over has left by it. */
  #open: RawSocket | undefined
  #queued = 0
  #inFlight = 0

  constructor(socket: LiveSocket, rooms: Rooms) {
    const { conn } = socket
    this.socket = socket
    this.#conn = conn as unknown as Conn
    this.#rooms = rooms
    this.#send = this.#conn.sendPacket
    conn.on('packetCreate', ({ data }: { data?: string | ArrayBufferView | ArrayBuffer }) => {
      this.#noteQueued(data === undefined ? 0 : typeof data === 'string' ? data.length : data.byteLength)
    })
    conn.on('flush', () => {
      this.#inFlight = this.#queued
      this.#queued = 0
    })
  }

  get id(): string {
    return this.socket.id
  }

  /** Bytes handed over that have not left the process; 0 when all have. */
  backlogBytes(): number {
    const { transport } = this.#conn
    // Between two polls a polling transport is never writable: what it was handed has arrived all the same.
    const hasLeft = transport.writable || transport.name === 'polling'
    // What was cast goes past Engine.IO: of that, the WebSocket itself knows what has not left.
    const { bufferedAmount = 0 } = transport.socket ?? {}
    return this.#queued + (hasLeft ? bufferedAmount : Math.max(1, this.#inFlight, bufferedAmount))
  }

  /** Writes a frame to the WebSocket as it stands, past Engine.IO; says false, and does nothing, where anything is before it. */
  write(frame: readonly Buffer[]): boolean {
    const raw = this.#open ?? this.#whenFree()
    if (raw?.readyState !== OPEN || raw._sender === undefined) return false
    raw._sender.sendFrame(frame)
    this.#open = raw.bufferedAmount === 0 ? raw : undefined
    return true
  }

  /** True when something handed over may not have left. */
  get hasUnread(): boolean {
    return this.#open === undefined
  }

  /** True when a frame would be written at once. */
  isFree(): boolean {
    return (this.#open ?? this.#whenFree())?.readyState === OPEN
  }

  /** Hands packets to Engine.IO, behind all that waits there. */
  writeBehind(packets: readonly Packet[]): void {
    const client = this.socket.client as unknown as { writeToEngine(packets: readonly Packet[], options: object): void }
    client.writeToEngine(packets, { preEncoded: true })
  }

  /** True for a polling transport that waits for something to answer with. */
  isFreePolling(): boolean {
    const { transport } = this.#conn
    return transport.name === 'polling' && transport.writable
  }

  /**
   * From now on a ping that is due is left to `onPing` where a frame could be written at once: it costs next to nothing with
   * what is said anyway, and as much as a patch by itself. Engine.IO still decides when, and waits for the answer.
   */
  carryPings(onPing: (line: SocketLine) => void): void {
    this.#conn.sendPacket = (type, ...rest) => {
      if (type !== 'ping' || !this.isFree()) return this.#send.call(this.#conn, type, ...rest)
      this.owesPing = true
      onPing(this)
    }
  }

  /** Pings by Engine.IO, behind all that waits. */
  pingBehind(): void {
    this.#send.call(this.#conn, 'ping')
  }

  join(room: string): void {
    this.#rooms.join(this, room)
  }

  leave(room: string): void {
    this.#rooms.part(this, room)
  }

  patch(patch: Patch<WirePoints>): void {
    this.socket.emit('patch', patch)
  }

  moves(moves: Moves): void {
    this.socket.emit('moves', moves)
  }

  notice(notice: Notice): void {
    this.socket.emit('notice', notice)
  }

  close(): void {
    this.socket.conn.close(true)
  }

  #noteQueued(bytes: number): void {
    this.#open = undefined
    this.#queued += bytes
    this.#rooms.noteQueued(this, bytes)
  }

  /** The WebSocket when the line is free from end to end. */
  #whenFree(): RawSocket | undefined {
    const { readyState, upgrading, writeBuffer, transport } = this.#conn
    if (readyState !== 'open' || upgrading || writeBuffer.length > 0 || !transport.writable) return undefined
    this.#open = transport.socket?.bufferedAmount === 0 ? transport.socket : undefined
    return this.#open
  }
}
