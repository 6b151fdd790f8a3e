import { useId } from 'react'
import { curvePath } from './curve-path.ts'

/** Room for the dot and the stroke at the edges of the drawing. */
const EDGE = 4

/** The city over time: a line with an open dot at its end. Grey when the figure is old. */
export function CityCurve({
  curve,
  label,
  width,
  height,
  isStale,
}: {
  readonly curve: Parameters<typeof curvePath>[0]
  readonly label: string
  readonly width: number
  readonly height: number
  readonly isStale: boolean
}) {
  const wash = useId()
  const path = curvePath(curve, width - 2 * EDGE, height - 2 * EDGE)
  if (!path) return null
  return (
    <svg
      className={`open-curve${isStale ? ' is-stale' : ''}`}
      viewBox={`${-EDGE} ${-EDGE} ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <defs>
        <linearGradient id={wash} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="currentColor" stopOpacity="0.22" />
          <stop offset="1" stopColor="currentColor" stopOpacity="0" />
        </linearGradient>
      </defs>
      <path d={path.wash} fill={`url(#${wash})`} />
      <path d={path.line} className="open-curve-line" />
      <circle cx={path.end.x} cy={path.end.y} r="2.6" className="open-curve-dot" />
    </svg>
  )
}
