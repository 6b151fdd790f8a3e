import type { DefaultEventsMap, Server, Socket } from 'socket.io'
import type { ClientToServer, ServerToClient } from '#contract/live.ts'
import type { Line } from './line.ts'
import type { Admitted } from './live-guard.ts'

/** What is known of a socket since its handshake. */
export interface SocketData {
  readonly admitted: Admitted
  /** When it was judged, epoch ms. */
  readonly judgedAt: number
  /** Number of the newest beat it was sent. */
  beats: number
}

export type LiveServer = Server<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>
export type LiveSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>

/** Room names of Socket.IO are one space with the sockets' own ids: views are kept apart from those. */
export function roomName(view: string): string {
  return `view:${view}`
}

/** A Socket.IO socket as a line. `onBytes` is told of every message handed over, in bytes before framing. */
export function socketLine(socket: LiveSocket, onBytes: (bytes: number) => void): Line {
  const { conn } = socket
  let queued = 0
  let inFlight = 0
  conn.on('packetCreate', ({ data }: { data?: string | ArrayBufferView | ArrayBuffer }) => {
    const bytes = data === undefined ? 0 : typeof data === 'string' ? data.length : data.byteLength
    queued += bytes
    onBytes(bytes)
  })
  conn.on('flush', () => {
    inFlight = queued
    queued = 0
  })
  return {
    id: socket.id,
    backlogBytes: () => {
      // Between two polls a polling transport is never writable: what it was handed has arrived all the same.
      const hasLeft = conn.transport.writable || conn.transport.name === 'polling'
      // What was cast goes past Engine.IO: of that, the WebSocket itself knows what has not left.
      const { bufferedAmount = 0 } = (conn.transport as { socket?: { readonly bufferedAmount?: number } }).socket ?? {}
      return queued + (hasLeft ? bufferedAmount : Math.max(1, inFlight, bufferedAmount))
    },
    join: (view) => void socket.join(roomName(view)),
    leave: (view) => void socket.leave(roomName(view)),
    patch: (patch) => void socket.emit('patch', patch),
    notice: (notice) => void socket.emit('notice', notice),
    close: () => conn.close(true),
  }
}
