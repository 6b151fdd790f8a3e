import type { DisplayClass, DisplayContract } from '#contract/display-class.ts'

export type Theme = 'dark' | 'light'

/** Sizes of text in CSS pixels by the role it plays. Figures are set in the figure face, the others in the text face. */
export interface TypeScale {
  /** The one dominant figure of a screen. */
  readonly hero: number
  /** The clock in the header. */
  readonly clock: number
  /** The first figure of a domain. */
  readonly lead: number
  readonly figure: number
  readonly table: number
  readonly inline: number
  readonly axis: number
  readonly title: number
  readonly heading: number
  readonly name: number
  /** The smallest text of this display. */
  readonly small: number
}

/**
 * How one display draws, decided once by its class, its pixels and its viewing distance. Panels ask it questions of
 * capability and never which display they are on.
 */
export interface DisplayProfile {
  readonly displayClass: DisplayClass
  readonly contract: DisplayContract
  readonly theme: Theme
  /** The screen in CSS pixels. */
  readonly width: number
  readonly height: number
  readonly text: TypeScale
  /** Hairline in CSS pixels: 1, or 2 on the widest walls. */
  readonly hairline: number
  /** Multiplier of strokes and gaps drawn for a 1920×1080 plate: 1 there, 2.4 at 7680×2160. */
  readonly stroke: number
  /** Margin of the page and gap between blocks, CSS pixels. */
  readonly margin: number
  readonly gap: number
  /** Lines and figures change in cuts: the person asked for it, or the battery does. */
  readonly reducedMotion: boolean
  /** Trust strips of rows stand in a column beside the figures; otherwise under the names. */
  readonly rowTrust: boolean
}
