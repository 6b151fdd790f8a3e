import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line to a server over which a share of the requests breaks: half of those before the server has them, half after. */
export interface BreakingLine {
  readonly url: string
  /** How many requests broke so far. */
  broken(): number
  close(): Promise<void>
}

/** The same line breaks at the same requests each time: chance is a sequence. */
export async function breakingLine(server: URL, share: number): Promise<BreakingLine> {
  const chance = sequence(7)
  const sockets = new Set<Socket>()
  let broken = 0
  const listening = createServer((near) => {
    const far = connect(Number(server.port), server.hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (bytes) => {
      const drawn = chance()
      if (drawn >= share || !bytes.includes('POST ')) return void far.write(bytes)
      broken += 1
      if (drawn < share / 2) return void near.destroy()
      // The server has it, and its answer is lost.
      far.unpipe(near)
      far.once('data', () => near.destroy())
      far.resume()
      far.write(bytes)
    })
    far.pipe(near)
  })
  listening.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  return {
    url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    broken: () => broken,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      listening.close()
    },
  }
}

/** Numbers from 0 to 1 without a pattern, the same for the same seed. */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
