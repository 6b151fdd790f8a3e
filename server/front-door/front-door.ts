import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DRILL_HEADER } from '#contract/drill-mark.ts'
import { localUrl } from '../config/config.ts'
import { PROBLEM_MEDIA_TYPE, problemOf } from '../problem.ts'
import { StartupFault } from '../startup-fault.ts'

/** The listening HTTP server. Until `open`, it says that the server is starting: 503, and 200 on /healthz. */
export interface FrontDoor {
  readonly server: Server
  /** Address people open, such as http://127.0.0.1:8080. */
  readonly url: string
  /** The address it is bound to, as the system says. */
  readonly address: string
  open(handler: RequestListener): void
  /**
   * Lets nobody new in, so that they knock elsewhere, and answers what was asked already, each as the last over its connection.
   * Resolves when nothing is under way any more, or after DRAIN_MS.
   */
  drain(): Promise<void>
  /** Ends every connection. */
  close(): Promise<void>
}

/** A socket on which nothing moved for this long is closed, in ms. An upload may take hours, but not stand still. */
const IDLE_MS = 120_000

/** How long what is under way may take when the door is drained, in ms: whoever still sends their body then is cut off. */
const DRAIN_MS = 5_000

/**
 * Listens at once, before the record is open: a port in use is found out before anything else is done, and whoever
 * knocks meanwhile is told to come back. In the shadow city of a drill every answer says so, whoever gives it. Throws
 * StartupFault when it cannot listen.
 */
export async function openFrontDoor(host: string, port: number, drill?: string): Promise<FrontDoor> {
  let handler: RequestListener = starting
  const underWay = new Set<ServerResponse>()
  let isDraining = false
  let onIdle = () => {}
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 30_000 }, (request, response) => {
    if (drill !== undefined) response.setHeader(DRILL_HEADER, drill)
    if (isDraining) response.setHeader('connection', 'close')
    underWay.add(response)
    response.once('close', () => {
      underWay.delete(response)
      if (underWay.size === 0) onIdle()
    })
    handler(request, response)
  })
  server.timeout = IDLE_MS
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new StartupFault(listenSentence(host, port, cause), { cause })))
    server.listen(port, host, resolve)
  })
  return {
    server,
    url: localUrl(host, boundTo(server).port),
    address: boundTo(server).address,
    open: (opened) => {
      handler = opened
    },
    drain: () =>
      new Promise((resolve) => {
        isDraining = true
        // Closes what is idle as well.
        server.close()
        for (const response of underWay) if (!response.headersSent) response.setHeader('connection', 'close')
        if (underWay.size === 0) return resolve()
        const patience = setTimeout(resolve, DRAIN_MS)
        onIdle = () => {
          clearTimeout(patience)
          resolve()
        }
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const starting: RequestListener = ({ url }, response) => {
  if (url === '/healthz') return sendJson(response, 200, 'application/json', { status: 'starting' })
  const problem = problemOf('server/starting')
  response.setHeader('retry-after', '1')
  sendJson(response, problem.status, PROBLEM_MEDIA_TYPE, problem)
}

function sendJson(response: ServerResponse, status: number, type: string, body: object): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(JSON.stringify(body))
}

function boundTo(server: Server): AddressInfo {
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the server listens on a port')
  return bound
}

function listenSentence(host: string, port: number, { code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EADDRINUSE':
      return `PORT ${port} is in use by another program; stop that one, or set PORT to a free port, such as ${port < 65_535 ? port + 1 : 8080}`
    case 'EACCES':
      return `PORT ${port} may not be opened by this user; set PORT to one from 1024 up, such as 8080`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST ${host} is not an address of this machine; set HOST to one of its own, or to 127.0.0.1 or 0.0.0.0`
    default:
      return `HOST ${host}, PORT ${port} cannot be listened on: ${message}; set them to others`
  }
}
