import { AlarmGlyph, Glyph } from '../../design/glyph.tsx'
import { textWidth } from '../../design/text-width.ts'
import { useCity, useFormat, useNames, usePoints, useProfile, useT } from '../../state/hooks.ts'
import { FigureValue } from '../figure-value.tsx'
import { decimalsOf } from '../limit-words.ts'
import { headHeight, PanelHead } from '../panel-head.tsx'
import { panelName } from '../panel-name.ts'
import type { PanelProps } from '../panel-props.ts'
import { rowsThatFit } from '../rows.ts'
import { type AlarmGroup, alarmSeries, alarmsModel } from './model.ts'

/** Figures beyond their limits, the furthest first. An alarm is not a level: it is a triangle and a word, in text colour. */
export function AlarmsPanel({ panel, area, width, height }: PanelProps<'alarms'>) {
  const { text, contract } = useProfile()
  const city = useCity()
  const t = useT()
  const name = useNames()
  const place = panel.area === undefined || panel.area === '$area' ? area : panel.area
  const points = usePoints(alarmSeries(city, place, panel.domains))
  const { alarms, groups, judged, unjudged } = alarmsModel(points, city)
  const head = headHeight(text.heading)
  const more = Math.ceil(text.small * 1.6)
  const isWide = width > text.name * 34
  const row = Math.ceil(Math.max(isWide ? text.table * 1.4 : text.name * 1.4 + text.small * 1.6, contract.minTargetPx))
  const fit = rowsThatFit(groups.length, height - head, row, more)
  const critical = alarms.filter(({ verdict }) => verdict === 'critical').length
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
      {alarms.length === 0 ? (
        <p className="empty-line t-small soft">
          {judged > 0 && (
            <span className="block">
              <Glyph kind="live" /> {t('empty.alarms.more', { n: judged })}
            </span>
          )}
          {unjudged > 0 && (
            <span className={judged > 0 ? 'dim block' : 'block'}>
              {judged === 0 && <Glyph kind="silent" />} {t('alarms.unjudged', { n: unjudged })}
            </span>
          )}
          {judged + unjudged === 0 && t('alarms.judged', { n: 0 })}
        </p>
      ) : (
        <ul>
          {groups.slice(0, fit.shown).map((group) => (
            <AlarmRow
              key={`${group.worst.verdict}:${group.worst.metric.id}`}
              group={group}
              height={row}
              width={width}
              isWide={isWide}
            />
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
  const { metric, point, limit, verdict } = group.worst
  const figure = format.figure(point.value, metric)
  const area = city.area(point.area)
  const department = city.department(metric.department)
  const areaName = area ? name(area.short ?? area.names) : point.area
  const areaWords = group.alarms.length > 1 ? t('alarms.and-more', { name: areaName, n: group.alarms.length }) : areaName
  const place = [areaWords, department ? name(department.short ?? department.names) : '']
  const beyond = t(metric.threshold?.side === 'below' ? 'alarms.under' : 'alarms.over', {
    limit: format.number(limit, decimalsOf(limit)),
  })
  const room =
    width -
    text.table * 1.6 -
    textWidth(figure.text, text.table, 'figure') -
    textWidth(figure.unit, text.small, 'text') -
    text.small * 2
  const full = name(metric.names)
  const label = textWidth(full, text.name, 'text') <= room * (isWide ? 0.5 : 1) ? full : name(metric.short ?? metric.names)
  const word = t(verdict === 'critical' ? 'alarms.critical' : 'alarms.watch')
  return (
    <li className={`alarm-row${isWide ? ' is-wide' : ''}`} style={{ height }}>
      <span className="alarm-sign t-name" title={word}>
        <AlarmGlyph critical={verdict === 'critical'} />
        <span className="visually-hidden">{word}</span>
      </span>
      <span className="alarm-words">
        <span className="t-name strong one-line" title={full}>
          {label}
        </span>
        <span className="t-small dim one-line" title={place.filter(Boolean).join(' · ')}>
          {place.filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className="alarm-figure">
        <span className="tile-figure">
          <FigureValue point={point} text={figure} size="table" says="nothing" />
          <span className="unit t-small">{figure.unit}</span>
        </span>
        <span className="t-small soft one-line">{`${beyond} ${word}`}</span>
      </span>
    </li>
  )
}
