import { freshnessOf } from '#contract/freshness.ts'
import { promiseMs } from '#contract/metric.ts'
import { Glyph } from '../design/glyph.tsx'
import { textWidth } from '../design/text-width.ts'
import { useCity, useFormat, useNames, useNow, useProfile, useT } from '../state/hooks.ts'
import type { CityState } from './city-state.ts'
import { PaintAge } from './paint-age.tsx'

/** The strip at the foot: sources on time, what is behind and for how long, and the age of what is on screen. */
export function Foot({ state: { links }, height }: { state: CityState; height: number }) {
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
    const freshness = freshnessOf(oldest.observedAt, promiseMs(metric), now)
    const kind = freshness === 'silent' || oldest.freshness === 'silent' ? 'silent' : 'late'
    const age = format.span(now - oldest.observedAt)
    const words = `${department ? name(department.short ?? department.names) : feed.department} · ${name(metric.short ?? metric.names)}  ${t(kind === 'silent' ? 'trust.silent' : 'trust.late', { age })}`
    return [{ id: feed.department, kind, words } as const]
  })
  const room = width - margin * 2 - text.small * 34 - stroke * 90
  const widths = behind.map(({ words }) => textWidth(words, text.small, 'text') + text.small * 3.4)
  let used = 0
  const shown = behind.filter((_, index) => {
    used += widths[index] ?? 0
    return used <= room
  })
  return (
    <footer className="foot" style={{ height }}>
      <span className="foot-title">{t('links.title')}</span>
      <span className="soft">
        {t('links.online')}{' '}
        <b>
          {links.onTime}/{links.reporting}
        </b>
      </span>
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
      <span className="foot-end">
        <PaintAge /> · {t('footer.legend')}
      </span>
    </footer>
  )
}
