import type { RouteDrawing } from './map-drawing.ts'
import type { LngLat } from './project.ts'

/** A route bent smoothly through its places, with the time 0–1 at which each place of the path is reached. */
export interface Route {
  readonly path: readonly LngLat[]
  readonly times: readonly number[]
  readonly share: number
}

/** Places drawn between two stops. */
const BETWEEN = 14

/** Catmull–Rom through the stops: schematic, yet it never cuts a corner that a line on a plate would bend around. */
export function routePath({ through, share }: RouteDrawing): Route {
  const path: LngLat[] = []
  for (let index = 0; index + 1 < through.length; index++) {
    const [before, from, to, after] = [index - 1, index, index + 1, index + 2].map(
      (at) => through[Math.min(through.length - 1, Math.max(0, at))] as LngLat,
    ) as [LngLat, LngLat, LngLat, LngLat]
    for (let step = 0; step < BETWEEN; step++) {
      const t = step / BETWEEN
      path.push([bend(before[0], from[0], to[0], after[0], t), bend(before[1], from[1], to[1], after[1], t)])
    }
  }
  const last = through[through.length - 1]
  if (last) path.push(last)
  const lengths = path.map((at, index) =>
    index === 0 ? 0 : Math.hypot(at[0] - (path[index - 1] as LngLat)[0], at[1] - (path[index - 1] as LngLat)[1]),
  )
  const total = lengths.reduce((sum, length) => sum + length, 0)
  let gone = 0
  const times = lengths.map((length) => {
    gone += length
    return total === 0 ? 0 : gone / total
  })
  return { path, times, share }
}

function bend(before: number, from: number, to: number, after: number, t: number): number {
  return (
    0.5 *
    (2 * from +
      (to - before) * t +
      (2 * before - 5 * from + 4 * to - after) * t * t +
      (3 * from - before - 3 * to + after) * t * t * t)
  )
}
