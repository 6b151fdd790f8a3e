/** Opcodes and the final bit of a WebSocket frame (RFC 6455, 5.2). */
const FINAL = 0x80
const TEXT = 0x01
const BINARY = 0x02

/** Packet type `message` of Engine.IO, before a text; binary goes without. */
const MESSAGE = '4'

/** A ping of Engine.IO, in a frame. */
export const PING_FRAME: Buffer = frameOf(TEXT, Buffer.from('2'))

/** The unmasked, uncompressed frame that carries one packet of Socket.IO over a WebSocket. */
export function packetFrame(packet: string | Buffer): Buffer {
  return typeof packet === 'string' ? frameOf(TEXT, Buffer.from(MESSAGE + packet)) : frameOf(BINARY, packet)
}

function frameOf(opcode: number, data: Buffer): Buffer {
  const head = Buffer.alloc(data.length < 126 ? 2 : data.length < 65_536 ? 4 : 10)
  head[0] = FINAL | opcode
  if (head.length === 2) head[1] = data.length
  else if (head.length === 4) {
    head[1] = 126
    head.writeUInt16BE(data.length, 2)
  } else {
    head[1] = 127
    head.writeBigUInt64BE(BigInt(data.length), 2)
  }
  return Buffer.concat([head, data])
}
