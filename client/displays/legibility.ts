import type { Wall } from '#contract/city.ts'

/** Height of a glyph as a share of its em: Barlow's digits, and Han characters of Noto Sans SC. */
export const GLYPH_SHARE = { figure: 0.7, han: 0.92 } as const
export type GlyphFace = keyof typeof GLYPH_SHARE

/** Pixels and people of a wall, as far as the size of text goes. */
export type WallGeometry = Pick<Wall, 'widthMetres' | 'distanceMetres'> & { readonly width: number }

/** Size in CSS pixels at which a glyph stands `arcMinutes` high for the person furthest from the wall. */
export function sizeForAngle(arcMinutes: number, face: GlyphFace, wall: WallGeometry): number {
  const pitch = wall.widthMetres / wall.width
  return (wall.distanceMetres * Math.tan(radians(arcMinutes))) / pitch / GLYPH_SHARE[face]
}

/** How high a glyph of `px` stands, in arc-minutes, for the person furthest from the wall. */
export function angleOfSize(px: number, face: GlyphFace, wall: WallGeometry): number {
  const height = px * GLYPH_SHARE[face] * (wall.widthMetres / wall.width)
  return (Math.atan(height / wall.distanceMetres) * 180 * 60) / Math.PI
}

function radians(arcMinutes: number): number {
  return (arcMinutes / 60 / 180) * Math.PI
}
