import { DISPLAY_CONTRACTS, type DisplayClass } from '#contract/display-class.ts'
import type { Layout, MapLayer, Panel, Scene } from '#contract/scene.ts'
import { type SceneContext, shownMembers } from '#contract/scene-series.ts'

/** What there is for a reader: figures, areas, and kinds of entities. */
export interface KnownToScene extends SceneContext {
  readonly kinds?: ReadonlySet<string>
}

/**
 * A scene with what its reader cannot see taken out: figures, then panels that would show none or compare nothing, then
 * rows and columns of the layouts that nothing stands in any more; where much is empty still, what is left is laid out anew.
 * Undefined when no figure is left. Pure.
 */
export function sceneInScope(scene: Scene, known: KnownToScene): Scene | undefined {
  const panels = Object.fromEntries(
    Object.entries(scene.panels).flatMap(([id, panel]) => {
      const kept = panelInScope(panel, known)
      return kept ? [[id, kept]] : []
    }),
  )
  const figures = Object.entries(panels).flatMap(([id, { type }]) => (SHOWS_NO_FIGURE.has(type) ? [] : [id]))
  if (figures.length === 0) return undefined
  if (Object.keys(panels).length === Object.keys(scene.panels).length) return { ...scene, panels }
  const trim = (layouts: readonly Layout[], display: DisplayClass) => {
    const told = layouts.flatMap((layout) => {
      const left = withoutPanels(layout, new Set(Object.keys(panels)))
      const tells = left.areas.some((row) => row.split(' ').some((id) => figures.includes(id)))
      return tells ? [filled(left, layout)] : []
    })
    return told.length > 0 ? told : [oneBelowTheOther(figures, DISPLAY_CONTRACTS[display].hasInput)]
  }
  const { wall, office, desk, mobile } = scene.layouts
  const layouts = {
    wall: trim(wall, 'wall'),
    office: trim(office, 'office'),
    desk: trim(desk, 'desk'),
    mobile: trim(mobile, 'mobile'),
  }
  return { ...scene, panels, layouts }
}

/** The layout of a display class whose own layouts show none of the panels that are left; it scrolls where one can. */
function oneBelowTheOther(panels: readonly string[], canScroll: boolean): Layout {
  return { columns: [1], rows: panels.map(() => (canScroll ? 0 : 1)), areas: [...panels] }
}

/** Panels that stand in any scene and speak of no figure of their own. */
const SHOWS_NO_FIGURE: ReadonlySet<Panel['type']> = new Set(['clock', 'links', 'alarms', 'weather', 'incidents', 'incident'])

/** Fewer areas than this are no ranking, no distribution and no whole to be shared. */
const FEWEST_COMPARED = 2

function panelInScope(panel: Panel, known: KnownToScene): Panel | undefined {
  const { metrics, tree } = known
  const isThere = (area: string | undefined) => area === undefined || area === '$area' || tree.byCode.has(area)
  if ('area' in panel && !isThere(panel.area)) return undefined
  const kept = <Item extends { readonly metric: string; readonly area?: string | undefined }>(items: readonly Item[]) =>
    items.filter((item) => metrics.has(item.metric) && isThere(item.area))
  const compared = (id: string, at: string | undefined, level?: string) => {
    const metric = metrics.get(id)
    const area = at === undefined || at === '$area' ? tree.root.code : at
    return metric ? shownMembers(metric, area, tree, level).length : 0
  }
  switch (panel.type) {
    case 'figure':
      return metrics.has(panel.metric) ? { ...panel, ...(panel.with && { with: kept(panel.with) }) } : undefined
    case 'figures':
    case 'table':
    case 'weather': {
      const items = kept(panel.items)
      return items.length > 0 ? { ...panel, items } : undefined
    }
    case 'trend':
      return metrics.has(panel.metric) ? panel : undefined
    case 'ranking':
    case 'distribution':
      return compared(panel.metric, panel.area, panel.level) >= FEWEST_COMPARED ? panel : undefined
    case 'share': {
      if (panel.metric !== undefined) return compared(panel.metric, panel.area) >= FEWEST_COMPARED ? panel : undefined
      // A part left out of a whole would make the others look larger than they are.
      return panel.metrics?.every((metric) => metrics.has(metric)) ? panel : undefined
    }
    case 'matrix': {
      const shown = panel.metrics.filter((metric) => compared(metric, panel.area, panel.level) > 0)
      return shown.length >= FEWEST_COMPARED ? { ...panel, metrics: shown } : undefined
    }
    case 'map': {
      const layers = panel.layers.filter((layer) => metrics.has(layer.metric)).flatMap((layer) => layerInScope(layer, known) ?? [])
      if (layers.length === 0) return undefined
      const { hero, themes, entities, ...rest } = panel
      const kinds = entities?.filter((kind) => known.kinds?.has(kind)) ?? []
      return {
        ...rest,
        layers,
        ...(themes && { themes: themes.filter((metric) => metrics.has(metric)) }),
        ...(hero && kept([hero]).length > 0 && { hero }),
        ...(kinds.length > 0 && { entities: kinds }),
      }
    }
    case 'alarms':
    case 'clock':
    case 'links':
    case 'incidents':
    case 'incident':
      return panel
  }
}

