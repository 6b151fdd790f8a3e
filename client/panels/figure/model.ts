import type { TypeScale } from '../../state/display-profile.ts'
import type { FigureSize } from '../figure-value.tsx'

export interface FigurePlanInput {
  readonly width: number
  readonly height: number
  readonly text: TypeScale
  readonly head: number
  /** Width of the figure in em, and of its unit in CSS pixels. */
  readonly figure: number
  readonly unit: number
  readonly others: number
  readonly wantsTrend: boolean
}

/** Where the hero, its curve, its trust line and the smaller figures stand. Lengths in CSS pixels. */
export interface FigurePlan {
  readonly size: FigureSize
  readonly px: number
  readonly block: number
  readonly lines: number
  readonly spark: { readonly width: number; readonly height: number } | undefined
  readonly others: number
  readonly columns: number
}

const SIZES = ['hero', 'lead', 'figure', 'table'] as const

/** The largest step of size at which the hero fits; smaller figures join it only where they fit whole. */
export function figurePlan({ width, height, text, head, figure, unit, others, wantsTrend }: FigurePlanInput): FigurePlan {
  const lines = Math.ceil(text.small * 1.7)
  const tile = Math.ceil(text.name * 1.5 + text.figure * 1.15 + text.small * 2)
  const fits = (size: FigureSize) => figure * text[size] + unit + text.small <= width && head + text[size] * 1.1 + lines <= height
  const size = SIZES.find(fits) ?? 'table'
  const px = text[size]
  const columns = Math.max(1, Math.min(others, Math.floor(width / (text.figure * 4.2))))
  const left = height - head - px * 1.1 - lines
  const rows = others === 0 ? 0 : Math.min(Math.ceil(others / columns), Math.floor(left / tile))
  const used = figure * px + unit + text.small * 2
  const hasSpark = wantsTrend && width - used > px * 1.2
  return {
    size,
    px,
    block: Math.ceil(px * 1.1),
    lines,
    spark: hasSpark ? { width: Math.floor(width - used), height: Math.floor(px * 0.9) } : undefined,
    others: Math.min(others, rows * columns),
    columns,
  }
}
