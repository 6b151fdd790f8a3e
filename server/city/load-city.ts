import { createHash } from 'node:crypto'
import { type AlarmCause, type AlarmRule, alarmRules, type Flow } from '#contract/alarm-rule.ts'
import type { CaseTables } from '#contract/case-tables.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import type { CommandTables } from '#contract/command-tables.ts'
import type { Drill } from '#contract/drill.ts'
import type { DutyRoster } from '#contract/duty-roster.ts'
import type { OpenList } from '#contract/open.ts'
import type { Plan } from '#contract/plan.ts'
import type { WarningPlan } from '#contract/warning.ts'
import { caseTables } from './check-cases.ts'
import { commandTables } from './check-command.ts'
import { cityFolder } from './city-folder.ts'
import { crossCheck } from './cross-check.ts'
import { CityFault } from './finding.ts'
import { type CityFiles, readCity } from './read-city.ts'

/** A city ready to be served: where its files are and what they say. */
export interface LoadedCity {
  readonly folder: string
  readonly catalogue: Catalogue
  /** Every rule by which alarms are raised, those that follow from limits included, and the causes they name. */
  readonly alarms: { readonly rules: readonly AlarmRule[]; readonly causes: readonly AlarmCause[]; readonly flows: readonly Flow[] }
  /** Who is told of alarms, and who next; absent when nobody is. */
  readonly roster: DutyRoster | undefined
  /** What incidents and orders go by: kinds, level arithmetic, report deadlines. */
  readonly command: CommandTables
  /** What cases go by: categories, time limits, the working calendar. */
  readonly cases: CaseTables
  /** Plans of response, by the order of their files. */
  readonly plans: readonly Plan[]
  /** What can be played in a shadow of the city. */
  readonly drills: readonly Drill[]
  /** What the city publishes; absent when it publishes nothing. */
  readonly open: OpenList | undefined
  /** In whose name the city warns, and of what; absent when it issues no warnings. */
  readonly warnings: WarningPlan | undefined
}

/**
 * Loads a city by its name under dashboards/ or by the path of its folder; left out, the one that dashboards/default.json names.
 * Everything is read, validated and compared. Throws CityFault, whose message lists every finding with file, entry,
 * field and remedy. `catalogue.hub` says `none`; who starts the hub sets it.
 */
export async function loadCity(nameOrPath?: string): Promise<LoadedCity> {
  const folder = cityFolder(nameOrPath)
  const read = await readCity(folder)
  if ('findings' in read) throw new CityFault(nameOrPath ?? folder, read.findings)
  const findings = crossCheck(read.files)
  if (findings.length > 0) throw new CityFault(nameOrPath ?? folder, findings)
  const { alarms, roster, open, warnings } = read.files
  const catalogue = toCatalogue(read.files)
  const written = alarms.flatMap(({ entry }) => entry.rules)
  return {
    ...{ folder, catalogue, open: open?.entry, warnings: warnings?.entry, roster: roster?.entry },
    plans: read.files.plans.map(({ entry }) => entry),
    command: commandTables(read.files.command.map(({ entry }) => entry)),
    cases: caseTables(read.files.cases.map(({ entry }) => entry)),
    drills: read.files.drills.map(({ entry }) => entry),
    alarms: {
      rules: alarmRules(catalogue, written),
      causes: alarms.flatMap(({ entry }) => entry.causes ?? []),
      flows: alarms.flatMap(({ entry }) => entry.flows ?? []),
    },
  }
}

/** The catalogue of a checked city. Its version is a hash of what it says: the same folder, the same version. */
export function toCatalogue(files: CityFiles): Catalogue {
  const said = {
    city: files.city.entry,
    areas: files.areas.map(({ entry }) => entry),
    metrics: files.metrics.map(({ entry }) => entry),
    scenes: files.scenes.map(({ entry }) => entry),
    ...(files.entityKinds.length > 0 && { entityKinds: files.entityKinds.map(({ entry }) => entry) }),
  }
  return { version: createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16), hub: 'none', ...said }
}
