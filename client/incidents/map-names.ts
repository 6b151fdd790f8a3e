import { useMemo } from 'react'
import type { IncidentState, Mark, MarkKind } from '#contract/incident.ts'
import { useCity, useNames } from '../state/hooks.ts'
import type { CityGeometry } from '../viz/map/geometry.ts'
import type { LngLat } from '../viz/map/project.ts'
import type { DrawnShape, SituationDrawing, SituationName } from '../viz/situation/situation-map.tsx'

/** Names of the towns where their shapes have room, those it happened in made to stand out. */
export function useMapNames(geometry: CityGeometry, marked: readonly string[]): readonly SituationName[] {
  const city = useCity()
  const name = useNames()
  return useMemo(
    () =>
      geometry.towns.flatMap(({ code, middle }) => {
        const area = city.area(code)
        return area ? [{ code, at: middle, name: name(area.short ?? area.names), isMarked: marked.includes(code) }] : []
      }),
    [geometry, city, name, marked],
  )
}

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
  return marks.map(({ id, kind, label, geometry }) => ({ id, label, manner: MANNERS[kind], shape: shapeOf(geometry) }))
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
