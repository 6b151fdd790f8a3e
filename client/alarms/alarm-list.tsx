import type { Alarm } from '#contract/alarm.ts'
import type { AlarmGroup } from '#contract/alarm-groups.ts'
import { AlarmGlyph } from '../design/glyph.tsx'
import type { RowKeys } from '../incidents/use-row-keys.ts'
import { alarmValue, valueWords, whyWords } from '../panels/alarms/why-words.ts'
import { useCity, useFormat, useNames, useNow, useT } from '../state/hooks.ts'
import { useAlarmTitle } from './use-alarm-title.ts'
import { useAlarmWords } from './use-alarm-words.ts'

export interface AlarmListProps {
  readonly groups: readonly AlarmGroup[]
  readonly keys: RowKeys
  readonly chosen: string | undefined
  readonly selected: ReadonlySet<string>
  /** Rows can be marked, to do something to several of them. */
  readonly canSelect: boolean
  onOpen(id: string): void
  onSelect(id: string): void
}

/** Alarms by cause: a cause that has several stands above them as a heading. */
export function AlarmList({ groups, keys, ...row }: AlarmListProps) {
  const w = useAlarmWords()
  const name = useNames()
  const { title } = useAlarmTitle()
  const headingOf = ({ cause, worst }: AlarmGroup) => (cause ? name(cause.names) : title(worst))
  let at = -1
  return (
    <ul className="alarm-list" {...keys.list}>
      {groups.flatMap((group) =>
        group.alarms.map((alarm, index) => {
          at += 1
          const heading = index === 0 && group.alarms.length > 1 ? group : undefined
          return (
            <li key={alarm.id} className={group.alarms.length > 1 ? 'is-grouped' : undefined}>
              {heading && (
                <p className="alarm-cause">
                  <span className="strong">{headingOf(heading)}</span>{' '}
                  <span className="soft">{w('group.count', { n: heading.alarms.length })}</span>
                </p>
              )}
              <AlarmLine
                alarm={alarm}
                heading={group.alarms.length > 1 ? headingOf(group) : undefined}
                isAt={keys.at === at}
                {...row}
              />
            </li>
          )
        }),
      )}
    </ul>
  )
}

function AlarmLine({
  alarm,
  heading,
  isAt,
  chosen,
  selected,
  canSelect,
  onOpen,
  onSelect,
}: Omit<AlarmListProps, 'groups' | 'keys'> & {
  readonly alarm: Alarm
  /** What stands above it: not said again. */
  readonly heading: string | undefined
  readonly isAt: boolean
}) {
  const w = useAlarmWords()
  const t = useT()
  const city = useCity()
  const format = useFormat()
  const now = useNow(60_000)
  const { title, place } = useAlarmTitle()
  const { state, id } = alarm
  const metric = state.metric === undefined ? undefined : city.metric(state.metric)
  const value = alarmValue(state.why)
  const isSaid = title(alarm) === heading
  const since = state.condition.kind === 'raised' ? state.condition.since : state.raisedAt
  return (
    <>
      <button
        type="button"
        className={`alarm-line${state.response.kind === 'unanswered' ? '' : ' is-calm'}`}
        onClick={() => onOpen(id)}
        data-chosen={isAt}
        aria-current={chosen === id}
      >
        <span className="alarm-line-sign">
          <AlarmGlyph critical={state.severity === 'critical'} />
          <span className="visually-hidden">{w(`severity.${state.severity}`)}</span>
        </span>
        <span className="alarm-line-words">
          <span className="alarm-line-title">{isSaid ? place(alarm) : title(alarm)}</span>
          {!isSaid && <span className="soft">{place(alarm)}</span>}
        </span>
        <span className="alarm-line-why">
          <span>
            {value !== undefined && <b>{valueWords(value, metric, format)}</b>} {whyWords(state.why, metric, { t, format })}
          </span>
          <span className="soft">{responseWords(alarm, w, format.time)}</span>
        </span>
        <span className="alarm-line-time">
          <span className="fig">{format.time(since)}</span>
          <span className="soft">{format.span(Math.max(0, now - since))}</span>
        </span>
      </button>
      {canSelect && (
        <label className="alarm-line-select">
          <input type="checkbox" checked={selected.has(id)} onChange={() => onSelect(id)} />
          <span className="visually-hidden">{w('select', { title: `${title(alarm)} ${place(alarm)}` })}</span>
        </label>
      )}
    </>
  )
}

/** What people made of an alarm, in words. */
export function responseWords(
  { state: { response, condition } }: Alarm,
  w: ReturnType<typeof useAlarmWords>,
  time: (at: number) => string,
): string {
  if (condition.kind === 'cleared') return w('state.cleared', { time: time(condition.at) })
  switch (response.kind) {
    case 'unanswered':
      return w('state.unanswered')
    case 'acknowledged':
      return w('state.acknowledged', { name: response.by?.name ?? w('someone'), time: time(response.at) })
    case 'shelved':
      return w('state.shelved', { name: response.by?.name ?? w('someone'), time: time(response.until) })
  }
}
