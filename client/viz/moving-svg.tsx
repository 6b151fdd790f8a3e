import { useEffect, useState } from 'react'
import { MARK_BOX, MARK_PATHS } from './map/entity-marks.ts'
import type { MovingDrawing, MovingState } from './map/moving-drawing.ts'
import { type Camera, projector, type Size } from './map/project.ts'

/** Places are drawn anew this often without WebGL, ms. */
const EVERY_MS = 1_000
/** More marks than this are too many for a browser without WebGL; the list has them all. */
const MOST_MARKS = 2_000
const MARK_PX = 13

export interface MovingSvgProps {
  readonly moving: MovingDrawing
  readonly camera: Camera
  readonly size: Size
  readonly stroke: number
  onPress?: ((row: number) => void) | undefined
}

/** What moves, without WebGL: the same marks, in cuts once a second. */
export function MovingSvg({ moving, camera, size, stroke, onPress }: MovingSvgProps) {
  const [, setTurn] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setTurn((turn) => turn + 1), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  const project = projector({ ...camera, pitch: 0 }, size)
  const now = moving.now()
  const scale = (MARK_PX * stroke) / MARK_BOX
  return (
    <svg className="map-svg map-marks" width={size.width} height={size.height} aria-hidden="true">
      {[...moving.shown.subarray(0, MOST_MARKS)].map((index, row) => {
        const [x, y] = project(moving.place(index, now))
        const state = moving.states[row] as MovingState
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the list beside the map is the control; a mark only widens the target
          <path
            key={index}
            className={`moving-mark is-${state}${moving.stills[row] ? ' is-still' : ''}${index === moving.chosen ? ' is-chosen' : ''}`}
            fillRule="evenodd"
            d={MARK_PATHS[moving.marks[row] as keyof typeof MARK_PATHS]}
            transform={`translate(${x} ${y}) scale(${scale}) translate(${-MARK_BOX / 2} ${-MARK_BOX / 2})`}
            onClick={() => onPress?.(row)}
          />
        )
      })}
    </svg>
  )
}
