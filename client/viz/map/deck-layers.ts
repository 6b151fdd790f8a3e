import { AmbientLight, DirectionalLight, type Layer, LightingEffect } from '@deck.gl/core'
import { TripsLayer } from '@deck.gl/geo-layers'
import { ArcLayer, PathLayer, PolygonLayer, ScatterplotLayer } from '@deck.gl/layers'
import { mix, toRgb } from '../colour.ts'
import type { VizTheme } from '../theme.ts'
import { pointRadius, roofMetres } from './deck-sizes.ts'
import type { CityGeometry } from './geometry.ts'
import { type HalftoneDot, halftone } from './halftone.ts'
import { type Line, thinOut } from './lines.ts'
import type { ArcDrawing, AreaDrawing, MapDrawing, PointDrawing } from './map-drawing.ts'
import { areaColour } from './map-paint.ts'
import { type Route, routePath } from './route-path.ts'

export interface LayerContext {
  readonly geometry: CityGeometry
  readonly theme: VizTheme
  /** Multiplier of strokes drawn for a 1920×1080 plate. */
  readonly stroke: number
  /** Metres of the highest area. */
  readonly pointPx: number
  readonly summitMetres: number
  /** Position of what moves along routes, 0–1; undefined draws the routes still. */
  readonly phase: number | undefined
}

type Colour = [number, number, number, number]

const colour = (hex: string, alpha = 1): Colour => [...toRgb(hex), Math.round(alpha * 255)] as unknown as Colour

/** What deck.gl draws over the atlas: raised areas, heat, arcs, routes and points, from the ground upward. */
export function deckLayers(drawing: MapDrawing, context: LayerContext): Layer[] {
  return [
    ...(drawing.isRaised ? raisedAreas(drawing, context) : []),
    ...(drawing.heat.length > 0 ? [heat(drawing, context)] : []),
    ...(drawing.arcs.length > 0 ? [arcs(drawing.arcs, context)] : []),
    ...(drawing.routes.length > 0 ? routes(drawing.routes.map(routePath), context) : []),
    ...(drawing.points.length > 0 ? [points(drawing, context)] : []),
  ]
}

/** Edges are drawn this share of the summit above their roofs, clear of them in the depth of the picture. */
const EDGE_LIFT = 0.012

interface RaisedArea {
  readonly area: AreaDrawing
  readonly rings: [number, number][][]
}

/** A ragged coast makes a pleated wall: raised areas are thinned out to this, in degrees. */
const WALL_DEGREES = 0.003

const thinned = new WeakMap<CityGeometry, ReadonlyMap<string, [number, number][][][]>>()

function thinnedTowns(geometry: CityGeometry): ReadonlyMap<string, [number, number][][][]> {
  let known = thinned.get(geometry)
  if (!known) {
    const thin = (ring: Line) => thinOut(ring, WALL_DEGREES).map(([lng, lat]): [number, number] => [lng, lat])
    known = new Map(geometry.towns.map(({ code, polygons }) => [code, polygons.map((polygon) => polygon.map(thin))]))
    thinned.set(geometry, known)
  }
  return known
}

/**
 * Light from straight above gives roofs exactly the colour of their class, as the legend prints it; walls get what is
 * left, those towards the west a little more.
 */
export const PLATE_LIGHT = new LightingEffect({
  ambient: new AmbientLight({ color: [255, 255, 255], intensity: 1 }),
  above: new DirectionalLight({ color: [255, 255, 255], intensity: 1, direction: [0, 0, -1] }),
  west: new DirectionalLight({ color: [255, 255, 255], intensity: 0.5, direction: [1, 0.35, 0] }),
})

