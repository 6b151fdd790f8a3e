import type { AreaTree } from '#contract/catalogue.ts'
import type { MeasureRule } from '#contract/command-tables.ts'
import { LEVELS, type Measured } from '#contract/incident.ts'
import type { Point } from '#contract/point.ts'

/** What is known of the figure of a measure: as it is now, the greatest of the time before, and what each part brings to it. */
export interface FigureNow {
  readonly now: Point
  readonly before?: number
  readonly parts: readonly { readonly area: string; readonly value: number }[]
}

export type FigureMeasure = Omit<Measured, 'at' | 'source'>

/** A figure is written down again when it has changed by this share, even where that changes no level. */
const WORTH_TELLING = 0.05

/**
 * What a measure comes to by its figure: the value itself, or the share that is lost of what it was. Undefined where nothing is
 * known: a figure that is silent measures nothing. Pure.
 */
export function measuredFigure({ figure }: MeasureRule, known: FigureNow): FigureMeasure | undefined {
  const { value, freshness } = known.now
  if (!figure || value === null || freshness === 'silent' || freshness === 'empty') return undefined
  if (figure.fallWithinMinutes === undefined)
    return { value, ...(figure.parts === true && known.parts.length > 0 && { parts: [...known.parts] }) }
  const { before } = known
  if (before === undefined || before <= 0) return undefined
  const lost = Math.max(0, before - value)
  return { value: (100 * lost) / before, numerator: round(lost), denominator: round(before) }
}

/**
 * True when a measure is to be written down: it reaches a level, and another than before, or it has changed by much since. Nothing is
 * written of what reaches no level and never did. Pure.
 */
export function isWorthTelling({ least }: MeasureRule, measured: FigureMeasure, before: Measured | undefined): boolean {
  const reached = (value: number) => LEVELS.find((level) => value >= (least[level] ?? Number.POSITIVE_INFINITY))
  if (reached(measured.value) === undefined && before === undefined) return false
  if (before === undefined) return true
  if (reached(measured.value) !== reached(before.value)) return true
  return Math.abs(measured.value - before.value) > WORTH_TELLING * Math.max(Math.abs(before.value), 1)
}

/** Towns and zones that together are an area, as far as they have something to say. */
export function partsOf(area: string, tree: AreaTree, read: (code: string) => Point | undefined): FigureNow['parts'] {
  const towns = [...tree.byCode.values()].filter(
    ({ code, level, overlaps }) => level === 'town' && overlaps !== true && tree.path(code).some((above) => above.code === area),
  )
  return towns.flatMap(({ code }) => {
    const value = read(code)?.value
    return value === null || value === undefined || value === 0 ? [] : [{ area: code, value }]
  })
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
