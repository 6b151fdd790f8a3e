import type { IncidentState, Mark, MarkKind } from '#contract/incident.ts'
import type { LngLat } from '../../viz/map/project.ts'
import type { DrawnShape, SituationDrawing } from '../../viz/situation/situation-drawing.tsx'

const MANNERS: Readonly<Record<MarkKind, SituationDrawing['manner']>> = {
  point: 'note',
  evacuation: 'zone',
  closure: 'closure',
  cordon: 'zone',
  'flood-line': 'flood',
  route: 'note',
  'command-post': 'note',
  note: 'note',
}

/** Marks of the record as the map draws them. */
export function drawingsOf(marks: readonly Mark[]): readonly SituationDrawing[] {
  return marks.map(({ id, kind, label, geometry, radiusMetres }) => ({
    ...{ id, label, manner: MANNERS[kind], shape: shapeOf(geometry) },
    ...(radiusMetres !== undefined && { radiusMetres }),
  }))
}

/** Where it happened and what was drawn round it; nothing where nothing was drawn. */
export function drawnPlaces({ place, marks }: Pick<IncidentState, 'place' | 'marks'>): readonly LngLat[] {
  const drawn = marks.flatMap(({ geometry }) => shapeOf(geometry).points)
  return drawn.length > 0 && place.at ? [place.at as unknown as LngLat, ...drawn] : drawn
}

export function mannerOf(kind: MarkKind): SituationDrawing['manner'] {
  return MANNERS[kind]
}

function shapeOf(geometry: Mark['geometry']): DrawnShape {
  switch (geometry.type) {
    case 'Point':
      return { kind: 'point', points: [geometry.coordinates as unknown as LngLat] }
    case 'LineString':
      return { kind: 'line', points: geometry.coordinates as unknown as LngLat[] }
    case 'Polygon':
      return { kind: 'polygon', points: (geometry.coordinates[0] ?? []) as unknown as LngLat[] }
  }
}
