import { AUDIT_RESULTS } from '#contract/audit.ts'

/** What an auditor looks for; empty means any. `from` and `to` are local times of the day as a browser's field gives them. */
export interface AuditSearch {
  readonly from: string
  readonly to: string
  readonly actor: string
  readonly type: string
  readonly result: (typeof AUDIT_RESULTS)[number] | ''
  readonly text: string
}

export const ANYTHING: AuditSearch = { from: '', to: '', actor: '', type: '', result: '', text: '' }

/**
 * The query of a search. `instantOf` turns the local time of a field into epoch ms; a field that holds no time asks for
 * nothing. The same query serves the list and the file, so that a file holds what is on the screen. Pure.
 */
export function auditQuery(search: AuditSearch, instantOf: (local: string) => number | undefined): URLSearchParams {
  const { from, to, actor, type, result, text } = search
  const said = {
    from: instantOf(from)?.toString(),
    to: instantOf(to)?.toString(),
    actor: actor.trim(),
    type: type.trim(),
    result,
    text: text.trim(),
  }
  return new URLSearchParams(Object.entries(said).filter((entry): entry is [string, string] => Boolean(entry[1])))
}

/** The result a choice in a list means; empty for any. */
export function resultOf(choice: string): AuditSearch['result'] {
  return AUDIT_RESULTS.find((result) => result === choice) ?? ''
}
