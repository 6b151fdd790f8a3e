import { useId, useMemo } from 'react'
import { withAlpha } from './colour.ts'
import { pointRadius } from './map/deck-sizes.ts'
import { type CityGeometry, edgeAround, type Polygon } from './map/geometry.ts'
import { halftone } from './map/halftone.ts'
import type { MapDrawing } from './map/map-drawing.ts'
import { areaColour, isHatched, mapPaint } from './map/map-paint.ts'
import { type Camera, type Projector, pixelsPerMetre, projector, type Size } from './map/project.ts'
import { routePath } from './map/route-path.ts'
import { svgPath } from './map/svg-path.ts'
import type { VizTheme } from './theme.ts'

export interface MapSvgProps {
  readonly geometry: CityGeometry
  readonly drawing: MapDrawing
  readonly camera: Camera
  readonly size: Size
  readonly theme: VizTheme
  readonly stroke: number
  /** Radius of the largest point, in CSS pixels. */
  readonly pointPx: number
  onPress(code: string): void
  onHover(code: string | undefined): void
}

/**
 * The same map without WebGL: the same lines, classes, points and flows from the same drawing, flat. It stands in where
 * a browser has no WebGL, has lost it, or the page's one canvas is shown elsewhere.
 */
export function MapSvg({ geometry, drawing, camera, size, theme, stroke, pointPx, onPress, onHover }: MapSvgProps) {
  const paint = mapPaint(theme, stroke, drawing.mood)
  const ground = useMemo(() => groundPaths(geometry, projector({ ...camera, pitch: 0 }, size)), [geometry, camera, size])
  const project = projector({ ...camera, pitch: 0 }, size)
  const areas = new Map(drawing.areas.map((area) => [area.code, area]))
  const focus = drawing.focus ? svgPath(edgeAround(geometry, new Set(drawing.focus)), project) : ''
  const gap = paint.hatchGap
  const hatch = useId()
  return (
    <svg className="map-svg" width={size.width} height={size.height} aria-hidden="true">
      <defs>
        <pattern id={hatch} width={gap} height={gap} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d={`M0 0V${gap}`} stroke={paint.hatch} strokeWidth={paint.graticuleWidth * 2} />
        </pattern>
      </defs>
      <g fill="none">
        <path d={ground.neighbours} fill={paint.neighbour} />
        <path d={ground.graticule} stroke={paint.graticule} strokeWidth={paint.graticuleWidth} />
        <path
          d={ground.neighbours}
          stroke={paint.neighbourEdge}
          strokeWidth={paint.neighbourEdgeWidth}
          strokeDasharray={`${7 * stroke} ${3 * stroke} ${1.5 * stroke} ${3 * stroke}`}
        />
        {ground.ripples.map((path, order) => (
          <path key={paint.ripples[order]} d={path} stroke={paint.ripples[order]} strokeWidth={paint.rippleWidth} />
        ))}
        {ground.towns.map(({ code, path }) => {
          const area = areas.get(code)
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the town's label is the control; its shape only widens the target
            <path
              key={code}
              className="town-shape"
              d={path}
              fill={area ? areaColour(area, theme) : paint.page}
              fillOpacity={area?.isDimmed ? 0.38 : 1}
              stroke={paint.seam}
              strokeWidth={paint.seamWidth}
              onClick={() => onPress(code)}
              onPointerEnter={() => onHover(code)}
              onPointerLeave={() => onHover(undefined)}
            />
          )
        })}
        <g pointerEvents="none">
          {ground.towns
            .filter(({ code }) => isHatched(areas.get(code) ?? { state: 'plain' }))
            .map(({ code, path }) => (
              <path key={code} d={path} fill={`url(#${hatch})`} />
            ))}
          <path d={ground.zoneBorders} stroke={paint.zoneBorder} strokeWidth={paint.zoneBorderWidth} strokeLinejoin="round" />
          <path d={ground.outline} stroke={paint.edge} strokeWidth={paint.edgeWidth} strokeLinejoin="round" />
          {focus ? <path d={focus} stroke={paint.edge} strokeWidth={paint.edgeWidth * 1.4} strokeLinejoin="round" /> : null}
          {ground.towns
            .filter(({ code }) => code === drawing.selected || code === drawing.hovered)
            .map(({ code, path }) => (
              <path key={code} d={path} stroke={paint.mark} strokeWidth={paint.markWidth} strokeLinejoin="round" />
            ))}
          <Figures
            geometry={geometry}
            drawing={drawing}
            project={project}
            perMetre={pixelsPerMetre(camera)}
            theme={theme}
            stroke={stroke}
            pointPx={pointPx}
          />
        </g>
      </g>
    </svg>
  )
}

interface FiguresProps extends Pick<MapSvgProps, 'geometry' | 'drawing' | 'theme' | 'stroke' | 'pointPx'> {
  readonly project: Projector
  readonly perMetre: number
}

function Figures({ geometry, drawing, project, perMetre, theme, stroke, pointPx }: FiguresProps) {
  const dots = useMemo(() => halftone(geometry, drawing.heat, drawing.heatFold), [geometry, drawing.heat, drawing.heatFold])
  return (
    <>
      {dots.map(({ at, radiusMetres }) => {
        const [x, y] = project(at)
        return <circle key={`${at}`} cx={x} cy={y} r={radiusMetres * perMetre} fill={withAlpha(theme.jade[0], 0.42)} />
      })}
      {drawing.arcs.map(({ from, to, share }) => {
        const [ax, ay] = project(from)
        const [bx, by] = project(to)
        const lean = ax < bx ? 0.18 : -0.18
        const [mx, my] = [(ax + bx) / 2 + (by - ay) * lean, (ay + by) / 2 - (bx - ax) * lean]
        return (
          <path
            key={`${from}`}
            d={`M${ax} ${ay}Q${mx} ${my} ${bx} ${by}`}
            stroke={withAlpha(theme.jade[1], 0.35 + 0.5 * share)}
            strokeWidth={stroke * (0.8 + 3.2 * share)}
          />
        )
      })}
      {drawing.routes.map((route) => (
        <path
          key={`${route.through}`}
          d={svgPath([routePath(route).path], project)}
          stroke={withAlpha(theme.text[0], 0.3 + 0.3 * route.share)}
          strokeWidth={stroke * (1 + 2 * route.share)}
          strokeLinecap="round"
        />
      ))}
      {drawing.points.map(({ code, at, share, state }) => {
        const [x, y] = project(at)
        const ring = state === 'live' ? theme.text[0] : theme.text[2]
        return (
          <circle
            key={code}
            cx={x}
            cy={y}
            r={pointRadius(share, pointPx)}
            fill={withAlpha(ring, state === 'live' ? 0.22 : 0.06)}
            stroke={ring}
            strokeWidth={1.3 * stroke}
          />
        )
      })}
    </>
  )
}

function groundPaths(geometry: CityGeometry, project: Projector) {
  const polygons = (all: readonly Polygon[]) => svgPath(all.flat(), project)
  return {
    neighbours: polygons(geometry.neighbours),
    graticule: svgPath(geometry.graticule, project),
    ripples: geometry.ripples.map((rings) => svgPath(rings, project)),
    towns: geometry.towns.map((town) => ({ code: town.code, path: polygons(town.polygons) })),
    zoneBorders: svgPath(geometry.zoneBorders, project),
    outline: svgPath(geometry.outline, project),
  }
}
