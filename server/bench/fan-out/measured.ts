import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { EVERY_MS, type FromServer, type ToServer } from './messages.ts'

/** What a server under measurement can do. */
export interface MeasuredServer {
  /** Tells every socket something, once. */
  cast(isWhole: boolean): void
  /** Readers that are held aside because they do not read. */
  held(): number
}

/** Does what the bench asks of this process: listens, tells, and says what that took. Begins at once; ends with its parent. */
export function measured(server: Server, { cast, held }: MeasuredServer): void {
  const tell = (message: FromServer) => process.send?.(message)
  let casts = 0
  let begun = 0
  let timer: NodeJS.Timeout | undefined
  process.on('message', (message: ToServer) => {
    switch (message.kind) {
      case 'state':
        globalThis.gc?.()
        tell({ kind: 'state', rss: process.memoryUsage().rss, held: held() })
        break
      case 'cpu':
        tell({ kind: 'cpu', us: cpuUs() })
        break
      case 'cast':
        cast(message.isWhole)
        break
      case 'begin':
        casts = 0
        begun = cpuUs()
        timer = setInterval(() => {
          cast(false)
          casts += 1
        }, EVERY_MS)
        break
      case 'end': {
        clearInterval(timer)
        tell({ kind: 'used', cpuUs: cpuUs() - begun, casts })
      }
    }
  })
  process.on('disconnect', () => process.exit())
  server.listen(0, '127.0.0.1', () => tell({ kind: 'listening', port: (server.address() as AddressInfo).port }))
}

function cpuUs(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}
