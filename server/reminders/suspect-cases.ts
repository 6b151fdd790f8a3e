import { isAsking, type Reminder } from '#contract/reminder.ts'
import { findMatters } from '../matters/matter-store.ts'
import type { Database } from '../record/database.ts'
import { type DebtCity, debtsOf, overdueCaseId } from './debts.ts'
import { casesAsking, dueTimes, overdueCases } from './owing-cases.ts'
import type { Suspect } from './suspect.ts'

/**
 * So many reminders of cases ask at once: whoever has two hundred to see to is not helped by more. As some are taken on or settled the
 * next come, those that are overdue longest first; so screens and looks cost what people can deal with, not what lies about.
 */
export const MOST_ASKING = 200

export interface CaseLook {
  readonly database: Database
  readonly city: DebtCity
  readonly mostAsking?: number | undefined
  readonly now: number
}

/**
 * Cases to be looked at where they are held: those whose debts people are reminded of and that may owe them no more, and those that
 * seem to owe what nobody is reminded of. Cases are too many to be at hand; the lines of the lists tell. Throws RecordFault.
 */
export async function suspectCases(
  reminders: readonly Reminder[],
  { database, city, mostAsking = MOST_ASKING, now }: CaseLook,
): Promise<readonly Suspect[]> {
  const open = reminders.filter(({ state }) => state.on.kind === 'case')
  const ids = [...new Set(open.map(({ state }) => state.on.id))]
  const reminded = new Set(open.map(({ id }) => id))
  const owed = new Set(
    (await dueTimes(database, ids)).filter(({ dueAt }) => dueAt <= now).map(({ id, dueAt }) => overdueCaseId(id, dueAt)),
  )
  const suspects = new Set<string>()
  const asked = open.filter(({ state }) => state.debt === 'case-request').map(({ state }) => state.on.id)
  const room = mostAsking - open.filter(({ state }) => isAsking(state, now)).length
  const more =
    room > 0 ? await casesAsking(database, now - city.patience['case-request'].afterMinutes * 60_000, asked.length + room) : []
  for (const matter of await findMatters(database, 'case', [...new Set([...asked, ...more])]))
    for (const { id, debt } of debtsOf(matter, city, now))
      if (debt.debt === 'case-request') {
        owed.add(id)
        if (!reminded.has(id)) suspects.add(matter.id)
      }
  if (room > 0)
    for (const { id, dueAt } of await overdueCases(database, now, open.length + room))
      if (!reminded.has(overdueCaseId(id, dueAt)) && suspects.size < room) suspects.add(id)
  for (const { id, state } of open) if (!owed.has(id)) suspects.add(state.on.id)
  return [...suspects].map((id) => ({
    ...{ kind: 'case' as const, id },
    open: open.filter(({ state }) => state.on.id === id).map((one) => one.id),
  }))
}
