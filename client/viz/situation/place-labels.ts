import { textWidth } from '../../design/text-width.ts'

/** A name to be set on a sheet. */
export interface MapLabel {
  readonly id: string
  readonly text: string
  /** Where its baseline begins or has its middle, CSS pixels. */
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle'
}

/** Room above and below a line of letters, as a share of their size. */
const LINE = 1.3

/**
 * The baselines, by id, at which names are set so that none stands on another or on what is `taken`: each keeps its own where
 * that is free, else it moves up or down by whole lines, the shortest way; one that finds no room within `most` lines stays
 * where it was. Those first in the list are set first. Pure.
 */
export function placeLabels(
  labels: readonly MapLabel[],
  px: number,
  taken: readonly LabelBox[] = [],
  most = 4,
): ReadonlyMap<string, number> {
  const line = px * LINE
  const set = [...taken]
  const placed = new Map<string, number>()
  for (const label of labels) {
    const box = boxOf(label, px)
    const moves = Array.from({ length: most * 2 + 1 }, (_, at) => (at % 2 === 0 ? 1 : -1) * Math.ceil(at / 2) * line)
    const move = moves.find((by) => !set.some((other) => overlaps(moved(box, by), other))) ?? 0
    set.push(moved(box, move))
    placed.set(label.id, label.y + move)
  }
  return placed
}

/** Part of a sheet, CSS pixels. */
export interface LabelBox {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function boxOf({ text, x, y, anchor }: MapLabel, px: number): LabelBox {
  const width = textWidth(text, px, 'text')
  const left = anchor === 'middle' ? x - width / 2 : x
  return { left, right: left + width, top: y - px, bottom: y + px * (LINE - 1) }
}

function moved(box: LabelBox, by: number): LabelBox {
  return { ...box, top: box.top + by, bottom: box.bottom + by }
}

function overlaps(a: LabelBox, b: LabelBox): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
