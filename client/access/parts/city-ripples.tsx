import { useEffect, useMemo, useState } from 'react'
import { useMeasuredBox } from '../../design/measured-box.ts'
import { fitCamera } from '../../viz/map/fit.ts'
import type { CityGeometry } from '../../viz/map/geometry.ts'
import type { Line } from '../../viz/map/lines.ts'
import { loadGeometry } from '../../viz/map/load-geometry.ts'
import { type Projector, projector, type Size } from '../../viz/map/project.ts'
import { useCityPlate } from '../page/city-plate.ts'

/** The outline needs no more corners than this to be placed. */
const CORNERS = 240
/** Rings of water where the outline of the city cannot be had. */
const RINGS = 7

/** The city's outline with the ripples off its coast, as on every map of it: the one ornament before the door. */
export function CityRipples() {
  const [ref, box] = useMeasuredBox<HTMLDivElement>()
  const geometry = useOutline()
  const drawing = useMemo(() => {
    if (box === undefined || box.width < 40 || box.height < 40) return undefined
    return geometry === undefined ? water(box) : outlineIn(geometry, box)
  }, [geometry, box])
  return (
    <div ref={ref} className="door-water" aria-hidden="true">
      {box && drawing && (
        <svg width={box.width} height={box.height} aria-hidden="true">
          <path className="water-town" d={drawing.towns} />
          {drawing.ripples.map((path, order) => (
            <path key={path} className="water-ripple" d={path} style={{ opacity: 0.62 - 0.5 * (order / drawing.ripples.length) }} />
          ))}
          <path className="water-edge" d={drawing.edge} />
        </svg>
      )}
    </div>
  )
}

/** The lines of the city, where the public may have them. */
function useOutline(): CityGeometry | undefined {
  const plate = useCityPlate()
  const [geometry, setGeometry] = useState<CityGeometry>()
  useEffect(() => {
    if (plate === undefined) return
    let isOver = false
    loadGeometry(plate.map, plate.version, () => undefined).then(
      (lines) => {
        if (!isOver && lines.outline.length > 0) setGeometry(lines)
      },
      // The door opens without its ornament as well: water alone is drawn.
      () => {},
    )
    return () => {
      isOver = true
    }
  }, [plate])
  return geometry
}

interface Drawing {
  readonly towns: string
  readonly edge: string
  readonly ripples: readonly string[]
}

function outlineIn({ outline, ripples, towns }: CityGeometry, size: Size): Drawing {
  const corners = outline.flat()
  const every = Math.max(1, Math.floor(corners.length / CORNERS))
  const camera = fitCamera({
    shape: corners.filter((_, index) => index % every === 0),
    size,
    padding: { top: size.height * 0.2, right: size.width * 0.12, bottom: size.height * 0.16, left: size.width * 0.12 },
    pitch: 0,
  })
  const project = projector(camera, size)
  return {
    towns: pathOf(
      towns.flatMap(({ polygons }) => polygons.flatMap((polygon) => polygon.slice(0, 1))),
      project,
    ),
    edge: pathOf(outline, project),
    ripples: ripples.map((lines) => pathOf(lines, project)),
  }
}

function pathOf(lines: readonly Line[], project: Projector): string {
  return lines
    .map((line) =>
      line
        .map(
          (at, index) =>
            `${index === 0 ? 'M' : 'L'}${project(at)
              .map((pixel) => pixel.toFixed(1))
              .join(' ')}`,
        )
        .join(''),
    )
    .join('')
}

/** Rings widening on still water, the same every time. */
function water({ width, height }: Size): Drawing {
  const reach = Math.min(width, height) * 0.16
  const ring = (order: number) => {
    const radius = reach * (1 + 0.16 * order + 0.02 * order * order)
    const points = Array.from({ length: 96 }, (_, index) => {
      const angle = (index / 96) * 2 * Math.PI
      const bend = 1 + 0.09 * Math.sin(2 * angle + 0.6) + 0.05 * Math.sin(3 * angle - 1.1) + 0.025 * Math.sin(5 * angle)
      const x = width / 2 + 1.35 * radius * bend * Math.cos(angle)
      const y = height / 2 + radius * bend * Math.sin(angle)
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`
    })
    return `${points.join('')}Z`
  }
  return { towns: '', edge: ring(0), ripples: Array.from({ length: RINGS }, (_, order) => ring(order + 1)) }
}
