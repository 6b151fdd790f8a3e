import { type AlarmEvent, type AlarmState, waits } from '#contract/alarm.ts'
import type { AlarmSeverity, Paging } from '#contract/alarm-rule.ts'
import type { Paged } from '../paging/pager.ts'
import { alarmLife } from './alarm-life.ts'

/** Alarms, as people are paged for them: while they stand and nobody took them on, as `pagingOf` says of their rule. */
export function pagedAlarms(pagingOf: (rule: string, severity: AlarmSeverity) => Paging): Paged<'alarm', AlarmState, AlarmEvent> {
  return {
    life: alarmLife,
    awaiting: (state) => {
      const { rule, severity, condition, area, domain, tier, paged } = state
      if (!waits(state) || condition.kind !== 'raised' || pagingOf(rule.id, severity) === 'nobody') return undefined
      return { about: 'alarm', since: condition.since, area, ...(domain !== undefined && { domain }), tier, paged }
    },
    pagedEvent: ({ at, ...page }, actor) => ({ type: 'alarm.paged', at, actor, body: page }),
  }
}
