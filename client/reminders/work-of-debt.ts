import type { DisplayClass } from '#contract/display-class.ts'
import type { Debt } from '#contract/reminder.ts'

/** The work of a display at which a debt is settled, as the address says it. Pure. */
export function workOfDebt({ kind, id, incident }: Debt['on'], displayClass: DisplayClass): string {
  switch (kind) {
    case 'case':
      // The office screen shows cases by their numbers alone, beside what waits.
      return displayClass === 'office' ? 'incidents' : `cases/${id}`
    case 'incident':
      return `incidents/${id}`
    case 'order':
      // A phone shows one order whole; elsewhere orders stand with their incident.
      if (displayClass === 'mobile') return `orders/${id}`
      return incident === undefined ? 'incidents' : `incidents/${incident}`
    case 'decision':
      return incident === undefined ? 'incidents' : `incidents/${incident}`
  }
}
