import type { OwingKind } from '#contract/reminder.ts'

/** Something that is to be looked at again where it is held: it seems to owe what nobody is reminded of, or no longer what somebody is. */
export interface Suspect {
  readonly kind: OwingKind
  readonly id: string
  /** Reminders of it that are open. */
  readonly open: readonly string[]
}
