import { PING_FRAME, packetFrame } from './frame.ts'
import type { Packet, Rooms, SocketLine } from './socket-line.ts'

/** A message ready to be handed to any line: as packets of Socket.IO, and as the bytes of its frames. */
interface Message {
  readonly packets: readonly Packet[]
  readonly frame: Buffer
  readonly bytes: number
}

/**
 * Says things to many lines at once: each is encoded once, framed once, and the same bytes are written to every line. A line
 * for which anything is still waiting gets it the long way instead, behind what waits: nothing overtakes.
 */
export class Cast implements Rooms {
  readonly #encode: (event: string, argument: unknown) => readonly Packet[]
  readonly #onBytes: (bytes: number) => void
  readonly #lines = new Set<SocketLine>()
  readonly #rooms = new Map<string, Set<SocketLine>>()
  /** Lines that may not have read all they were handed. */
  readonly #unread = new Set<SocketLine>()
  /** Lines that are to be pinged with the next thing said to them, or by itself with `flush`. */
  readonly #pinged = new Set<SocketLine>()
  /** What goes ahead of the next message to each free line, or by itself with `flush`. */
  #beat: Message | undefined
  #beats = 0

  /** `encode` makes the packets of an event; `onBytes` is told of the bytes handed over, before framing. */
  constructor(parts: { encode(event: string, argument: unknown): readonly Packet[]; onBytes(bytes: number): void }) {
    this.#encode = parts.encode
    this.#onBytes = parts.onBytes
  }

  /** Takes a line in. It hears beats from now on, and what is said to the rooms it joins. */
  enter(line: SocketLine): void {
    this.#lines.add(line)
    line.carryPings((owing) => this.#pinged.add(owing))
  }

  /** Forgets a line; it must have left its rooms. */
  leave(line: SocketLine): void {
    this.#lines.delete(line)
    this.#unread.delete(line)
    this.#pinged.delete(line)
  }

  join(line: SocketLine, room: string): void {
    const lines = this.#rooms.get(room)
    if (lines) lines.add(line)
    else this.#rooms.set(room, new Set([line]))
  }

  part(line: SocketLine, room: string): void {
    const lines = this.#rooms.get(room)
    lines?.delete(line)
    if (lines?.size === 0) this.#rooms.delete(room)
  }

  noteQueued(line: SocketLine, bytes: number): void {
    this.#unread.add(line)
    this.#onBytes(bytes)
  }

  /** The lines to which something was handed that may not have left. Whoever is not named has read everything. */
  unread(): Iterable<SocketLine> {
    return this.#unread
  }

  /** Says an event to everybody in a room. */
  to(room: string, event: string, argument: unknown): void {
    const lines = this.#rooms.get(room)
    if (!lines) return
    const message = this.#message(event, argument)
    const frames = this.#frames(message)
    for (const line of lines) {
      const hasBeat = this.#beat === undefined || line.beat === this.#beats
      if (!line.write(frames(!hasBeat, line.owesPing))) {
        line.writeBehind(message.packets)
        continue
      }
      if (!hasBeat) this.#noteBeat(line)
      if (line.owesPing) this.#notePing(line)
      this.#noteWritten(line, message)
    }
  }

  /**
   * Says an event to every line that is free, and leaves out all others: what is said again soon need not wait. It travels
   * with the next thing said to a line, in one write, and by itself where `flush` comes first.
   */
  beat(event: string, argument: unknown): void {
    if (this.#lines.size === 0) return
    this.#beat = this.#message(event, argument)
    this.#beats += 1
  }

  /** Hands the beat and the pings to everyone to whom nothing was said since, and lets go of the lines that have read all. */
  flush(): void {
    if (this.#beat) this.#flushBeat(this.#beat)
    this.#beat = undefined
    for (const line of this.#pinged) {
      this.#notePing(line)
      if (!line.write(PING)) line.pingBehind()
    }
    for (const line of this.#unread) if (line.backlogBytes() === 0) this.#unread.delete(line)
  }

  #flushBeat(beat: Message): void {
    const frames = this.#frames(beat)
    for (const line of this.#lines) {
      if (line.beat === this.#beats) continue
      if (line.write(frames(false, line.owesPing))) {
        line.beat = this.#beats
        if (line.owesPing) this.#notePing(line)
        this.#noteWritten(line, beat)
      } else if (line.isFreePolling()) line.writeBehind(beat.packets)
    }
  }

  #noteBeat(line: SocketLine): void {
    line.beat = this.#beats
    this.#onBytes(this.#beat?.bytes ?? 0)
  }

  #notePing(line: SocketLine): void {
    line.owesPing = false
    this.#pinged.delete(line)
  }

  #noteWritten(line: SocketLine, message: Message): void {
    this.#onBytes(message.bytes)
    if (line.hasUnread) this.#unread.add(line)
  }

  /** The bytes of a message with what goes ahead of it; each kind is put together once. */
  #frames({ frame }: Message): (withBeat: boolean, withPing: boolean) => readonly Buffer[] {
    const made: (readonly Buffer[] | undefined)[] = []
    return (withBeat, withPing) => {
      const kind = (withBeat ? 1 : 0) + (withPing ? 2 : 0)
      made[kind] ??= [Buffer.concat([...(withPing ? PING : []), ...(withBeat && this.#beat ? [this.#beat.frame] : []), frame])]
      return made[kind]
    }
  }

  #message(event: string, argument: unknown): Message {
    const packets = this.#encode(event, argument)
    return {
      packets,
      frame: Buffer.concat(packets.map(packetFrame)),
      bytes: packets.reduce((sum, packet) => sum + packet.length, 0),
    }
  }
}

const PING: readonly Buffer[] = [PING_FRAME]
