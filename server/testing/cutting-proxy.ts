import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** When the line is cut: before the words reach the server, or after it has them and before its answer gets back. */
export type Cut = 'before' | 'after'

/** A line to a server that can be told to break at certain words. */
export class CuttingProxy {
  readonly port: number
  readonly #close: () => void
  #words: string | undefined
  #cut: Cut = 'before'

  private constructor(port: number, close: () => void) {
    this.port = port
    this.#close = close
  }

  static async to(target: { readonly host: string; readonly port: number }): Promise<CuttingProxy> {
    const sockets = new Set<Socket>()
    const server = createServer((near) => {
      const far = connect(target.port, target.host)
      for (const socket of [near, far]) {
        sockets.add(socket)
        socket.on('error', () => undefined)
        socket.on('close', () => {
          sockets.delete(socket)
          near.destroy()
          far.destroy()
        })
      }
      near.on('data', (bytes) => proxy.#pass(bytes, near, far))
      far.pipe(near)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const proxy = new CuttingProxy((server.address() as AddressInfo).port, () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    })
    return proxy
  }

  /** Breaks the line once, at the next message that holds `words`. */
  cutAt(words: string, cut: Cut): void {
    this.#words = words
    this.#cut = cut
  }

  close(): void {
    this.#close()
  }

  #pass(bytes: Buffer, near: Socket, far: Socket): void {
    if (this.#words === undefined || !bytes.includes(this.#words)) {
      far.write(bytes)
      return
    }
    this.#words = undefined
    if (this.#cut === 'before') {
      near.destroy()
      return
    }
    far.unpipe(near)
    far.once('data', () => near.destroy())
    far.resume()
    far.write(bytes)
  }
}
