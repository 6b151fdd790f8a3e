import { type CasesFile, type CaseTables, PLAIN_CASE_TABLES } from '#contract/case-tables.ts'
import type { WorkingCalendar } from '#contract/working-time.ts'
import type { Finding } from './finding.ts'
import type { CityFiles, Filed } from './read-city.ts'

type Say = (place: string, sentence: string) => Finding

/**
 * What the tables of cases say about each other and about the city: groups, domains and departments exist, nothing is given twice,
 * and the hours of a working day follow each other.
 */
export function checkCases({ cases, city }: Pick<CityFiles, 'cases' | 'city'>): Finding[] {
  const groups = new Set(cases.flatMap(({ entry }) => entry.groups ?? []).map(({ id }) => id))
  const domains = new Set(city.entry.domains.map(({ id }) => id))
  const departments = new Set(city.entry.departments.map(({ id }) => id))
  return [
    ...twice(cases, 'group', ({ groups }) => groups),
    ...twice(cases, 'category', ({ categories }) => categories),
    ...cases.flatMap(({ file, entry }) => {
      const say: Say = (place, sentence) => ({ file, place, sentence })
      return [
        ...(entry.categories ?? []).flatMap(({ id, group, domain, department }) => [
          ...(groups.has(group)
            ? []
            : [say(`category ${id}, group`, `there is no group "${group}"; add it to groups or correct it.`)]),
          ...(domain !== undefined && !domains.has(domain)
            ? [say(`category ${id}, domain`, `"${domain}" is not among the domains of city.json.`)]
            : []),
          ...(department !== undefined && !departments.has(department)
            ? [say(`category ${id}, department`, `"${department}" is not among the departments of city.json.`)]
            : []),
        ]),
        ...(entry.calendar ? checkCalendar(entry.calendar, say) : []),
        ...(entry.sameness && entry.sameness.nearMetres >= entry.sameness.farMetres
          ? [say('sameness', 'nearMetres must be less than farMetres.')]
          : []),
      ]
    }),
  ]
}

function checkCalendar({ hours, days }: WorkingCalendar, say: Say): Finding[] {
  const edges = hours.flatMap(({ from, to }) => [from, to])
  const isRising = edges.every((edge, index) => index === 0 || edge > (edges[index - 1] as string))
  return [
    ...(isRising ? [] : [say('calendar, hours', 'must follow each other, each with an end after its beginning.')]),
    ...days.flatMap(({ from, to }) =>
      (to === undefined ? [from] : [from, to]).flatMap((day) =>
        !isDay(day) ? [say('calendar, days', `"${day}" is no day of the calendar.`)] : [],
      ),
    ),
    ...days.flatMap(({ from, to }) => (to !== undefined && to < from ? [say('calendar, days', `${from} lies after ${to}.`)] : [])),
  ]
}

/** A day that a calendar has: not the 31st of February, which a program reads as one in March. */
function isDay(day: string): boolean {
  const at = Date.parse(day)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}

function twice(
  files: readonly Filed<CasesFile>[],
  what: string,
  rows: (file: CasesFile) => readonly { readonly id: string }[] | undefined,
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

/** The tables of all files together; what no file says is as in a city without tables. The category `other` is always there. */
export function caseTables(files: readonly CasesFile[]): CaseTables {
  const categories = files.flatMap(({ categories }) => categories ?? [])
  const isOther = categories.some(({ id }) => PLAIN_CASE_TABLES.categories.some((plain) => plain.id === id))
  return {
    groups: [...files.flatMap(({ groups }) => groups ?? []), ...(isOther ? [] : PLAIN_CASE_TABLES.groups)],
    categories: [...categories, ...(isOther ? [] : PLAIN_CASE_TABLES.categories)],
    limits: Object.assign({}, ...files.map(({ limits }) => limits ?? {})),
    sameness: files.find(({ sameness }) => sameness)?.sameness ?? PLAIN_CASE_TABLES.sameness,
    calendar: files.find(({ calendar }) => calendar)?.calendar ?? PLAIN_CASE_TABLES.calendar,
  }
}
