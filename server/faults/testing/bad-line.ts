import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** How bad a line is, in ms. */
export interface BadLineTraits {
  /** One way; an answer takes twice as long. */
  readonly delayMs: number
  /** How often, and for how long, nothing passes at all. */
  readonly stallEveryMs: number
  readonly stallMs: number
  /** How often every connection over it breaks. */
  readonly breakEveryMs: number
}

/** A line to a server that is late, stands still and breaks: bytes come in their order or not at all, as TCP promises. */
export class BadLine {
  readonly url: string
  readonly #close: () => void
  /** Connections that were broken. */
  breaks = 0
  stalls = 0

  private constructor(url: string, close: () => void) {
    this.url = url
    this.#close = close
  }

  static async to(target: { readonly host: string; readonly port: number }, traits: BadLineTraits): Promise<BadLine> {
    const sockets = new Set<Socket>()
    let openAt = 0
    const passed = (from: Socket, into: Socket) => {
      from.on('data', (bytes) => {
        const at = Math.max(Date.now() + traits.delayMs, openAt)
        setTimeout(() => into.writable && into.write(bytes), at - Date.now())
      })
    }
    const server = createServer((near) => {
      const far = connect(target.port, target.host)
      for (const socket of [near, far]) {
        sockets.add(socket)
        socket.setNoDelay(true)
        socket.on('error', () => undefined)
        socket.on('close', () => {
          sockets.delete(socket)
          near.destroy()
          far.destroy()
        })
      }
      passed(near, far)
      passed(far, near)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const stalling = setInterval(() => {
      line.stalls += 1
      openAt = Date.now() + traits.stallMs + traits.delayMs
    }, traits.stallEveryMs)
    const breaking = setInterval(() => {
      line.breaks += sockets.size / 2
      for (const socket of sockets) socket.destroy()
    }, traits.breakEveryMs)
    const line = new BadLine(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => {
      clearInterval(stalling)
      clearInterval(breaking)
      server.close()
      for (const socket of sockets) socket.destroy()
    })
    return line
  }

  close(): void {
    this.#close()
  }
}
