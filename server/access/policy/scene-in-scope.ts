import type { Layout, MapLayer, Panel, Scene } from '#contract/scene.ts'

/** What a scope knows of the city. */
interface Known {
  readonly metrics: ReadonlySet<string>
  readonly areas: ReadonlySet<string>
}

/**
 * A scene with what its reader cannot see taken out: figures, then panels that would show none, then rows and columns of
 * the layouts that nothing stands in any more. Undefined when no figure is left. Pure.
 */
export function sceneInScope(scene: Scene, known: Known): Scene | undefined {
  const panels = Object.fromEntries(
    Object.entries(scene.panels).flatMap(([id, panel]) => {
      const kept = panelInScope(panel, known)
      return kept ? [[id, kept]] : []
    }),
  )
  if (!Object.values(panels).some(({ type }) => !SHOWS_NO_FIGURE.has(type))) return undefined
  if (Object.keys(panels).length === Object.keys(scene.panels).length) return { ...scene, panels }
  const trim = (layouts: readonly Layout[]) => layouts.map((layout) => withoutPanels(layout, new Set(Object.keys(panels))))
  const { wall, office, desk, mobile } = scene.layouts
  return { ...scene, panels, layouts: { wall: trim(wall), office: trim(office), desk: trim(desk), mobile: trim(mobile) } }
}

/** Panels that stand in any scene and speak of no figure of their own. */
const SHOWS_NO_FIGURE: ReadonlySet<Panel['type']> = new Set(['clock', 'links', 'alarms', 'weather'])

function panelInScope(panel: Panel, { metrics, areas }: Known): Panel | undefined {
  const isThere = (area: string | undefined) => area === undefined || area === '$area' || areas.has(area)
  if ('area' in panel && !isThere(panel.area)) return undefined
  const kept = <Item extends { readonly metric: string; readonly area?: string | undefined }>(items: readonly Item[]) =>
    items.filter((item) => metrics.has(item.metric) && isThere(item.area))
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
    case 'ranking':
    case 'distribution':
      return metrics.has(panel.metric) ? panel : undefined
    case 'share': {
      if (panel.metric !== undefined) return metrics.has(panel.metric) ? panel : undefined
      // A part left out of a whole would make the others look larger than they are.
      return panel.metrics?.every((metric) => metrics.has(metric)) ? panel : undefined
    }
    case 'matrix': {
      const shown = panel.metrics.filter((metric) => metrics.has(metric))
      return shown.length >= 2 ? { ...panel, metrics: shown } : undefined
    }
    case 'map': {
      const layers = panel.layers.filter((layer) => metrics.has(layer.metric)).flatMap((layer) => layerInScope(layer, areas) ?? [])
      if (layers.length === 0) return undefined
      const { hero, themes, ...rest } = panel
      return {
        ...rest,
        layers,
        ...(themes && { themes: themes.filter((metric) => metrics.has(metric)) }),
        ...(hero && kept([hero]).length > 0 && { hero }),
      }
    }
    case 'alarms':
    case 'clock':
    case 'links':
      return panel
  }
}

function layerInScope(layer: MapLayer, areas: ReadonlySet<string>): MapLayer | undefined {
  if (layer.kind === 'arcs') return areas.has(layer.to) ? layer : undefined
  if (layer.kind !== 'trips') return layer
  const routes = layer.routes.filter(({ through }) => through.every((code) => areas.has(code)))
  return routes.length > 0 ? { ...layer, routes } : undefined
}

/** The layout with the cells of missing panels empty, and without the rows and columns that are empty from end to end. */
function withoutPanels(layout: Layout, there: ReadonlySet<string>): Layout {
  const cells = layout.areas.map((row) =>
    row
      .trim()
      .split(/\s+/)
      .map((id) => (there.has(id) ? id : EMPTY)),
  )
  const isUsedColumn = layout.columns.map((_, column) => cells.some((row) => row[column] !== EMPTY))
  const isUsedRow = cells.map((row) => row.some((id) => id !== EMPTY))
  return {
    ...layout,
    columns: layout.columns.filter((_, column) => isUsedColumn[column]),
    rows: layout.rows.filter((_, row) => isUsedRow[row]),
    areas: cells.filter((_, row) => isUsedRow[row]).map((row) => row.filter((_, column) => isUsedColumn[column]).join(' ')),
  }
}

const EMPTY = '.'
