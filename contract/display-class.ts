/** The four kinds of screen a scene is composed for: wall 大屏, office 中屏, desk PC, mobile (phone and PAD). */
export const DisplayClass = { Wall: 'wall', Office: 'office', Desk: 'desk', Mobile: 'mobile' } as const
export type DisplayClass = (typeof DisplayClass)[keyof typeof DisplayClass]

/** Display classes in the order people name them, from the largest screen to the smallest. */
export const DISPLAY_CLASSES = ['wall', 'office', 'desk', 'mobile'] as const

/** What a display class is able to do. Panels ask these questions; none asks "am I on a wall?". */
export interface DisplayContract {
  /** A person can point at, tap or type on this screen. */
  readonly hasInput: boolean
  /** A mouse can hover, so a trust strip may be revealed by hovering. */
  readonly hasHover: boolean
  /** Smallest text in CSS pixels where the size is not computed from a viewing distance. */
  readonly minTextPx: number
  /** Smallest side of a target that can be pressed, in CSS pixels; 0 where nothing can be pressed. */
  readonly minTargetPx: number
  /** Text sizes follow the viewing distance (arc-minutes), not a fixed scale. */
  readonly sizedByDistance: boolean
  /** While an alarm is critical, warnings are counted and not listed: for those who decide, not for those who deal with them. */
  readonly graveAlone: boolean
  /**
   * Little data and a small processor: the first view comes alone, and what is heavy or further down once it stands.
   */
  readonly isFrugal: boolean
  /** Slowest and fastest a drawing may change per second. */
  readonly framesPerSecond: number
}

/** The promises of design §6 that are numbers. `dashboards:check` and the display profiles both read them. */
export const DISPLAY_CONTRACTS: Record<DisplayClass, DisplayContract> = {
  wall: {
    hasInput: false,
    hasHover: false,
    minTextPx: 14,
    minTargetPx: 0,
    sizedByDistance: true,
    graveAlone: false,
    isFrugal: false,
    framesPerSecond: 4,
  },
  office: {
    hasInput: true,
    hasHover: true,
    minTextPx: 18,
    minTargetPx: 48,
    sizedByDistance: false,
    graveAlone: true,
    isFrugal: false,
    framesPerSecond: 4,
  },
  desk: {
    hasInput: true,
    hasHover: true,
    minTextPx: 13,
    minTargetPx: 24,
    sizedByDistance: false,
    graveAlone: false,
    isFrugal: false,
    framesPerSecond: 10,
  },
  mobile: {
    hasInput: true,
    hasHover: false,
    minTextPx: 13,
    minTargetPx: 44,
    sizedByDistance: false,
    graveAlone: false,
    isFrugal: true,
    framesPerSecond: 4,
  },
}
