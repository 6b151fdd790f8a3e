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
  readonly row: number
  readonly head: number
  /** The heading may stand upright beside the rows: Chinese does, other scripts do not. */
  readonly canStand: boolean
  /** Trust strips of rows have words where there is room; otherwise their glyph alone. */
  readonly rowTrust: boolean
}

/**
 * How rows of figures are arranged. Figures are right-aligned on one edge, units left-aligned on the next, trust on the
 * third; the edges depend on the width alone, so that they run through panels of one width.
 */
export interface FiguresModel {
  readonly heading: 'upright' | 'line'
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

/** Widest rows may grow over their least height before space is left below them. */
const LOOSEST = 1.5

export function figuresModel(input: FiguresInput): FiguresModel {
  const { width, height, title, names, figures, units, text, head, canStand, rowTrust } = input
  const count = names.length
  const more = text.small * 1.5
  const withHead = rowsThatFit(count, height - head, input.row, more)
  const uprightHeight = [...title].length * text.name * 1.2
  const isUpright =
    withHead.hidden > 0 &&
    canStand &&
    uprightHeight <= height &&
    rowsThatFit(count, height, input.row, more).hidden < withHead.hidden
  const { shown, hidden } = isUpright ? rowsThatFit(count, height, input.row, more) : withHead
  const room = height - (isUpright ? 0 : head) - (hidden > 0 ? more : 0)
  const row = shown === 0 ? input.row : Math.min(input.row * LOOSEST, Math.max(input.row, Math.floor(room / shown)))

  const heading = isUpright ? Math.ceil(text.name * 2.6) : 0
  const figure = Math.ceil(
    Math.max(...figures.map((one) => textWidth(one, text.figure, 'figure')), textWidth('8,888', text.figure, 'figure')),
  )
  const unit = Math.ceil(Math.max(text.small * 3, ...units.map((one) => textWidth(one, text.small, 'text'))) + text.small * 0.9)
  const glyph = Math.ceil(text.small * 1.7)
  const wants = { change: Math.ceil(text.small * 4.6), trust: Math.ceil(text.small * 11.2) }
  const shortest = Math.max(0, ...names.map((one) => textWidth(one.short, text.name, 'text')))
  const rest = width - heading - figure - unit - text.small
  const trust = rowTrust && rest - wants.trust >= shortest ? wants.trust : glyph
  const change = rest - trust - wants.change >= shortest && trust > glyph ? wants.change : 0
  const room4name = rest - trust - change
  return {
    heading: isUpright ? 'upright' : 'line',
    shown,
    hidden,
    row,
    columns: { heading, figure, unit, change, trust },
    names: names.map((one) => (textWidth(one.full, text.name, 'text') <= room4name ? one.full : one.short)),
  }
}
