import type { Rect } from './fit.ts'
import type { Pixel } from './project.ts'

/** Words that want to stand on a place. */
export interface LabelBox {
  readonly id: string
  /** The place, in pixels of the drawing. */
  readonly at: Pixel
  readonly width: number
  readonly height: number
  /** Who chooses first: the greater. */
  readonly weight: number
  /** Its area, if it has a shape: words stand inside it where they can. */
  readonly home?: {
    /** Where the area has the most room, in pixels. */
    readonly middle: Pixel
    /** True when a rectangle lies inside the area. */
    holds(rect: Rect): boolean
  }
}

export interface PlacedLabel {
  readonly id: string
  /** Middle of the words, relative to the place they belong to: it moves with the place between two placements. */
  readonly offset: Pixel
  /** A line from the place to the words is needed: they stand away from it. */
  readonly hasLeader: boolean
}

export interface PlacementRules {
  /** Words stay inside this rectangle. */
  readonly bounds: Rect
  /** Height of the text, in CSS pixels. */
  readonly em: number
  /** Points of the same layer and other words: never covered. */
  readonly obstacles: readonly Rect[]
  /** Words without room beside their place may stand further off, on a line; otherwise they are left out. */
  readonly allowsLeaders: boolean
}

/** Space kept between two labels, in em. */
const GAP_EM = 0.18

/** Space two labels keep where both can stand inside their own areas. */
const AIR_EM = 0.55

/** Directions in the order people expect a name: above, below, beside, then the corners. */
const DIRECTIONS: readonly Pixel[] = [
  [0, -1],
  [0, 1],
  [1, 0],
  [-1, 0],
  [0.7, -0.7],
  [-0.7, -0.7],
  [0.7, 0.7],
  [-0.7, 0.7],
]

/** How far words may stand from their place, in em beyond their own half size; from 1.3 on with a leader line. */
const REACHES = [-0.55, -0.3, 0.1, 0.45, 1.3, 2.4, 3.6, 5] as const
const LEADER_FROM = 1.3

/** Steps from the place towards the middle of its area, and around that middle, at which words are tried inside it. */
const TOWARDS_MIDDLE = [0, 0.2, 0.4, 0.6, 0.8, 1] as const

/**
 * A place for each label: on its spot, else nudged, else beside it, else further away with a leader line. Greater weights
 * choose first. A label that finds no room at all is left out of the answer: the least severe, by the order of weights.
 */
export function placeLabels(boxes: readonly LabelBox[], { bounds, em, obstacles, allowsLeaders }: PlacementRules): PlacedLabel[] {
  const taken: Rect[] = [...obstacles]
  const placed: PlacedLabel[] = []
  const order = [...boxes].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))
  for (const box of order) {
    const isFreeBy =
      (gapEm: number) =>
      ({ offset }: Omit<PlacedLabel, 'id'>) => {
        const rect = rectOf(box, offset, em * gapEm)
        return isInside(rect, bounds) && !taken.some((other) => overlaps(rect, other))
      }
    const home = atHome(box, em)
    const found =
      home.find(isFreeBy(AIR_EM)) ?? home.find(isFreeBy(GAP_EM)) ?? candidates(box, em, allowsLeaders).find(isFreeBy(GAP_EM))
    if (!found) continue
    taken.push(rectOf(box, found.offset, em * GAP_EM))
    placed.push({ id: box.id, ...found })
  }
  return placed
}

/** Places at which the words lie wholly inside their own area, the nearest to their place first. */
function atHome(box: LabelBox, em: number): Omit<PlacedLabel, 'id'>[] {
  const { home } = box
  if (!home) return []
  const [dx, dy] = [home.middle[0] - box.at[0], home.middle[1] - box.at[1]]
  const inward = TOWARDS_MIDDLE.map((share): Pixel => [dx * share, dy * share])
  const around = DIRECTIONS.map(([x, y]): Pixel => [dx + x * em, dy + y * em])
  return [...inward, ...around]
    .filter((offset) => home.holds(rectOf(box, offset, 0)))
    .map((offset) => ({ offset, hasLeader: false }))
}

function candidates(box: LabelBox, em: number, allowsLeaders: boolean): Omit<PlacedLabel, 'id'>[] {
  const list: Omit<PlacedLabel, 'id'>[] = [{ offset: [0, 0], hasLeader: false }]
  for (const reach of REACHES) {
    if (reach >= LEADER_FROM && !allowsLeaders) break
    for (const [x, y] of DIRECTIONS) {
      const offset: Pixel = [x * Math.max(0, box.width / 2 + reach * em), y * Math.max(0, box.height / 2 + reach * em)]
      list.push({ offset, hasLeader: reach >= LEADER_FROM })
    }
  }
  return list
}

function rectOf(box: LabelBox, offset: Pixel, gap: number): Rect {
  return {
    x: box.at[0] + offset[0] - box.width / 2 - gap,
    y: box.at[1] + offset[1] - box.height / 2 - gap,
    width: box.width + 2 * gap,
    height: box.height + 2 * gap,
  }
}

function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

function isInside(rect: Rect, bounds: Rect): boolean {
  return (
    rect.x >= bounds.x &&
    rect.y >= bounds.y &&
    rect.x + rect.width <= bounds.x + bounds.width &&
    rect.y + rect.height <= bounds.y + bounds.height
  )
}
