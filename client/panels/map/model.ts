import type { Area } from '#contract/area.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import { isDivided, type Metric } from '#contract/metric.ts'
import type { Names } from '#contract/names.ts'
import type { Point } from '#contract/point.ts'
import type { MapLayer, PanelOf } from '#contract/scene.ts'
import { mapAreas, type ResolvedSeries, shownStep } from '#contract/scene-series.ts'
import { textWidth } from '../../design/text-width.ts'
import type { Format } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import type {
  ArcDrawing,
  AreaDrawing,
  AreaState,
  HeatDrawing,
  LabelDrawing,
  MapDrawing,
  PointDrawing,
  RouteDrawing,
} from '../../viz/map/map-drawing.ts'
import type { LngLat } from '../../viz/map/project.ts'
import { classOf, stepOfClass } from './breaks.ts'

/** A layer with its metric and the series it draws, resolved once for a scene. */
export interface BoundLayer {
  readonly layer: MapLayer
  readonly metric: Metric
  /** The series of the whole city, whose trust strip speaks for the layer. */
  readonly whole: ResolvedSeries
  readonly members: readonly ResolvedSeries[]
}

/** The layers of a map panel. `theme` puts another metric on the choropleth. Unknown metrics are left out. */
export function boundLayers(
  panel: Pick<PanelOf<'map'>, 'layers'>,
  theme: string | undefined,
  city: { readonly tree: AreaTree; metric(id: string): Metric | undefined },
): readonly BoundLayer[] {
  const bind = (layer: MapLayer): BoundLayer | undefined => {
    const metric = city.metric(layer.metric)
    if (!metric) return undefined
    const step = shownStep(metric, layer.step)
    const root = city.tree.root.code
    const level = layer.kind === 'points' ? layer.level : undefined
    return {
      layer,
      metric,
      whole: { metric: metric.id, area: root, step },
      members: mapAreas(metric, city.tree, level).map((code) => ({ metric: metric.id, area: code, step })),
    }
  }
  let isThemed = theme === undefined
  const layers = panel.layers.map((layer): MapLayer => {
    if (isThemed || layer.kind !== 'choropleth' || theme === undefined || theme === layer.metric) return layer
    isThemed = true
    return { kind: 'choropleth', metric: theme, ...(layer.extrude ? { extrude: true } : {}) }
  })
  return layers.map(bind).filter((layer) => layer !== undefined)
}

export interface MapInput {
  readonly layers: readonly BoundLayer[]
  /** Newest points of each layer, in the order of its members; and the whole city's. */
  readonly points: readonly { readonly whole: Point; readonly members: readonly Point[] }[]
  /** Limits between classes of the choropleth. */
  readonly breaks: readonly number[]
  readonly tree: AreaTree
  /** Codes of areas that have a shape on the map. */
  readonly shapes: ReadonlySet<string>
  /** The area the screen is drilled to. */
  readonly area: string
  readonly selected: string | undefined
  readonly hovered: string | undefined
  readonly places: readonly { readonly names: Names; readonly at: readonly [number, number] }[]
  /** Areas may stand up: not on a phone, not in reduced motion. */
  readonly canRaise: boolean
  /** There is room for figures beside names. */
  readonly printsFigures: boolean
  readonly canOpen: boolean
  readonly name: (names: Names) => string
  readonly t: Translate
  readonly format: Format
}

export interface MapModel {
  readonly drawing: MapDrawing
  readonly legend: Legend | undefined
  /** Nothing was ever recorded for the theme. */
  readonly isEmpty: boolean
  /** Words of the layers over the theme, for the legend. */
  readonly overlays: readonly string[]
  /** Rows for those who cannot see the map: name, figure, state. */
  readonly rows: readonly { readonly code: string; readonly sentence: string }[]
}

export interface Legend {
  readonly unit: string
  /** Limits as printed between the classes, and the colour step of each class. */
  readonly breaks: readonly string[]
  readonly steps: readonly number[]
  /** `95 以上标数`, where some figures are printed on the map. */
  readonly cutOff: string | undefined
}