function raisedAreas(drawing: MapDrawing, { geometry, theme, stroke, summitMetres }: LayerContext): Layer[] {
  const towns = thinnedTowns(geometry)
  const data = drawing.areas.flatMap((area): RaisedArea[] => (towns.get(area.code) ?? []).map((rings) => ({ area, rings })))
  const isMarked = (area: AreaDrawing) => area.code === drawing.selected || area.code === drawing.hovered
  const roofOf = (area: AreaDrawing) => roofMetres(area.height, summitMetres)
  const walls = new PolygonLayer<RaisedArea>({
    id: 'raised',
    data,
    pickable: true,
    extruded: true,
    getPolygon: ({ rings }) => rings,
    getElevation: ({ area }) => roofOf(area),
    getFillColor: ({ area }) => {
      const own = areaColour(area, theme)
      return colour(isMarked(area) ? mix(own, theme.jade[0], 0.25) : own, area.isDimmed ? 0.3 : 1)
    },
    material: { ambient: 0.52, diffuse: 0.48, shininess: 1, specularColor: [0, 0, 0] },
    updateTriggers: {
      getFillColor: [drawing.selected, drawing.hovered, theme.name, drawing.areas],
      getElevation: [drawing.areas, summitMetres],
    },
  })
  const edges = new PathLayer<{ area: AreaDrawing; path: [number, number, number][] }>({
    id: 'roof-edges',
    data: data.flatMap(({ area, rings }) =>
      rings.map((ring) => ({
        area,
        path: ring.map(([lng, lat]): [number, number, number] => [lng, lat, roofOf(area) + summitMetres * EDGE_LIFT]),
      })),
    ),
    getPath: ({ path }) => path,
    getColor: ({ area }) =>
      isMarked(area) ? colour(theme.jade[0], 1) : colour(theme.jade[theme.name === 'dark' ? 0 : 1], area.isDimmed ? 0.12 : 0.42),
    getWidth: ({ area }) => stroke * (isMarked(area) ? 2 : 0.9),
    widthUnits: 'pixels',
    jointRounded: true,
    updateTriggers: { getColor: [drawing.selected, drawing.hovered, theme.name], getWidth: [drawing.selected, drawing.hovered] },
  })
  return [walls, edges]
}

function heat(drawing: MapDrawing, { geometry, theme }: LayerContext): Layer {
  return new ScatterplotLayer<HalftoneDot>({
    id: 'heat',
    data: halftoneOf(drawing, geometry),
    getPosition: ({ at }) => [at[0], at[1]],
    getRadius: ({ radiusMetres }) => radiusMetres,
    radiusUnits: 'meters',
    getFillColor: colour(theme.jade[0], theme.name === 'dark' ? 0.42 : 0.4),
    parameters: { depthCompare: 'always' },
    updateTriggers: { getFillColor: theme.name },
  })
}

let lastHeat: { readonly of: MapDrawing['heat']; readonly dots: HalftoneDot[] } | undefined

/** The halftone of a drawing, worked out once for as long as its figures stay. */
function halftoneOf({ heat: figures, heatFold }: MapDrawing, geometry: CityGeometry): HalftoneDot[] {
  if (lastHeat?.of !== figures) lastHeat = { of: figures, dots: halftone(geometry, figures, heatFold) }
  return lastHeat.dots
}

function arcs(data: readonly ArcDrawing[], { theme, stroke }: LayerContext): Layer {
  return new ArcLayer<ArcDrawing>({
    id: 'arcs',
    data: data as ArcDrawing[],
    getSourcePosition: ({ from }) => from as [number, number],
    getTargetPosition: ({ to }) => to as [number, number],
    getSourceColor: ({ share }) => colour(theme.jade[2], 0.18 + 0.3 * share),
    getTargetColor: ({ share }) => colour(theme.jade[0], 0.35 + 0.45 * share),
    getWidth: ({ share }) => stroke * (0.7 + 2.3 * share),
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

function points(drawing: MapDrawing, { theme, stroke, pointPx, summitMetres }: LayerContext): Layer {
  const ring = (point: PointDrawing) => (point.state === 'live' ? theme.text[0] : theme.text[2])
  const heights = new Map(drawing.isRaised ? drawing.areas.map((area) => [area.code, area.height]) : [])
  return new ScatterplotLayer<PointDrawing>({
    id: 'points',
    data: drawing.points as PointDrawing[],
    getPosition: ({ at, code }) => {
      const height = heights.get(code)
      return [at[0], at[1], height === undefined ? 0 : roofMetres(height, summitMetres)]
    },
    getRadius: ({ share }) => pointRadius(share, pointPx),
    radiusUnits: 'pixels',
    billboard: true,
    stroked: true,
    filled: true,
    lineWidthUnits: 'pixels',
    getLineWidth: 1.3 * stroke,
    getLineColor: (point) => colour(ring(point), 0.95),
    getFillColor: (point) => colour(ring(point), point.state === 'live' ? 0.22 : 0.06),
    parameters: { depthCompare: 'always' },
    updateTriggers: {
      getRadius: pointPx,
      getLineColor: theme.name,
      getFillColor: theme.name,
      getPosition: [drawing.isRaised, drawing.areas],
    },
  })
}
