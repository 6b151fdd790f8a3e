import { textWidth } from '../../design/text-width.ts'
import type { TypeScale } from '../../state/display-profile.ts'
import type { RoomCard } from './room-incident.ts'

/** How much of a decision is said in its box. Its options always are: they are what is decided between. */
export interface CardFit {
  /** The most lines of the question. */
  readonly questionLines: 1 | 2
  /** The clock stands at its full size. */
  readonly isLarge: boolean
  /** Each option says what is expected of it. */
  readonly expects: boolean
  /** Lines of what it rests on, in words; 0 where there is no room for them. */
  readonly contextLines: number
}

/** Size of the letters of the question, as a share of a title's. */
export const QUESTION_SHARE = 0.86

/** Lines of context before it is cut: more is not read across a room. */
const MOST_CONTEXT_LINES = 4

/** The fits of a decision, from the most that is said to the least that must be. */
const FITS = [
  { questionLines: 2, isLarge: true, expects: true },
  { questionLines: 2, isLarge: false, expects: true },
  { questionLines: 2, isLarge: false, expects: false },
  { questionLines: 1, isLarge: false, expects: false },
] as const

/**
 * How a decision is said in a box of `width` × `height` CSS pixels: what is expected of the options is given up after the size of
 * the clock, the second line of the question after both; the context takes what is left. Pure.
 */
export function cardFit(card: RoomCard, width: number, height: number, text: TypeScale): CardFit {
  const least = FITS.at(-1) as (typeof FITS)[number]
  const fit = FITS.find((one) => cardHeight(card, one, width, text) <= height) ?? least
  const left = height - cardHeight(card, fit, width, text) - text.small * 0.6
  const wanted = card.context === undefined ? 0 : linesOf(card.context, text.small, width)
  return { ...fit, contextLines: Math.max(0, Math.min(wanted, MOST_CONTEXT_LINES, Math.floor(left / (text.small * 1.45)))) }
}

function cardHeight(
  { question, options, asked }: RoomCard,
  { questionLines, isLarge, expects }: (typeof FITS)[number],
  width: number,
  text: TypeScale,
): number {
  const questionPx = text.title * QUESTION_SHARE
  const optionWidth = width - text.name * 4
  const chosen = options.reduce(
    (sum, { title, expected }) =>
      sum +
      Math.min(2, linesOf(title, text.name, optionWidth)) * text.name * 1.4 +
      (expects && expected !== undefined ? text.small * 1.45 : 0),
    0,
  )
  return (
    Math.min(questionLines, linesOf(question, questionPx, width)) * questionPx * 1.3 +
    (isLarge ? text.lead : text.figure) * 1.2 +
    text.name * 0.4 +
    chosen +
    options.length * text.name * 0.35 +
    (asked > 0 ? text.name * 1.6 : 0)
  )
}

function linesOf(words: string, px: number, width: number): number {
  return Math.ceil(textWidth(words, px, 'text') / Math.max(1, width))
}
