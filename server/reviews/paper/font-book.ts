import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { unwrapWoff } from './unwrap-woff.ts'

export const WEIGHTS = [400, 700] as const
export type Weight = (typeof WEIGHTS)[number]

/** The typeface of the screens, under the SIL Open Font License; it comes in about a hundred parts, by range of characters. */
const PACKAGE = '@fontsource/noto-sans-sc'

interface Range {
  readonly from: number
  readonly to: number
  readonly part: string
}

/** Which part of the typeface a character is in, and the bytes of that part. Only parts that are needed are read. */
export class FontBook {
  readonly #folder = dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`))
  readonly #ranges: readonly Range[] = rangesOf(JSON.parse(readFileSync(join(this.#folder, 'unicode.json'), 'utf8')))
  readonly #parts = new Map<number, string>()
  readonly #files = new Map<string, Buffer>()

  /** The part a character is in; the part of the replacement character for one that the typeface does not have. */
  partOf(character: string): string {
    const code = character.codePointAt(0) ?? 0
    const known = this.#parts.get(code)
    if (known !== undefined) return known
    const part = this.#find(code) ?? this.#find(REPLACEMENT) ?? 'latin'
    this.#parts.set(code, part)
    return part
  }

  /** True when the typeface has the character. */
  has(character: string): boolean {
    return this.#find(character.codePointAt(0) ?? 0) !== undefined
  }

  file(part: string, weight: Weight): Buffer {
    const name = `noto-sans-sc-${part}-${weight}-normal.woff`
    const known = this.#files.get(name)
    if (known) return known
    const file = unwrapWoff(readFileSync(join(this.#folder, 'files', name)))
    this.#files.set(name, file)
    return file
  }

  #find(code: number): string | undefined {
    return this.#ranges.find(({ from, to }) => from <= code && code <= to)?.part
  }
}

const REPLACEMENT = 0xfffd

function rangesOf(parts: Readonly<Record<string, string>>): readonly Range[] {
  return Object.entries(parts).flatMap(([part, ranges]) =>
    ranges.split(',').map((range) => {
      const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-')
      return { from: Number.parseInt(from, 16), to: Number.parseInt(to, 16), part: part.replace(/[[\]]/g, '') }
    }),
  )
}
