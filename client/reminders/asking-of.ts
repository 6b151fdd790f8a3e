import { DEBTS, isAsking, isToldTo, type Reminder } from '#contract/reminder.ts'

/** What somebody was paged for and nobody sees to: the most urgent sort of debt first, of one sort the oldest. Pure. */
export function askingOf(account: string, reminders: readonly Reminder[], now: number): readonly Reminder[] {
  return reminders
    .filter(({ state }) => isToldTo(state, account) && isAsking(state, now))
    .toSorted((a, b) => DEBTS.indexOf(a.state.debt) - DEBTS.indexOf(b.state.debt) || a.state.dueAt - b.state.dueAt)
}

/** Which of them were not there when it was last looked; nothing is new at the first look. Pure. */
export function newlyAsking(
  asking: readonly Pick<Reminder, 'id'>[],
  heard: ReadonlySet<string> | undefined,
): { readonly heard: ReadonlySet<string>; readonly isNew: boolean } {
  const isNew = heard !== undefined && asking.some(({ id }) => !heard.has(id))
  return { heard: new Set([...(heard ?? []), ...asking.map(({ id }) => id)]), isNew }
}
