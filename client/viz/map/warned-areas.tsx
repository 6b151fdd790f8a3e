import { useId, useMemo } from 'react'
import type { WarningColour } from '#contract/warning.ts'
import { WARNING_TOKEN } from '../../design/warning-mark.tsx'
import { type CityGeometry, edgeAround } from './geometry.ts'
import { groundCircle } from './ground-circle.ts'
import type { Line } from './lines.ts'
import { type Camera, type LngLat, type Projector, projector, type Size } from './project.ts'
import { svgPath } from './svg-path.ts'

/** Where a warning holds, as it is drawn over the map. */
export interface WarnedArea {
  readonly id: string
  /** Towns it holds for; undefined for the whole city. */
  readonly towns: readonly string[] | undefined
  readonly colour: WarningColour | undefined
  /** What it is, in two words. */
  readonly words: string
  /** Where in those towns it holds, narrower than their borders. */
  readonly circles?: readonly { readonly centre: LngLat; readonly radiusMetres: number }[]
}

export interface WarnedAreasProps {
  readonly geometry: CityGeometry
  readonly areas: readonly WarnedArea[]
  readonly camera: Camera
  readonly size: Size
  readonly stroke: number
  /** Size of the words, in CSS pixels. */
  readonly textPx: number
}

/** Lengths of one dash and of the space after the only one, before the multiplier of strokes. */
const DASH = 12
const SPACE = 7
const HATCH_GAP = 16

/** Words stand on a map that is at least so many of their own size wide; on a smaller one the names of towns need the room. */
export const WIDE_EMS = 40

/**
 * Warned areas over the map: a dashed edge, and for a part of the city hatching and words; the colour says it once more.
 * Warnings that share an edge take turns along it, so that none hides another. Nothing in it is pressed.
 */
export function WarnedAreas({ geometry, areas, camera, size, stroke, textPx }: WarnedAreasProps) {
  const hatch = useId()
  const shapes = useMemo(() => areas.map((area) => ({ area, ...linesOf(geometry, area) })), [geometry, areas])
  if (shapes.length === 0) return null
  const project = projector(camera, size)
  const tops: [number, number][] = []
  const hasWords = size.width > textPx * WIDE_EMS
  return (
    <svg className="map-warned" width={size.width} height={size.height} aria-hidden="true">
      <defs>
        {areas.map(({ id, colour }, index) => (
          <pattern
            key={id}
            id={`${hatch}-${index}`}
            width={HATCH_GAP * stroke}
            height={HATCH_GAP * stroke}
            patternUnits="userSpaceOnUse"
            patternTransform={`rotate(${45 + index * 45})`}
          >
            <path d={`M0 0V${HATCH_GAP * stroke}`} stroke={tokenOf(colour)} strokeWidth={1.5 * stroke} />
          </pattern>
        ))}
      </defs>
      {shapes.map(({ area, edge, fill }, index) => {
        const space = shapes.length > 1 ? DASH * (shapes.length - 1) : SPACE
        const at = freePlace(topOf(edge, project), tops, textPx * 1.3)
        if (area.towns) tops.push(at)
        return (
          <g key={area.id} fill="none">
            {fill.length > 0 && <path d={svgPath(fill, project)} fill={`url(#${hatch}-${index})`} opacity={0.6} />}
            <path
              d={svgPath(edge, project)}
              stroke={tokenOf(area.colour)}
              strokeWidth={2.6 * stroke}
              strokeDasharray={`${DASH * stroke} ${space * stroke}`}
              strokeDashoffset={-index * DASH * stroke}
            />
            {area.circles?.map(({ centre, radiusMetres }) => (
              <path
                key={`${centre} ${radiusMetres}`}
                d={svgPath([groundCircle(centre, radiusMetres)], project)}
                stroke={tokenOf(area.colour)}
                strokeWidth={2.6 * stroke}
                fill={tokenOf(area.colour)}
                fillOpacity={0.22}
              />
            ))}
            {hasWords && area.towns && (
              <text x={at[0]} y={at[1]} fontSize={textPx} textAnchor="middle" fill={tokenOf(area.colour)}>
                {area.words}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}

function tokenOf(colour: WarningColour | undefined): string {
  return colour === undefined ? 'var(--text-1)' : WARNING_TOKEN[colour]
}

function linesOf(
  geometry: CityGeometry,
  { towns }: WarnedArea,
): { readonly edge: readonly Line[]; readonly fill: readonly Line[] } {
  if (!towns) return { edge: geometry.outline, fill: [] }
  const codes = new Set(towns)
  return {
    edge: edgeAround(geometry, codes),
    fill: geometry.towns.filter(({ code }) => codes.has(code)).flatMap(({ polygons }) => polygons.flat()),
  }
}

function topOf(lines: readonly Line[], project: Projector): [number, number] {
  const places = lines.flat().map(project)
  const [x, y] = places.reduce((top, each) => (each[1] < top[1] ? each : top), [0, Number.POSITIVE_INFINITY])
  return [x, y - 6]
}

/** Words that would stand on others go a line further down. Pure. */
export function freePlace(
  [x, y]: readonly [number, number],
  taken: readonly (readonly [number, number])[],
  line: number,
): [number, number] {
  const isTaken = taken.some(([otherX, otherY]) => Math.abs(otherX - x) < line * 6 && Math.abs(otherY - y) < line)
  return isTaken ? freePlace([x, y + line], taken, line) : [x, y]
}
