import type { VizTheme } from '../theme.ts'

/** How the map is to be drawn, apart from what is drawn. */
export interface MapManner {
  readonly theme: VizTheme
  /** Multiplier of strokes drawn for a 1920×1080 plate. */
  readonly stroke: number
  /** Radius of the largest point, in CSS pixels. */
  readonly pointPx: number
  /** Changes are cuts: no flight, nothing travels. */
  readonly isStill: boolean
  /** Fastest the moving things may be drawn, per second. */
  readonly framesPerSecond: number
  /** Pressed by a finger, not pointed at. */
  readonly isTouched: boolean
  /** A person may drag the map with a pointer. */
  readonly canDrag: boolean
}
