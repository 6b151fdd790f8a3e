import { crc32, deflateSync, inflateSync } from 'node:zlib'

/**
 * Rewrites a browser's PNG (8 bits, RGB or RGBA, not interlaced) with at most 256 colours, which makes a screen of ink and
 * hairlines four to six times smaller. Transparency is dropped. Throws Error for any other kind of PNG.
 */
export function toIndexedPng(png: Buffer): Buffer {
  const { width, height, pixels } = readPixels(png)
  const palette = choosePalette(pixels)
  return writePng(width, height, palette.colours, Buffer.from(pixels.map((pixel) => palette.indexOf(pixel))))
}

interface Picture {
  readonly width: number
  readonly height: number
  /** One number per pixel, 0xRRGGBB. */
  readonly pixels: Uint32Array
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function readPixels(png: Buffer): Picture {
  const data: Buffer[] = []
  let width = 0
  let height = 0
  let channels = 0
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    const body = png.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') {
      width = body.readUInt32BE(0)
      height = body.readUInt32BE(4)
      channels = body[9] === 2 ? 3 : body[9] === 6 ? 4 : 0
      if (body[8] !== 8 || channels === 0 || body[12] !== 0) throw new Error('not a PNG of 8-bit RGB or RGBA')
    } else if (type === 'IDAT') data.push(body)
    at += length + 12
  }
  const bytes = unfilter(inflateSync(Buffer.concat(data)), width * channels, height, channels)
  const pixels = new Uint32Array(width * height)
  for (let index = 0; index < pixels.length; index++) pixels[index] = bytes.readUIntBE(index * channels, 3)
  return { width, height, pixels }
}

/** Undoes the five line filters of PNG. */
function unfilter(filtered: Buffer, stride: number, height: number, channels: number): Buffer {
  const out = Buffer.alloc(stride * height)
  for (let row = 0; row < height; row++) {
    const filter = filtered[row * (stride + 1)]
    const from = row * (stride + 1) + 1
    const to = row * stride
    for (let column = 0; column < stride; column++) {
      const left = column < channels ? 0 : (out[to + column - channels] as number)
      const up = row === 0 ? 0 : (out[to + column - stride] as number)
      const corner = row === 0 || column < channels ? 0 : (out[to + column - stride - channels] as number)
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter as number] as number
      out[to + column] = ((filtered[from + column] as number) + guess) & 0xff
    }
  }
  return out
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
}

const MOST_COLOURS = 256

/** Boxes of colours are cut at the median of their longest side until there are enough of them. */
function choosePalette(pixels: Uint32Array): { colours: readonly number[]; indexOf(pixel: number): number } {
  const counts = new Map<number, number>()
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
  const boxes = [[...counts.keys()]]
  while (boxes.length < MOST_COLOURS) {
    const widest = boxes
      .map((box, index) => ({ index, side: longestSide(box) }))
      .reduce((a, b) => (b.side.length > a.side.length ? b : a))
    if (widest.side.length === 0) break
    const box = (boxes[widest.index] as number[]).sort((a, b) => channel(a, widest.side.shift) - channel(b, widest.side.shift))
    const middle = (channel(box[0] as number, widest.side.shift) + channel(box.at(-1) as number, widest.side.shift)) / 2
    const cut = box.findIndex((colour) => channel(colour, widest.side.shift) > middle)
    boxes.splice(widest.index, 1, box.slice(0, cut), box.slice(cut))
  }
  const indexes = new Map(boxes.flatMap((box, index) => box.map((colour) => [colour, index] as const)))
  return { colours: boxes.map((box) => meanColour(box, counts)), indexOf: (pixel) => indexes.get(pixel) as number }
}

function channel(colour: number, shift: number): number {
  return (colour >> shift) & 0xff
}

function longestSide(box: readonly number[]): { shift: number; length: number } {
  return [16, 8, 0]
    .map((shift) => {
      let low = 255
      let high = 0
      for (const colour of box) {
        low = Math.min(low, channel(colour, shift))
        high = Math.max(high, channel(colour, shift))
      }
      return { shift, length: high - low }
    })
    .reduce((a, b) => (b.length > a.length ? b : a))
}

function meanColour(box: readonly number[], counts: ReadonlyMap<number, number>): number {
  const total = box.reduce((sum, colour) => sum + (counts.get(colour) as number), 0)
  return [16, 8, 0].reduce((mean, shift) => {
    const part = box.reduce((sum, colour) => sum + channel(colour, shift) * (counts.get(colour) as number), 0) / total
    return mean | (Math.round(part) << shift)
  }, 0)
}

function writePng(width: number, height: number, colours: readonly number[], indexes: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const palette = Buffer.from(colours.flatMap((colour) => [channel(colour, 16), channel(colour, 8), channel(colour, 0)]))
  const lines = Buffer.alloc((width + 1) * height)
  for (let row = 0; row < height; row++) indexes.copy(lines, row * (width + 1) + 1, row * width, (row + 1) * width)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND'),
  ])
}

function chunk(type: string, body = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const framed = Buffer.alloc(named.length + 8)
  framed.writeUInt32BE(body.length, 0)
  named.copy(framed, 4)
  framed.writeUInt32BE(crc32(named), named.length + 4)
  return framed
}
