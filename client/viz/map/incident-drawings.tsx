import { type MapLabel, placeLabels } from '../situation/place-labels.ts'
import { DrawnSign, drawnAt, type SituationDrawing } from '../situation/situation-drawing.tsx'
import type { Rect } from './fit.ts'
import { type Camera, projector, type Size } from './project.ts'

export interface DrawnView {
  readonly camera: Camera
  readonly size: Size
  /** Size of their names, CSS pixels. */
  readonly textPx: number
  /** Strokes and signs are so many times as large as on a desk. */
  readonly scale: number
  readonly measure: (text: string, px: number, face: 'text') => number
}

/** The lines that names of what was drawn stand on, by its id, clear of each other and of `taken`; and what they cover. Pure. */
export function drawnNames(
  drawings: readonly SituationDrawing[],
  { camera, size, textPx, scale, measure }: DrawnView,
  taken: readonly Rect[],
): { readonly lines: ReadonlyMap<string, number>; readonly covers: readonly Rect[] } {
  const project = projector(camera, size)
  const at = new Map(drawings.map((drawing) => [drawing.id, drawnAt(drawing, project, scale)]))
  const labels = drawings.map(({ id, label }): MapLabel => {
    const { x = 0, nameY = 0 } = at.get(id) ?? {}
    return { id, text: label, x, y: nameY, anchor: 'middle' }
  })
  const r = textPx * 0.8
  const spots = drawings.flatMap(({ id, shape }) => {
    const { x = 0, y = 0 } = at.get(id) ?? {}
    return shape.kind === 'point' ? [{ x: x - r, y: y - r, width: r * 2, height: r * 2 }] : []
  })
  const boxes = [...taken, ...spots].map(({ x, y, width, height }) => ({ left: x, right: x + width, top: y, bottom: y + height }))
  const lines = placeLabels(labels, textPx, boxes)
  const covers = drawings.map(({ id, label }) => {
    const width = measure(label, textPx, 'text')
    return { x: (at.get(id)?.x ?? 0) - width / 2, y: (lines.get(id) ?? 0) - textPx, width, height: textPx * 1.3 }
  })
  return { lines, covers: [...covers, ...spots] }
}

export interface IncidentDrawingsProps extends DrawnView {
  readonly drawings: readonly SituationDrawing[]
  readonly taken: readonly Rect[]
}

/** What people drew for the incident a room answers: zones, closures, ways and spots. Nothing in it is pressed. */
export function IncidentDrawings({ drawings, taken, ...view }: IncidentDrawingsProps) {
  const { camera, size, textPx, scale } = view
  const project = projector(camera, size)
  const { lines } = drawnNames(drawings, view, taken)
  return (
    <svg className="map-drawn" width={size.width} height={size.height} fontSize={textPx} aria-hidden="true">
      {drawings.map((drawing) => (
        <DrawnSign key={drawing.id} drawing={drawing} project={project} nameY={lines.get(drawing.id)} scale={scale} />
      ))}
    </svg>
  )
}
