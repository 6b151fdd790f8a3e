import { useMemo } from 'react'
import type { Point } from '#contract/point.ts'
import { shownStep } from '#contract/scene-series.ts'
import { textWidth } from '../../design/text-width.ts'
import { useCity, useFormat, useNames, usePlace, usePoints, useProfile, useT } from '../../state/hooks.ts'
import { comparedMembers, panelArea } from '../members.ts'
import { headHeight, PanelHead } from '../panel-head.tsx'
import { panelName } from '../panel-name.ts'
import type { PanelProps } from '../panel-props.ts'
import { matrixRowHeight, rowsThatFit } from '../rows.ts'
import { MatrixCell } from './cell.tsx'
import { columnTints } from './model.ts'

/** Areas × metrics: each column tinted by rank, a frame around what lies beyond its limit. */
export function MatrixPanel({ id, panel, area, width, height }: PanelProps<'matrix'>) {
  const profile = useProfile()
  const { text, contract } = profile
  const city = useCity()
  const t = useT()
  const name = useNames()
  const format = useFormat()
  const { area: here, hovered, selected, hover, open } = usePlace()
  const place = panelArea(panel, area, city)
  const metrics = panel.metrics.map((id) => city.metric(id)).filter((metric) => metric !== undefined)
  const codes = [...new Set(metrics.flatMap((metric) => comparedMembers(metric, place, city, panel.level)))]
  const points = usePoints(
    metrics.flatMap((metric) => codes.map((code) => ({ metric: metric.id, area: code, step: shownStep(metric, undefined) }))),
  )
  const manner = useMemo(
    () => ({ panel: id, city, t, format, isPressed: contract.hasInput }),
    [id, city, t, format, contract.hasInput],
  )
  const title = panelName(panel, city, name, t)
  if (metrics.length === 0 || codes.length === 0)
    return <PanelHead title={title} width={width} end={<span className="t-small dim">{t('empty.no-area')}</span>} />
  const head = headHeight(text.heading)
  const columnHead = Math.ceil(text.small * 2.9)
  const names = codes.map((code) => {
    const found = city.area(code)
    return found ? name(found.short ?? found.names) : code
  })
  const nameWidth = Math.ceil(
    Math.min(width * 0.34, Math.max(...names.map((one) => textWidth(one, text.name, 'text'))) + text.name),
  )
  const least = Math.max(text.table * 3.4, text.small * 3.6) + text.small
  const columns = Math.max(1, Math.min(metrics.length, Math.floor((width - nameWidth) / least)))
  const row = matrixRowHeight(profile)
  const fit = rowsThatFit(codes.length, height - head - columnHead, row, text.small * 1.6)
  const rowHeight = fit.hidden > 0 ? row : Math.min(row * 1.4, Math.floor((height - head - columnHead) / codes.length))
  const byMetric = metrics.map((_, index) => points.slice(index * codes.length, (index + 1) * codes.length))
  const tints = byMetric.map(columnTints)
  const cut = metrics.length - columns
  return (
    <div className="figures">
      <PanelHead
        title={title}
        width={width}
        end={cut > 0 ? <span className="t-small dim">{t('rows.more', { n: cut })}</span> : undefined}
      />
      <table className="matrix">
        <thead>
          <tr style={{ height: columnHead }}>
            <th scope="col" style={{ width: nameWidth }}>
              <span className="visually-hidden">{t('matrix.area')}</span>
            </th>
            {metrics.slice(0, columns).map((metric) => (
              <th key={metric.id} scope="col" className="t-small soft">
                <span className="two-lines" title={name(metric.names)}>
                  {name(metric.short ?? metric.names)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {codes.slice(0, fit.shown).map((code, index) => (
            <tr
              key={code}
              style={{ height: rowHeight }}
              className={hovered === code || selected === code || here === code ? 'is-lit' : undefined}
              onPointerEnter={contract.hasHover ? () => hover(code) : undefined}
              onPointerLeave={contract.hasHover ? () => hover(undefined) : undefined}
            >
              <th scope="row" className="t-name">
                {contract.hasInput && here !== code ? (
                  <button type="button" onClick={() => open(code)} className="one-line" title={names[index]}>
                    {names[index]}
                  </button>
                ) : (
                  <span className="one-line whole-line" title={names[index]}>
                    {names[index]}
                  </span>
                )}
              </th>
              {metrics.slice(0, columns).map((metric, column) => {
                const point = byMetric[column]?.[index] as Point
                const tint = tints[column]?.[index]
                return <MatrixCell key={metric.id} point={point} metric={metric} tint={tint} manner={manner} />
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {fit.hidden > 0 && <p className="more-line t-small dim">{t('rows.more', { n: fit.hidden })}</p>}
    </div>
  )
}
