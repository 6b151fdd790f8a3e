import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { StartupFault } from '../startup-fault.ts'

/** A server that says nothing to what it was asked for this long, ms, is asked nothing more until it answers again. */
const SILENT_AFTER_MS = 2_500
const PROBE_EVERY_MS = 500

/**
 * A plain balancer of TCP connections, for several servers on one machine while one develops or tests: each connection goes to
 * the next server that takes it and answers. It changes nothing in what it passes on, so servers see this machine as the sender.
 */
export class Balancer {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #ports: number[] = []
  readonly #silent = new Map<number, NodeJS.Timeout>()
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
    for (const probe of this.#silent.values()) clearInterval(probe)
    this.#server.close()
    this.cut()
  }

  /** Tries `left` servers, beginning with the one whose turn it is. */
  #pass(near: Socket, left: number): void {
    near.on('error', () => undefined)
    const answering = this.#answering()
    const port = answering[this.#turn++ % Math.max(1, answering.length)]
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
      this.#mind(near, far, port)
    })
    far.on('error', () => {
      if (!isOpen) this.#pass(near, left - 1)
    })
  }

  #answering(): readonly number[] {
    const answering = this.#ports.filter((port) => !this.#silent.has(port))
    return answering.length > 0 ? answering : this.#ports
  }

  /** Breaks a connection whose server takes what it is asked and says nothing: who asked comes to another then. */
  #mind(near: Socket, far: Socket, port: number): void {
    let patience: NodeJS.Timeout | undefined
    near.once('data', () => {
      patience = setTimeout(() => {
        // One that is alone is waited for.
        if (this.#answering().every((other) => other === port)) return
        if (!this.#silent.has(port))
          this.#silent.set(
            port,
            setInterval(() => this.#probe(port), PROBE_EVERY_MS),
          )
        far.destroy()
      }, SILENT_AFTER_MS)
    })
    for (const event of ['data', 'close']) far.once(event, () => clearTimeout(patience))
  }

  #probe(port: number): void {
    const far = connect({ port, host: '127.0.0.1', timeout: PROBE_EVERY_MS }, () => far.write('GET /healthz HTTP/1.0\r\n\r\n'))
    far.once('data', () => {
      clearInterval(this.#silent.get(port))
      this.#silent.delete(port)
      far.destroy()
    })
    far.on('timeout', () => far.destroy())
    far.on('error', () => undefined)
  }
}
