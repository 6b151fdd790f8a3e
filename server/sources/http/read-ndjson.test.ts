import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PART_ROWS, type Part } from './part.ts'
import { MAX_LINE_BYTES, readNdjson } from './read-ndjson.ts'

const BOM = Buffer.from([0xef, 0xbb, 0xbf])
/** 北京 in GBK. */
const GBK = Buffer.from([0xb1, 0xb1, 0xbe, 0xa9])

it('reads the same rows and rejections however the network cuts the bytes', async () => {
  const line = fc.oneof(
    fc
      .record({ metric: fc.string(), value: fc.double({ noNaN: true, noDefaultInfinity: true }) })
      .map((row) => Buffer.from(JSON.stringify(row))),
    fc.constantFrom(Buffer.from('not json'), GBK, Buffer.from('  '), Buffer.from(''), Buffer.from('"东莞"\r')),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 }),
      fc.boolean(),
      async (lines, sizes, isHashed) => {
        const body = Buffer.concat(lines.flatMap((bytes, index) => (index === 0 ? [bytes] : [Buffer.from('\n'), bytes])))
        const told = lines.filter((bytes) => bytes.toString().trim() !== '')
        const { rows, rejections } = await readAll(cut(body, sizes), isHashed)
        expect(rows.length + rejections.length).toBe(told.length)
        const readable = told.flatMap((bytes, index) => (isReadable(bytes) ? [[index, JSON.parse(bytes.toString())]] : []))
        expect(rows).toEqual(readable)
      },
    ),
  )
})

it('takes off a byte order mark and carriage returns, and skips blank lines', async () => {
  const { rows, rejections } = await readAll([Buffer.concat([BOM, Buffer.from('{"a":1}\r\n\r\n  \n{"a":2}\r\n')])])
  expect(rows).toEqual([
    [0, { a: 1 }],
    [1, { a: 2 }],
  ])
  expect(rejections).toEqual([])
})

it('rejects a line in GBK with the remedy, and keeps its neighbours', async () => {
  const { rows, rejections } = await readAll([Buffer.concat([Buffer.from('1\n'), GBK, Buffer.from('\n3')])])
  expect(rows).toEqual([
    [0, 1],
    [2, 3],
  ])
  expect(rejections).toMatchObject([{ index: 1, code: 'request/not-json', sentence: expect.stringContaining('UTF-8') }])
})

it.each([
  ['in one piece', [MAX_LINE_BYTES + 1]],
  ['in many pieces', Array.from({ length: 70 }, () => 1024)],
])('rejects a line that is too long %s, and keeps its neighbours', async (_name, lengths) => {
  const long = lengths.map((length) => Buffer.alloc(length, 'x'))
  for (const isHashed of [false, true]) {
    const { rows, rejections } = await readAll([Buffer.from('1\n'), ...long, Buffer.from('\n3\n'), ...long], isHashed)
    expect(rows).toEqual([
      [0, 1],
      [2, 3],
    ])
    expect(rejections).toMatchObject([
      { index: 1, code: 'request/too-large' },
      { index: 3, code: 'request/too-large' },
    ])
  }
})

it('refuses UTF-16, which would otherwise look like one broken line after another', async () => {
  await expect(readAll([Buffer.from('\ufeff{"a":1}\n', 'utf16le')])).rejects.toMatchObject({ code: 'request/not-json' })
})

it('hands rows out by the part, so that a body of any length fits', async () => {
  const parts = await partsOf([Buffer.from('{"a":1}\n'.repeat(PART_ROWS * 2 + 1))], true)
  expect(parts.map(({ rows }) => rows.length)).toEqual([PART_ROWS, PART_ROWS, 1])
  expect(parts[2]?.indexes).toEqual([PART_ROWS * 2])
})

it('hashes what was said, not how it was cut, and each part with all before it', async () => {
  const body = Buffer.from('{"a":1}\n'.repeat(PART_ROWS + 5))
  const one = await partsOf([body], true)
  const other = await partsOf(cut(body, [999, 7]), true)
  expect(one.map(({ hash }) => hash)).toEqual(other.map(({ hash }) => hash))
  expect(new Set(one.map(({ hash }) => hash)).size).toBe(2)
})

it('gives an own property to a key named __proto__, which changes nothing else', async () => {
  const { rows } = await readAll([Buffer.from('{"__proto__":{"metric":"x"}}\n')])
  expect((rows.at(0)?.at(1) as { metric?: string } | undefined)?.metric).toBeUndefined()
  expect(rows).toHaveLength(1)
  expect(({} as { metric?: string }).metric).toBeUndefined()
})

function isReadable(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString())
    return true
  } catch {
    return false
  }
}

function cut(body: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = []
  for (let start = 0, turn = 0; start < body.length; turn++) {
    const size = sizes[turn % sizes.length] as number
    chunks.push(body.subarray(start, start + size))
    start += size
  }
  return chunks
}

async function partsOf(chunks: readonly Buffer[], isHashed = false): Promise<Part[]> {
  async function* body() {
    yield* chunks
  }
  const parts: Part[] = []
  for await (const part of readNdjson(body(), isHashed)) parts.push(part)
  return parts
}

async function readAll(chunks: readonly Buffer[], isHashed = false) {
  const parts = await partsOf(chunks, isHashed)
  return {
    rows: parts.flatMap(({ rows, indexes }) => rows.map((row, place) => [indexes[place], row] as const)),
    rejections: parts.flatMap(({ unreadable }) => unreadable),
  }
}
