import type { Me } from '#contract/access.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import type { Matter } from '#contract/matter.ts'

/** A device shows its last picture this long, in ms; after a day it says more about yesterday than about now. */
export const PICTURE_FOR_MS = 24 * 3_600_000

/** The last thing a device saw, to be read where there is no network: never shown as if it were live. */
export interface Picture {
  /** The server's time at which it was true, epoch ms. */
  readonly at: number
  readonly me: Me
  readonly catalogue: Catalogue
  /** What was followed, by the name of the watch. */
  readonly matters: Readonly<Record<string, readonly Matter[]>>
}

export interface PictureShelf {
  read(): Promise<Picture | undefined>
  put(picture: Picture): Promise<void>
  forget(): Promise<void>
}

/** True when the picture may still be shown at `now`. */
export function isReadable(picture: Picture | undefined, now: number): picture is Picture {
  return picture !== undefined && now - picture.at <= PICTURE_FOR_MS
}
