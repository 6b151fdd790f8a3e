import type { TracePlace } from '../../tracing/tracing.ts'

/** Where it is called out that a revision of figures was committed. */
export const REVISION_CHANNEL = 'guanlan_revision'

/** A revision that is traced, and what telling of it is part of. */
export interface TracedRevision {
  readonly revision: number
  readonly place: TracePlace
}

const FORM = /^(\d{1,15}) (\S+)$/

/** What is said when a revision is called out: nothing, where it is not traced. */
export function calledOut(revision: number, place: TracePlace | undefined): string {
  return place === undefined ? '' : `${revision} ${place}`
}

/** What `calledOut` said of a revision that is traced; undefined for anything else. */
export function tracedRevision(said: string): TracedRevision | undefined {
  const [, revision, place] = FORM.exec(said) ?? []
  return revision === undefined || place === undefined ? undefined : { revision: Number(revision), place }
}
