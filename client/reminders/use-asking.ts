import type { Reminder } from '#contract/reminder.ts'
import { useMe } from '../access/access-context.ts'
import { personOf } from '../access/person.ts'
import { useNow } from '../state/hooks.ts'
import type { Followed } from '../state/matters.ts'
import { useIsPast } from '../state/screen.ts'
import { useMatters } from '../state/use-matters.ts'
import { askingOf } from './asking-of.ts'

const OPEN_REMINDERS = { kind: 'reminder' } as const

/** What the person at this screen was paged for and nobody sees to; nothing where nobody is known, and nothing of the past. */
export function useAsking(): { readonly followed: Followed; readonly asking: readonly Reminder[] } {
  const person = personOf(useMe())
  const isPast = useIsPast()
  const isAsked = person?.may.includes('reminders:take') === true && !isPast
  const followed = useMatters(isAsked ? OPEN_REMINDERS : undefined)
  const now = useNow(1_000)
  const asking = isAsked && followed.kind === 'following' ? askingOf(person.id, followed.matters as readonly Reminder[], now) : []
  return { followed, asking }
}
