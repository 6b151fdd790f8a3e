import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { textWidth } from '../../design/text-width.ts'
import { useCity, useFormat, useNames, usePoints, useProfile, useT } from '../../state/hooks.ts'
import { BeyondMark } from '../beyond.tsx'
import { type BoundFigure, boundFigures } from '../bound-figure.ts'
import { Change } from '../change.tsx'
import { FigureValue } from '../figure-value.tsx'
import { headHeight, PanelHead } from '../panel-head.tsx'
import { panelName } from '../panel-name.ts'
import type { PanelProps } from '../panel-props.ts'
import { rowHeight, rowsThatFit } from '../rows.ts'
import { TrustStrip } from '../trust-strip.tsx'
import { type TableColumns, tableColumns } from './model.ts'

/** Metrics with everything they carry: value, change, limit, and the trust strip. */
export function TablePanel({ panel, area, width, height }: PanelProps<'table'>) {
  const profile = useProfile()
  const { text } = profile
  const city = useCity()
  const t = useT()
  const name = useNames()
  const format = useFormat()
  const items = boundFigures(panel.items, area, city)
  const points = usePoints(items.map(({ series }) => series))
  const texts = items.map(({ metric }, index) => format.figure((points[index] as Point).value, metric))
  const title = panelName(panel, city, name, t)
  const head = headHeight(text.heading)
  const captions = Math.ceil(text.small * 1.9)
  const columns = tableColumns({
    width,
    text,
    names: items.map((item) => name(item.name)),
    shorts: items.map((item) => name(item.short)),
    figures: texts.map((one) => one.text),
    units: texts.map((one) => one.unit),
    limits: items.map(({ metric }) => limitWords(metric, t)),
  })
  const row = Math.ceil(Math.max(text.table * 1.5, rowHeight(profile) * 0.75, profile.contract.minTargetPx))
  const perColumn = columns.sets > 1 ? Math.max(1, Math.floor((height - head - captions) / row)) : 0
  const sets =
    columns.sets > 1 && items.length * row > height - head - captions
      ? Math.min(columns.sets, Math.ceil(items.length / perColumn))
      : 1
  const fitted =
    sets > 1
      ? { shown: Math.min(items.length, perColumn * sets), hidden: Math.max(0, items.length - perColumn * sets) }
      : rowsThatFit(items.length, height - head - captions, row, text.small * 1.6)
  const setWidth = sets > 1 ? tableColumns({ ...columns.input, width: (width - text.table * (sets - 1) * 1.6) / sets }) : columns
  const groups = Array.from({ length: sets }, (_, set) =>
    items.slice(0, fitted.shown).slice(set * Math.ceil(fitted.shown / sets), (set + 1) * Math.ceil(fitted.shown / sets)),
  )
  return (
    <div className="figures">
      <PanelHead
        title={title}
        width={width}
        end={fitted.hidden > 0 ? <span className="t-small dim">{t('rows.more', { n: fitted.hidden })}</span> : undefined}
      />
      <div className="table-sets" style={{ gridTemplateColumns: `repeat(${sets}, minmax(0, 1fr))`, columnGap: text.table * 1.6 }}>
        {groups.map((group) => (
          <table key={group[0]?.series.metric ?? ''} className="table-set">
            <thead>
              <tr className="t-small dim" style={{ height: captions }}>
                <th scope="col">{t('table.metric')}</th>
                <th scope="col" className="end" style={{ width: setWidth.figure }}>
                  {t('table.value')}
                </th>
                <th scope="col" style={{ width: setWidth.unit }}>
                  <span className="visually-hidden">{t('table.value')}</span>
                </th>
                {setWidth.change > 0 && (
                  <th scope="col" className="end one-line" style={{ width: setWidth.change }} title={t('change.from')}>
                    {t('change.from')}
                  </th>
                )}
                {setWidth.limit > 0 && (
                  <th scope="col" className="end limit" style={{ width: setWidth.limit }}>
                    {t('table.limit')}
                  </th>
                )}
                <th scope="col" style={{ width: setWidth.trust }}>
                  {setWidth.trust > text.small * 4 ? (
                    t('table.department')
                  ) : (
                    <span className="visually-hidden">{t('table.department')}</span>
                  )}
                </th>
              </tr>
            </thead>
            <tbody>
              {group.map((item) => (
                <TableRow
                  key={`${item.series.metric}@${item.series.area}/${item.series.step}`}
                  item={item}
                  point={points[items.indexOf(item)] as Point}
                  columns={setWidth}
                  height={row}
                />
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </div>
  )
}

function TableRow({ item, point, columns, height }: { item: BoundFigure; point: Point; columns: TableColumns; height: number }) {
  const { text } = useProfile()
  const t = useT()
  const name = useNames()
  const format = useFormat()
  const { metric, series } = item
  const figure = format.figure(point.value, metric)
  const label = textWidth(name(item.name), text.name, 'text') <= columns.name ? name(item.name) : name(item.short)
  return (
    <tr style={{ height }}>
      <th scope="row" className="t-name">
        <span className="table-name">
          <BeyondMark point={point} metric={metric} />
          <span className="one-line" title={name(item.name)}>
            {label}
          </span>
        </span>
      </th>
      <td className="end">
        <FigureValue point={point} text={figure} size="table" />
      </td>
      <td className="unit t-small">{figure.unit}</td>
      {columns.change > 0 && (
        <td className="end">
          <Change series={series} />
        </td>
      )}
      {columns.limit > 0 && (
        <td className="end limit t-small soft">
          <bdi dir="ltr">{limitWords(metric, t)}</bdi>
        </td>
      )}
      <td>
        <TrustStrip series={series} width={columns.trust - text.small} />
      </td>
    </tr>
  )
}

function limitWords({ threshold }: Metric, t: ReturnType<typeof useT>): string {
  const limit = threshold?.warn ?? threshold?.critical
  return threshold && limit !== undefined ? t(threshold.side === 'above' ? 'alarms.above' : 'alarms.below', { limit }) : ''
}
