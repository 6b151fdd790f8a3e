import { shownStep } from '#contract/scene-series.ts'
import { textWidth } from '../../design/text-width.ts'
import { useCity, useFormat, useNames, usePoint, usePoints, useProfile, useT } from '../../state/hooks.ts'
import { isUnheard } from '../../state/points.ts'
import { EmptyCard } from '../empty-card.tsx'
import { comparedMembers, panelArea, wholeName } from '../members.ts'
import { headHeight, PanelHead } from '../panel-head.tsx'
import { panelName } from '../panel-name.ts'
import type { PanelProps } from '../panel-props.ts'
import { TrustStrip } from '../trust-strip.tsx'
import { rankAreas, rankingLayout } from './model.ts'
import { RankingRow, type RowLook, WholeRow } from './row.tsx'
import { RankingRug } from './rug.tsx'

/** Areas below the current one, in order. Where not all fit, the ends are named and the rest stand as ticks between them. */
export function RankingPanel({ panel, area, width, height }: PanelProps<'ranking'>) {
  const { text, contract } = useProfile()
  const city = useCity()
  const t = useT()
  const name = useNames()
  const format = useFormat()
  const metric = city.metric(panel.metric)
  const place = panelArea(panel, area, city)
  const step = metric ? shownStep(metric, panel.step) : 'P1D'
  const wholeSeries = { metric: panel.metric, area: metric ? city.shownArea(metric, place) : place, step }
  const codes = metric ? comparedMembers(metric, place, city, panel.level) : []
  const members = usePoints(codes.map((code) => ({ metric: panel.metric, area: code, step })))
  const whole = usePoint(wholeSeries)
  const title = panelName(panel, city, name, t)
  if (!metric || codes.length === 0)
    return (
      <div className="figures">
        <PanelHead title={title} width={width} />
        <p className="empty-line t-small dim">{t('empty.no-area')}</p>
      </div>
    )
  const shortName = (code: string) => {
    const found = city.area(code)
    return found ? name(found.short ?? found.names) : code
  }
  const ranking = rankAreas({ metric, members, whole, order: panel.order, mark: panel.mark })
  const head = headHeight(text.heading)
  const foot = Math.ceil(text.small * 1.75)
  const figures = ranking.ranked.map(({ point }) => format.figure(point.value, metric).text)
  const look: RowLook = {
    metric,
    mark: ranking.mark,
    whole: ranking.whole,
    rank: Math.ceil(textWidth('88', text.inline, 'figure') + text.small * 0.6),
    name: Math.ceil(
      Math.min(width * 0.42, Math.max(...codes.map((code) => textWidth(shortName(code), text.name, 'text'))) + text.small),
    ),
    figure: Math.ceil(Math.max(...figures.map((one) => textWidth(one, text.table, 'figure')), 0) + 1),
  }
  const layout = rankingLayout({
    ranked: ranking.ranked.length,
    unreported: ranking.unreported.length,
    hasWhole: true,
    width,
    height: height - head - foot,
    text,
    minRow: contract.minTargetPx,
    name: look.name,
    figure: look.figure,
    limit: panel.limit,
    mark: ranking.mark,
  })
  const wholeTitle = wholeName(wholeSeries.area, city, t('level.city'), name)
  const row = (one: (typeof ranking.ranked)[number], hasMark: boolean) => (
    <RankingRow key={one.code} area={one} name={shortName(one.code)} look={look} height={layout.row} hasMark={hasMark} />
  )
  const blank = ranking.unreported.map((code) => (
    <li key={code} className="ranking-row is-unreported" style={{ height: layout.row }}>
      <span className="ranking-rank fig t-inline dim" style={{ width: look.rank }}>
        –
      </span>
      <span className="t-name dim one-line ranking-name" title={shortName(code)}>
        {shortName(code)}
      </span>
      <span className="t-small dim">{t('rows.unreported.word')}</span>
    </li>
  ))
  const blankHead = ranking.unreported.length > 0 && (
    <li key="unreported" className="ranking-blank t-small soft" style={{ height: layout.row }}>
      {t('rows.unreported', { n: ranking.unreported.length })}
    </li>
  )
  const isNothing = ranking.ranked.length === 0 && !members.some(isUnheard)
  const hidden = layout.kind === 'first' ? ranking.ranked.length - layout.first : 0
  return (
    <div className="figures ranking">
      <PanelHead
        title={title}
        note={ranking.whole === undefined ? undefined : t('ranking.line', { area: wholeTitle })}
        width={width}
        end={<span className="t-small dim">{name(metric.unit)}</span>}
      />
      <div className="ranking-body" style={{ height: height - head - foot }}>
        {isNothing && <EmptyCard />}
        {!isNothing && layout.kind === 'whole' && (
          <ol>
            {ranking.ranked.slice(0, panel.limit ?? ranking.ranked.length).map((one) => row(one, true))}
            {blankHead}
            {blank}
          </ol>
        )}
        {!isNothing && layout.kind === 'columns' && (
          <ol
            className="ranking-columns"
            style={{
              gridTemplateColumns: `repeat(${layout.columns}, minmax(0, 1fr))`,
              gridTemplateRows: `repeat(${layout.perColumn}, ${layout.row}px)`,
              columnGap: text.table * 1.2,
            }}
          >
            {ranking.ranked.map((one) => row(one, false))}
            {blankHead}
            {blank}
            <WholeRow series={wholeSeries} name={wholeTitle} look={look} height={layout.row} />
          </ol>
        )}
        {layout.kind === 'ends' && (
          <>
            <ol>{ranking.ranked.slice(0, layout.first).map((one) => row(one, true))}</ol>
            <RankingRug ranking={ranking} look={look} height={layout.rug} width={width} name={wholeTitle} whole={whole} />
            <ol>{ranking.ranked.slice(-layout.last).map((one) => row(one, true))}</ol>
          </>
        )}
        {!isNothing && layout.kind === 'first' && (
          <ol>
            {ranking.ranked.slice(0, layout.first).map((one) => row(one, true))}
            {hidden > 0 && <li className="more-line t-small dim">{t('rows.more', { n: hidden + ranking.unreported.length })}</li>}
          </ol>
        )}
      </div>
      <div className="panel-foot" style={{ height: foot }}>
        <TrustStrip series={wholeSeries} width={width} />
      </div>
    </div>
  )
}
