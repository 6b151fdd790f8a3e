import type { Matter } from '#contract/matter.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import type { MatterDesk } from '../matters/matter-desk.ts'
import { incidentLife } from './incident-life.ts'

/** Why a draft or a question is taken back whose incident was closed, withdrawn or merged: nobody can issue or decide it any more. */
export const INCIDENT_OVER = '事件已结束'

/** Those of some matters whose incident is not among the open ones; `incidentOf` says which it is, where there is one. Pure. */
export function leftBehind<One extends Matter>(
  matters: readonly One[],
  incidentOf: (matter: One) => string | undefined,
  book: Pick<MatterBook, 'open'>,
): readonly One[] {
  const open = new Set(book.open('incident').map(({ id }) => id))
  return matters.filter((matter) => {
    const incident = incidentOf(matter)
    return incident !== undefined && !open.has(incident)
  })
}

/** True when an incident is over as it is held; what belongs to it is taken after this. */
export async function isIncidentOver(desk: MatterDesk, incident: string): Promise<boolean> {
  return (await desk.take(incidentLife, incident))?.isOpen === false
}