/** Everything the map decides, with no DOM: who is coloured how, what is printed where, what the legend says. */
export function mapModel(input: MapInput): MapModel {
  const { layers, points, breaks, tree, shapes, area, t, format, name } = input
  const themeIndex = layers.findIndex(({ layer }) => layer.kind === 'choropleth')
  const theme = layers[themeIndex]
  const themePoints = points[themeIndex]
  const byArea = new Map(themePoints?.members.map((point) => [point.area, point]))
  const isEmpty = theme !== undefined && [...byArea.values()].every(({ value }) => value === null)
  const focus = townsOf(area, tree, shapes)
  const cutOff = theme && !isEmpty && input.printsFigures ? labelCutOff(theme, breaks) : undefined
  const highest = Math.max(...[...byArea.values()].map(({ value }) => value ?? 0), 0)
  const lowest = Math.min(...[...byArea.values()].map(({ value }) => value ?? highest), highest)
  // A rate has no zero to stand on: its relief begins at the lowest, its colour says what it is.
  const floor = theme && isDivided(theme.metric) ? lowest : Math.min(0, lowest)
  const height = (value: number) => (highest > floor ? (value - floor) / (highest - floor) : 0)
  const areas = [...shapes].map((code): AreaDrawing => {
    const point = byArea.get(code)
    const state = isEmpty ? 'plain' : stateOf(point)
    const value = point?.value ?? null
    return {
      code,
      state,
      band: value === null ? undefined : stepOfClass(classOf(value, breaks), breaks),
      height: value === null ? 0 : height(value),
      isDimmed: focus !== undefined && !focus.includes(code),
    }
  })
  const labels = labelled(tree, shapes).map((place): LabelDrawing => {
    const point = byArea.get(place.code)
    const state = theme && !isEmpty ? stateOf(point) : 'plain'
    const value = point?.value ?? null
    const isOutside = focus !== undefined && !isWithin(place.code, area, tree)
    const text = theme && value !== null ? format.figure(value, theme.metric) : undefined
    const isPrinted = !isOutside && value !== null && ((cutOff !== undefined && value >= cutOff) || focus !== undefined) // a drilled area has few towns: all are printed
    const names = name(place.short ?? place.names)
    return {
      code: place.code,
      at: place.seat as LngLat,
      name: shortened(names),
      figure: state === 'unreported' && !isOutside ? t('map.unreported') : isPrinted ? text?.text : undefined,
      weight: (isOutside ? 0 : 1e9) + (isPrinted ? 1e8 : 0) + (place.population ?? 0),
      tone: isOutside || !shapes.has(place.code) ? 'quiet' : 'normal',
      sentence: sentenceOf(names, text, state, t),
      canOpen: input.canOpen,
    }
  })
  const drawing: MapDrawing = {
    areas,
    labels,
    places: input.places.map((place) => ({ name: name(place.names), at: place.at })),
    ...overlays(input),
    isRaised: theme?.layer.kind === 'choropleth' && theme.layer.extrude === true && input.canRaise,
    mood: moodOf(themePoints),
    focus,
    selected: input.selected,
    hovered: input.hovered,
  }
  return {
    drawing,
    isEmpty,
    legend: theme && !isEmpty ? legendOf(theme.metric, breaks, cutOff, input) : undefined,
    overlays: layers.flatMap(({ layer, metric }) => overlayWords(layer, metric, input)),
    rows: labels.map(({ code, sentence }) => ({ code, sentence })),
  }
}

/** The state an area is drawn in. Nothing observed is unreported where the metric is expected, and plain where it is not. */
function stateOf(point: Point | undefined): AreaState {
  if (!point) return 'plain'
  if (point.value === null || point.freshness === 'empty') return 'unreported'
  return point.freshness
}

/** The whole picture is late or silent when the city's figure is, or when hardly a member is live. */
function moodOf(points: MapInput['points'][number] | undefined): MapDrawing['mood'] {
  if (!points) return 'live'
  const { whole, members } = points
  if (whole.freshness === 'silent' || whole.freshness === 'late') return whole.freshness
  const known = members.filter(({ freshness }) => freshness !== 'empty')
  if (known.length === 0) return 'live'
  if (known.every(({ freshness }) => freshness === 'silent')) return 'silent'
  return known.every(({ freshness }) => freshness !== 'live') ? 'late' : 'live'
}

/** Codes of the shapes that make up an area; undefined for the whole city, but not for the one part of it that a remit is for. */
export function townsOf(area: string, tree: AreaTree, shapes: ReadonlySet<string>): readonly string[] | undefined {
  if (area === tree.root.code && tree.root.level === 'city') return undefined
  const found = [...shapes].filter((code) => isWithin(code, area, tree))
  if (found.length > 0) return found
  // A community, or an area without a shape: the town or zone around it stands for it.
  const around = tree.path(area).find(({ code }) => code !== area && [...shapes].some((shape) => isWithin(shape, code, tree)))
  return around && around.code !== tree.root.code ? [...shapes].filter((code) => isWithin(code, around.code, tree)) : undefined
}

function isWithin(code: string, area: string, tree: AreaTree): boolean {
  return tree.path(code).some((parent) => parent.code === area)
}

/** Areas whose names stand on the map: those with a shape, and members of the same level that have only a seat. */
function labelled(tree: AreaTree, shapes: ReadonlySet<string>): Area[] {
  const levels = new Set([...shapes].map((code) => tree.byCode.get(code)?.level))
  return [...tree.byCode.values()].filter(
    (area) => area.seat !== undefined && area.overlaps !== true && (shapes.has(area.code) || levels.has(area.level)),
  )
}

