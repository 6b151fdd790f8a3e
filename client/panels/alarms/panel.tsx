import { waits } from '#contract/alarm.ts'
import type { AlarmGroup } from '#contract/alarm-groups.ts'
import type { Step } from '#contract/duration.ts'
import { AlarmGlyph, Glyph } from '../../design/glyph.tsx'
import { textWidth } from '../../design/text-width.ts'
import { useCity, useFormat, useNames, usePoint, usePoints, useProfile, useT } from '../../state/hooks.ts'
import { FigureValue } from '../figure-value.tsx'
import { headHeight, PanelHead } from '../panel-head.tsx'
import { panelName } from '../panel-name.ts'
import type { PanelProps } from '../panel-props.ts'
import { rowsThatFit } from '../rows.ts'
import { alarmSeries, alarmsModel, criticalOf, listedGroups } from './model.ts'
import { useAlarms } from './use-alarms.ts'
import { alarmTitle, alarmValue, whyWords } from './why-words.ts'

/** What stands, by cause, the gravest and newest first. An alarm is not a level: it is a triangle and a word, in text colour. */
export function AlarmsPanel({ panel, area, width, height }: PanelProps<'alarms'>) {
  const { text, contract } = useProfile()
  const city = useCity()
  const t = useT()
  const name = useNames()
  const place = panel.area === undefined || panel.area === '$area' ? area : panel.area
  const points = usePoints(alarmSeries(city, place, panel.domains))
  const { followed, alarms: open } = useAlarms()
  const model = alarmsModel(open, points, city, place, panel.domains)
  const { alarms, judged, unjudged } = model
  const groups = listedGroups(model, contract.graveAlone)
  const head = headHeight(text.heading)
  const more = Math.ceil(text.small * 1.6)
  const isWide = width > text.name * 34
  const row = Math.ceil(Math.max(isWide ? text.table * 1.4 : text.name * 1.4 + text.small * 1.6, contract.minTargetPx))
  const fit = rowsThatFit(groups.length, height - head, row, more)
  const critical = criticalOf(model)
  const note =
    alarms.length === 0
      ? t('alarms.judged', { n: judged })
      : [
          critical > 0 ? `${t('alarms.critical')} ${critical}` : '',
          alarms.length > critical ? `${t('alarms.watch')} ${alarms.length - critical}` : '',
        ]
          .filter(Boolean)
          .join(' · ')
  return (
    <div className="figures">
      <PanelHead
        title={panelName(panel, city, name, t)}
        width={width}
        end={<span className="t-small soft one-line">{note}</span>}
      />
      {groups.length === 0 ? (
        <p className="empty-line t-small soft">
          {followed.kind === 'refused' && (
            <span className="whole-line">
              <Glyph kind="fault" /> {t('alarms.refused', { reason: t.error(followed.code) })}
            </span>
          )}
          {followed.kind === 'waiting' && <span className="whole-line">{t('alarms.waiting')}</span>}
          {followed.kind === 'following' && alarms.length === 0 && judged > 0 && (
            <span className="whole-line">
              <Glyph kind="live" /> {t('empty.alarms.more', { n: judged })}
            </span>
          )}
          {unjudged > 0 && (
            <span className={judged > 0 ? 'dim whole-line' : 'whole-line'}>
              {judged === 0 && <Glyph kind="silent" />} {t('alarms.unjudged', { n: unjudged })}
            </span>
          )}
          {judged + unjudged === 0 && t('alarms.judged', { n: 0 })}
        </p>
      ) : (
        <ul>
          {groups.slice(0, fit.shown).map((group) => (
            <AlarmRow key={group.key} group={group} height={row} width={width} isWide={isWide} />
          ))}
          {fit.hidden > 0 && (
            <li className="more-line t-small dim" style={{ height: more }}>
              {t('rows.more', { n: fit.hidden })}
            </li>
          )}
        </ul>
      )}
    </div>
  )
}

function AlarmRow({ group, height, width, isWide }: { group: AlarmGroup; height: number; width: number; isWide: boolean }) {
  const { text } = useProfile()
  const city = useCity()
  const t = useT()
  const name = useNames()
  const format = useFormat()
  const { worst, alarms, cause } = group
  const { state } = worst
  const metric = state.metric === undefined ? undefined : city.metric(state.metric)
  const live = usePoint({ metric: state.metric ?? '', area: state.area, step: (state.step ?? 'PT1M') as Step })
  // A figure this screen does not follow: as it was when the alarm last changed.
  const value = alarmValue(state.why) ?? null
  const point = live.freshness === 'empty' ? { ...live, freshness: 'live' as const, revision: worst.revision, value } : live
  const figure = metric && state.rule.kind !== 'silence' ? format.figure(point.value, metric) : undefined
  const area = city.area(alarms.length > 1 ? group.area : state.area)
  const department = state.department === undefined ? undefined : city.department(state.department)
  const areaName = area ? name(area.short ?? area.names) : state.area
  const place = [
    alarms.length > 1 ? t('alarms.and-more', { name: areaName, n: alarms.length }) : areaName,
    department && state.rule.kind !== 'silence' ? name(department.short ?? department.names) : '',
    answerWords(worst.state, { t, time: format.time }),
  ]
    .filter(Boolean)
    .join(' · ')
  const room =
    width -
    text.table * 1.6 -
    textWidth(figure?.text ?? '', text.table, 'figure') -
    textWidth(figure?.unit ?? '', text.small, 'text') -
    text.small * 2
  const title = alarmTitle(state, city, { t, name })
  const heading = cause && alarms.length > 1 ? { full: name(cause.names), short: name(cause.names) } : title
  const label = textWidth(heading.full, text.name, 'text') <= room * (isWide ? 0.5 : 1) ? heading.full : heading.short
  const word = t(state.severity === 'critical' ? 'alarms.critical' : 'alarms.watch')
  const why = `${whyWords(state.why, metric, { t, format })} ${word}`
  return (
    <li className={`alarm-row${isWide ? ' is-wide' : ''}${waits(state) ? '' : ' is-calm'}`} style={{ height }}>
      <span className="alarm-sign t-name" title={word}>
        <AlarmGlyph critical={state.severity === 'critical'} />
        <span className="visually-hidden">{word}</span>
      </span>
      <span className="alarm-words">
        <span className="t-name strong one-line" title={heading.full}>
          {label}
        </span>
        <span className="t-small dim one-line" title={place}>
          {place}
        </span>
      </span>
      <span className="alarm-figure">
        {figure && (
          <span className="tile-figure">
            <FigureValue point={point} text={figure} size="table" says="nothing" />
            <span className="unit t-small">{figure.unit}</span>
          </span>
        )}
        <span className="t-small soft one-line">{why}</span>
      </span>
    </li>
  )
}

/** What people made of an alarm, without a name: nobody knows who stands before this screen. */
function answerWords(
  { response }: AlarmGroup['worst']['state'],
  { t, time }: { readonly t: ReturnType<typeof useT>; readonly time: (at: number) => string },
): string {
  switch (response.kind) {
    case 'unanswered':
      return ''
    case 'acknowledged':
      return t('alarms.taken')
    case 'shelved':
      return t('alarms.shelved', { time: time(response.until) })
  }
}
