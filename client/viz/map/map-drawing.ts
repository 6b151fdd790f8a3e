import type { LngLat } from './project.ts'

/** What is known of an area's figure, as far as drawing it goes. `plain`: the area has no figure of this metric. */
export type AreaState = 'live' | 'late' | 'silent' | 'unreported' | 'plain'

/** One area of the choropleth. */
export interface AreaDrawing {
  readonly code: string
  readonly state: AreaState
  /** Class of its figure, 0–5; undefined where there is none to show. */
  readonly band: number | undefined
  /** Height as a share of the highest, 0–1, when the map is raised. */
  readonly height: number
  /** Outside the area the screen is drilled to. */
  readonly isDimmed: boolean
}

/** A name on the map, with its figure where it is at or above the cut-off. */
export interface LabelDrawing {
  readonly code: string
  readonly at: LngLat
  readonly name: string
  readonly figure: string | undefined
  /** Chooses its place first: the greater. */
  readonly weight: number
  /** `quiet` is an area without a shape of its own, or one outside the drilled area. */
  readonly tone: 'normal' | 'quiet'
  /** Read aloud and shown on hover: name, figure, unit and state in one sentence. */
  readonly sentence: string
  readonly canOpen: boolean
}

/** A quantity at a place, drawn as a circle whose area grows with it. */
export interface PointDrawing {
  readonly code: string
  readonly at: LngLat
  /** 0–1 of the largest. */
  readonly share: number
  readonly state: AreaState
}

export interface HeatDrawing {
  readonly at: LngLat
  readonly weight: number
}

/** A flow between two places, stronger with its share of the strongest. */
export interface ArcDrawing {
  readonly from: LngLat
  readonly to: LngLat
  readonly share: number
}

/** A route through places along which something goes. */
export interface RouteDrawing {
  readonly through: readonly LngLat[]
  readonly share: number
}

/** A label of a neighbour or a water: set wide, never in the way. */
export interface PlaceLabelDrawing {
  readonly name: string
  readonly at: LngLat
}

/** Everything the map draws at one moment. Immutable: a changed map is another object. */
export interface MapDrawing {
  readonly areas: readonly AreaDrawing[]
  readonly labels: readonly LabelDrawing[]
  readonly places: readonly PlaceLabelDrawing[]
  readonly points: readonly PointDrawing[]
  readonly heat: readonly HeatDrawing[]
  /** How what lies near one place is put together: added, or averaged. */
  readonly heatFold: 'sum' | 'mean'
  readonly arcs: readonly ArcDrawing[]
  readonly routes: readonly RouteDrawing[]
  /** Areas stand up by their height. */
  readonly isRaised: boolean
  /** State of the whole picture: late takes its colour away, silent hatches it. */
  readonly mood: 'live' | 'late' | 'silent'
  /** Towns of the area the screen is drilled to, drawn with an edge of their own; undefined for the whole city. */
  readonly focus: readonly string[] | undefined
  readonly selected: string | undefined
  readonly hovered: string | undefined
}
