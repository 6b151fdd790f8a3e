import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TSchema } from 'typebox'
import { AlarmRulesFileSchema } from '#contract/alarm-rule.ts'
import { AreasFileSchema } from '#contract/area.ts'
import { CasesFileSchema } from '#contract/case-tables.ts'
import { CitySchema } from '#contract/city.ts'
import { CommandFileSchema } from '#contract/command-tables.ts'
import { DrillSchema } from '#contract/drill.ts'
import { DutyRosterSchema } from '#contract/duty-roster.ts'
import { EntityKindsFileSchema } from '#contract/entity-kind.ts'
import { MetricsFileSchema } from '#contract/metric.ts'
import { OpenListSchema } from '#contract/open.ts'
import { PlanSchema } from '#contract/plan.ts'
import { SceneSchema } from '#contract/scene.ts'
import { WarningPlanSchema } from '#contract/warning.ts'
import { DASHBOARDS } from './city-folder.ts'
import { GeoRecipeSchema } from './geo-recipe.ts'

/** The files of a city folder by the name of their JSON Schema in dashboards/schemas/. */
export const FILE_SCHEMAS = {
  city: CitySchema,
  areas: AreasFileSchema,
  metrics: MetricsFileSchema,
  scene: SceneSchema,
  alarms: AlarmRulesFileSchema,
  'duty-roster': DutyRosterSchema,
  drill: DrillSchema,
  open: OpenListSchema,
  command: CommandFileSchema,
  cases: CasesFileSchema,
  plan: PlanSchema,
  warnings: WarningPlanSchema,
  entities: EntityKindsFileSchema,
  'geo-recipe': GeoRecipeSchema,
} as const satisfies Record<string, TSchema>
export type FileKind = keyof typeof FILE_SCHEMAS

/** The JSON Schema document of a kind of file as an editor reads it, ending in a line break. */
export function schemaDocument(kind: FileKind): string {
  const schema = withoutIds(JSON.parse(JSON.stringify(FILE_SCHEMAS[kind]))) as object
  return `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema }, null, 2)}\n`
}

/** Where the schema of a kind of file stands. */
export function schemaPath(kind: FileKind): string {
  return join(DASHBOARDS, 'schemas', `${kind}.json`)
}

/** Nested `$id`s would make editors look for those schemas at addresses that do not exist. */
function withoutIds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutIds)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]) =>
      key === '$id' && typeof value === 'string' ? [] : [[key, withoutIds(value)]],
    ),
  )
}

if (import.meta.main) {
  await mkdir(join(DASHBOARDS, 'schemas'), { recursive: true })
  for (const kind of Object.keys(FILE_SCHEMAS) as FileKind[]) await writeFile(schemaPath(kind), schemaDocument(kind))
  console.log(`Wrote ${Object.keys(FILE_SCHEMAS).length} JSON Schemas to dashboards/schemas/`)
}
