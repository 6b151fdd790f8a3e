import { HeatmapLayer } from '@deck.gl/aggregation-layers'
import type { Layer } from '@deck.gl/core'
import { TripsLayer } from '@deck.gl/geo-layers'
import { ArcLayer, PathLayer, PolygonLayer, ScatterplotLayer } from '@deck.gl/layers'
import { mix, toRgb } from '../colour.ts'
import type { VizTheme } from '../theme.ts'
import { pointRadius, roofMetres } from './deck-sizes.ts'
import type { CityGeometry } from './geometry.ts'
import type { ArcDrawing, AreaDrawing, HeatDrawing, MapDrawing, PointDrawing } from './map-drawing.ts'
import { areaColour } from './map-paint.ts'
import type { LngLat } from './project.ts'
import { type Route, routePath } from './route-path.ts'

export interface LayerContext {
  readonly geometry: CityGeometry
  readonly theme: VizTheme
  /** Multiplier of strokes drawn for a 1920×1080 plate. */
  readonly stroke: number
  /** Metres of the highest area. */
  readonly summitMetres: number
  /** Position of what moves along routes, 0–1; undefined draws the routes still. */
  readonly phase: number | undefined
  /** Areas grow to a new height instead of jumping. */
  readonly isMoving: boolean
}

type Colour = [number, number, number, number]

const colour = (hex: string, alpha = 1): Colour => [...toRgb(hex), Math.round(alpha * 255)] as unknown as Colour

/** What deck.gl draws over the atlas: raised areas, heat, arcs, routes and points, from the ground upward. */
export function deckLayers(drawing: MapDrawing, context: LayerContext): Layer[] {
  return [
    ...(drawing.isRaised ? [raisedAreas(drawing, context)] : []),
    ...(drawing.heat.length > 0 ? [heat(drawing.heat, context)] : []),
    ...(drawing.arcs.length > 0 ? [arcs(drawing.arcs, context)] : []),
    ...(drawing.routes.length > 0 ? routes(drawing.routes.map(routePath), context) : []),
    ...(drawing.points.length > 0 ? [points(drawing.points, context)] : []),
  ]
}

function raisedAreas(drawing: MapDrawing, { geometry, theme, summitMetres, isMoving }: LayerContext): Layer {
  const byCode = new Map(drawing.areas.map((area) => [area.code, area]))
  const data = geometry.towns.flatMap(({ code, polygons }) => {
    const area = byCode.get(code)
    return area ? polygons.map((polygon) => ({ area, polygon })) : []
  })
  const isMarked = (area: AreaDrawing) => area.code === drawing.selected || area.code === drawing.hovered
  return new PolygonLayer<{ area: AreaDrawing; polygon: (typeof geometry.towns)[number]['polygons'][number] }>({
    id: 'raised',
    data,
    pickable: true,
    extruded: true,
    getPolygon: ({ polygon }) => polygon as LngLat[][] as unknown as number[][][],
    getElevation: ({ area }) => roofMetres(area.height, summitMetres),
    getFillColor: ({ area }) => {
      const own = areaColour(area, theme)
      const lit = theme.name === 'dark' ? mix(own, theme.jade[1], 0.1) : own
      return colour(isMarked(area) ? mix(lit, theme.jade[0], 0.35) : lit, area.isDimmed ? 0.25 : 1)
    },
    material: { ambient: 0.62, diffuse: 0.5, shininess: 12, specularColor: [30, 60, 54] },
    updateTriggers: {
      getFillColor: [drawing.selected, drawing.hovered, theme.name, drawing.areas],
      getElevation: [drawing.areas, summitMetres],
    },
    transitions: isMoving ? { getElevation: 900 } : {},
  })
}

function heat(data: readonly HeatDrawing[], { theme, stroke }: LayerContext): Layer {
  return new HeatmapLayer<HeatDrawing>({
    id: 'heat',
    data: data as HeatDrawing[],
    getPosition: ({ at }) => at as [number, number],
    getWeight: ({ weight }) => weight,
    radiusPixels: 58 * stroke,
    intensity: 1,
    threshold: 0.06,
    aggregation: 'SUM',
    colorRange: [
      colour(theme.jade[4], 0.2),
      colour(theme.jade[3], 0.45),
      colour(theme.jade[2], 0.6),
      colour(theme.jade[1], 0.72),
      colour(theme.jade[0], 0.85),
      colour(theme.text[0], 0.95),
    ],
  })
}

function arcs(data: readonly ArcDrawing[], { theme, stroke }: LayerContext): Layer {
  return new ArcLayer<ArcDrawing>({
    id: 'arcs',
    data: data as ArcDrawing[],
    getSourcePosition: ({ from }) => from as [number, number],
    getTargetPosition: ({ to }) => to as [number, number],
    getSourceColor: ({ share }) => colour(theme.jade[2], 0.25 + 0.35 * share),
    getTargetColor: ({ share }) => colour(theme.jade[0], 0.5 + 0.5 * share),
    getWidth: ({ share }) => stroke * (0.8 + 3.2 * share),
    // Seen from above an arc is a straight line; leaning aside it reads as one.
    getTilt: ({ from, to }) => (from[0] < to[0] ? 32 : -32),
    getHeight: 0.42,
    widthUnits: 'pixels',
    parameters: { depthCompare: 'always' },
    updateTriggers: { getSourceColor: theme.name, getTargetColor: theme.name },
  })
}

function routes(all: readonly Route[], { theme, stroke, phase }: LayerContext): Layer[] {
  const data = all as Route[]
  const lines = new PathLayer<Route>({
    id: 'routes',
    data,
    getPath: ({ path }) => path as [number, number][],
    getColor: ({ share }) => colour(theme.text[0], 0.16 + 0.2 * share),
    getWidth: ({ share }) => stroke * (1 + 2 * share),
    widthUnits: 'pixels',
    capRounded: true,
    jointRounded: true,
    parameters: { depthCompare: 'always' },
    updateTriggers: { getColor: theme.name },
  })
  if (phase === undefined) return [lines]
  const moving = new TripsLayer<Route>({
    id: 'trips',
    data,
    getPath: ({ path }) => path as [number, number][],
    getTimestamps: ({ times }) => times as number[],
    getColor: colour(theme.jade[0], 0.9),
    getWidth: ({ share }) => stroke * (1.4 + 2.2 * share),
    widthUnits: 'pixels',
    capRounded: true,
    jointRounded: true,
    trailLength: 0.14,
    currentTime: phase * 1.14,
    parameters: { depthCompare: 'always' },
    updateTriggers: { getColor: theme.name },
  })
  return [lines, moving]
}

function points(data: readonly PointDrawing[], { theme, stroke }: LayerContext): Layer {
  const ring = (point: PointDrawing) => (point.state === 'live' ? theme.text[0] : theme.text[2])
  return new ScatterplotLayer<PointDrawing>({
    id: 'points',
    data: data as PointDrawing[],
    pickable: true,
    getPosition: ({ at }) => at as [number, number],
    getRadius: ({ share }) => pointRadius(share) * stroke,
    radiusUnits: 'pixels',
    stroked: true,
    filled: true,
    lineWidthUnits: 'pixels',
    getLineWidth: 1.3 * stroke,
    getLineColor: (point) => colour(ring(point), 0.95),
    getFillColor: (point) => colour(ring(point), point.state === 'live' ? 0.22 : 0.06),
    parameters: { depthCompare: 'always' },
    updateTriggers: { getLineColor: theme.name, getFillColor: theme.name },
  })
}
