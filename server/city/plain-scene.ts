import type { City } from '#contract/city.ts'
import type { Metric } from '#contract/metric.ts'
import type { Layout, Panel, Scene } from '#contract/scene.ts'

/** Figures in one panel: as many as a third of a column holds on every wall. */
const FIGURES_PER_PANEL = 8
/** Panels of figures on screens that cannot scroll: three at the left of the map, two and the alarms at its right. */
const MOST_LEFT = 3
const MOST_RIGHT = 2

/**
 * A scene for a city that has none yet: a map, the alarms, and every metric under its domain. It stands in for
 * scenes/*.json, so that a city can be looked at before anybody has composed it.
 */
export function plainScene(city: City, metrics: readonly Metric[]): Scene {
  const groups = city.domains.flatMap(({ id, names }) =>
    inGroups(metrics.filter(({ domain }) => domain === id)).map((group, index): [string, Panel] => [
      `${id}-${index + 1}`,
      { type: 'figures', title: names, items: group.map((metric) => ({ metric: metric.id })) },
    ]),
  )
  const mapped = metrics.find(({ level, areas }) => level !== 'city' && (areas === undefined || areas.length > 1))
  const map: [string, Panel][] = mapped ? [['map', { type: 'map', layers: [{ kind: 'choropleth', metric: mapped.id }] }]] : []
  const names = groups.map(([name]) => name)
  const middle = mapped ? 'map' : 'alarms'
  const left = names.slice(0, MOST_LEFT)
  const right = [...names.slice(MOST_LEFT, MOST_LEFT + MOST_RIGHT), ...(mapped ? ['alarms'] : [])]
  const rest = names.slice(MOST_LEFT + MOST_RIGHT)
  const still = threeColumns(left, middle, right, [])
  return {
    id: city.home,
    names: city.names,
    order: 1,
    panels: Object.fromEntries([...map, ['alarms', { type: 'alarms' } satisfies Panel], ...groups]),
    layouts: {
      wall: [still],
      office: [still],
      desk: [threeColumns(left, middle, right, rest)],
      mobile: [oneColumn([...new Set(['alarms', middle, ...names])])],
    },
  }
}

function inGroups(metrics: readonly Metric[]): Metric[][] {
  return Array.from({ length: Math.ceil(metrics.length / FIGURES_PER_PANEL) }, (_, index) =>
    metrics.slice(index * FIGURES_PER_PANEL, (index + 1) * FIGURES_PER_PANEL),
  )
}

/** Left and right columns of panels around one in the middle; what is left over follows below, three in a row. */
function threeColumns(left: readonly string[], middle: string, right: readonly string[], rest: readonly string[]): Layout {
  const sides = [left, right].map((names) => (names.length > 0 ? names : ['.']))
  const count = sides.reduce((product, names) => product * names.length, 1)
  const upper = Array.from({ length: count }, (_, row) => {
    const [a, b] = sides.map((names) => names[Math.floor((row * names.length) / count)])
    return `${a} ${middle} ${b}`
  })
  const lower = Array.from({ length: Math.ceil(rest.length / 3) }, (_, row) =>
    [0, 1, 2].map((column) => rest[row * 3 + column] ?? '.').join(' '),
  )
  return { columns: [1, 1.4, 1], rows: [...upper.map(() => 1), ...lower.map(() => 0)], areas: [...upper, ...lower] }
}

/** A layout has at most so many rows; a city with more to show needs scenes of its own. */
const MOST_ROWS = 40

function oneColumn(names: readonly string[]): Layout {
  const shown = names.slice(0, MOST_ROWS)
  return { columns: [1], rows: shown.map(() => 0), areas: shown }
}
