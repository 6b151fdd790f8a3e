import { useShiftWords } from './use-shift-words.ts'

/** What happened to a matter during a shift, in a word or two; the bare event for one this build does not know. */
export function useLineWords(): (type: string) => string {
  const w = useShiftWords()
  return (type) => (isTold(type) ? w(`line.${type}`) : type)
}

/** Events that have a word, as `server/shifts/compose-shift.ts` tells them. */
const TOLD = [
  'incident.opened',
  'incident.merged',
  'incident.level-changed',
  'incident.phase-entered',
  'incident.reopened',
  'incident.command-taken',
  'incident.handover-accepted',
  'incident.deputy-promoted',
  'incident.deadline-missed',
  'incident.casualties-counted',
  'incident.reported',
  'incident.closed',
  'incident.withdrawn',
  'order.issued',
  'order.done',
  'order.failed',
  'order.refused',
  'order.escalated',
  'order.withdrawn',
  'warning.received',
  'warning.issued',
  'warning.updated',
  'warning.cancelled',
  'warning.expired',
  'decision.proposed',
  'decision.decided',
  'decision.overdue',
  'decision.scored',
  'decision.superseded',
] as const
type Told = (typeof TOLD)[number]

function isTold(type: string): type is Told {
  return (TOLD as readonly string[]).includes(type)
}
