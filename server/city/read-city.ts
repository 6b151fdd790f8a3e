import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { AlarmRulesFile } from '#contract/alarm-rule.ts'
import type { Area } from '#contract/area.ts'
import type { CasesFile } from '#contract/case-tables.ts'
import type { City } from '#contract/city.ts'
import type { CommandFile } from '#contract/command-tables.ts'
import type { Drill } from '#contract/drill.ts'
import type { DutyRoster } from '#contract/duty-roster.ts'
import type { EntityKind, EntityKindsFile } from '#contract/entity-kind.ts'
import type { Metric } from '#contract/metric.ts'
import type { OpenList } from '#contract/open.ts'
import type { Plan } from '#contract/plan.ts'
import type { Scene } from '#contract/scene.ts'
import type { WarningPlan } from '#contract/warning.ts'
import type { Finding } from './finding.ts'
import { parseCityFile } from './parse-city-file.ts'
import { plainScene } from './plain-scene.ts'
import type { FileKind } from './schemas.ts'

/** An entry of a city folder together with the file it stands in, so that findings can name it. */
export interface Filed<Entry> {
  readonly file: string
  readonly entry: Entry
}

/** A city folder as read: every entry with its file, in the order of the files. Not yet checked against each other. */
export interface CityFiles {
  readonly folder: string
  readonly city: Filed<City>
  readonly areas: readonly Filed<Area>[]
  readonly metrics: readonly Filed<Metric>[]
  readonly scenes: readonly Filed<Scene>[]
  /** Kinds of things the city knows. */
  readonly entityKinds: readonly Filed<EntityKind>[]
  /** Rules by which alarms are raised, by file. */
  readonly alarms: readonly Filed<AlarmRulesFile>[]
  /** Who is told of alarms; absent when nobody is. */
  readonly roster: Filed<DutyRoster> | undefined
  /** Tables of command: kinds of incident, level arithmetic, report deadlines. */
  readonly command: readonly Filed<CommandFile>[]
  /** Plans of response. */
  readonly plans: readonly Filed<Plan>[]
  /** Tables of cases: categories, time limits, the working calendar. */
  readonly cases: readonly Filed<CasesFile>[]
  /** What can be played in a shadow of the city. */
  readonly drills: readonly Filed<Drill>[]
  /** What the city publishes; absent when it publishes nothing. */
  readonly open: Filed<OpenList> | undefined
  /** In whose name the city warns, and of what; absent when it issues no warnings. */
  readonly warnings: Filed<WarningPlan> | undefined
}

/**
 * Reads a city folder: city.json, areas.json with areas/*.json, metrics/*.json, scenes/*.json, alarms/*.json, entities.json,
 * duty-roster.json and open.json, each by its schema. A city without scenes gets a plain one; one without open.json publishes nothing.
 * A folder with anything wrong in a file's form comes back as findings only: half a city is not shown.
 */
export async function readCity(folder: string): Promise<{ files: CityFiles } | { findings: readonly Finding[] }> {
  const findings: Finding[] = []
  const read = async <Value>(kind: FileKind, file: string): Promise<Filed<Value>[]> => {
    let text: string
    try {
      text = await readFile(join(folder, file), 'utf8')
    } catch (error) {
      findings.push({ file, place: '', sentence: `cannot be read (${(error as NodeJS.ErrnoException).code ?? error}).` })
      return []
    }
    const parsed = parseCityFile(kind, file, text)
    if ('findings' in parsed) {
      findings.push(...parsed.findings)
      return []
    }
    return [{ file, entry: parsed.value as Value }]
  }
  const readAll = async <Value>(kind: FileKind, files: readonly string[]): Promise<Filed<Value>[]> =>
    (await Promise.all(files.map((file) => read<Value>(kind, file)))).flat()

  const [city] = await read<City>('city', 'city.json')
  const areaFiles = await readAll<{ areas: Area[] }>('areas', ['areas.json', ...(await jsonFiles(folder, 'areas'))])
  const metricFiles = await readAll<{ metrics: Metric[] }>('metrics', await jsonFiles(folder, 'metrics'))
  const scenes = await readAll<Scene>('scene', await jsonFiles(folder, 'scenes'))
  const [kinds] = existsSync(join(folder, 'entities.json')) ? await read<EntityKindsFile>('entities', 'entities.json') : []
  const alarms = await readAll<AlarmRulesFile>('alarms', await jsonFiles(folder, 'alarms'))
  const [roster] = existsSync(join(folder, 'duty-roster.json')) ? await read<DutyRoster>('duty-roster', 'duty-roster.json') : []
  const command = await readAll<CommandFile>('command', await jsonFiles(folder, 'command'))
  const plans = await readAll<Plan>('plan', await jsonFiles(folder, 'plans'))
  const cases = await readAll<CasesFile>('cases', await jsonFiles(folder, 'cases'))
  const drills = await readAll<Drill>('drill', await jsonFiles(folder, 'drills'))
  const [open] = existsSync(join(folder, 'open.json')) ? await read<OpenList>('open', 'open.json') : []
  const [warnings] = existsSync(join(folder, 'warnings.json')) ? await read<WarningPlan>('warnings', 'warnings.json') : []
  if (!city || findings.length > 0) return { findings }
  const metrics = metricFiles.flatMap(({ file, entry }) => entry.metrics.map((metric) => ({ file, entry: metric })))
  if (scenes.length === 0) {
    const scene = plainScene(
      city.entry,
      metrics.map(({ entry }) => entry),
    )
    scenes.push({ file: `scenes/${scene.id}.json`, entry: scene })
  }
  return {
    files: {
      folder,
      city,
      areas: areaFiles.flatMap(({ file, entry }) => entry.areas.map((area) => ({ file, entry: area }))),
      metrics,
      scenes: scenes.toSorted((a, b) => a.entry.order - b.entry.order || a.entry.id.localeCompare(b.entry.id)),
      entityKinds: (kinds?.entry.kinds ?? []).map((kind) => ({ file: 'entities.json', entry: kind })),
      alarms,
      roster,
      command,
      cases,
      plans,
      drills,
      open,
      warnings,
    },
  }
}

/** The .json files of a sub-folder in alphabetical order, as paths relative to the city; none when it does not exist. */
async function jsonFiles(folder: string, name: string): Promise<string[]> {
  if (!existsSync(join(folder, name))) return []
  const files = await readdir(join(folder, name))
  return files
    .filter((file) => file.endsWith('.json') && !basename(file).startsWith('.'))
    .sort()
    .map((file) => `${name}/${file}`)
}
