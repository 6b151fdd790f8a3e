/** Which face a text is set in: the text face (Noto Sans SC) or the figure face (Barlow Semi Condensed, tabular). */
export type Face = 'text' | 'figure'

/** Advance widths in em, measured on the faces we ship, and a little on the safe side. */
const EM = {
  han: 1,
  text: { digit: 0.56, lower: 0.55, upper: 0.66, space: 0.23, narrow: 0.32, wide: 0.92 },
  figure: { digit: 0.53, lower: 0.5, upper: 0.57, space: 0.23, narrow: 0.27, wide: 0.8 },
} as const

/**
 * Width of a line of text in CSS pixels, without a DOM, so that what fits is decided the same way in a test and on a
 * wall, before and after the faces have arrived. Errs to the wide side.
 */
export function textWidth(text: string, px: number, face: Face): number {
  const em = EM[face]
  let width = 0
  for (const character of text) {
    const code = character.codePointAt(0) as number
    if (code > 0x2e7f) width += EM.han
    else if (code >= 0x30 && code <= 0x39) width += em.digit
    else if (character === ' ') width += em.space
    else if (",.:;'|!il·()/-".includes(character)) width += em.narrow
    else if ('mwMW%'.includes(character)) width += em.wide
    else if (code >= 0x41 && code <= 0x5a) width += em.upper
    else width += em.lower
  }
  return width * px
}

/**
 * How many of `widths` fit into `width` from the left with `gap` between them. What does not fit is dropped from the
 * right, never cut; the first always stays.
 */
export function fitting(widths: readonly number[], gap: number, width: number): number {
  let used = 0
  for (const [index, own] of widths.entries()) {
    used += own + (index === 0 ? 0 : gap)
    if (used > width && index > 0) return index
  }
  return widths.length
}
