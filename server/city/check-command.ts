import { type CommandFile, type CommandTables, PLAIN_TABLES } from '#contract/command-tables.ts'
import { LEVELS } from '#contract/incident.ts'
import { DEBTS, type PatienceTable } from '#contract/reminder.ts'
import type { Finding } from './finding.ts'
import type { CityFiles, Filed } from './read-city.ts'

type TableFile = Filed<CommandFile>

/**
 * What the tables of command say about each other and about the city: names of subtypes, domains and departments exist, nothing
 * is given twice, and the graver level is never reached by less.
 */
export function checkCommand({ command, city }: Pick<CityFiles, 'command' | 'city'>): Finding[] {
  const subtypes = new Map(command.flatMap(({ entry }) => entry.subtypes ?? []).map((subtype) => [subtype.id, subtype]))
  const domains = new Set(city.entry.domains.map(({ id }) => id))
  const departments = new Set(city.entry.departments.map(({ id }) => id))
  return [
    ...twice(command, 'subtype', ({ subtypes }) => subtypes),
    ...twice(command, 'level rule', ({ levels }) => levels),
    ...twice(command, 'deadline', ({ deadlines }) => deadlines),
    ...command.flatMap(({ file, entry }) => {
      const say = (place: string, sentence: string): Finding => ({ file, place, sentence })
      return [
        ...(entry.subtypes ?? []).flatMap(({ id, domain, department }) => [
          ...(domain !== undefined && !domains.has(domain)
            ? [say(`subtype ${id}, domain`, `"${domain}" is not among the domains of city.json.`)]
            : []),
          ...(department !== undefined && !departments.has(department)
            ? [say(`subtype ${id}, department`, `"${department}" is not among the departments of city.json.`)]
            : []),
        ]),
        ...[...(entry.levels ?? []), ...(entry.deadlines ?? [])].flatMap((rule) =>
          (rule.subtypes ?? []).flatMap((id) => {
            const subtype = subtypes.get(id)
            if (!subtype) return [say(`${rule.id}, subtypes`, `there is no subtype "${id}"; add it to subtypes or correct it.`)]
            return rule.classes && !rule.classes.includes(subtype.class)
              ? [say(`${rule.id}, subtypes`, `"${id}" is of the class ${subtype.class}, which the rule leaves out.`)]
              : []
          }),
        ),
        ...(entry.levels ?? []).flatMap(({ id, measures }) => measures.flatMap((measure) => checkLeast(measure, id, say))),
        ...checkSameness(entry, say),
      ]
    }),
  ]
}

type Say = (place: string, sentence: string) => Finding

function checkLeast(
  { id, least }: { readonly id: string; readonly least: Partial<Record<(typeof LEVELS)[number], number>> },
  rule: string,
  say: Say,
): Finding[] {
  const steps = LEVELS.flatMap((level) => (least[level] === undefined ? [] : [{ level, value: least[level] }]))
  if (steps.length === 0) return [say(`${rule}, measure ${id}`, 'reaches no level; give at least one.')]
  return steps.flatMap(({ level, value }, index) => {
    const graver = steps[index - 1]
    return graver && graver.value <= value
      ? [say(`${rule}, measure ${id}, least`, `${graver.level} is reached by ${graver.value}, no more than ${level} by ${value}.`)]
      : []
  })
}

function checkSameness({ sameness }: CommandFile, say: Say): Finding[] {
  if (!sameness) return []
  const { nearMetres, farMetres, ask, join } = sameness
  return [
    ...(nearMetres >= farMetres ? [say('sameness', `nearMetres ${nearMetres} must be less than farMetres ${farMetres}.`)] : []),
    ...(ask >= join ? [say('sameness', `ask ${ask} must be less than join ${join}.`)] : []),
  ]
}

function twice(
  files: readonly TableFile[],
  what: string,
  rows: (file: CommandFile) => readonly { readonly id: string }[] | undefined,
): Finding[] {
  const seen = new Set<string>()
  return files.flatMap(({ file, entry }) =>
    (rows(entry) ?? []).flatMap(({ id }) => {
      if (seen.has(id)) return [{ file, place: `${what} ${id}`, sentence: 'is given twice; keep one.' }]
      seen.add(id)
      return []
    }),
  )
}

function patienceOf(files: readonly CommandFile[]): PatienceTable {
  const said = files.find(({ patience }) => patience)?.patience
  return Object.fromEntries(DEBTS.map((debt) => [debt, { ...PLAIN_TABLES.patience[debt], ...said?.[debt] }])) as PatienceTable
}

/** The tables of all files together; what no file says is as in a city without tables. */
export function commandTables(files: readonly CommandFile[]): CommandTables {
  return {
    subtypes: files.flatMap(({ subtypes }) => subtypes ?? []),
    levels: files.flatMap(({ levels }) => levels ?? []),
    deadlines: files.flatMap(({ deadlines }) => deadlines ?? []),
    clusters: files.flatMap(({ clusters }) => clusters ?? []),
    sameness: files.find(({ sameness }) => sameness)?.sameness ?? PLAIN_TABLES.sameness,
    travel: files.find(({ travel }) => travel)?.travel ?? PLAIN_TABLES.travel,
    patience: patienceOf(files),
    leaseMinutes: files.find(({ leaseMinutes }) => leaseMinutes !== undefined)?.leaseMinutes ?? PLAIN_TABLES.leaseMinutes,
  }
}
