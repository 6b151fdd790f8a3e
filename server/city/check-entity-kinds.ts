import type { Finding } from './finding.ts'
import type { CityFiles } from './read-city.ts'

/** What the kinds of entities name that does not exist, and what two of them may not share: an id, or a mark on the map. */
export function checkEntityKinds({ entityKinds, city }: CityFiles): Finding[] {
  const domains = new Set(city.entry.domains.map(({ id }) => id))
  const departments = new Set(city.entry.departments.map(({ id }) => id))
  return entityKinds.flatMap(({ file, entry: kind }, index) => {
    const before = entityKinds.slice(0, index).map(({ entry }) => entry)
    const say = (field: string, sentence: string): Finding => ({ file, place: `kind ${kind.id}${field}`, sentence })
    const findings: Finding[] = []
    if (before.some(({ id }) => id === kind.id)) findings.push(say('', 'is given twice; keep one.'))
    const twin = before.find(({ mark }) => mark === kind.mark)
    if (twin)
      findings.push(say(', mark', `"${kind.mark}" is the mark of ${twin.id} already; choose another, or people confuse them.`))
    if (!domains.has(kind.domain)) findings.push(say(', domain', `"${kind.domain}" is not among the domains of city.json.`))
    if (!departments.has(kind.department))
      findings.push(say(', department', `"${kind.department}" is not among the departments of city.json.`))
    const attributes = (kind.attributes ?? []).map(({ id }) => id)
    for (const id of new Set(attributes.filter((id, place) => attributes.indexOf(id) !== place)))
      findings.push(say(', attributes', `"${id}" is given twice; keep one.`))
    if (kind.stock !== undefined && !attributes.includes(kind.stock))
      findings.push(say(', stock', `"${kind.stock}" is not among its attributes; name the one that says how much there is.`))
    return findings
  })
}
