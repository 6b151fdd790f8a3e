/** Name of this work in the address: `cases`, or `cases/<id>`; on a phone `cases/report` as well. */
export const WORK = 'cases'

/** Name of the page on which a case is reported. */
export const REPORT = 'report'

/** The id of the case an address names, or undefined for all of them. */
export function caseOf(work: string | undefined): string | undefined {
  const id = work?.startsWith(`${WORK}/`) ? work.slice(WORK.length + 1) : undefined
  return id === '' ? undefined : id
}
