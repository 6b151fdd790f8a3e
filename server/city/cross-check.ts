import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AREA_LEVELS, type Area } from '#contract/area.ts'
import { type AreaTree, areaTree, metricAreas } from '#contract/catalogue.ts'
import { nests, STEPS, type Step } from '#contract/duration.ts'
import { isDivided, liveSteps, type Metric, needsParts } from '#contract/metric.ts'
import { windowCalendar } from '#contract/window.ts'
import { checkAlarms } from './check-alarms.ts'
import { checkCases } from './check-cases.ts'
import { checkCommand } from './check-command.ts'
import { checkDrills } from './check-drills.ts'
import { checkEntityKinds } from './check-entity-kinds.ts'
import { checkOpen } from './check-open.ts'
import { checkPlans } from './check-plans.ts'
import type { Finding } from './finding.ts'
import type { CityFiles, Filed } from './read-city.ts'
import { checkSceneReferences } from './scene-references.ts'

/**
 * What the files of a city say about each other: every code, domain, department, step, metric and panel that is named
 * must exist. Returns all findings; an empty list means the city can be shown.
 */
export function crossCheck(files: CityFiles): Finding[] {
  const structural = [...checkCity(files), ...checkAreas(files)]
  if (structural.length > 0) return structural
  const tree = areaTree(files.areas.map(({ entry }) => entry))
  return [
    ...checkMetrics(files, tree),
    ...checkSceneReferences(files, tree),
    ...checkEntityKinds(files),
    ...checkAlarms(files, tree),
    ...checkCommand(files),
    ...checkCases(files),
    ...checkPlans(files, tree),
    ...checkOpen(files),
    ...checkDrills(files, tree),
  ]
}

function checkCity({ folder, city: { file, entry: city }, areas, metrics, scenes }: CityFiles): Finding[] {
  const say = (place: string, sentence: string): Finding => ({ file, place, sentence })
  const chapters = new Set(city.chapters.map(({ id }) => id))
  const findings: Finding[] = [
    ...repeated(city.chapters.map(({ id }) => id)).map((id) => say(`chapter ${id}`, 'is given twice; keep one.')),
    ...repeated(city.domains.map(({ id }) => id)).map((id) => say(`domain ${id}`, 'is given twice; keep one.')),
    ...repeated(city.departments.map(({ id }) => id)).map((id) => say(`department ${id}`, 'is given twice; keep one.')),
    ...repeated(city.walls.map(({ id }) => id)).map((id) => say(`wall ${id}`, 'is given twice; keep one.')),
    ...city.domains
      .filter(({ chapter }) => !chapters.has(chapter))
      .map(({ id, chapter }) => say(`domain ${id}, chapter`, `"${chapter}" is not among chapters (${[...chapters].join(', ')}).`)),
  ]
  try {
    windowCalendar(city.timeZone)
  } catch {
    findings.push(say('timeZone', `"${city.timeZone}" is not an IANA time zone; write one such as Asia/Shanghai.`))
  }
  const root = areas.find(({ entry }) => entry.code === city.area)
  if (!root) findings.push(say('area', `${city.area} is in no areas file; name the code of the area without a parent.`))
  if (!scenes.some(({ entry }) => entry.id === city.home)) {
    const known = scenes.map(({ entry }) => entry.id).join(', ')
    findings.push(say('home', `there is no scene "${city.home}"; name one of ${known || 'scenes/*.json (there are none yet)'}.`))
  }
  if (city.census !== undefined && !metrics.some(({ entry }) => entry.id === city.census))
    findings.push(say('census', `there is no metric ${city.census}; name one of metrics/*.json or leave census out.`))
  const { boundaries, outline, neighbours, basemap } = city.map
  for (const [field, boundary] of Object.entries({ boundaries, outline, neighbours }))
    if (boundary && !existsSync(join(folder, boundary.file)))
      findings.push(
        say(
          `map.${field}.file`,
          `${boundary.file} does not exist in the city’s folder; derive it with npm run city or leave it out.`,
        ),
      )
  if (basemap && 'pmtiles' in basemap && !/^https?:/.test(basemap.pmtiles) && !existsSync(join(folder, basemap.pmtiles)))
    findings.push(say('map.basemap.pmtiles', `${basemap.pmtiles} does not exist in the city’s folder.`))
  return findings
}

