import type { CSSProperties } from 'react'
import { groundCircle } from '../map/ground-circle.ts'
import type { LngLat, Projector } from '../map/project.ts'
import './situation-drawing.css'

/** Something drawn: an area, a way or a spot, in the manner of what it means. */
export interface SituationDrawing {
  readonly id: string
  readonly shape: DrawnShape
  readonly label: string
  readonly manner: 'zone' | 'closure' | 'flood' | 'note'
  /** Of a spot: so far around it, metres. */
  readonly radiusMetres?: number
  /** Sent, and not yet back from the record. */
  readonly isPending?: boolean
}

export type DrawnShape =
  | { readonly kind: 'polygon'; readonly points: readonly LngLat[] }
  | { readonly kind: 'line'; readonly points: readonly LngLat[] }
  | { readonly kind: 'point'; readonly points: readonly LngLat[] }

/** Half the height of the sign of a spot on a desk, CSS pixels. */
const SPOT_PX = 8

/** One of the things drawn, with its name; `nameY` is the line its name was given where others stand beside it. */
export function DrawnSign({
  drawing,
  project,
  nameY,
  scale = 1,
}: {
  readonly drawing: SituationDrawing
  readonly project: Projector
  readonly nameY?: number | undefined
  /** Strokes and signs are so many times as large as on a desk. */
  readonly scale?: number
}) {
  const { shape, label, manner, isPending, radiusMetres } = drawing
  const [centre] = shape.points
  const { places, x, y, nameY: wished } = drawnAt(drawing, project, scale)
  const name = `s-drawn is-${manner}${isPending ? ' is-pending' : ''}`
  const r = SPOT_PX * scale
  return (
    <g className={name} style={{ '--s-scale': scale } as CSSProperties}>
      {shape.kind === 'point' && radiusMetres !== undefined && centre && (
        <path
          d={pathText(
            groundCircle(centre, radiusMetres).map((at) => project(at)),
            true,
          )}
          className="s-area"
        />
      )}
      {shape.kind === 'point' ? (
        <path d={`M${x} ${y - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`} className="s-spot" />
      ) : (
        <path d={pathText(places, shape.kind === 'polygon')} className={shape.kind === 'polygon' ? 's-area' : 's-way'} />
      )}
      <text x={x} y={nameY ?? wished} className="s-drawn-name">
        {label}
      </text>
    </g>
  )
}

/** Where the sign of something drawn stands, and the line its name wishes for. */
export function drawnAt({ shape }: SituationDrawing, project: Projector, scale = 1) {
  const places = shape.points.map((at) => project(at))
  const [x, y] = shape.kind === 'polygon' ? top(places) : middle(places)
  return { places, x, y, nameY: shape.kind === 'point' ? y + 22 * scale : y - SPOT_PX * scale }
}

function middle(places: readonly (readonly [number, number])[]): readonly [number, number] {
  const count = Math.max(1, places.length)
  return [places.reduce((sum, [x]) => sum + x, 0) / count, places.reduce((sum, [, y]) => sum + y, 0) / count]
}

/** The middle of an area's upper edge: its name stands above it. */
function top(places: readonly (readonly [number, number])[]): readonly [number, number] {
  return [middle(places)[0], Math.min(...places.map(([, y]) => y))]
}

/** Places on the screen as a path of SVG. Pure. */
export function pathText(places: readonly (readonly [number, number])[], isClosed: boolean): string {
  return `M${places.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}${isClosed ? 'Z' : ''}`
}
