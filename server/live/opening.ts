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
 * Lets go of the HTTP request a socket was opened by, once it was judged: what is left of it weighs as much as the connection
 * itself, for as long as that lasts.
 */
export function forgetOpening(socket: LiveSocket): void {
  const { conn, handshake } = socket
  // A polling transport still answers by its requests.
  if (conn.transport.name !== 'websocket') return
  const holder = conn as unknown as { request: unknown }
  holder.request = null
  handshake.headers = {}
}
