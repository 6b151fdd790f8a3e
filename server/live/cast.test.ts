import { EventEmitter } from 'node:events'
import { beforeEach, expect, it } from 'vitest'
import { Cast } from './cast.ts'
import { type LiveSocket, SocketLine } from './socket-line.ts'

/** A ping of Engine.IO as a frame: final, text, one byte long. */
const PING = Buffer.from([0x81, 1, '2'.charCodeAt(0)])

let bytes: number
let cast: Cast

beforeEach(() => {
  bytes = 0
  cast = new Cast({
    encode: (event, argument) => [`${event} ${argument}`],
    onBytes: (added) => {
      bytes += added
    },
  })
})

it('writes the very same bytes to every line that is free', () => {
  const [one, other] = [joined('room'), joined('room')]
  joined('elsewhere')
  cast.to('room', 'patch', 'a')
  expect(one.written.map(String)).toEqual([framed('patch a')])
  expect(other.written[0]).toBe(one.written[0])
  expect(bytes).toBe(2 * 'patch a'.length)
})

it('says it behind what waits in Engine.IO, and in what the WebSocket has not sent: nothing overtakes', () => {
  const line = joined('room')
  line.conn.transport.writable = false
  line.conn.emit('packetCreate', { data: 'answer' })
  cast.to('room', 'patch', 'a')
  expect([line.written, line.behind]).toEqual([[], [['patch a']]])
  line.conn.emit('flush')
  line.conn.transport.writable = true
  cast.to('room', 'patch', 'b')
  line.raw.bufferedAmount = 7
  cast.to('room', 'patch', 'c')
  cast.to('room', 'patch', 'd')
  expect(line.written.map(String)).toEqual([framed('patch b'), framed('patch c')])
  expect(line.behind).toEqual([['patch a'], ['patch d']])
})

it('writes no more to a WebSocket that closes, nor to a line that has parted', () => {
  const [closing, parted] = [joined('room'), joined('room')]
  closing.raw.readyState = 2
  parted.line.leave('room')
  cast.to('room', 'patch', 'a')
  expect([...closing.written, ...parted.written]).toEqual([])
})

it('names the lines that have not read all, and lets go of them once they have', () => {
  const line = joined('room')
  cast.flush()
  expect([...cast.unread()]).toEqual([])
  line.sent = () => {
    line.raw.bufferedAmount = 5
  }
  cast.to('room', 'patch', 'a')
  cast.flush()
  expect([...cast.unread()]).toEqual([line.line])
  expect(line.line.backlogBytes()).toBe(5)
  line.raw.bufferedAmount = 0
  cast.flush()
  expect([...cast.unread()]).toEqual([])
})

it('sends a beat ahead of what is said in the same tick, by itself to everyone else, and to nobody twice', () => {
  const [told, quiet, busy] = [joined('room'), joined('elsewhere'), joined('elsewhere')]
  busy.raw.bufferedAmount = 1
  cast.beat('beat', 1)
  cast.to('room', 'patch', 'a')
  cast.to('room', 'patch', 'b')
  cast.flush()
  expect(told.written.map(String)).toEqual([framed('beat 1') + framed('patch a'), framed('patch b')])
  expect(quiet.written.map(String)).toEqual([framed('beat 1')])
  expect([...busy.written, ...busy.behind]).toEqual([])
})

it('[P45] carries a ping that is due with what is said anyway, by itself at the end of the tick, and at once where the line is busy', () => {
  const [told, quiet, busy] = [joined('room'), joined('elsewhere'), joined('elsewhere')]
  busy.conn.transport.writable = false
  for (const { conn } of [told, quiet, busy]) conn.sendPacket('ping')
  expect([told, quiet, busy].map(({ packets }) => packets)).toEqual([[], [], ['ping']])
  cast.to('room', 'patch', 'a')
  cast.flush()
  expect(told.written.map(String)).toEqual([PING + framed('patch a')])
  expect(quiet.written.map(String)).toEqual([String(PING)])
  cast.flush()
  expect([told.written.length, quiet.written.length, told.packets.length + quiet.packets.length]).toEqual([1, 1, 0])
})

it('[P45] leaves a ping to Engine.IO where the line became busy before the tick', () => {
  const line = joined('room')
  line.conn.sendPacket('ping')
  line.raw.bufferedAmount = 1
  line.conn.emit('packetCreate', { data: 'answer' })
  cast.flush()
  expect([line.written, line.packets]).toEqual([[], ['ping']])
})

/** A line in a room, and what comes out at its end. */
function joined(room: string) {
  const written: Buffer[] = []
  const behind: (readonly unknown[])[] = []
  const packets: string[] = []
  const raw = {
    readyState: 1,
    bufferedAmount: 0,
    _sender: {
      sendFrame: ([frame]: readonly Buffer[]) => {
        if (frame) written.push(frame)
        end.sent()
      },
    },
  }
  const conn = Object.assign(new EventEmitter(), {
    ...{ readyState: 'open', upgrading: false, writeBuffer: [] },
    transport: { name: 'websocket', writable: true, socket: raw },
    sendPacket: (type: string) => void packets.push(type),
  })
  const client = { writeToEngine: (said: readonly unknown[]) => void behind.push(said) }
  const line = new SocketLine({ id: `${room}`, conn, client } as unknown as LiveSocket, cast)
  const end = { line, conn, raw, written, behind, packets, sent: () => {} }
  cast.enter(line)
  cast.join(line, room)
  return end
}

/** A short text as Engine.IO and WebSocket frame it. */
function framed(packet: string): string {
  return String(Buffer.concat([Buffer.from([0x81, packet.length + 1]), Buffer.from(`4${packet}`)]))
}
