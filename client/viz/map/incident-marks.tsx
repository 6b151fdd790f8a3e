import type { Level } from '#contract/incident.ts'
import '../../design/level-mark.css'
import type { CityGeometry } from './geometry.ts'
import { type Camera, type LngLat, projector, type Size } from './project.ts'
import { freePlace } from './warned-areas.tsx'

/** Where something is answered, as it is drawn over the map. */
export interface IncidentMark {
  readonly id: string
  /** Where it is, where that is known more closely than by its area. */
  readonly at: LngLat | undefined
  /** The town it is in; a community is told as the town around it. */
  readonly area: string
  /** The response level; undefined while there is none. */
  readonly level: Level | undefined
  /** What it is called, short enough for a map. */
  readonly words: string
}

export interface IncidentMarksProps {
  readonly geometry: CityGeometry
  readonly incidents: readonly IncidentMark[]
  readonly camera: Camera
  readonly size: Size
  readonly stroke: number
  /** Size of the words, in CSS pixels. */
  readonly textPx: number
}

/** Outer ring, as a multiple of the size of words: it must be found across a room among a thousand vehicles. */
const RING_EMS = 0.85

/**
 * Open incidents over the map, above everything else on it: two rings around the place, and its name. Where only the town is
 * known the outer ring is dashed. Its level is the colour and stands in words in the list. Nothing in it is pressed.
 */
export function IncidentMarks({ geometry, incidents, camera, size, stroke, textPx }: IncidentMarksProps) {
  const project = projector(camera, size)
  const taken: (readonly [number, number])[] = []
  const places = incidents.flatMap((incident) => {
    const at = incident.at ?? geometry.towns.find(({ code }) => code === incident.area)?.middle
    return at ? [{ ...incident, isClose: incident.at !== undefined, pixel: project(at) }] : []
  })
  if (places.length === 0) return null
  const ring = textPx * RING_EMS
  return (
    <svg className="map-incidents" width={size.width} height={size.height} aria-hidden="true">
      {places.map(({ id, pixel: [x, y], level, words, isClose }) => {
        const at = freePlace([x, y - ring * 1.5], taken, textPx * 1.25)
        taken.push(at)
        return (
          <g key={id} className={level === undefined ? 'map-incident' : `map-incident level-${level}`} fill="none">
            <circle className="map-incident-edge" cx={x} cy={y} r={ring} strokeWidth={6 * stroke} />
            <circle
              cx={x}
              cy={y}
              r={ring}
              strokeWidth={2.4 * stroke}
              {...(!isClose && { strokeDasharray: `${5 * stroke} ${3 * stroke}` })}
            />
            <circle className="map-incident-core" cx={x} cy={y} r={ring * 0.42} strokeWidth={2 * stroke} />
            <text x={at[0]} y={at[1]} fontSize={textPx} textAnchor="middle">
              {words}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
