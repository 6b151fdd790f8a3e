import type { Feature, FeatureCollection } from 'geojson'
import type { GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { CityGeometry } from './geometry.ts'
import type { Line } from './lines.ts'
import type { MapPaint } from './map-paint.ts'

export const TOWNS = 'towns'

type Paint = Record<string, unknown>

/** Paint of our layers by layer id: the only thing a change of theme or mood touches. */
export function layerPaint(paint: MapPaint, isRaised: boolean): Record<string, Paint> {
  // The lines of the ground would show through between the walls of raised areas, which draw their own.
  const ground = isRaised ? 0 : 1
  return {
    page: { 'background-color': paint.page },
    graticule: { 'line-color': paint.graticule, 'line-width': paint.graticuleWidth },
    neighbours: { 'fill-color': paint.neighbour },
    'neighbour-edge': {
      'line-color': paint.neighbourEdge,
      'line-width': paint.neighbourEdgeWidth,
      'line-dasharray': [7, 3, 1.5, 3],
    },
    ripples: {
      'line-color': ['match', ['get', 'order'], ...paint.ripples.flatMap((colour, order) => [order, colour]), 'transparent'],
      'line-width': paint.rippleWidth,
    },
    towns: {
      'fill-color': ['to-color', ['feature-state', 'colour'], paint.page],
      'fill-opacity': ['number', ['feature-state', 'opacity'], 1],
    },
    hatch: { 'line-color': paint.hatch, 'line-width': paint.graticuleWidth * 1.4 },
    seams: { 'line-opacity': ground, 'line-color': paint.seam, 'line-width': paint.seamWidth },
    zones: { 'line-opacity': ground, 'line-color': paint.zoneBorder, 'line-width': paint.zoneBorderWidth },
    edge: { 'line-opacity': ground, 'line-color': paint.edge, 'line-width': paint.edgeWidth },
    focus: { 'line-opacity': ground, 'line-color': paint.edge, 'line-width': paint.edgeWidth * 1.4 },
    mark: {
      'line-color': paint.mark,
      'line-width': paint.markWidth,
      'line-opacity': ['number', ['feature-state', 'mark'], 0],
    },
  }
}

/** Our layers from the page upward. */
const LAYERS: readonly { readonly id: string; readonly type: 'background' | 'fill' | 'line'; readonly source?: string }[] = [
  { id: 'page', type: 'background' },
  { id: 'neighbours', type: 'fill', source: 'neighbours' },
  { id: 'graticule', type: 'line', source: 'graticule' },
  { id: 'neighbour-edge', type: 'line', source: 'neighbours' },
  { id: 'ripples', type: 'line', source: 'ripples' },
  { id: 'towns', type: 'fill', source: TOWNS },
  { id: 'hatch', type: 'line', source: 'hatch' },
  { id: 'seams', type: 'line', source: TOWNS },
  { id: 'zones', type: 'line', source: 'zones' },
  { id: 'edge', type: 'line', source: 'outline' },
  { id: 'focus', type: 'line', source: 'focus' },
  { id: 'mark', type: 'line', source: TOWNS },
]

/**
 * The style of the map: our layers above the deployment's basemap, when it has one. Nothing in it is fetched: no glyphs,
 * no sprite, no tiles of ours.
 */
export function cityStyle(geometry: CityGeometry, paint: MapPaint, basemap?: StyleSpecification): StyleSpecification {
  const paints = layerPaint(paint, false)
  const ours = LAYERS.filter(({ id }) => !(basemap && (id === 'page' || id === 'neighbours'))).map(
    ({ id, type, source }) =>
      ({
        id,
        type,
        ...(source ? { source } : {}),
        ...(type === 'line' ? { layout: { 'line-join': 'round', 'line-cap': 'butt' } } : {}),
        paint: paints[id],
      }) as LayerSpecification,
  )
  return {
    version: 8,
    ...basemap,
    sources: {
      ...basemap?.sources,
      graticule: lines(geometry.graticule),
      neighbours: source(geometry.neighbours.map((polygon) => feature({ type: 'Polygon', coordinates: mutable(polygon) }))),
      ripples: source(
        geometry.ripples.map((rings, order) => feature({ type: 'MultiLineString', coordinates: mutable(rings) }, { order })),
      ),
      [TOWNS]: {
        ...source(
          geometry.towns.map(({ code, polygons }) =>
            feature({ type: 'MultiPolygon', coordinates: polygons.map(mutable) }, { code }),
          ),
        ),
        promoteId: 'code',
      },
      zones: lines(geometry.zoneBorders),
      outline: lines(geometry.outline),
      hatch: lines([]),
      focus: lines([]),
    },
    layers: [...(basemap?.layers ?? []), ...ours],
  }
}

/** Lines as GeoJSON, for a source whose lines change. */
export function lineCollection(all: readonly Line[]): FeatureCollection {
  return { type: 'FeatureCollection', features: [feature({ type: 'MultiLineString', coordinates: mutable(all) })] }
}

function lines(all: readonly Line[]): GeoJSONSourceSpecification {
  return { type: 'geojson', data: lineCollection(all) }
}

function source(features: Feature[]): GeoJSONSourceSpecification {
  return { type: 'geojson', data: { type: 'FeatureCollection', features } }
}

function feature(geometry: Feature['geometry'], properties: Record<string, unknown> = {}): Feature {
  return { type: 'Feature', properties, geometry }
}

function mutable(all: readonly Line[]): [number, number][][] {
  return all.map((line) => line.map(([lng, lat]) => [lng, lat]))
}
