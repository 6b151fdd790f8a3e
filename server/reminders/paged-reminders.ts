import { leftUntil, type ReminderEvent, type ReminderState } from '#contract/reminder.ts'
import type { Paged } from '../paging/pager.ts'
import { reminderLife } from './reminder-life.ts'

/** Reminders, as people are paged for them: from the moment something is owed, or the time of whoever took it on is over. */
export const pagedReminders: Paged<'reminder', ReminderState, ReminderEvent> = {
  life: reminderLife,
  awaiting: (state) => {
    const { on, since, area, domain, settledAt, tier, paged } = state
    if (settledAt !== undefined) return undefined
    return { about: on.kind, since: leftUntil(state) ?? since, area, ...(domain !== undefined && { domain }), tier, paged }
  },
  pagedEvent: ({ at, ...page }, actor) => ({ type: 'reminder.paged', at, actor, body: page }),
}
