import { type Alarm, waits } from '#contract/alarm.ts'

/** What of the alarms a list shows. */
export const ALARM_FILTERS = ['waiting', 'critical', 'answered', 'all'] as const
export type AlarmFilter = (typeof ALARM_FILTERS)[number]

const SHOWN: Record<AlarmFilter, (alarm: Alarm) => boolean> = {
  waiting: ({ state }) => waits(state),
  critical: ({ state }) => state.severity === 'critical',
  answered: ({ state }) => state.response.kind !== 'unanswered',
  all: () => true,
}

/** Alarms a filter lets through, and whose words hold what somebody looks for; all of its parts, in any order. Pure. */
export function filterAlarms(
  alarms: readonly Alarm[],
  filter: AlarmFilter,
  text: string,
  wordsOf: (alarm: Alarm) => string,
): readonly Alarm[] {
  const parts = text.toLowerCase().split(/\s+/).filter(Boolean)
  return alarms.filter(SHOWN[filter]).filter((alarm) => {
    const words = wordsOf(alarm).toLowerCase()
    return parts.every((part) => words.includes(part))
  })
}
