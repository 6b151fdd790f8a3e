import type { AreaTree } from '#contract/catalogue.ts'
import { liveSteps, type Metric } from '#contract/metric.ts'
import type { Panel, Scene } from '#contract/scene.ts'
import { panelMetrics } from '#contract/scene-series.ts'
import type { Finding } from './finding.ts'
import type { CityFiles } from './read-city.ts'
import { checkGrid } from './scene-grid.ts'

/** A name a panel uses: where in the panel it stands and what it names. */
interface Use {
  readonly field: string
  readonly name: string
}

/** What scenes name that does not exist: chapters, scenes, metrics, steps, areas, domains, and panels in layouts. */
export function checkSceneReferences({ scenes, metrics, city, entityKinds }: CityFiles, tree: AreaTree): Finding[] {
  const known = new Map(metrics.map(({ entry }) => [entry.id, entry]))
  const chapters = new Set(city.entry.chapters.map(({ id }) => id))
  const domains = new Set(city.entry.domains.map(({ id }) => id))
  const ids = scenes.map(({ entry }) => entry.id)
  const kinds = new Set(entityKinds.map(({ entry }) => entry.id))
  return scenes.flatMap(({ file, entry: scene }) => {
    const say = (place: string, sentence: string): Finding => ({ file, place, sentence })
    const findings: Finding[] = []
    if (ids.indexOf(scene.id) !== ids.lastIndexOf(scene.id))
      findings.push(say('id', `"${scene.id}" is the id of two scenes; rename one.`))
    if (file !== `scenes/${scene.id}.json`)
      findings.push(say('id', `"${scene.id}" does not match the name of its file; use one name.`))
    if (scene.chapter !== undefined && !chapters.has(scene.chapter))
      findings.push(say('chapter', `"${scene.chapter}" is not among the chapters of city.json (${[...chapters].join(', ')}).`))
    for (const [name, panel] of Object.entries(scene.panels)) {
      const place = (field: string) => `panel ${name}, ${field}`
      for (const id of panelMetrics(panel))
        if (!known.has(id)) findings.push(say(place('metric'), `there is no metric ${id} in metrics/*.json; correct the id.`))
      for (const { field, name: code } of namedAreas(panel))
        if (!tree.byCode.has(code)) findings.push(say(place(field), `there is no area ${code}; use $area or a code of areas.json.`))
      for (const { field, name: step, metric } of namedSteps(panel, known))
        if (!(liveSteps(metric) as readonly string[]).includes(step))
          findings.push(
            say(
              place(field),
              `${metric.id} is not kept live at ${step}; use ${liveSteps(metric).join(' or ')}, or leave step out.`,
            ),
          )
      if (panel.type === 'figures' && panel.scene !== undefined && !ids.includes(panel.scene))
        findings.push(say(place('scene'), `there is no scene "${panel.scene}"; name one of ${ids.join(', ')}.`))
      if (panel.type === 'map' && panel.entities && panel.layers.some((layer) => layer.kind === 'choropleth' && layer.extrude))
        findings.push(
          say(place('layers'), 'areas that stand up would hide the entities among them; leave extrude out, or entities.'),
        )
      if (panel.type === 'map')
        for (const id of panel.entities ?? [])
          if (!kinds.has(id))
            findings.push(say(place('entities'), `there is no kind "${id}" in entities.json; name one of its kinds.`))
      if (panel.type === 'alarms')
        for (const id of panel.domains ?? [])
          if (!domains.has(id)) findings.push(say(place('domains'), `"${id}" is not among the domains of city.json.`))
      if (panel.type === 'share' && (panel.metrics === undefined) === (panel.metric === undefined))
        findings.push(say(place('metrics'), 'give either metrics (parts of a whole) or metric (shared among areas).'))
    }
    return [...findings, ...checkGrid(file, scene)]
  })
}

function namedAreas(panel: Panel): Use[] {
  const own = 'area' in panel && panel.area !== undefined ? [{ field: 'area', name: panel.area }] : []
  const items = boundItems(panel).flatMap(({ field, area }) => (area === undefined ? [] : [{ field: `${field}.area`, name: area }]))
  const layers =
    panel.type !== 'map'
      ? []
      : panel.layers.flatMap((layer, index): Use[] => {
          if (layer.kind === 'arcs') return [{ field: `layers.${index}.to`, name: layer.to }]
          if (layer.kind !== 'trips') return []
          return layer.routes.flatMap(({ through }) => through.map((name) => ({ field: `layers.${index}.routes`, name })))
        })
  return [...own, ...items, ...layers].filter(({ name }) => name !== '$area')
}

function namedSteps(panel: Panel, metrics: ReadonlyMap<string, Metric>): (Use & { metric: Metric })[] {
  const own = 'step' in panel && 'metric' in panel ? [{ field: 'step', metric: panel.metric, step: panel.step }] : []
  const shared = panel.type === 'share' ? (panel.metrics ?? []).map((metric) => ({ field: 'step', metric, step: panel.step })) : []
  const items = boundItems(panel).map(({ field, metric, step }) => ({ field: `${field}.step`, metric, step }))
  const layers =
    panel.type === 'map' ? panel.layers.map(({ metric, step }, index) => ({ field: `layers.${index}.step`, metric, step })) : []
  return [...own, ...shared, ...items, ...layers].flatMap(({ field, metric, step }) => {
    const found = metrics.get(metric ?? '')
    return step === undefined || !found ? [] : [{ field, name: step, metric: found }]
  })
}

function boundItems(panel: Panel): { field: string; metric: string; area?: string; step?: string }[] {
  const named = (field: string, items: readonly { metric: string; area?: string; step?: string }[]) =>
    items.map((item, index) => ({ field: `${field}.${index}`, ...item }))
  switch (panel.type) {
    case 'figure':
      return named('with', panel.with ?? [])
    case 'figures':
    case 'weather':
    case 'table':
      return named('items', panel.items)
    case 'map':
      return panel.hero ? [{ field: 'hero', ...panel.hero }] : []
    default:
      return []
  }
}

/** Panels of a scene that no layout of any class places. */
export function unplacedPanels(scene: Scene): string[] {
  const placed = new Set(
    Object.values(scene.layouts).flatMap((layouts) => layouts.flatMap(({ areas }) => areas.flatMap((row) => row.split(/\s+/)))),
  )
  return Object.keys(scene.panels).filter((name) => !placed.has(name))
}
