import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** The balancer before the members of a shadow city: one address for everybody, whichever of them serves. */
export interface Relay {
  readonly url: string
  close(): Promise<void>
}

/** Passes each new connection to where `target` says at that moment; those of a member that ends break with it. */
export async function openRelay(port: number, target: () => string): Promise<Relay> {
  const sockets = new Set<Socket>()
  const listening = createServer((near) => {
    const { hostname, port: there } = new URL(target())
    const far = connect(Number(there), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far).pipe(near)
  })
  listening.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  return {
    url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      listening.close()
    },
  }
}