function layerInScope(layer: MapLayer, { tree }: SceneContext): MapLayer | undefined {
  if (layer.kind === 'arcs') return tree.byCode.has(layer.to) ? layer : undefined
  if (layer.kind !== 'trips') return layer
  const routes = layer.routes.filter(({ through }) => through.every((code) => tree.byCode.has(code)))
  return routes.length > 0 ? { ...layer, routes } : undefined
}

/**
 * The layout without missing panels: a neighbour of just their width or height grows into their place, and rows and columns
 * that are empty from end to end are taken out.
 */
function withoutPanels(layout: Layout, there: ReadonlySet<string>): Layout {
  const cells = layout.areas.map((row) => row.trim().split(/\s+/))
  const missing = new Set(cells.flat().filter((id) => id !== EMPTY && !there.has(id)))
  const places = [...missing].map((id) => placeOf(id, cells))
  for (const row of cells) for (const [column, id] of row.entries()) if (missing.has(id)) row[column] = EMPTY
  // A panel that has grown may be the very neighbour another place has waited for.
  for (let waiting = places, before = -1; waiting.length !== before; ) {
    before = waiting.length
    waiting = waiting.filter((place) => !isTakenOver(place, cells))
  }
  const isUsedColumn = layout.columns.map((_, column) => cells.some((row) => row[column] !== EMPTY))
  const isUsedRow = cells.map((row) => row.some((id) => id !== EMPTY))
  return {
    ...layout,
    columns: layout.columns.filter((_, column) => isUsedColumn[column]),
    rows: layout.rows.filter((_, row) => isUsedRow[row]),
    areas: cells.filter((_, row) => isUsedRow[row]).map((row) => row.filter((_, column) => isUsedColumn[column]).join(' ')),
  }
}

/** Where a panel stands: rows and columns from 0, ends exclusive. */
interface Place {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

function placeOf(id: string, cells: readonly (readonly string[])[]): Place {
  const top = cells.findIndex((row) => row.includes(id))
  const bottom = cells.findLastIndex((row) => row.includes(id)) + 1
  const row = cells[top] ?? []
  return { top, bottom, left: row.indexOf(id), right: row.lastIndexOf(id) + 1 }
}

/** Lets a neighbour that ends where the place ends, on both sides, grow into it; false where there is none. */
function isTakenOver(place: Place, cells: string[][]): boolean {
  const { top, bottom, left, right } = place
  const beside = [cells[bottom]?.[left], cells[top - 1]?.[left], cells[top]?.[left - 1], cells[top]?.[right]]
  const heir = beside.find((id, side) => {
    if (id === undefined || id === EMPTY) return false
    const own = placeOf(id, cells)
    return side < 2 ? own.left === left && own.right === right : own.top === top && own.bottom === bottom
  })
  if (heir === undefined) return false
  for (const row of cells.slice(top, bottom)) row.fill(heir, left, right)
  return true
}

const EMPTY = '.'

/** A composition with more holes than this, as a share of its space, is none any more. */
const MOST_EMPTY = 0.2

/**
 * The layout itself, or its panels in rows of equal height where too much of it became empty. Rows that are as high as their
 * panels need have no holes to fill.
 */
function filled(layout: Layout, original: Layout): Layout {
  const emptiness = emptyShare(layout)
  if (layout.rows.includes(0) || emptiness <= MOST_EMPTY || emptiness <= emptyShare(original)) return layout
  const panels = [...new Set(layout.areas.flatMap((row) => row.split(' ')))].filter((id) => id !== EMPTY)
  const rows = Math.ceil(panels.length / original.columns.length)
  const across = Math.ceil(panels.length / rows)
  const areas = Array.from({ length: rows }, (_, row) => {
    const inRow = panels.slice(row * across, (row + 1) * across)
    // A last row with fewer panels is as wide as the others: its panels take more columns each.
    return Array.from({ length: across }, (_, column) => inRow[Math.floor((column * inRow.length) / across)]).join(' ')
  })
  const { columns: _columns, rows: _rows, areas: _areas, ...conditions } = layout
  return { ...conditions, columns: Array(across).fill(1), rows: Array(rows).fill(1), areas }
}

/** How much of the space of a layout nothing stands in, 0 to 1. */
function emptyShare({ columns, rows, areas }: Layout): number {
  const empty = areas.reduce(
    (sum, row, index) =>
      sum + row.split(/\s+/).reduce((own, id, column) => own + (id === EMPTY ? (columns[column] ?? 0) * (rows[index] ?? 0) : 0), 0),
    0,
  )
  const add = (shares: readonly number[]) => shares.reduce((sum, share) => sum + share, 0)
  return empty / (add(columns) * add(rows))
}