function checkAreas({ areas, city }: CityFiles): Finding[] {
  const findings: Finding[] = []
  const byCode = new Map(areas.map((area) => [area.entry.code, area]))
  for (const code of repeated(areas.map(({ entry }) => entry.code)))
    findings.push({ file: (byCode.get(code) as Filed<Area>).file, place: `area ${code}`, sentence: 'is given twice; keep one.' })
  for (const { file, entry: area } of areas) {
    const say = (field: string, sentence: string) => findings.push({ file, place: `area ${area.code}${field}`, sentence })
    const parent = area.parent === undefined ? undefined : byCode.get(area.parent)?.entry
    if (area.parent === undefined && area.code !== city.entry.area)
      say('', `has no parent, but the city’s area is ${city.entry.area}; name its parent.`)
    else if (area.parent !== undefined && !parent)
      say(', parent', `${area.parent} is in no areas file; add it or correct the code.`)
    else if (parent && AREA_LEVELS.indexOf(parent.level) >= AREA_LEVELS.indexOf(area.level))
      say(', level', `a ${area.level} cannot lie in a ${parent.level} (${parent.code}); levels go ${AREA_LEVELS.join(' → ')}.`)
    if (area.parent === undefined && area.level !== 'city') say(', level', 'the area without a parent has level city.')
    if (area.kind !== undefined && area.level !== 'town') say(', kind', 'only areas of level town have a kind; leave it out.')
  }
  if (findings.length === 0 && areas.length > 0) {
    try {
      areaTree(areas.map(({ entry }) => entry))
    } catch (error) {
      findings.push({ file: 'areas.json', place: '', sentence: `${(error as Error).message}.` })
    }
  }
  return findings
}

function checkMetrics({ metrics, city }: CityFiles, tree: AreaTree): Finding[] {
  const findings: Finding[] = []
  const domains = new Set(city.entry.domains.map(({ id }) => id))
  const departments = new Set(city.entry.departments.map(({ id }) => id))
  const files = new Map(metrics.map(({ file, entry }) => [entry.id, file]))
  for (const id of repeated(metrics.map(({ entry }) => entry.id)))
    findings.push({ file: files.get(id) as string, place: `metric ${id}`, sentence: 'is given twice; keep one.' })
  for (const { file, entry: metric } of metrics) {
    const say = (field: string, sentence: string) => findings.push({ file, place: `metric ${metric.id}${field}`, sentence })
    if (!domains.has(metric.domain))
      say(', domain', `"${metric.domain}" is not among the domains of city.json (${[...domains].join(', ')}).`)
    if (!departments.has(metric.department))
      say(', department', `"${metric.department}" is not among the departments of city.json; add it there.`)
    for (const code of metric.areas ?? [])
      if (!tree.byCode.has(code)) say(', areas', `${code} is in no areas file; correct the code.`)
    const { reports } = metricAreas(metric, tree)
    if (reports.size === 0) say(', level', `no area reports it: the city has no area of level ${metric.level}.`)
    if (metric.range[0] >= metric.range[1])
      say(', range', `the lower end ${metric.range[0]} is not below the upper end ${metric.range[1]}.`)
    if (metric.headline && !nests(metric.period as Step, metric.headline as Step))
      say(', headline', `${metric.headline} is not made of whole windows of ${metric.period}; ${headlineRemedy(metric)}.`)
    if (metric.headline && metric.kind === 'gauge')
      say(', headline', 'a gauge is a level, not a running total; leave headline out, or make it a counter.')
    if (metric.scale !== undefined && !isDivided(metric)) say(', scale', 'only ratio and mean are scaled; leave it out.')
    if (isScaledBare(metric))
      say(
        ', scale',
        `a mean of bare values would be shown ${metric.scale} times as large as it was sent; leave scale out, or name its parts and send numerator and denominator.`,
      )
    if (metric.parts && !isDivided(metric))
      say(', parts', 'only ratio and mean have a numerator and a denominator; leave them out.')
    if (metric.kind === 'counter' && metric.rollUp.time !== 'sum')
      say(', rollUp.time', 'a counter’s increments add up over time: sum. A metric that does not add up is a gauge.')
    findings.push(...checkThreshold(file, metric))
  }
  return findings
}

/** True for a mean that nothing says is sent in parts: a value sent bare is already what is to be shown. */
function isScaledBare(metric: Metric): boolean {
  return isDivided(metric) && !needsParts(metric) && (metric.scale ?? 1) !== 1 && !metric.parts
}

function headlineRemedy({ period }: Metric): string {
  const longer = STEPS.filter((step) => step !== period && nests(period as Step, step))
  return longer.length > 0 ? `use one of ${longer.join(', ')}, or leave headline out` : 'leave headline out'
}

function checkThreshold(file: string, metric: Metric): Finding[] {
  const { threshold } = metric
  if (!threshold) return []
  const say = (field: string, sentence: string): Finding => ({ file, place: `metric ${metric.id}, threshold${field}`, sentence })
  const findings: Finding[] = []
  const steps = liveSteps(metric)
  const { warn, critical, side } = threshold
  if (warn === undefined && critical === undefined)
    findings.push(say('', 'has neither warn nor critical; give one or leave it out.'))
  if (warn !== undefined && critical !== undefined && (side === 'above' ? critical < warn : critical > warn))
    findings.push(
      say('.critical', `${critical} is reached before warn ${warn} on the way ${side === 'above' ? 'up' : 'down'}; swap them.`),
    )
  if (threshold.step !== undefined && !steps.includes(threshold.step as Step))
    findings.push(say('.step', `${threshold.step} is not a live step of this metric (${steps.join(', ')}).`))
  return findings
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}
