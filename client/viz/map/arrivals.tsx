import type { CityGeometry } from './geometry.ts'
import { type Camera, projector, type Size } from './project.ts'
import { freePlace, WIDE_EMS } from './warned-areas.tsx'

/** What an alarm expects to come to towns, one after the other. */
export interface Arriving {
  readonly id: string
  /** The town it comes from, then those it comes to, in time; `words` say when. */
  readonly towns: readonly { readonly code: string; readonly words: string; readonly hasCome: boolean }[]
}

export interface ArrivalsProps {
  readonly geometry: CityGeometry
  readonly arriving: readonly Arriving[]
  readonly camera: Camera
  readonly size: Size
  readonly stroke: number
  /** Size of the words, in CSS pixels. */
  readonly textPx: number
}

/** The way of what comes from town to town, and when, over the map: whole as far as it has come, dashed from there. Nothing is pressed. */
export function Arrivals({ geometry, arriving, camera, size, stroke, textPx }: ArrivalsProps) {
  if (arriving.length === 0) return null
  const project = projector(camera, size)
  const hasWords = size.width > textPx * WIDE_EMS
  return (
    <svg className="map-arrivals" width={size.width} height={size.height} aria-hidden="true">
      {arriving.map(({ id, towns }) => {
        const stops = towns.flatMap((town) => {
          const shape = geometry.towns.find(({ code }) => code === town.code)
          return shape ? [{ ...town, at: project(shape.middle) }] : []
        })
        const taken: (readonly [number, number])[] = []
        const wordsAt = ([x, y]: readonly [number, number]) => {
          const at = freePlace([x, y + textPx * 1.7], taken, textPx * 1.1)
          taken.push(at)
          return at
        }
        return (
          <g key={id} fill="none">
            {stops.slice(1).map((stop, index) => {
              const [x, y] = stops[index]?.at ?? stop.at
              return (
                <path
                  key={stop.code}
                  d={`M${x} ${y}L${stop.at[0]} ${stop.at[1]}`}
                  className="map-arrival-way"
                  strokeWidth={2.2 * stroke}
                  {...(!stop.hasCome && { strokeDasharray: `${7 * stroke} ${5 * stroke}` })}
                />
              )
            })}
            {stops.map(({ code, at, words, hasCome }) => {
              const said = hasWords && words !== '' ? wordsAt(at) : undefined
              return (
                <g key={code}>
                  <circle cx={at[0]} cy={at[1]} r={4.5 * stroke} className={hasCome ? 'map-arrival has-come' : 'map-arrival'} />
                  {said && (
                    <text x={said[0]} y={said[1]} fontSize={textPx} textAnchor="middle">
                      {words}
                    </text>
                  )}
                </g>
              )
            })}
          </g>
        )
      })}
    </svg>
  )
}
