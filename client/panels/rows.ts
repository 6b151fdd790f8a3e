import type { Language } from '#contract/names.ts'
import type { DisplayProfile } from '../state/display-profile.ts'

/** Height of a row that carries a figure, in CSS pixels: large enough to be pressed where it can be. */
export function rowHeight({ text, contract, displayClass }: DisplayProfile): number {
  const set = displayClass === 'desk' ? text.figure * 1.5 : text.figure * 1.1
  return Math.ceil(Math.max(set, text.name * 1.75, contract.minTargetPx * (displayClass === 'mobile' ? 1.1 : 0.9)))
}

/** Height of a row whose figure is a step smaller, where there are many. */
export function denseRowHeight({ text, contract, displayClass }: DisplayProfile): number {
  return Math.ceil(
    Math.max(text.table * 1.28, text.name * 1.5, displayClass === 'mobile' ? contract.minTargetPx : contract.minTargetPx * 0.8),
  )
}

/** Height of one line of a matrix: as low as its names can still be pressed. */
export function matrixRowHeight({ text, contract }: DisplayProfile): number {
  return Math.ceil(Math.max(text.table * 1.45, contract.minTargetPx))
}

/** Ems a short name takes: Chinese needs fewer characters, and each is a whole em. */
const NAME_EMS: Record<Language, number> = { zh: 7, en: 8.8 }

/** Columns and rows of a grid of tiles, and the height of one: at ease, and the least it needs. CSS pixels. */
export function tileGrid(
  count: number,
  width: number,
  { text }: DisplayProfile,
  language: Language,
): { columns: number; rows: number; tile: number; least: number } {
  const narrowest = Math.max(text.figure * 3.9, text.name * NAME_EMS[language])
  const most = Math.max(1, Math.floor(width / narrowest))
  const rows = Math.ceil(count / most)
  const columns = Math.ceil(count / rows)
  const least = Math.ceil(text.name * 1.42 + text.figure * 1.06 + text.small * 1.55)
  return { columns, rows, tile: least + Math.ceil(text.small * 1.2), least }
}

/**
 * How many of `count` rows are shown in `height`. Nothing is ever cut: when not all fit, room is kept for the line that
 * counts the others.
 */
export function rowsThatFit(count: number, height: number, row: number, moreLine: number): { shown: number; hidden: number } {
  if (count * row <= height + 0.5) return { shown: count, hidden: 0 }
  const shown = Math.max(0, Math.min(count, Math.floor((height - moreLine) / row)))
  return { shown, hidden: count - shown }
}
