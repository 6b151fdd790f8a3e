/** How wide a character is at the size that is set. */
export type WidthOf = (character: string) => number

/** Marks that may not begin a line, and those that may not end one (避头尾). */
const NOT_FIRST = new Set('，。、；：？！）》」』】〉”’…—%‰℃,.;:?!)]}')
const NOT_LAST = new Set('（《「『【〈“‘([{')

/**
 * Breaks words into lines no wider than `width`: between any two Chinese characters, in other writing between words, and inside a
 * word only where it is wider than a line. Line breaks of the text are kept. Pure.
 */
export function breakLines(text: string, width: number, widthOf: WidthOf): readonly string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => breakParagraph(paragraph, width, widthOf))
}

function breakParagraph(text: string, width: number, widthOf: WidthOf): readonly string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  const end = () => {
    lines.push(line.trimEnd())
    line = ''
    used = 0
  }
  for (const piece of piecesOf(text)) {
    const wide = widthOfAll(piece, widthOf)
    if (used + wide > width && line !== '') end()
    if (wide <= width) {
      if (line === '' && piece.trim() === '' && lines.length > 0) continue
      line += piece
      used += wide
      continue
    }
    for (const character of piece) {
      const one = widthOf(character)
      if (used + one > width && line !== '') end()
      line += character
      used += one
    }
  }
  if (line !== '' || lines.length === 0) end()
  return lines
}

/** What stays together: a word, a Chinese character with the marks that may not stand apart from it, a run of spaces. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = []
  let opening = ''
  for (const character of text) {
    const last = pieces.at(-1)
    if (NOT_LAST.has(character)) opening += character
    else if (opening === '' && last !== undefined && NOT_FIRST.has(character)) pieces[pieces.length - 1] = last + character
    else if (opening === '' && last !== undefined && isWord(character) && endsInWord(last))
      pieces[pieces.length - 1] = last + character
    else {
      pieces.push(opening + character)
      opening = ''
    }
  }
  if (opening !== '') pieces.push(opening)
  return pieces
}

/** A letter or figure of a writing that is set in words. */
function isWord(character: string): boolean {
  return /[\p{L}\p{N}_/\\@#&+=*~'"-]/u.test(character) && !isIdeograph(character)
}

function endsInWord(piece: string): boolean {
  const last = [...piece].at(-1) ?? ''
  return isWord(last) || /[.,:;%]/.test(last)
}

function isIdeograph(character: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u.test(character)
}

function widthOfAll(piece: string, widthOf: WidthOf): number {
  let sum = 0
  for (const character of piece) sum += widthOf(character)
  return sum
}
