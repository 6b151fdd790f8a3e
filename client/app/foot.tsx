import { freshnessOf } from '#contract/freshness.ts'
import { promiseMs } from '#contract/metric.ts'
import { AlarmGlyph, Glyph } from '../design/glyph.tsx'
import { textWidth } from '../design/text-width.ts'
import { criticalOf } from '../panels/alarms/model.ts'
import { alarmTitle, alarmValue, whyWords } from '../panels/alarms/why-words.ts'
import { useCity, useFormat, useNames, useNow, useProfile, useT } from '../state/hooks.ts'
import type { CityState } from './city-state.ts'
import { PaintAge } from './paint-age.tsx'

export interface FootProps {
  readonly state: CityState
  readonly height: number
  /** Two lines, with the worst alarms at the left: for walls whose scene has no room for them. */
  readonly isDouble?: boolean
}

/** The strip at the foot: sources on time, what is behind and for how long, and the age of what is on screen. */
export function Foot({ state, height, isDouble = false }: FootProps) {
  const t = useT()
  const { links } = state
  return (
    <footer className={`foot${isDouble ? ' is-double' : ''}`} style={{ height }}>
      {isDouble && <FootAlarms state={state} />}
      <span className="foot-lead">
        <span className="foot-title">{t('links.title')}</span>
        <span className="soft">
          {t('links.online')}{' '}
          <b>
            {links.onTime}/{links.reporting}
          </b>
        </span>
      </span>
      <FootLinks state={state} isDouble={isDouble} />
      <span className="foot-end">
        <span>
          <PaintAge />
        </span>
        <span>{t('footer.legend')}</span>
      </span>
    </footer>
  )
}

/** Ems of small text that everything but the links takes on a line. */
const OTHER_EMS = 36
const OTHER_EMS_DOUBLE = 78

function FootLinks({ state: { links }, isDouble }: { state: CityState; isDouble: boolean }) {
  const { text, width, margin, stroke } = useProfile()
  const city = useCity()
  const t = useT()
  const name = useNames()
  const format = useFormat()
  const now = useNow(5_000)
  const behind = links.feeds.flatMap((feed) => {
    const [oldest] = feed.behind
    const metric = oldest ? city.metric(oldest.metric) : undefined
    if (!oldest || !metric || oldest.observedAt === null) return []
    const department = city.department(feed.department)
    const kind =
      oldest.freshness === 'silent' || freshnessOf(oldest.observedAt, promiseMs(metric), now) === 'silent' ? 'silent' : 'late'
    const age = format.span(now - oldest.observedAt)
    const who = department ? name(department.short ?? department.names) : feed.department
    const words = `${who} · ${name(metric.short ?? metric.names)}  ${t(kind === 'silent' ? 'trust.silent' : 'trust.late', { age })}`
    return [{ id: feed.department, kind, words } as const]
  })
  const room = (width - margin * 2 - text.small * (isDouble ? OTHER_EMS_DOUBLE : OTHER_EMS) - stroke * 90) * (isDouble ? 2 : 1)
  let used = 0
  const shown = behind.filter(({ words }) => {
    used += textWidth(words, text.small, 'text') + text.small * 3.4
    return used <= room
  })
  return (
    <span className="foot-links">
      {shown.map(({ id, kind, words }) => (
        <span key={id} className={kind === 'late' ? 'foot-link-late' : 'strong'}>
          <Glyph kind={kind} /> {words}
        </span>
      ))}
      {behind.length > shown.length && <span className="soft">{t('rows.more', { n: behind.length - shown.length })}</span>}
      {behind.length === 0 && links.reporting > 0 && (
        <span className="dim">
          <Glyph kind="live" /> {t('links.all-live')}
        </span>
      )}
    </span>
  )
}

/** Alarms named at the foot; the others are counted. */
const NAMED = 2

function FootAlarms({ state: { alarms } }: { state: CityState }) {
  const city = useCity()
  const t = useT()
  const name = useNames()
  const format = useFormat()
  const named = alarms.groups.slice(0, NAMED)
  const critical = criticalOf(alarms)
  return (
    <>
      <span className="foot-lead">
        <span className="foot-title">{t('alarms.title')}</span>
        <span className="soft">
          {t('alarms.critical')} <b>{critical}</b> · {t('alarms.watch')} <b>{alarms.alarms.length - critical}</b>
        </span>
      </span>
      <span className="foot-alarms">
        {named.map(({ key, worst: { state: worst }, area: code, alarms: all }) => {
          const area = city.area(all.length > 1 ? code : worst.area)
          const metric = worst.metric === undefined ? undefined : city.metric(worst.metric)
          const value = alarmValue(worst.why)
          const figure = metric && value !== undefined ? format.figure(value, metric) : undefined
          return (
            <span key={key} className="strong">
              <AlarmGlyph critical={worst.severity === 'critical'} /> {alarmTitle(worst, city, { t, name }).short}{' '}
              <span className="soft">{areaWords(area ? name(area.short ?? area.names) : code, all.length, t)}</span>{' '}
              <b>{figure?.text}</b>{' '}
              <span className="dim">
                {figure?.unit} {whyWords(worst.why, metric, { t, format })}
              </span>
            </span>
          )
        })}
        {named.length === 0 && <span className="dim">{t('empty.alarms.more', { n: alarms.judged })}</span>}
      </span>
    </>
  )
}

function areaWords(area: string, count: number, t: ReturnType<typeof useT>): string {
  return count > 1 ? t('alarms.and-more', { name: area, n: count }) : area
}
