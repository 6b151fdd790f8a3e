import type { Alarm } from '#contract/alarm.ts'
import { alarmTitle } from '../panels/alarms/why-words.ts'
import { useCity, useNames, useT } from '../state/hooks.ts'

/** What alarms are called, and where they are: for rows, and for whoever looks for one. */
export function useAlarmTitle(): {
  title(alarm: Alarm): string
  place(alarm: Alarm): string
} {
  const city = useCity()
  const t = useT()
  const name = useNames()
  return {
    title: ({ state }) => alarmTitle(state, city, { t, name }).full,
    place: ({ state }) => {
      const area = city.area(state.area)
      const department = state.department === undefined ? undefined : city.department(state.department)
      return [area ? name(area.short ?? area.names) : state.area, department ? name(department.short ?? department.names) : '']
        .filter(Boolean)
        .join(' · ')
    },
  }
}
