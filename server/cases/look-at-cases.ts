import { changeMatters } from '../matters/change-matters.ts'
import { CLOCK } from '../matters/clock-actor.ts'
import type { MatterDesk } from '../matters/matter-desk.ts'
import { withBatches } from '../matters/with-each.ts'
import type { Database } from '../record/database.ts'
import { dueBy } from './case-clocks.ts'
import { caseLife } from './case-life.ts'
import type { CaseCity } from './case-step.ts'
import { casesToLookAt } from './case-store.ts'
import { appendToCase } from './case-verb.ts'

/** So many cases are written down in one transaction: after a night nobody looked, thousands may have run out at once. */
const AT_ONCE = 200

/**
 * Writes down what time alone made of cases: a clock that ran out, each once; a deferral that is over. It is decided again on the
 * state that is held, so any number of servers may do so at once. Throws RecordFault; the next look makes up for it.
 */
export async function lookAtCases(
  { database, now }: { readonly database: Database; now(): number },
  city: CaseCity,
): Promise<void> {
  for (;;) {
    const at = now()
    const ids = (await casesToLookAt(database, at, AT_ONCE)).toSorted()
    if (ids.length === 0) return
    let happened = 0
    const work = async (batch: readonly string[]) => {
      const { result } = await changeMatters(database, at, (desk) => overdueAmong(batch, desk, at, city))
      happened += result
    }
    await withBatches(ids, { atOnce: AT_ONCE, nameOf: (id) => `case/${id}`, work })
    if (happened === 0 || ids.length < AT_ONCE) return
  }
}

/** Writes down what time made of each of these. Resolves to of how many it made something. */
async function overdueAmong(ids: readonly string[], desk: MatterDesk, at: number, city: CaseCity): Promise<number> {
  let happened = 0
  for (const id of ids) {
    const found = await desk.take(caseLife, id)
    const happenings = found ? dueBy(found.state, at) : []
    if (!found || happenings.length === 0) continue
    happened += 1
    await appendToCase(desk, found, { happenings, actor: CLOCK, now: at }, city)
  }
  return happened
}
