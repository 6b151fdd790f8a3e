import type { Geometry, MarkKind, Position } from '#contract/incident.ts'
import type { DrawnShape } from '../viz/situation/situation-drawing.tsx'

/** What is being drawn: its meaning, its shape so far, its name. */
export interface Draft {
  readonly kind: MarkKind
  readonly label: string
  readonly shape: DrawnShape
}

export type DrawStep =
  | { readonly type: 'mean'; readonly kind: MarkKind }
  | { readonly type: 'name'; readonly label: string }
  | { readonly type: 'shape'; readonly shape: DrawnShape['kind'] }
  | { readonly type: 'put'; readonly at: readonly [number, number] }
  | { readonly type: 'undo' }

/** The shape each meaning is mostly drawn in. */
export const USUAL_SHAPE: Readonly<Record<MarkKind, DrawnShape['kind']>> = {
  point: 'point',
  evacuation: 'polygon',
  closure: 'line',
  cordon: 'polygon',
  'flood-line': 'line',
  route: 'line',
  'command-post': 'point',
  note: 'point',
}

/** Points a shape needs before it can be sent. */
const LEAST: Readonly<Record<DrawnShape['kind'], number>> = { point: 1, line: 2, polygon: 3 }

export function newDraft(kind: MarkKind): Draft {
  return { kind, label: '', shape: { kind: USUAL_SHAPE[kind], points: [] } }
}

/** The draft after a step. A spot has one place: a second press moves it. Pure. */
export function drawn(draft: Draft, step: DrawStep): Draft {
  const { shape } = draft
  switch (step.type) {
    case 'mean':
      return shape.points.length === 0 ? { ...newDraft(step.kind), label: draft.label } : { ...draft, kind: step.kind }
    case 'name':
      return { ...draft, label: step.label }
    case 'shape':
      return { ...draft, shape: { kind: step.shape, points: step.shape === 'point' ? shape.points.slice(-1) : shape.points } }
    case 'put':
      return { ...draft, shape: { ...shape, points: shape.kind === 'point' ? [step.at] : [...shape.points, step.at] } }
    case 'undo':
      return { ...draft, shape: { ...shape, points: shape.points.slice(0, -1) } }
  }
}

/** True when it can be sent. */
export function isDrawn({ shape }: Draft): boolean {
  return shape.points.length >= LEAST[shape.kind]
}

/** The draft as the record keeps it: places to about a metre, a polygon closed. */
export function geometryOf({ shape }: Draft): Geometry {
  const places = shape.points.map(([lng, lat]): Position => [rounded(lng), rounded(lat)])
  const first = places[0] ?? [0, 0]
  switch (shape.kind) {
    case 'point':
      return { type: 'Point', coordinates: first }
    case 'line':
      return { type: 'LineString', coordinates: places }
    case 'polygon':
      return { type: 'Polygon', coordinates: [[...places, first]] }
  }
}

/** Degrees to five decimals. */
export function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}
