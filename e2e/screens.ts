import { DISPLAY_CLASSES, type DisplayClass } from '#contract/display-class.ts'

/** A screen the product is looked at on: its class and its pixels. */
export interface ScreenSize {
  readonly name: string
  readonly displayClass: DisplayClass
  readonly width: number
  readonly height: number
}

/** Every size the product promises to be composed for, not stretched to. The first of each class is the one people mean. */
export const SCREENS = [
  { name: 'wall-1920x1080', displayClass: 'wall', width: 1920, height: 1080 },
  { name: 'wall-3840x2160', displayClass: 'wall', width: 3840, height: 2160 },
  { name: 'wall-5760x1080', displayClass: 'wall', width: 5760, height: 1080 },
  { name: 'wall-7680x2160', displayClass: 'wall', width: 7680, height: 2160 },
  { name: 'wall-6656x1792', displayClass: 'wall', width: 6656, height: 1792 },
  { name: 'office-1920x1080', displayClass: 'office', width: 1920, height: 1080 },
  { name: 'desk-1440x900', displayClass: 'desk', width: 1440, height: 900 },
  { name: 'phone-390x844', displayClass: 'mobile', width: 390, height: 844 },
  { name: 'phone-360x740', displayClass: 'mobile', width: 360, height: 740 },
  { name: 'pad-834x1194', displayClass: 'mobile', width: 834, height: 1194 },
  { name: 'pad-1194x834', displayClass: 'mobile', width: 1194, height: 834 },
] as const satisfies readonly ScreenSize[]

export type ScreenName = (typeof SCREENS)[number]['name']

/** The screen people mean when they name a class only. */
export const USUAL_SCREEN: Readonly<Record<DisplayClass, ScreenSize>> = Object.fromEntries(
  DISPLAY_CLASSES.map((displayClass) => [displayClass, SCREENS.find((screen) => screen.displayClass === displayClass)]),
) as Record<DisplayClass, ScreenSize>

/** What the address of a display may say besides its class. */
export interface AddressOptions {
  readonly scene?: string
  readonly area?: string
  readonly lang?: 'zh' | 'en'
  readonly theme?: 'dark' | 'light'
  readonly wall?: string
  /** Code of the area that is picked on the map and in the lists. */
  readonly select?: string
  /** A moment of the past, RFC 3339, instead of now; with how fast it is played and what is known. */
  readonly moment?: string
  readonly speed?: string
  readonly known?: string
}

/** The address of a display, such as `/wall?scene=overview&lang=en`. */
export function addressOf(displayClass: DisplayClass, options: AddressOptions = {}): string {
  const query = new URLSearchParams(Object.entries(options).filter(([, value]) => value !== undefined) as [string, string][])
  return `/${displayClass}${query.size === 0 ? '' : `?${query}`}`
}
