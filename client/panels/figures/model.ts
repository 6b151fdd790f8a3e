import { textWidth } from '../../design/text-width.ts'
import type { TypeScale } from '../../state/display-profile.ts'
import { rowsThatFit } from '../rows.ts'

/** What the arrangement of rows depends on. Widths and heights in CSS pixels. */
export interface FiguresInput {
  readonly width: number
  readonly height: number
  readonly title: string
  readonly names: readonly { readonly full: string; readonly short: string }[]
  /** The figures as they would be set now. */
  readonly figures: readonly string[]
  readonly units: readonly string[]
  readonly text: TypeScale
  /** Least height of a row with a full-sized figure, and with one a step smaller. */
  readonly row: number
  readonly denseRow: number
  readonly head: number
  /** The heading can be set upright beside the rows, character by character; otherwise it lies along them. */
  readonly canStand: boolean
  /** Panels stand in columns of one width on this display: their headings are alike, whatever room one of them has. */
  readonly standsInColumn: boolean
  /** Trust strips stand in a column of their own, with words where there is room; otherwise under the names. */
  readonly rowTrust: boolean
}

/**
 * How rows of figures are arranged. Figures are right-aligned on one edge, units left-aligned on the next, trust on the
 * third; the edges depend on the width alone, so that they run through panels of one width.
 */
export interface FiguresModel {
  readonly heading: 'upright' | 'line'
  readonly size: (typeof SIZES)[number]
  readonly shown: number
  readonly hidden: number
  readonly row: number
  readonly columns: {
    readonly heading: number
    readonly figure: number
    readonly unit: number
    readonly change: number
    readonly trust: number
  }
  /** Names as they fit, in order. */
  readonly names: readonly string[]
}

/** A step smaller comes before leaving rows out: both are legible. */
const SIZES = ['figure', 'table'] as const

/** Widest rows may grow over their least height before space is left below them. */
const LOOSEST = 1.5

export function figuresModel(input: FiguresInput): FiguresModel {
  const { width, height, title, names, figures, units, text, head, canStand, rowTrust } = input
  const count = names.length
  const more = text.small * 1.5
  const length = canStand ? [...title].length * text.name * 1.26 : textWidth(title, text.name, 'text')
  const canBeUpright = length <= height
  const ways = SIZES.flatMap((size) => {
    const least = size === 'figure' ? input.row : input.denseRow
    const line = { isUpright: false, size, least, ...rowsThatFit(count, height - head, least, more) }
    return canBeUpright ? [line, { ...line, isUpright: true, ...rowsThatFit(count, height, least, more) }] : [line]
  })
  const fewest = Math.min(...ways.map(({ hidden }) => hidden))
  const best = ways.filter((way) => way.hidden === fewest)
  // Panels of one width stand in columns: a heading lies in one only if it does in all.
  const stands = input.standsInColumn && canStand && width >= text.name * WITH_TRUST_EMS
  const { isUpright, size, least, shown, hidden } = ((stands ? best.find((way) => way.isUpright) : undefined) ??
    best[0]) as (typeof ways)[number]
  const room = height - (isUpright ? 0 : head) - (hidden > 0 ? more : 0)
  const row = shown === 0 ? least : Math.min(least * LOOSEST, Math.max(least, Math.floor(room / shown)))
  const px = text[size]

  const heading = isUpright ? Math.ceil(text.name * 2.6) : 0
  const columns = edges(width, text, units, rowTrust)
  const figure = Math.ceil(Math.max(0, ...figures.map((one) => textWidth(one, px, 'figure'))) + text.small * 0.3)
  const room4name = width - heading - figure - columns.unit - columns.change - columns.trust - text.name * 0.6
  return {
    heading: isUpright ? 'upright' : 'line',
    size,
    shown,
    hidden,
    row,
    columns: { heading, figure, ...columns },
    names: names.map((one) => (textWidth(one.full, text.name, 'text') <= room4name ? one.full : one.short)),
  }
}

/**
 * The edges right of the figures, from the width alone: the same in every panel of that width, so that figures, units and
 * trust strips line up down the screen. A unit wider than its column takes the room from the change beside it.
 */
function edges(
  width: number,
  text: TypeScale,
  units: readonly string[],
  rowTrust: boolean,
): { unit: number; change: number; trust: number } {
  const ems = width / text.name
  const widest = Math.ceil(Math.max(0, ...units.map((one) => textWidth(one, text.small, 'text'))) + text.small * 0.8)
  const glyph = Math.ceil(text.small * 1.4)
  if (!rowTrust) return { unit: Math.max(Math.ceil(text.small * 2.9), widest), change: 0, trust: 0 }
  if (ems < WITH_TRUST_EMS) return { unit: Math.max(Math.ceil(text.small * 2.9), widest), change: 0, trust: glyph }
  const trust = Math.floor(width * (ems < WITH_CHANGE_EMS ? 0.32 : 0.262))
  const unit = Math.max(Math.floor(width * 0.09), widest)
  const change = ems < WITH_CHANGE_EMS ? 0 : Math.floor(width * 0.212) - unit
  return { unit, change: change < text.small * 3.2 ? 0 : change, trust }
}

/** Panels at least this wide, in ems of their names, have words in the trust column, and a column for the change. */
const WITH_TRUST_EMS = 25
const WITH_CHANGE_EMS = 30
