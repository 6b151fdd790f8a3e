import type { TypeScale } from '../../state/display-profile.ts'

/** How the tiles of the weather stand. Lengths in CSS pixels; a `spark` of 0 leaves the curves out. */
export interface WeatherPlan {
  readonly columns: number
  readonly shown: number
  readonly inner: number
  readonly spark: number
}

export function weatherPlan({
  count,
  width,
  height,
  text,
}: {
  count: number
  width: number
  height: number
  text: TypeScale
}): WeatherPlan {
  const tile = text.name * 1.5 + text.figure * 1.2 + text.small * 2.2
  const least = Math.max(text.figure * 3.4, text.name * 6.5)
  const most = Math.max(1, Math.floor(width / least))
  const rows = Math.max(1, Math.min(Math.ceil(count / most), Math.floor(height / tile)))
  const columns = Math.max(1, Math.min(most, Math.ceil(count / rows)))
  const left = height / rows - tile
  return {
    columns,
    shown: Math.min(count, columns * rows),
    inner: Math.floor(width / columns - text.small * 1.4),
    spark: left > text.figure * 0.8 ? Math.floor(Math.min(left, text.figure * 2)) : 0,
  }
}
