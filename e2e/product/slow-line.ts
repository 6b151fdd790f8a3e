import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A line between a screen and the product that can be made to stop taking anything in, as a congested one does. */
export class SlowLine {
  readonly url: string
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #isHeld = false

  private constructor(server: Server) {
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  static async to(product: string): Promise<SlowLine> {
    const { hostname, port } = new URL(product)
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const line = new SlowLine(server)
    server.on('connection', (screen) => {
      const far = connect(Number(port), hostname)
      line.#sockets.add(screen).add(far)
      for (const [one, other] of [
        [screen, far],
        [far, screen],
      ] as const) {
        one.pipe(other)
        one.on('error', () => other.destroy())
        one.on('close', () => line.#sockets.delete(one))
      }
      if (line.#isHeld) far.pause()
    })
    return line
  }

  /** Nothing passes to the screen from now on; connections stay open. */
  hold(): void {
    this.#isHeld = true
    for (const socket of this.#sockets) socket.pause()
  }

  /** Everything flows again. */
  release(): void {
    this.#isHeld = false
    for (const socket of this.#sockets) socket.resume()
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
