import type { DisplayClass } from '#contract/display-class.ts'
import type { PanelType } from '#contract/scene.ts'
import { profileOf } from '../displays/profile.ts'
import type { CityView } from '../state/city-view.ts'
import type { DisplayProfile } from '../state/display-profile.ts'
import type { GalleryAddress } from './gallery-address.ts'

/** The screen each class is looked at on, and how wide a panel of one column is there, CSS pixels. */
const PLATES: Record<DisplayClass, { readonly width: number; readonly height: number; readonly column: number }> = {
  wall: { width: 1920, height: 1080, column: 440 },
  office: { width: 1920, height: 1080, column: 580 },
  desk: { width: 1440, height: 900, column: 440 },
  mobile: { width: 390, height: 844, column: 350 },
}

/** Panels that scenes give two columns, where there is more than one. */
const WIDE: readonly PanelType[] = ['table', 'matrix', 'links']

/** How a display of the address's class draws. Motion is off: a picture is taken of it. */
export function plateOf({ displayClass, theme }: GalleryAddress, city: CityView): DisplayProfile {
  const { width, height } = PLATES[displayClass]
  const { walls } = city.catalogue.city
  return profileOf({ displayClass, theme, width, height, reducedMotion: true, wall: undefined, walls })
}

/** How wide a panel stands in the gallery, CSS pixels. */
export function specimenWidth(type: PanelType, { displayClass, gap }: DisplayProfile): number {
  const { column } = PLATES[displayClass]
  return displayClass !== 'mobile' && WIDE.includes(type) ? column * 2 + gap : column
}
