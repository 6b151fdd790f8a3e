import type { CommandTables } from '#contract/command-tables.ts'
import { Refusal } from '#contract/errors.ts'
import type { IncidentClass } from '#contract/incident.ts'

/** Throws Refusal `incident/table-unknown` for a subtype the city's table does not have in this class. */
export function demandSubtype({ subtypes }: Pick<CommandTables, 'subtypes'>, id: string, kind: IncidentClass): void {
  if (!subtypes.some((subtype) => subtype.id === id && subtype.class === kind))
    throw new Refusal('incident/table-unknown', `The city’s table has no subtype "${id}" in the class ${kind}.`)
}
