import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { StartupFault } from '../startup-fault.ts'

/**
 * A plain balancer of TCP connections, for several servers on one machine while one develops or tests: each connection goes to
 * the next server that takes it. It knows nothing of HTTP, so servers see this machine as the sender of everything.
 */
export class Balancer {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #ports: number[] = []
  #turn = 0

  private constructor() {
    this.#server = createServer({ allowHalfOpen: true }, (near) => this.#pass(near, this.#ports.length))
  }

  /** Throws StartupFault when it cannot listen. */
  static async open(host: string, port: number): Promise<Balancer> {
    const balancer = new Balancer()
    await new Promise<void>((resolve, reject) => {
      balancer.#server.once('error', (cause) =>
        reject(
          new StartupFault(`HOST ${host}, PORT ${port} cannot be listened on: ${cause.message}; set PORT to another`, { cause }),
        ),
      )
      balancer.#server.listen(port, host, resolve)
    })
    return balancer
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Takes a server in. */
  add(port: number): void {
    this.#ports.push(port)
  }

  /** Sends nobody there any more; what is connected stays. */
  remove(port: number): void {
    const place = this.#ports.indexOf(port)
    if (place >= 0) this.#ports.splice(place, 1)
  }

  /** Breaks what is connected. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  close(): void {
    this.#server.close()
    this.cut()
  }

  /** Tries `left` servers, beginning with the one whose turn it is. */
  #pass(near: Socket, left: number): void {
    near.on('error', () => undefined)
    const port = this.#ports[this.#turn++ % Math.max(1, this.#ports.length)]
    if (port === undefined || left === 0) {
      near.destroy()
      return
    }
    const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    let isOpen = false
    far.once('connect', () => {
      isOpen = true
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(socket)
        socket.once('close', () => {
          this.#sockets.delete(socket)
          other.destroy()
        })
      }
      near.pipe(far)
      far.pipe(near)
    })
    far.on('error', () => {
      if (!isOpen) this.#pass(near, left - 1)
    })
  }
}
