/** A picture as others may see it: nothing but what is needed to draw it. */
export interface Picture {
  readonly bytes: Buffer
  /** Pixels. */
  readonly width: number
  readonly height: number
}
