import { io, type Socket } from 'socket.io-client'
import { type ClientToServer, LIVE_NAMESPACE, type ServerToClient } from '#contract/live.ts'
import { meetOtherCity, pageDrill } from '../page-drill.ts'
import type { LineSocket } from './line.ts'
import { afterRefusal } from './refused-knock.ts'

/** First and longest pause before knocking again, in ms; jittered, since a thousand walls must not knock at once. */
const FIRST_PAUSE_MS = 300
const LONGEST_PAUSE_MS = 4_000
const JITTER = 0.6

/** The Socket.IO client as the line uses it. Its own recovery is left off: our cursor is the truth. */
export function openSocket(): LineSocket {
  const socket: Socket<ServerToClient, ClientToServer> = io(LIVE_NAMESPACE, {
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    autoConnect: false,
    reconnectionDelay: FIRST_PAUSE_MS,
    reconnectionDelayMax: LONGEST_PAUSE_MS,
    randomizationFactor: JITTER,
    timeout: 4_000,
    auth: { drill: pageDrill() },
  })
  return {
    get connected() {
      return socket.connected
    },
    on: (event, listener) => {
      socket.on(event, listener as never)
    },
    onConnect: (listener) => {
      socket.on('connect', listener)
      // A server that closed the namespace on purpose (a restart) is not knocked at by the client library itself.
      socket.on('disconnect', (reason) => {
        if (reason === 'io server disconnect') setTimeout(() => socket.connect(), FIRST_PAUSE_MS * (1 + Math.random()))
      })
    },
    onDismissed: (listener) => {
      socket.on('disconnect', (reason) => {
        if (reason === 'io server disconnect') listener(undefined)
      })
      socket.on('connect_error', (error) => {
        const next = afterRefusal(socket.active, codeOf(error), Math.random())
        if (next.kind === 'leave') meetOtherCity()
        if (next.kind !== 'knock') return
        if (next.dismissal !== undefined) listener(next.dismissal)
        setTimeout(() => socket.connect(), next.afterMs)
      })
    },
    emit: (event, ...args) => {
      socket.emit(event, ...(args as never))
    },
    connect: () => {
      socket.connect()
    },
    reconnect: () => {
      socket.io.engine?.close()
    },
    close: () => {
      socket.close()
    },
  }
}

/** The code of a handshake that was refused: beside the error, or its very words. */
function codeOf(error: Error & { readonly data?: unknown }): string {
  const { data } = error
  const isCoded = typeof data === 'object' && data !== null && 'code' in data && typeof data.code === 'string'
  return isCoded ? (data.code as string) : error.message
}
