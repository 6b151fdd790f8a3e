import type { Wall } from '#contract/city.ts'
import { DISPLAY_CONTRACTS, type DisplayClass } from '#contract/display-class.ts'
import type { DisplayProfile, Theme } from '../state/display-profile.ts'
import type { WallGeometry } from './legibility.ts'
import { COMPACT_PLATE, DESK, legible, MOBILE, OFFICE, scaled, WIDE_PLATE } from './type-scale.ts'

/** From this aspect on, a wall is composed side by side (7680×2160) instead of around one column (1920×1080). */
export const WIDE_ASPECT = 2.2

/** Themes people meet first: rooms are dark, a phone is read in daylight. */
export const DEFAULT_THEME: Record<DisplayClass, Theme> = { wall: 'dark', office: 'dark', desk: 'dark', mobile: 'light' }

/** A wall nobody described: 3.65 m across, seen from 4 m. */
const UNKNOWN_WALL = { widthMetres: 3.65, distanceMetres: 4 } as const

/** What a profile is made of: the screen, what was chosen for it, and the walls the city knows. */
export interface ProfileInput {
  readonly displayClass: DisplayClass
  readonly width: number
  readonly height: number
  readonly theme: Theme | undefined
  readonly reducedMotion: boolean
  /** Id of the wall in city.json that is meant. */
  readonly wall: string | undefined
  readonly walls: readonly Wall[]
}

const PROFILES: Record<DisplayClass, (input: ProfileInput) => Omit<DisplayProfile, keyof ReturnType<typeof shared>>> = {
  wall: (input) => {
    const isWide = input.width / input.height >= WIDE_ASPECT
    const unit = isWide ? Math.min(input.width / 7680, input.height / 2160) : Math.min(input.width / 1920, input.height / 1080)
    const stroke = isWide ? 2.4 * unit : unit
    return {
      text: legible(scaled(isWide ? WIDE_PLATE : COMPACT_PLATE, unit), wallOf(input)),
      hairline: Math.max(1, Math.round(isWide ? 2 * unit : unit)),
      stroke,
      margin: Math.round((isWide ? 112 : 40) * unit),
      gap: Math.round((isWide ? 60 : 24) * unit),
      rowTrust: true,
    }
  },
  office: ({ width, height }) => {
    const unit = Math.max(1, Math.min(width / 1920, height / 1080))
    return {
      text: scaled(OFFICE, unit),
      hairline: Math.max(1, Math.floor(unit)),
      stroke: unit,
      margin: Math.round(40 * unit),
      gap: Math.round(32 * unit),
      rowTrust: true,
    }
  },
  desk: () => ({ text: DESK, hairline: 1, stroke: 1, margin: 16, gap: 16, rowTrust: true }),
  mobile: ({ width, height }) => ({
    text: MOBILE,
    hairline: 1,
    stroke: 1,
    margin: Math.min(width, height) >= 700 ? 24 : 20,
    gap: 20,
    rowTrust: false,
  }),
}

/** How this display draws. Pure: the same screen and the same choices give the same profile. */
export function profileOf(input: ProfileInput): DisplayProfile {
  return { ...shared(input), ...PROFILES[input.displayClass](input) }
}

function shared({ displayClass, width, height, theme, reducedMotion }: ProfileInput) {
  return {
    displayClass,
    contract: DISPLAY_CONTRACTS[displayClass],
    theme: theme ?? DEFAULT_THEME[displayClass],
    width,
    height,
    reducedMotion,
  }
}

/** The wall that is meant: the one named, else the one with these pixels, else one that nobody described. */
export function wallOf({ wall, walls, width, height }: Pick<ProfileInput, 'wall' | 'walls' | 'width' | 'height'>): WallGeometry {
  const known = walls.find(({ id }) => id === wall) ?? walls.find((one) => one.width === width && one.height === height)
  const { widthMetres, distanceMetres } = known ?? UNKNOWN_WALL
  return { widthMetres, distanceMetres, width }
}
