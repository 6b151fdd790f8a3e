import type { AreaTree } from '#contract/catalogue.ts'
import { isAsking, type Reminder } from '#contract/reminder.ts'
import type { News } from '../paging/deliver.ts'

/**
 * What somebody far away is told of a reminder: what is owed, on what, since when. Undefined once it was settled or taken on: whoever
 * was not told by then need not be. Pure.
 */
export function reminderNews({ id, state }: Reminder, tree: AreaTree, now: number): News | undefined {
  if (!isAsking(state, now)) return undefined
  const { debt, on, title, names, area, dueAt } = state
  return {
    ...{ kind: 'reminder', id, debt, on: on.kind, thing: on.id, at: dueAt },
    ...(on.incident !== undefined && { incident: on.incident }),
    ...{ title: [names?.zh, title].filter(Boolean).join(' · '), place: tree.byCode.get(area)?.names.zh ?? area },
  }
}
