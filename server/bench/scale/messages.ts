/** How much a city asks of its server, besides its size. */
export interface Load {
  /** How often each figure of each town is told in a minute. */
  readonly perMinute: number
  readonly screens: number
}

/** What the process of sources and screens is told. */
export type ToWorld =
  /** Send and follow so much from now on. */
  | { readonly kind: 'load'; readonly load: Load }
  /** Count from now on. */
  | { readonly kind: 'begin' }
  /** Say what came since. */
  | { readonly kind: 'end' }

export type FromWorld =
  /** All screens follow and all sources send. */
  | { readonly kind: 'steady' }
  | {
      readonly kind: 'seen'
      /** From the instant a figure was observed to its coming to a screen that follows every figure, ms. */
      readonly lags: readonly number[]
      /** Rows that were acknowledged. */
      readonly rows: number
      /** Rows that were refused because more were sent than could be taken in. */
      readonly refused: number
      /** Requests that were on their way at the end: more than a few, and the server does not keep up. */
      readonly waiting: number
      readonly patches: number
      readonly bytes: number
    }
