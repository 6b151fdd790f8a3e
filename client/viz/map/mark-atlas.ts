import type { EntityMark } from '#contract/entity-kind.ts'
import { ENTITY_MARKS } from '#contract/entity-kind.ts'
import type { VizTheme } from '../theme.ts'
import { MARK_BOX, MARK_PATHS } from './entity-marks.ts'

/** Pixels of one mark in the atlas: sharp up to the largest size any wall draws it at. */
const CELL = 64
/** Room around a mark for its outline, in units of its box. */
const MARGIN = 3
/** Outline that keeps a mark apart from whatever lies under it, in units of its box. */
const OUTLINE = 3.2

export interface MarkAtlas {
  readonly image: HTMLCanvasElement
  /** Where each icon stands; see `iconName`. */
  readonly mapping: Readonly<Record<string, { x: number; y: number; width: number; height: number; mask: boolean }>>
}

/** How a mark is drawn: bright for what moves, quiet for what stands, hollow for what has not been heard of for long. */
export const MARK_MANNERS = ['bright', 'quiet', 'hollow'] as const
export type MarkManner = (typeof MARK_MANNERS)[number]

export function iconName(mark: EntityMark, manner: MarkManner): string {
  return `${mark} ${manner}`
}

const made = new Map<VizTheme['name'], MarkAtlas>()

/** All marks in the colours of a theme, drawn once for the page. */
export function markAtlas(theme: VizTheme): MarkAtlas {
  const known = made.get(theme.name)
  if (known) return known
  const image = document.createElement('canvas')
  image.width = CELL * ENTITY_MARKS.length
  image.height = CELL * MARK_MANNERS.length
  const canvas = image.getContext('2d') as CanvasRenderingContext2D
  const scale = CELL / (MARK_BOX + 2 * MARGIN)
  const mapping: Record<string, MarkAtlas['mapping'][string]> = {}
  for (const [column, mark] of ENTITY_MARKS.entries()) {
    for (const [row, manner] of MARK_MANNERS.entries()) {
      const [x, y] = [column * CELL, row * CELL]
      mapping[iconName(mark, manner)] = { x, y, width: CELL, height: CELL, mask: false }
      canvas.setTransform(scale, 0, 0, scale, x + MARGIN * scale, y + MARGIN * scale)
      drawMark(canvas, new Path2D(MARK_PATHS[mark]), theme, manner)
    }
  }
  const atlas = { image, mapping }
  made.set(theme.name, atlas)
  return atlas
}

function drawMark(canvas: CanvasRenderingContext2D, path: Path2D, theme: VizTheme, manner: MarkManner): void {
  canvas.lineJoin = 'round'
  canvas.strokeStyle = theme.ink[0]
  canvas.lineWidth = 2 * OUTLINE
  canvas.stroke(path)
  canvas.fillStyle = { bright: theme.text[0], quiet: theme.text[2], hollow: theme.ink[0] }[manner]
  canvas.fill(path, 'evenodd')
  if (manner !== 'hollow') return
  canvas.strokeStyle = theme.text[1]
  canvas.lineWidth = 2
  canvas.stroke(path)
}
