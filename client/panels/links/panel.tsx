import { panelSeries } from '#contract/scene-series.ts'
import { Glyph } from '../../design/glyph.tsx'
import { textWidth } from '../../design/text-width.ts'
import { useCity, useFormat, useNames, useNow, usePoints, useProfile, useT } from '../../state/hooks.ts'
import { headHeight, PanelHead } from '../panel-head.tsx'
import { panelName } from '../panel-name.ts'
import type { PanelProps } from '../panel-props.ts'
import { rowsThatFit } from '../rows.ts'
import { type DepartmentFeed, linksModel } from './model.ts'

/** The departments' feeds: those behind first, with what is behind and for how long. */
export function LinksPanel({ panel, area, width, height }: PanelProps<'links'>) {
  const { text, contract } = useProfile()
  const city = useCity()
  const t = useT()
  const name = useNames()
  const model = linksModel(usePoints(panelSeries(panel, area, city)), city)
  const head = headHeight(text.heading)
  const row = Math.ceil(Math.max(text.name * 1.75, contract.minTargetPx))
  const columns = Math.max(1, Math.floor(width / (text.name * 19)))
  const perColumn = Math.max(1, Math.floor((height - head - text.small * 1.6) / row))
  const fit =
    columns === 1
      ? rowsThatFit(model.feeds.length, height - head, row, text.small * 1.6)
      : { shown: Math.min(model.feeds.length, perColumn * columns), hidden: Math.max(0, model.feeds.length - perColumn * columns) }
  return (
    <div className="figures">
      <PanelHead
        title={panelName(panel, city, name, t)}
        width={width}
        end={
          <span className="t-small soft">
            {t('links.online')}{' '}
            <b className="fig t-inline">
              {model.onTime}/{model.reporting}
            </b>
          </span>
        }
      />
      <ul
        className="links-rows"
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gridAutoRows: `${row}px`, columnGap: text.name * 1.5 }}
      >
        {model.feeds.slice(0, fit.shown).map((feed) => (
          <FeedRow key={feed.department} feed={feed} width={width / columns - text.name * 1.5} />
        ))}
      </ul>
      {fit.hidden > 0 && <p className="more-line t-small dim">{t('rows.more', { n: fit.hidden })}</p>}
    </div>
  )
}

function FeedRow({ feed, width }: { feed: DepartmentFeed; width: number }) {
  const { text } = useProfile()
  const city = useCity()
  const t = useT()
  const name = useNames()
  const format = useFormat()
  const now = useNow(5_000)
  const department = city.department(feed.department)
  const [oldest] = feed.behind
  const kind = feed.counts.empty === feed.counts.total ? 'empty' : (oldest?.freshness ?? 'live')
  const metric = oldest ? city.metric(oldest.metric) : undefined
  const title = department ? name(department.short ?? department.names) : feed.department
  const age = oldest?.observedAt ? format.span(now - oldest.observedAt) : ''
  const state =
    oldest && metric
      ? `${t(kind === 'silent' ? 'trust.silent' : 'trust.late', { age })}${feed.behind.length > 1 ? ` · ${feed.behind.length}/${feed.counts.total}` : ''}`
      : kind === 'empty'
        ? t('trust.empty')
        : `${feed.counts.live}/${feed.counts.total}`
  const what = metric ? name(metric.short ?? metric.names) : ''
  const room = width - textWidth(title, text.name, 'text') - textWidth(state, text.small, 'text') - text.name * 2.4
  return (
    <li className="link-row">
      <Glyph kind={kind} />
      <span className="t-name one-line" title={title}>
        {title}
      </span>
      {what !== '' && textWidth(what, text.small, 'text') <= room && <span className="t-small soft">{what}</span>}
      <span className={`${kind === 'live' ? 'fig t-inline' : 't-small'} link-state link-${kind}`}>{state}</span>
    </li>
  )
}
