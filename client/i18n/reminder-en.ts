import type { reminderZh } from './reminder-zh.ts'

/** Words of reminders, in English. */
export const reminderEn = {
  label: 'Owed',
  'debt.order-overdue': 'Order overdue',
  'debt.step-undecided': 'Step of a plan undecided',
  'debt.command-offered': 'Command offered, no answer',
  'debt.decision-undecided': 'Decision overdue',
  'debt.level-unconfirmed': 'Level not confirmed',
  'debt.order-unverified': 'Result not verified',
  'debt.case-overdue': 'Case overdue',
  'debt.case-request': 'Request unanswered',
  since: 'for {span}',
  open: 'Open',
  take: 'I see to it',
  'take-all': 'I see to all {n}',
  all: 'All {n}',
  fold: 'Fold',
} satisfies Record<keyof typeof reminderZh, string>
