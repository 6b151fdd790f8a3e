import { desaturate, mix, withAlpha } from '../colour.ts'
import type { VizTheme } from '../theme.ts'
import type { AreaDrawing, MapDrawing } from './map-drawing.ts'

/** Colours and widths of everything on the map but its figures. Both drawings of the map, WebGL and SVG, read this. */
export interface MapPaint {
  readonly page: string
  readonly graticule: string
  readonly graticuleWidth: number
  readonly neighbour: string
  readonly neighbourEdge: string
  readonly neighbourEdgeWidth: number
  readonly ripples: readonly string[]
  readonly rippleWidth: number
  readonly seam: string
  readonly seamWidth: number
  readonly zoneBorder: string
  readonly zoneBorderWidth: number
  readonly edge: string
  readonly edgeWidth: number
  readonly hatch: string
  readonly hatchGap: number
  readonly mark: string
  readonly markWidth: number
}

const RIPPLE_ALPHA = { dark: [0.62, 0.5, 0.38, 0.25, 0.13], light: [0.55, 0.42, 0.3, 0.2, 0.12] } as const
/** A late map keeps a trace of its colour, so that its classes can still be told apart. */
const LATE_GREY = 0.72

/** The atlas: wall art direction §6, in pixels of a 1920×1080 plate times `stroke`. */
export function mapPaint(theme: VizTheme, stroke: number, mood: MapDrawing['mood']): MapPaint {
  const isSilent = mood === 'silent'
  const tint = (colour: string) => (mood === 'live' ? colour : desaturate(colour, isSilent ? 1 : LATE_GREY))
  const dim = isSilent ? 0.6 : 1
  return {
    page: theme.ink[1],
    graticule: withAlpha(theme.ink[3], theme.name === 'dark' ? 0.55 : 0.8),
    graticuleWidth: 0.7 * stroke,
    neighbour: withAlpha(theme.ink[2], theme.name === 'dark' ? 0.62 : 1),
    neighbourEdge: withAlpha(theme.ink[4], 0.55),
    neighbourEdgeWidth: stroke,
    ripples: RIPPLE_ALPHA[theme.name].map((alpha) => withAlpha(tint(theme.jade[2]), alpha * dim)),
    rippleWidth: 1.1 * stroke,
    seam: theme.ink[1],
    seamWidth: 1.2 * stroke,
    zoneBorder: withAlpha(tint(theme.jade[0]), theme.name === 'dark' ? 0.42 : 0.5),
    zoneBorderWidth: 1.5 * stroke,
    edge: isSilent ? theme.text[2] : mood === 'late' ? mix(theme.jade[0], theme.text[1], 0.4) : theme.jade[1],
    edgeWidth: 1.5 * stroke,
    hatch: withAlpha(theme.text[2], theme.name === 'dark' ? 0.42 : 0.5),
    hatchGap: 8 * stroke,
    mark: theme.jade[0],
    markWidth: 2.4 * stroke,
  }
}

/** The colour of one area. No figure is no class: such an area is the page's own ink, never the lightest class. */
export function areaColour(area: Pick<AreaDrawing, 'band' | 'state'>, theme: VizTheme): string {
  const none = mix(theme.ink[2], theme.ink[3], 0.35)
  if (area.band === undefined || area.state === 'unreported' || area.state === 'plain') return none
  const colour = theme.classes[Math.min(5, Math.max(0, area.band)) as 0]
  if (area.state === 'late') return desaturate(colour, LATE_GREY)
  return area.state === 'silent' ? mix(none, desaturate(colour, 1), 0.22) : colour
}

/** True where the area is hatched: it is silent, or has not reported. */
export function isHatched({ state }: Pick<AreaDrawing, 'state'>): boolean {
  return state === 'silent' || state === 'unreported'
}
