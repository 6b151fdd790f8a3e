import type { TypeScale } from '../state/display-profile.ts'
import { type GlyphFace, sizeForAngle, type WallGeometry } from './legibility.ts'

export type TextRole = keyof TypeScale

/** The face a role is set in, and the least it may stand before the person furthest from a wall, in arc-minutes. */
export const ROLES: Record<TextRole, { readonly face: GlyphFace; readonly arcMinutes: number }> = {
  hero: { face: 'figure', arcMinutes: 60 },
  clock: { face: 'figure', arcMinutes: 40 },
  lead: { face: 'figure', arcMinutes: 40 },
  figure: { face: 'figure', arcMinutes: 20 },
  table: { face: 'figure', arcMinutes: 20 },
  inline: { face: 'figure', arcMinutes: 15 },
  axis: { face: 'figure', arcMinutes: 15 },
  title: { face: 'han', arcMinutes: 15 },
  heading: { face: 'han', arcMinutes: 15 },
  name: { face: 'han', arcMinutes: 15 },
  small: { face: 'han', arcMinutes: 15 },
}

/** The composition for walls below 2.2 : 1, drawn at 1920×1080. */
export const COMPACT_PLATE: TypeScale = {
  hero: 84,
  clock: 52,
  lead: 46,
  figure: 30,
  table: 20,
  inline: 17,
  axis: 14,
  title: 31,
  heading: 18,
  name: 16,
  small: 14,
}

/** The composition for wide walls, drawn at 7680×2160. */
export const WIDE_PLATE: TypeScale = {
  hero: 290,
  clock: 208,
  lead: 160,
  figure: 86,
  table: 68,
  inline: 60,
  axis: 50,
  title: 96,
  heading: 54,
  name: 48,
  small: 42,
}

export const OFFICE: TypeScale = {
  hero: 76,
  clock: 44,
  lead: 48,
  figure: 36,
  table: 24,
  inline: 20,
  axis: 18,
  title: 30,
  heading: 22,
  name: 20,
  small: 18,
}

export const DESK: TypeScale = {
  hero: 44,
  clock: 26,
  lead: 32,
  figure: 22,
  table: 16,
  inline: 14,
  axis: 13,
  title: 19,
  heading: 14,
  name: 13,
  small: 13,
}

export const MOBILE: TypeScale = {
  hero: 56,
  clock: 24,
  lead: 36,
  figure: 26,
  table: 19,
  inline: 17,
  axis: 13,
  title: 22,
  heading: 18,
  name: 16,
  small: 14,
}

/** A plate drawn `unit` times as large, in whole pixels. */
export function scaled(plate: TypeScale, unit: number): TypeScale {
  return eachRole((role) => Math.round(plate[role] * unit))
}

/** A plate in which no role stands lower than it may before the person furthest from the wall. */
export function legible(plate: TypeScale, wall: WallGeometry): TypeScale {
  return eachRole((role) => {
    const { face, arcMinutes } = ROLES[role]
    return Math.max(plate[role], Math.ceil(sizeForAngle(arcMinutes, face, wall)))
  })
}

function eachRole(size: (role: TextRole) => number): TypeScale {
  return Object.fromEntries((Object.keys(ROLES) as TextRole[]).map((role) => [role, size(role)])) as unknown as TypeScale
}
