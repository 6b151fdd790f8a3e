import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** When the line is cut: before the words reach the server, or after it has them and before its answer gets back. */
export type Cut = 'before' | 'after'

/** A line to a server that can be told to break at certain words, or to let nothing pass. */
export class CuttingProxy {
  readonly port: number
  readonly #close: () => void
  readonly #sockets: ReadonlySet<Socket>
  #isHeld = false
  #words: string | undefined
  #cut: Cut = 'before'

  private constructor(port: number, sockets: ReadonlySet<Socket>, close: () => void) {
    this.port = port
    this.#sockets = sockets
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
      far.on('data', (bytes) => near.write(bytes))
      if (proxy.#isHeld) for (const socket of [near, far]) socket.pause()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const proxy = new CuttingProxy((server.address() as AddressInfo).port, sockets, () => {
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

  /** Lets nothing pass any more, in either direction, and breaks nothing: as a network does that is partitioned. */
  hold(): void {
    this.#isHeld = true
    for (const socket of this.#sockets) socket.pause()
  }

  /** Lets everything pass again, what was held first. */
  release(): void {
    this.#isHeld = false
    for (const socket of this.#sockets) socket.resume()
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
    far.removeAllListeners('data')
    far.once('data', () => near.destroy())
    far.write(bytes)
  }
}
