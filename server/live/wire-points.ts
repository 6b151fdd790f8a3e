import type { WirePoints } from '#contract/live.ts'
import { encodePoints } from '#contract/patch-codec.ts'
import type { Point } from '#contract/point.ts'
import { keyOf, type View } from './view.ts'

/** Points as this view's encoding puts them on the wire. Every point's series must be in the view. */
export function wirePoints(view: View, points: readonly Point[]): WirePoints {
  if (view.encoding === 'json') return points
  return encodePoints(points, (point) => view.indexOf.get(keyOf(point)) as number)
}
