import type { Wall } from '#contract/city.ts'

/** Height of a glyph as a share of its em: digits of the figure face, Han characters and Latin capitals of the text face. */
const GLYPH_SHARE = { figure: 0.7, han: 0.92 } as const

/** How high text of `px` stands before the person furthest from a wall, in arc-minutes. */
export function arcMinutes(
  px: number,
  face: keyof typeof GLYPH_SHARE,
  wall: Pick<Wall, 'width' | 'widthMetres' | 'distanceMetres'>,
): number {
  const metres = px * GLYPH_SHARE[face] * (wall.widthMetres / wall.width)
  return (Math.atan2(metres, wall.distanceMetres) * 180 * 60) / Math.PI
}
