import { textWidth } from '../../design/text-width.ts'
import type { TypeScale } from '../../state/display-profile.ts'

export interface TableInput {
  readonly width: number
  readonly text: TypeScale
  readonly names: readonly string[]
  readonly shorts: readonly string[]
  readonly figures: readonly string[]
  readonly units: readonly string[]
  readonly limits: readonly string[]
}

/** Widths of a table's columns in CSS pixels; 0 leaves a column out. */
export interface TableColumns {
  readonly name: number
  readonly figure: number
  readonly unit: number
  readonly change: number
  readonly limit: number
  readonly trust: number
  /** How many tables of this kind would stand side by side. */
  readonly sets: number
  readonly input: TableInput
}

/** What fits: name, figure and trust always; the limit before the change, both only beside whole names. */
export function tableColumns(input: TableInput): TableColumns {
  const { width, text, names, shorts, figures, units, limits } = input
  const widest = (words: readonly string[], px: number, face: 'text' | 'figure') =>
    Math.max(0, ...words.map((word) => textWidth(word, px, face)))
  const figure = Math.ceil(Math.max(widest(figures, text.table, 'figure') + text.small, text.small * 3))
  const unit = Math.ceil(widest(units, text.small, 'text') + text.small * 1.4)
  const glyph = Math.ceil(text.small * 1.8)
  const wants = {
    name: Math.ceil(widest(shorts, text.name, 'text') + text.name),
    full: Math.ceil(widest(names, text.name, 'text') + text.name * 1.2),
    trust: Math.ceil(text.small * 13),
    limit: Math.ceil(widest(limits, text.small, 'text') + text.small * 2.2),
    change: Math.ceil(text.small * 7),
  }
  let left = width - figure - unit - wants.name
  const take = (wanted: number, otherwise: number) => {
    const given = left >= wanted ? wanted : Math.min(otherwise, Math.max(0, left))
    left -= given
    return given
  }
  const trust = take(wants.trust, glyph)
  const limit = wants.limit > text.small * 2.2 ? take(wants.limit, 0) : 0
  const change = trust > glyph ? take(wants.change, 0) : 0
  const whole = figure + unit + wants.full + wants.trust * 0.8
  return {
    name: width - figure - unit - trust - limit - change - text.name,
    figure,
    unit,
    change,
    limit,
    trust,
    sets: Math.max(1, Math.floor((width + text.table * 1.6) / (whole + text.table * 1.6))),
    input,
  }
}
