import { ROLE_NAMES } from '#contract/access.ts'
import { personName } from './person-name.ts'

/** What the server calls an account that was made to try a role, wherever it stands in a sentence. */
const TRIED = /试用 ([a-z-]+)/g

/**
 * What the record told, with people of a trial called by the role that is tried, in the language of `page`: in every text, however
 * deep. What names none of them is given back as it is. `known` keeps what was looked at: the record never changes what it
 * told. Pure but for `known`.
 */
export function withTrialNames<Told>(
  told: Told,
  page: Parameters<typeof personName>[1],
  known = new WeakMap<object, object>(),
): Told {
  if (typeof told === 'string') return textWithTrialNames(told, page) as Told
  if (typeof told !== 'object' || told === null) return told
  const before = known.get(told)
  if (before) return before as Told
  const named = Array.isArray(told) ? listWithTrialNames(told, page, known) : fieldsWithTrialNames(told, page, known)
  known.set(told, named)
  return named as Told
}

function textWithTrialNames(text: string, page: Parameters<typeof personName>[1]): string {
  return text.replace(TRIED, (whole, role: string) => (ROLE_NAMES.some((one) => one === role) ? personName(whole, page) : whole))
}

function listWithTrialNames(
  list: readonly unknown[],
  ...rest: [Parameters<typeof personName>[1], WeakMap<object, object>]
): object {
  const next = list.map((one) => withTrialNames(one, ...rest))
  return next.some((one, at) => one !== list[at]) ? next : list
}

function fieldsWithTrialNames(fields: object, ...rest: [Parameters<typeof personName>[1], WeakMap<object, object>]): object {
  const entries = Object.entries(fields)
  const next = entries.map(([key, value]): [string, unknown] => [key, withTrialNames(value, ...rest)])
  return next.some(([, value], at) => value !== entries[at]?.[1]) ? Object.fromEntries(next) : fields
}
