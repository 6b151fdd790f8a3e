/** Many readers in a process of their own: `readers.ts CONTENDER PORT SOCKETS attentive|slow`. Speaks WebSocket by hand, to cost little. */
import { randomBytes } from 'node:crypto'
import { connect as connectTcp, type Socket } from 'node:net'
import { quantile } from '../result/spread.ts'
import { FrameReader, maskedText } from './frame-reader.ts'
import type { Contender, FromReaders, Pace, ToReaders } from './messages.ts'
import { SPEECHES } from './speech.ts'

/** As many handshakes at a time as no server minds. */
const AT_ONCE = 50

/** A reader that reads nothing says at least this often, ms, that it is there; else it would be taken for dead. */
const SIGN_OF_LIFE_MS = 4_000

/** Of those one says it after the other: readers that have nothing to do with each other do not speak at one moment. */
const SIGNS_EVERY_MS = 20

const END_OF_HEAD = '\r\n\r\n'

const [contender, pace] = [process.argv[2] as Contender, process.argv[5] as Pace]
const [port, count] = [Number(process.argv[3]), Number(process.argv[4])]
const speech = SPEECHES[contender]
/** What is said when nobody listens any more is lost, and may be. */
const tell = (message: FromReaders) => process.send?.(message, undefined, {}, () => undefined)

/** One buffer takes in whatever arrives: each piece is looked at before the next is read. */
const arrived = Buffer.alloc(256 * 1024)
const pong = maskedText('3')
let ages: number[] = []
let bytes = 0
let messages = 0
let isCounting = false

function note(saidAt: number, length: number): void {
  messages += 1
  if (messages % count === 0) tell({ kind: 'caught-up' })
  if (!isCounting) return
  ages.push(Date.now() - saidAt)
  bytes += length
}

/** Resolves once the reader follows. */
function connect(): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  let head = ''
  let frames: FrameReader | undefined
  const take = (length: number, buffer: Uint8Array) => {
    const piece = (buffer as Buffer).subarray(0, length)
    if (frames) frames.take(piece)
    else {
      head += piece.toString('latin1')
      const end = head.indexOf(END_OF_HEAD)
      if (end < 0) return true
      const ear = { say: (text: string) => void tcp.write(maskedText(text)), ready: () => resolve(tcp), note }
      frames = new FrameReader(speech.converse(ear, pace))
      frames.take(Buffer.from(head.slice(end + END_OF_HEAD.length), 'latin1'))
      head = ''
    }
    return true
  }
  const tcp = connectTcp({ port, host: '127.0.0.1', onread: { buffer: arrived, callback: take } })
  tcp.setNoDelay()
  tcp.on('error', reject)
  tcp.on('close', () => reject(new Error(`the server closed a reader: ${head.slice(0, 100)}`)))
  const key = randomBytes(16).toString('base64')
  tcp.write(
    `GET ${speech.path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}${END_OF_HEAD}`,
  )
  return promise
}

process.on('message', ({ kind }: ToReaders) => {
  switch (kind) {
    case 'begin':
      ages = []
      bytes = 0
      isCounting = true
      break
    case 'end':
      isCounting = false
      if (ages.length === 0) throw new Error('nobody was told anything')
      tell({
        ...{ kind: 'read', messages: ages.length, bytes: bytes / ages.length },
        ...{ p50: quantile(ages, 0.5), p99: quantile(ages, 0.99) },
      })
  }
})
process.on('disconnect', () => process.exit())
const sockets: Socket[] = []
for (let from = 0; from < count; from += AT_ONCE)
  sockets.push(...(await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - from) }, connect))))
if (pace === 'slow') {
  for (const socket of sockets) socket.pause()
  const share = Math.ceil((sockets.length * SIGNS_EVERY_MS) / SIGN_OF_LIFE_MS)
  let next = 0
  setInterval(() => {
    for (let each = 0; each < share; each++) sockets[next++ % sockets.length]?.write(pong)
  }, SIGNS_EVERY_MS)
}
tell({ kind: 'connected' })
