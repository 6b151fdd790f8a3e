/** A JPEG of 16 × 8 pixels as decoders read it by its structure; `beside` are further segments, `after` what follows its end. */
export function madeJpeg({
  beside = [],
  after = Buffer.alloc(0),
}: {
  readonly beside?: readonly Buffer[]
  readonly after?: Buffer
} = {}) {
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    segment(0xe0, Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01\0\0', 'latin1')),
    ...beside,
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc0, Buffer.from([8, 0, 8, 0, 16, 1, 1, 0x11, 0])),
    segment(0xc4, Buffer.alloc(20)),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    // A byte of 0xff in the picture is followed by a zero; a restart stands in it as well.
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
    Buffer.of(0xff, 0xd9),
    after,
  ])
}

/** A segment of a JPEG. */
export function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

/** An EXIF segment with an orientation and a position as text behind it, in either byte order. */
export function exif(orientation: number, words: string, order: 'II' | 'MM' = 'II'): Buffer {
  const tiff = Buffer.alloc(22)
  tiff.write(order, 0, 'latin1')
  const short = (value: number, at: number) => (order === 'II' ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at))
  const long = (value: number, at: number) => (order === 'II' ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at))
  short(42, 2)
  long(8, 4)
  short(1, 8)
  short(0x0112, 10)
  short(3, 12)
  long(1, 14)
  short(orientation, 18)
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(words)]))
}

/** A PNG of 16 × 8 pixels with these further chunks before its data. */
export function madePng(beside: readonly Buffer[] = []): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(16, 0)
  head.writeUInt32BE(8, 4)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', head), ...beside, chunk('IDAT', Buffer.alloc(9)), chunk('IEND', Buffer.alloc(0))])
}

/** A chunk of a PNG; nobody here looks at its check sum. */
export function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length, 0)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, data, Buffer.alloc(4)])
}

/** An extended WebP of 16 × 8 pixels, with these further chunks behind. */
export function madeWebp(beside: readonly Buffer[] = []): Buffer {
  const head = Buffer.alloc(10)
  head[0] = 0x2c
  head.writeUIntLE(15, 4, 3)
  head.writeUIntLE(7, 7, 3)
  const chunks = Buffer.concat([riff('VP8X', head), riff('VP8L', Buffer.from([0x2f, 15, 0xc0, 1, 0, 7, 7])), ...beside])
  const file = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  file.writeUInt32LE(4 + chunks.length, 4)
  return Buffer.concat([file, chunks])
}

/** A chunk of a WebP, with the byte that makes its length even. */
export function riff(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 0, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
}

/** A voice note as browsers begin one. */
export function madeWebm(length = 200): Buffer {
  return Buffer.concat([
    Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x80, 0x42, 0x82, 0x84]),
    Buffer.from('webm'),
    Buffer.alloc(length, 7),
  ])
}

/** An MP4 of sound, or of a film, with words in the box beside its tracks. */
export function madeMp4(handler: 'soun' | 'vide', words: string): Buffer {
  const hdlr = box('hdlr', Buffer.from(`\0\0\0\0\0\0\0\0${handler}\0\0\0\0`, 'latin1'))
  const track = box('trak', box('mdia', hdlr))
  const beside = box('udta', Buffer.from(words))
  return Buffer.concat([
    box('ftyp', Buffer.from('M4A \0\0\0\0', 'latin1')),
    box('moov', Buffer.concat([track, beside])),
    box('mdat', Buffer.alloc(40, 5)),
  ])
}

function box(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.length, 0)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, content])
}
