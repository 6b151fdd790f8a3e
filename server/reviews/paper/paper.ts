import PDFDocument from 'pdfkit'
import { FontBook, type Weight } from './font-book.ts'
import { breakLines } from './lay-out.ts'

/** A4 upright, points. */
const MARGIN = 48
const WIDTH = 595.28 - 2 * MARGIN
const BOTTOM = 841.89 - MARGIN
const LEADING = 1.5

const INK = '#1a2320'
const SOFT = '#5d6b66'
const RULE = '#c9d3cf'
const BAND = '#eef3f1'

interface Style {
  readonly size: number
  readonly weight: Weight
  readonly colour: string
}

export const STYLES = {
  title: { size: 18, weight: 700, colour: INK },
  heading: { size: 12.5, weight: 700, colour: '#0f5f4c' },
  text: { size: 9.5, weight: 400, colour: INK },
  strong: { size: 9.5, weight: 700, colour: INK },
  small: { size: 8, weight: 400, colour: SOFT },
} as const satisfies Record<string, Style>
export type StyleName = keyof typeof STYLES

/** A column of a table: its heading, and its share of the width. */
export interface Column {
  readonly head: string
  readonly share: number
}

/** What the document says of itself, its time included: equal words of equal papers are equal bytes. */
export interface PaperInfo {
  readonly title: string
  readonly author: string
  readonly at: Date
  /** Words laid over every page, again and again: that it is of a drill. */
  readonly mark?: string
}

/**
 * Paper that words are set on, one below the other: headings, lines, tables that go on over pages. It carries the characters it
 * uses within itself, so that it reads the same on a machine without Chinese fonts.
 */
export class Paper {
  readonly #book = new FontBook()
  readonly #document: PDFKit.PDFDocument
  readonly #registered = new Set<string>()
  readonly #widths = new Map<string, number>()
  readonly #chunks: Buffer[] = []
  readonly #done: Promise<void>
  #y = MARGIN

  readonly #mark: string | undefined

