import type { Level } from '#contract/incident.ts'
import '../../design/level-mark.css'
import type { IncidentPlace } from './incident-places.ts'
import type { LngLat, Size } from './project.ts'

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
  readonly places: readonly IncidentPlace[]
  readonly size: Size
  readonly stroke: number
  /** Size of the words, in CSS pixels. */
  readonly textPx: number
}

/**
 * Open incidents over the map, above everything else on it: two rings around the place, and its name. Where only the town is
 * known the outer ring is dashed. Its level is the colour and stands in words in the list. Nothing in it is pressed.
 */
export function IncidentMarks({ places, size, stroke, textPx }: IncidentMarksProps) {
  if (places.length === 0) return null
  return (
    <svg className="map-incidents" width={size.width} height={size.height} aria-hidden="true">
      {places.map(({ mark: { id, level, words, at: known }, at: [x, y], ring, wordsAt }) => (
        <g key={id} className={level === undefined ? 'map-incident' : `map-incident level-${level}`} fill="none">
          <circle className="map-incident-edge" cx={x} cy={y} r={ring} strokeWidth={6 * stroke} />
          <circle
            cx={x}
            cy={y}
            r={ring}
            strokeWidth={2.4 * stroke}
            {...(known === undefined && { strokeDasharray: `${5 * stroke} ${3 * stroke}` })}
          />
          <circle className="map-incident-core" cx={x} cy={y} r={ring * 0.42} strokeWidth={2 * stroke} />
          <text x={wordsAt[0]} y={wordsAt[1]} fontSize={textPx} textAnchor="middle">
            {words}
          </text>
        </g>
      ))}
    </svg>
  )
}
