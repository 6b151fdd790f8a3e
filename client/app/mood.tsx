import { Glyph } from '../design/glyph.tsx'
import { criticalOf } from '../panels/alarms/model.ts'
import { useCity, useConnection, useNames, usePlace, useT } from '../state/hooks.ts'
import type { CityState } from './city-state.ts'

/** What can be said of the area, as a sentence; while the line is down, that nothing can. */
export function useMood(state: CityState): { readonly kind: string; readonly words: string } {
  const t = useT()
  const city = useCity()
  const name = useNames()
  const connection = useConnection()
  const { area: code } = usePlace()
  const area = city.area(code)
  const whole = area?.level === 'city' ? t('level.city') : area ? name(area.short ?? area.names) : code
  if (connection.kind === 'lost' || connection.kind === 'outdated') return { kind: 'lost', words: t('state.lost') }
  const { mood } = state
  switch (mood.kind) {
    case 'waiting':
      return { kind: mood.kind, words: t('state.waiting') }
    case 'unknown':
      return { kind: mood.kind, words: t('state.unknown') }
    case 'critical':
      return { kind: mood.kind, words: t('state.critical', { n: mood.count }) }
    case 'watch':
      return { kind: mood.kind, words: t('state.watch', { n: mood.count }) }
    case 'calm':
      return { kind: mood.kind, words: t('state.calm', { area: whole }) }
  }
}

/** Figures beyond their limits, counted by kind; the second line under the sentence. */
export function AlarmCounts({ state: { alarms } }: { state: CityState }) {
  const t = useT()
  const critical = criticalOf(alarms)
  return (
    <p className="mood-line t-name">
      <span>
        {t('count.critical')} <b>{critical}</b>
      </span>
      <span>
        {t('count.watch')} <b>{alarms.alarms.length - critical}</b>
      </span>
      <span>{t('alarms.judged', { n: alarms.judged })}</span>
    </p>
  )
}

/** 指标 177 · 实时 n · 延迟 n · 静默 n */
export function FreshnessCounts({ state: { links }, withTotal = true }: { state: CityState; withTotal?: boolean }) {
  const t = useT()
  const { counts } = links
  return (
    <span className="counts">
      {withTotal && (
        <span className="dim">
          {t('count.metrics')} {counts.total}
        </span>
      )}
      <span>
        <Glyph kind="live" /> <span className="count-word">{t('freshness.live')}</span> <b>{counts.live}</b>
      </span>
      <span className={counts.late > 0 ? 'count-late' : 'dim'}>
        <Glyph kind="late" /> <span className="count-word">{t('freshness.late')}</span> <b>{counts.late}</b>
      </span>
      <span className={counts.silent > 0 ? 'count-silent' : 'dim'}>
        <Glyph kind="silent" /> <span className="count-word">{t('freshness.silent')}</span> <b>{counts.silent}</b>
      </span>
      {counts.empty > 0 && (
        <span className="dim">
          <Glyph kind="empty" /> <span className="count-word">{t('freshness.empty')}</span> <b>{counts.empty}</b>
        </span>
      )}
    </span>
  )
}

/** How many figures of a chapter are beyond their limits, beside its name; nothing where none is. */
export function AlarmCount({ count }: { count: number }) {
  const t = useT()
  if (count === 0) return null
  return (
    <span className="alarm-count fig" title={`${t('alarms.title')} ${count}`}>
      {count}
    </span>
  )
}
