import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ErrorCode, Refusal } from '#contract/errors.ts'
import { FILE_LIMITS, type FileType } from '#contract/file.ts'
import { cleanFile } from './clean-file.ts'
import { orientationOf } from './picture/orientation.ts'
import { chunk, exif, madeJpeg, madeMp4, madePng, madeWebm, madeWebp, riff, segment } from './testing/made-files.ts'

const SECRET = '22.8167N 113.6725E Wang Xiaoming'
const TYPES: readonly FileType[] = ['image/jpeg', 'image/png', 'image/webp', 'audio/webm', 'audio/ogg', 'audio/mp4']

describe('a photo', () => {
  it('loses the place, the time and the owner that the phone wrote into it, and its picture is untouched', () => {
    const beside = [exif(1, SECRET), segment(0xe1, xmp()), segment(0xed, Buffer.from(SECRET)), segment(0xfe, Buffer.from(SECRET))]
    const clean = cleanFile('image/jpeg', madeJpeg({ beside }))
    expect(clean.includes(SECRET)).toBe(false)
    expect(clean).toEqual(madeJpeg())
  })

  it('stays the way up it was taken, and says nothing else of the phone', () => {
    for (const order of ['II', 'MM'] as const) {
      const clean = cleanFile('image/jpeg', madeJpeg({ beside: [exif(6, SECRET, order)] }))
      expect(clean.includes(SECRET)).toBe(false)
      const at = clean.indexOf('Exif\0\0', 'latin1')
      expect(orientationOf(clean.subarray(at, at + 40))).toBe(6)
      // What was cleaned once stays as it is.
      expect(cleanFile('image/jpeg', clean)).toEqual(clean)
    }
  })

  it('keeps its colours, and loses thumbnails and what phones hang behind it', () => {
    const profile = segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01colours', 'latin1'))
    const beside = [
      profile,
      segment(0xe0, Buffer.from(`JFXX\0\x10${SECRET}`, 'latin1')),
      segment(0xe2, Buffer.from(`MPF\0${SECRET}`)),
    ]
    const clean = cleanFile('image/jpeg', madeJpeg({ beside, after: Buffer.from(`ftypmp42${SECRET}`) }))
    expect(clean).toEqual(madeJpeg({ beside: [profile] }))
  })

  it('loses words and EXIF as a PNG and as a WebP too', () => {
    const png = madePng([chunk('tEXt', Buffer.from(SECRET)), chunk('eXIf', Buffer.from(SECRET)), chunk('tIME', Buffer.alloc(7))])
    expect(cleanFile('image/png', Buffer.concat([png, Buffer.from(SECRET)]))).toEqual(madePng())
    const webp = cleanFile('image/webp', madeWebp([riff('EXIF', Buffer.from(SECRET)), riff('XMP ', Buffer.from(SECRET))]))
    expect(webp.includes(SECRET)).toBe(false)
    // The head says no more that there is EXIF or XMP.
    expect(webp[20]).toBe(0x20)
    expect(cleanFile('image/webp', webp)).toEqual(webp)
  })

  it('that would fill the memory of every browser it is shown in is refused', () => {
    const large = madePng()
    large.writeUInt32BE(60_000, 16)
    expect(() => cleanFile('image/png', large)).toThrow(refusal('file/too-large'))
  })
})

describe('a voice note', () => {
  it('loses the title that phones make of the place, and plays as before', () => {
    const clean = cleanFile('audio/mp4', madeMp4('soun', SECRET))
    expect(clean.includes(SECRET)).toBe(false)
    expect(clean.length).toBe(madeMp4('soun', SECRET).length)
    expect(clean.subarray(clean.indexOf('mdat'))).toEqual(madeMp4('soun', '').subarray(madeMp4('soun', '').indexOf('mdat')))
  })

  it('that is a film is refused', () => {
    expect(() => cleanFile('audio/mp4', madeMp4('vide', ''))).toThrow(refusal('file/not-as-said'))
  })
})

describe('a file', () => {
  it('whose bytes are something else than was said is refused', () => {
    const made = { 'image/jpeg': madeJpeg(), 'image/png': madePng(), 'image/webp': madeWebp(), 'audio/webm': madeWebm() }
    for (const [said, bytes] of Object.entries(made)) {
      expect(cleanFile(said as FileType, bytes).length).toBeGreaterThan(0)
      for (const type of TYPES.filter((one) => one !== said))
        expect(() => cleanFile(type, bytes), `${said} as ${type}`).toThrow(refusal('file/not-as-said'))
    }
    expect(() => cleanFile('image/jpeg', Buffer.from('<svg onload="alert(1)">'))).toThrow(refusal('file/not-as-said'))
  })

  it('larger than the limit of its kind is refused', () => {
    expect(() => cleanFile('audio/webm', madeWebm(FILE_LIMITS.voice))).toThrow(refusal('file/too-large'))
    expect(() => cleanFile('image/jpeg', madeJpeg({ after: Buffer.alloc(FILE_LIMITS.photo) }))).toThrow(refusal('file/too-large'))
  })

  it('broken anywhere is refused or cleaned, and nothing else happens', () => {
    const whole = [
      madeJpeg({ beside: [exif(6, SECRET)] }),
      madePng([chunk('tEXt', Buffer.from(SECRET))]),
      madeWebp(),
      madeMp4('soun', SECRET),
    ]
    const types: readonly FileType[] = ['image/jpeg', 'image/png', 'image/webp', 'audio/mp4']
    fc.assert(
      fc.property(
        fc.nat(3),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 }),
        fc.nat(400),
        (which, changes, length) => {
          const bytes = Buffer.from((whole[which] as Buffer).subarray(0, length))
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
          try {
            expect(cleanFile(types[which] as FileType, bytes).length).toBeLessThanOrEqual(bytes.length + 40)
          } catch (fault) {
            expect(['file/not-as-said', 'file/too-large']).toContain((fault as Refusal).code)
          }
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

function refusal(code: ErrorCode): Refusal {
  return new Refusal(code)
}

function xmp(): Buffer {
  return Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${SECRET}</x:xmpmeta>`, 'latin1')
}
