import type { Rect } from './fit.ts'
import type { CityGeometry } from './geometry.ts'
import type { IncidentMark } from './incident-marks.tsx'
import { type Camera, type Pixel, projector, type Size } from './project.ts'
import { freePlace } from './warned-areas.tsx'

/** Outer ring, as a multiple of the size of words: it must be found across a room among a thousand vehicles. */
const RING_EMS = 0.85

/** An incident where it is drawn, CSS pixels. */
export interface IncidentPlace {
  readonly mark: IncidentMark
  readonly at: Pixel
  /** Radius of the outer ring. */
  readonly ring: number
  /** Middle of the foot of its words. */
  readonly wordsAt: Pixel
  /** What the ring and the words stand on. */
  readonly covers: readonly Rect[]
}

export interface IncidentView {
  readonly geometry: CityGeometry
  readonly camera: Camera
  readonly size: Size
  /** Size of the words. */
  readonly textPx: number
  readonly measure: (text: string, px: number, face: 'text') => number
}

/** Where incidents stand on a map, words within its edges and none upon another; those of which no place is known are left out. Pure. */
export function incidentPlaces(
  incidents: readonly IncidentMark[],
  { geometry, camera, size, textPx, measure }: IncidentView,
): readonly IncidentPlace[] {
  const project = projector(camera, size)
  const taken: Pixel[] = []
  const ring = textPx * RING_EMS
  return incidents.flatMap((mark) => {
    const place = mark.at ?? geometry.towns.find(({ code }) => code === mark.area)?.middle
    if (!place) return []
    const at = project(place)
    const width = measure(mark.words, textPx, 'text')
    const x = Math.min(Math.max(at[0], width / 2), size.width - width / 2)
    const wordsAt = freePlace([x, at[1] - ring * 1.5], taken, textPx * 1.25)
    taken.push(wordsAt)
    const covers = [
      { x: at[0] - ring * 1.2, y: at[1] - ring * 1.2, width: ring * 2.4, height: ring * 2.4 },
      { x: wordsAt[0] - width / 2, y: wordsAt[1] - textPx, width, height: textPx * 1.3 },
    ]
    return [{ mark, at, ring, wordsAt, covers }]
  })
}