function labelCutOff({ layer }: BoundLayer, breaks: readonly number[]): number | undefined {
  if (layer.kind !== 'choropleth') return undefined
  return layer.labelAbove ?? breaks.at(-1)
}

function legendOf(metric: Metric, breaks: readonly number[], cutOff: number | undefined, { t, format }: MapInput): Legend {
  // All limits are printed in the unit the highest one takes (万), so that one unit stands for the whole ramp.
  const highest = format.figure(breaks.at(-1) ?? 0, metric)
  const spelled = Number(highest.text.replaceAll(',', ''))
  const factor = spelled > 0 ? Math.max(1, 10 ** Math.round(Math.log10((breaks.at(-1) ?? 0) / spelled))) : 1
  const shown = breaks.map((limit) => Number((limit / factor).toPrecision(10)))
  const decimals = Math.min(4, Math.max(0, ...shown.map((limit) => `${limit}`.split('.')[1]?.length ?? 0)))
  return {
    unit: highest.unit,
    breaks: shown.map((limit) => format.number(limit, decimals)),
    steps: Array.from({ length: breaks.length + 1 }, (_, index) => stepOfClass(index, breaks)),
    cutOff: cutOff === undefined ? undefined : t('map.above', { limit: format.number(cutOff / factor, decimals) }),
  }
}

/** Longest name printed on the map, in em; the whole of it is in the sentence that is read out. */
const LONGEST_NAME_EM = 9

function shortened(name: string): string {
  if (textWidth(name, 1, 'text') <= LONGEST_NAME_EM) return name
  const letters = [...name]
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, 1, 'text') > LONGEST_NAME_EM) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

function sentenceOf(names: string, figure: ReturnType<Format['figure']> | undefined, state: AreaState, t: Translate): string {
  if (state === 'unreported') return `${names} ${t('map.unreported')}`
  if (!figure) return names
  const words = `${names} ${figure.text} ${figure.unit}`
  return state === 'late' || state === 'silent' ? `${words} · ${t(`freshness.${state}`)}` : words
}

type Overlays = Pick<MapDrawing, 'points' | 'heat' | 'heatFold' | 'arcs' | 'routes'>

/** Points, heat, arcs and routes over the theme. Every quantity is drawn as its share of the largest. */
function overlays({ layers, points, tree }: MapInput): Overlays {
  const circles: PointDrawing[] = []
  const heat: HeatDrawing[] = []
  const arcs: ArcDrawing[] = []
  const routes: RouteDrawing[] = []
  let heatFold: MapDrawing['heatFold'] = 'sum'
  for (const [index, { layer, metric }] of layers.entries()) {
    const known = (points[index]?.members ?? []).flatMap((point) => {
      const at = tree.byCode.get(point.area)?.seat as LngLat | undefined
      return at && point.value !== null ? [{ point, at, value: point.value }] : []
    })
    const largest = Math.max(...known.map(({ value }) => value), 0)
    const share = (value: number) => (largest > 0 ? Math.max(0, value) / largest : 0)
    switch (layer.kind) {
      case 'choropleth':
        break
      case 'points':
        for (const { point, at, value } of known) {
          if (value > 0) circles.push({ code: point.area, at, share: share(value), state: stateOf(point) })
        }
        break
      case 'heat':
        heatFold = isDivided(metric) ? 'mean' : 'sum'
        for (const { at, value } of known) heat.push({ at, weight: value })
        break
      case 'arcs': {
        const to = tree.byCode.get(layer.to)?.seat as LngLat | undefined
        if (!to) break
        for (const { point, at, value } of known)
          if (point.area !== layer.to && value > 0) arcs.push({ from: at, to, share: share(value) })
        break
      }
      case 'trips': {
        const alongValue = new Map(known.map(({ point, value }) => [point.area, value]))
        for (const { through } of layer.routes) {
          const seats = through.flatMap((code) => {
            const at = tree.byCode.get(code)?.seat as LngLat | undefined
            return at ? [at] : []
          })
          const along = through.map((code) => alongValue.get(code)).filter((value) => value !== undefined)
          const mean = along.length === 0 ? 0 : along.reduce((sum, value) => sum + value, 0) / along.length
          if (seats.length > 1) routes.push({ through: seats, share: share(mean) })
        }
        break
      }
    }
  }
  return { points: circles, heat, heatFold, arcs, routes }
}

function overlayWords(layer: MapLayer, metric: Metric, { t, name, tree }: MapInput): string[] {
  const words = { name: name(metric.short ?? metric.names) }
  switch (layer.kind) {
    case 'choropleth':
      return []
    case 'points':
      return [t('map.points', words)]
    case 'heat':
      return [t('map.heat', words)]
    case 'arcs': {
      const to = tree.byCode.get(layer.to)
      return [t('map.arcs', { ...words, area: to ? name(to.short ?? to.names) : layer.to })]
    }
    case 'trips':
      return [t('map.trips', words)]
  }
}
