import type { Area } from '#contract/area.ts'
import { areaTree } from '#contract/catalogue.ts'
import type { PanelType } from '#contract/scene.ts'
import { panelMetrics, panelSeries } from '#contract/scene-series.ts'
import { checkClassContracts } from './class-contract.ts'
import { crossCheck } from './cross-check.ts'
import { CityFault, type Finding } from './finding.ts'
import { loadBoundary } from './load-boundary.ts'
import { type CityFiles, readCity } from './read-city.ts'
import { unplacedPanels } from './scene-references.ts'

/** The outcome of a check: how much was read, and everything that is wrong with it. */
export interface CityCheck {
  readonly findings: readonly Finding[]
  readonly areas: number
  readonly metrics: number
  readonly scenes: number
  readonly panels: number
}

/**
 * Everything `loadCity` insists on, and what a good city keeps besides: every metric is shown somewhere, every panel is
 * placed and has something to show, every layout keeps its display class's contract, censuses add up, and boundary files
 * carry codes that exist.
 */
export async function checkCity(folder: string): Promise<CityCheck> {
  const read = await readCity(folder)
  if ('findings' in read) return { findings: read.findings, areas: 0, metrics: 0, scenes: 0, panels: 0 }
  const { files } = read
  const dangling = crossCheck(files)
  const hasTree = !dangling.some(({ file }) => file.startsWith('areas'))
  const findings = [
    ...dangling,
    ...(hasTree ? [...checkShown(files), ...checkPanels(files), ...checkCensus(files), ...(await checkBoundaries(files))] : []),
  ]
  return {
    findings,
    areas: files.areas.length,
    metrics: files.metrics.length,
    scenes: files.scenes.length,
    panels: files.scenes.reduce((count, { entry }) => count + Object.keys(entry.panels).length, 0),
  }
}

function checkShown({ metrics, scenes }: CityFiles): Finding[] {
  const shown = new Set(scenes.flatMap(({ entry }) => placedPanels(entry).flatMap((panel) => panelMetrics(panel))))
  return metrics
    .filter(({ entry }) => !shown.has(entry.id))
    .map(({ file, entry }) => ({
      file,
      place: `metric ${entry.id}`,
      sentence: 'is shown by no panel of any scene; add it to one.',
    }))
}

function placedPanels(scene: CityFiles['scenes'][number]['entry']) {
  const unplaced = new Set(unplacedPanels(scene))
  return Object.entries(scene.panels).flatMap(([name, panel]) => (unplaced.has(name) ? [] : [panel]))
}

/** Panels that show something else than figures, or whatever figures there are. */
const WITHOUT_SERIES: readonly PanelType[] = ['clock', 'alarms', 'links', 'incidents', 'incident']

function checkPanels({ areas, metrics, scenes, city }: CityFiles): Finding[] {
  const tree = areaTree(areas.map(({ entry }) => entry))
  const known = new Map(metrics.map(({ entry }) => [entry.id, entry]))
  return scenes.flatMap(({ file, entry: scene }) => {
    const say = (name: string, sentence: string): Finding => ({ file, place: `panel ${name}`, sentence })
    const unplaced = unplacedPanels(scene).map((name) => say(name, 'is placed in no layout of any class; place it or remove it.'))
    const empty = Object.entries(scene.panels).flatMap(([name, panel]) => {
      if (WITHOUT_SERIES.includes(panel.type)) return []
      const series = panelSeries(panel, tree.root.code, { tree, metrics: known })
      if (series.length === 0) return [say(name, 'has no data: none of its metrics has a series it could show.')]
      const needsMembers = panel.type === 'ranking' || panel.type === 'distribution' || (panel.type === 'share' && panel.metric)
      return needsMembers && series.every(({ area }) => area === tree.root.code)
        ? [say(name, 'compares areas, but its metric exists for the city as a whole only; choose another metric or panel type.')]
        : []
    })
    return [...unplaced, ...empty, ...checkClassContracts(file, scene, city.entry)]
  })
}

/** Populations of members sum to their parent's, wherever all of them are given. */
function checkCensus({ areas }: CityFiles): Finding[] {
  const children = new Map<string, Area[]>()
  for (const { entry } of areas)
    if (entry.parent !== undefined && !entry.overlaps) children.set(entry.parent, [...(children.get(entry.parent) ?? []), entry])
  return areas.flatMap(({ file, entry: area }) => {
    const members = children.get(area.code) ?? []
    if (area.population === undefined || members.length === 0 || members.some(({ population }) => population === undefined))
      return []
    const total = members.reduce((sum, { population }) => sum + (population as number), 0)
    if (total === area.population) return []
    const sentence = `is ${area.population}, but its ${members.length} members sum to ${total}; correct one of them.`
    return [{ file, place: `area ${area.code}, population`, sentence }]
  })
}

async function checkBoundaries({ folder, city, areas }: CityFiles): Promise<Finding[]> {
  const { boundaries, outline } = city.entry.map
  const codes = new Set(areas.map(({ entry }) => entry.code))
  const findings: Finding[] = []
  for (const boundary of [boundaries, outline]) {
    if (!boundary) continue
    try {
      const { features } = await loadBoundary(folder, boundary)
      for (const [index, { properties }] of features.entries())
        if (!codes.has(String(properties?.code)))
          findings.push({
            file: boundary.file,
            place: `features.${index}.properties.code`,
            sentence: `${JSON.stringify(properties?.code)} is the code of no area; write the code of areas.json.`,
          })
    } catch (error) {
      if (!(error instanceof CityFault)) throw error
      findings.push(...error.findings)
    }
  }
  return findings
}
