import { DISPLAY_CLASSES, type DisplayClass } from '#contract/display-class.ts'

/** What a browser says of its screen. */
export interface ScreenTraits {
  readonly width: number
  readonly height: number
  /** The main pointer is a finger or a remote control. */
  readonly isCoarse: boolean
  /** There is something that can point at all. */
  readonly hasPointer: boolean
}

/** The class named by an address (`/wall`, `/office/…`), or undefined. */
export function classInAddress(path: string): DisplayClass | undefined {
  const [, first] = path.split('/')
  return DISPLAY_CLASSES.find((name) => name === first)
}

/** Tablets reach this many CSS pixels on their shorter side; anything larger that is touched hangs on a wall. */
const LARGEST_TABLET_SIDE = 1100
/** Nobody's desk is this wide; a wall is. */
const WALL_WIDTH = 5000

/** The class a screen most likely is, for those who open the bare address. */
export function guessClass({ width, height, isCoarse, hasPointer }: ScreenTraits): DisplayClass {
  if (width >= WALL_WIDTH) return 'wall'
  if (!hasPointer) return Math.max(width, height) >= 1600 ? 'wall' : 'mobile'
  if (!isCoarse) return Math.min(width, height) < 500 ? 'mobile' : 'desk'
  return Math.min(width, height) >= LARGEST_TABLET_SIDE || width >= 1900 ? 'office' : 'mobile'
}
