import type { Area } from '#contract/area.ts'
import type { Travel } from '#contract/command-tables.ts'
import type { CoverageGap } from '#contract/resource.ts'
import { type LngLat, metresBetween, minutesFor } from './travel.ts'
import type { Standing } from './unit-of.ts'

/** Which towns no unit that can be had reaches in time, and how many it does. */
export interface Coverage {
  readonly covered: number
  readonly gaps: readonly CoverageGap[]
}

/**
 * Measures from the seat of each town to the nearest unit. A town without a seat is left out. Says nothing of the far corners of
 * a large town: the seat stands for it. Pure.
 */
export function coverage(towns: readonly Area[], units: readonly Standing[], minutes: number, travel: Travel): Coverage {
  const free = units.filter(({ state }) => state.is === 'free')
  const gaps: CoverageGap[] = []
  let covered = 0
  for (const { code, seat } of towns) {
    if (!seat) continue
    const near = nearestTo(seat, free)
    const takes = near && minutesFor(near.unit.kind, near.metres, travel)
    if (near && takes !== undefined && takes <= minutes) covered += 1
    else
      gaps.push({
        area: code,
        ...(near &&
          takes !== undefined && { metres: Math.round(near.metres), minutes: Math.round(takes * 10) / 10, unit: near.unit.id }),
      })
  }
  return { covered, gaps: gaps.sort((a, b) => furthest(b) - furthest(a) || (a.area < b.area ? -1 : 1)) }
}

function nearestTo(seat: LngLat, units: readonly Standing[]) {
  let best: { readonly unit: Standing; readonly metres: number } | undefined
  for (const unit of units) {
    const metres = metresBetween(seat, unit.at)
    if (!best || metres < best.metres) best = { unit, metres }
  }
  return best
}

function furthest({ metres }: CoverageGap): number {
  return metres ?? Number.POSITIVE_INFINITY
}
