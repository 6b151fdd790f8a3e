import type { IncomingMessage } from 'node:http'
import type { Handshake } from './live-guard.ts'
import type { LiveSocket } from './socket-line.ts'

/** What the handshake of a socket shows. */
export function handshakeOf({ handshake }: LiveSocket): Handshake {
  const { headers, auth, address } = handshake
  return {
    ...{ cookie: headers.cookie, authorization: headers.authorization, agent: headers['user-agent'] },
    ...{ token: auth.token, drill: auth.drill, address, forwardedFor: headers['x-forwarded-for'] },
  }
}

/**
 * Lets go of what the opening of a socket leaves behind, once it was judged: the HTTP request with its headers, and the room
 * of its own that Socket.IO gives each socket. Thousands of screens would carry that as long as they are connected.
 */
export function forgetOpening(socket: LiveSocket): void {
  const { conn, handshake, id } = socket
  void socket.leave(id)
  // A polling transport still answers by its requests.
  if (conn.transport.name !== 'websocket') return
  const holder = conn as unknown as { request: IncomingMessage | null }
  if (holder.request) {
    holder.request.headers = NO_HEADERS
    holder.request.rawHeaders = []
  }
  holder.request = null
  handshake.headers = NO_HEADERS
}

const NO_HEADERS = {}