  constructor({ title, author, at, mark }: PaperInfo) {
    this.#mark = mark
    this.#document = new PDFDocument({
      ...{ size: 'A4', margin: 0, bufferPages: true, lang: 'zh-CN' },
      info: { Title: title, Author: author, Creator: 'Guanlan', Producer: 'Guanlan', CreationDate: at },
    })
    this.#done = new Promise((resolve, reject) => {
      this.#document.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
      this.#document.on('end', () => resolve())
      this.#document.on('error', reject)
    })
  }

  /** Words below what stands there, as wide as the page. */
  write(text: string, style: StyleName = 'text', gap = 4): void {
    const { size } = STYLES[style]
    for (const line of this.#lines(text, WIDTH, style)) {
      this.#room(size * LEADING)
      this.#draw(line, MARGIN, this.#y, style)
      this.#y += size * LEADING
    }
    this.#y += gap
  }

  heading(text: string): void {
    this.#y += 10
    // A heading does not stand alone at the foot of a page.
    this.#room(STYLES.heading.size * LEADING + 48)
    this.write(text, 'heading', 4)
  }

  /** Rows of words; the head is repeated on every page. Yields now and then, so that nothing else waits for a long one. */
  async table(columns: readonly Column[], rows: readonly (readonly string[])[]): Promise<void> {
    const total = columns.reduce((sum, { share }) => sum + share, 0)
    const widths = columns.map(({ share }) => (share / total) * WIDTH)
    const head = columns.map((column) => column.head)
    this.#row(head, widths, 'small', { isHead: true })
    for (const [index, row] of rows.entries()) {
      if (index % 20 === 19) await new Promise<void>((resolve) => setImmediate(resolve))
      this.#row(row, widths, 'text', { onNewPage: () => this.#row(head, widths, 'small', { isHead: true }) })
    }
    this.#y += 6
  }

  /** The bytes, with the number of each page at its foot. */
  async bytes(foot: string): Promise<Buffer> {
    const { count } = this.#document.bufferedPageRange()
    for (let page = 0; page < count; page++) {
      this.#document.switchToPage(page)
      if (this.#mark !== undefined) this.#layOver(this.#mark)
      this.#draw(foot, MARGIN, BOTTOM + 14, 'small')
      const number = `${page + 1} / ${count}`
      this.#draw(number, MARGIN + WIDTH - this.#widthOfText(number, 'small'), BOTTOM + 14, 'small')
    }
    this.#document.end()
    await this.#done
    return Buffer.concat(this.#chunks)
  }

  /** Faint and slanting, so that what is below can be read and no piece of the page is without it. */
  #layOver(mark: string): void {
    const words = `${mark}　　`.repeat(12)
    this.#document
      .save()
      .rotate(-24, { origin: [MARGIN + WIDTH / 2, BOTTOM / 2] })
      .fillOpacity(0.14)
    for (let y = -300; y < BOTTOM + 300; y += 64) this.#draw(words, -400, y, 'title')
    this.#document.restore()
  }

  #row(
    cells: readonly string[],
    widths: readonly number[],
    style: StyleName,
    { isHead = false, onNewPage }: { readonly isHead?: boolean; readonly onNewPage?: () => void },
  ): void {
    const { size } = STYLES[style]
    const lines = cells.map((cell, index) => this.#lines(cell, (widths[index] ?? 0) - 8, style))
    const height = Math.max(1, ...lines.map((cell) => cell.length)) * size * LEADING + 6
    if (this.#y + Math.min(height, BOTTOM - MARGIN) > BOTTOM) {
      this.#newPage()
      onNewPage?.()
    }
    const document = this.#document
    if (isHead) document.rect(MARGIN, this.#y, WIDTH, height).fill(BAND)
    let x = MARGIN
    for (const [index, cell] of lines.entries()) {
      for (const [line, words] of cell.entries()) this.#draw(words, x + 4, this.#y + 3 + line * size * LEADING, style)
      x += widths[index] ?? 0
    }
    this.#y += height
    document
      .moveTo(MARGIN, this.#y)
      .lineTo(MARGIN + WIDTH, this.#y)
      .lineWidth(0.5)
      .stroke(RULE)
  }

  #room(height: number): void {
    if (this.#y + height > BOTTOM) this.#newPage()
  }

  #newPage(): void {
    this.#document.addPage()
    this.#y = MARGIN
  }

  #lines(text: string, width: number, style: StyleName): readonly string[] {
    const shown = [...text.normalize('NFC')].map((character) => this.#shown(character)).join('')
    return breakLines(shown, width, (character) => this.#widthOf(character, style))
  }

  /** What the typeface does not have is shown as a box, never silently left out. */
  #shown(character: string): string {
    if (character === '\n' || this.#book.has(character)) return character
    return /\s/.test(character) ? ' ' : '□'
  }

  #widthOf(character: string, style: StyleName): number {
    const { size, weight } = STYLES[style]
    const key = `${weight}${character}`
    let width = this.#widths.get(key)
    if (width === undefined) {
      this.#select(this.#book.partOf(character), weight, 1000)
      width = this.#document.widthOfString(character) / 1000
      this.#widths.set(key, width)
    }
    return width * size
  }

  #widthOfText(text: string, style: StyleName): number {
    return [...text].reduce((sum, character) => sum + this.#widthOf(character, style), 0)
  }

  /** Sets one line: each run of characters in the part of the typeface that has them. */
  #draw(text: string, x: number, y: number, style: StyleName): void {
    const { size, weight, colour } = STYLES[style]
    let at = x
    for (const run of runsOf(text, (character) => this.#book.partOf(character))) {
      const width = this.#widthOfText(run.text, style)
      this.#select(run.part, weight, size)
      this.#document.fillColor(colour).text(run.text, at, y, { lineBreak: false, baseline: 'top', features: [] })
      at += width
    }
  }

  #select(part: string, weight: Weight, size: number): void {
    const name = `${part}-${weight}`
    if (!this.#registered.has(name)) {
      this.#document.registerFont(name, this.#book.file(part, weight))
      this.#registered.add(name)
    }
    this.#document.font(name).fontSize(size)
  }
}

/** Runs of characters that are in the same part of the typeface. Pure. */
export function runsOf(
  text: string,
  partOf: (character: string) => string,
): readonly { readonly part: string; readonly text: string }[] {
  const runs: { part: string; text: string }[] = []
  for (const character of text) {
    const part = partOf(character)
    const last = runs.at(-1)
    if (last?.part === part) last.text += character
    else runs.push({ part, text: character })
  }
  return runs
}
