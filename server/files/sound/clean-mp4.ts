/** Size and name of a box, bytes. */
const HEAD = 8
/** Boxes that hold others, on the way to what people or devices wrote. */
const HOLDERS = new Set(['moov', 'trak', 'mdia'])
/** What is written beside the sound: titles, which telephones make of the place, and whatever else. */
const BESIDE = new Set(['udta', 'meta', 'uuid'])

/**
 * The sound of an MP4 without what was written beside it: such boxes are emptied where they stand, so that nothing else moves.
 * Undefined for what is no MP4, and for one with a picture.
 */
export function cleanMp4(bytes: Buffer): Buffer | undefined {
  if (bytes.length < 16 || bytes.toString('latin1', 4, 8) !== 'ftyp') return undefined
  const clean = Buffer.from(bytes)
  return emptyBeside(clean) ? clean : undefined
}

/** False where the boxes do not fit into each other, or one says that its track is a picture. */
function emptyBeside(boxes: Buffer): boolean {
  for (let at = 0; at < boxes.length; ) {
    if (at + HEAD > boxes.length) return false
    const size = boxes.readUInt32BE(at) || boxes.length - at
    const name = boxes.toString('latin1', at + 4, at + 8)
    // A size of 1 stands for a longer number: nothing as small as a voice note needs one.
    if (size < HEAD || at + size > boxes.length) return false
    const content = boxes.subarray(at + HEAD, at + size)
    if (name === 'hdlr' && content.toString('latin1', 8, 12) === 'vide') return false
    if (HOLDERS.has(name) && !emptyBeside(content)) return false
    if (BESIDE.has(name)) {
      boxes.write('free', at + 4, 'latin1')
      content.fill(0)
    }
    at += size
  }
  return true
}
