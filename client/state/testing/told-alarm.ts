import type { Alarm, AlarmState } from '#contract/alarm.ts'

/** An alarm as a test wants it: a figure over its limit since a minute, that nobody has answered. */
export function toldAlarm(id: string, said: Partial<AlarmState> = {}, raisedAt = 0): Alarm {
  const state: AlarmState = {
    rule: { id: said.metric ?? 'tiny.rate', kind: 'threshold' },
    ...{ severity: 'warning', condition: { kind: 'raised', since: raisedAt }, response: { kind: 'unanswered' } },
    why: { kind: 'threshold', value: 94, limit: 95, side: 'below' },
    ...{ area: 'a', metric: 'tiny.rate', step: 'PT5M', domain: 'all', raisedAt, raises: 1, tier: 0, paged: [], comments: [] },
    ...said,
  }
  const reach = { area: state.area, ...(state.domain !== undefined && { domain: state.domain }) }
  return { kind: 'alarm', id, version: 1, revision: 1, openedAt: raisedAt, changedAt: raisedAt, isOpen: true, reach, state }
}
