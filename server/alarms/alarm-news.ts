import type { Alarm } from '#contract/alarm.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import type { News } from '../paging/deliver.ts'

/** What somebody far away is told of an alarm: enough to know whether to run. Pure. */
export function alarmNews(
  { id, openedAt, state }: Alarm,
  { areas, metrics, city }: Pick<Catalogue, 'areas' | 'metrics' | 'city'>,
): News {
  const metric = metrics.find((one) => one.id === state.metric)
  const department = city.departments.find((one) => one.id === state.department)
  const area = areas.find(({ code }) => code === state.area)
  const title = state.rule.names?.zh ?? metric?.names.zh ?? department?.names.zh ?? state.rule.id
  return { kind: 'alarm', id, severity: state.severity, title, place: area?.names.zh ?? state.area, at: openedAt }
}
