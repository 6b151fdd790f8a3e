/** Many readers in a process of their own: `readers.ts guanlan|ws PORT SOCKETS`. Speaks Socket.IO by hand, to cost little. */
import { WebSocket } from 'ws'
import { TINY_COMMUNITIES } from '../../live/testing/scripted-hub.ts'
import type { Contender, FromReaders, ToReaders } from './messages.ts'

/** As many handshakes at a time as no server minds. */
const AT_ONCE = 50

const contender = process.argv[2] as Contender
const [port, count] = [Number(process.argv[3]), Number(process.argv[4])]
const tell = (message: FromReaders) => process.send?.(message)
const ages: number[] = []
let isCounting = false

const note = (saidAt: number) => {
  if (isCounting) ages.push(Date.now() - saidAt)
}

const connect: Record<Contender, () => Promise<void>> = {
  ws: () =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false })
      socket.on('open', () => resolve())
      socket.on('error', reject)
      socket.on('message', (data: Buffer) => note(data.readDoubleBE()))
    }),
  guanlan: () =>
    new Promise((resolve, reject) => {
      const address = `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`
      const socket = new WebSocket(address, { perMessageDeflate: false })
      let saidAt = 0
      socket.on('error', reject)
      socket.on('message', (data: Buffer, isBinary) => {
        // The points of a patch come in a frame of their own, after the one that announces them.
        if (isBinary) {
          if (saidAt !== 0) note(saidAt)
          saidAt = 0
          return
        }
        const text = data.toString('latin1')
        if (text === '2') socket.send('3')
        else if (text.startsWith('0')) socket.send('40/live,')
        else if (text.startsWith('40/live')) socket.send(`42/live,1${JSON.stringify(['subscribe', SUBSCRIBE])}`)
        else if (text.startsWith('461-/live,1') || text.startsWith('43/live,1')) resolve()
        else if (text.startsWith('451-/live,["patch"')) saidAt = Number(/"at":(\d+)/.exec(text)?.[1] ?? 0)
      })
    }),
}

const SUBSCRIBE = {
  series: TINY_COMMUNITIES.map((area) => ({ metric: 'tiny.homes', area })),
  mode: 'latest',
  encoding: 'binary',
}

process.on('message', ({ kind }: ToReaders) => {
  switch (kind) {
    case 'begin':
      ages.length = 0
      isCounting = true
      break
    case 'end': {
      isCounting = false
      ages.sort((a, b) => a - b)
      const at = (share: number) => ages[Math.min(ages.length - 1, Math.floor(ages.length * share))] ?? Number.NaN
      tell({ kind: 'read', messages: ages.length, p50: at(0.5), p99: at(0.99) })
    }
  }
})
process.on('disconnect', () => process.exit())
for (let from = 0; from < count; from += AT_ONCE)
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - from) }, () => connect[contender]()))
tell({ kind: 'connected' })
