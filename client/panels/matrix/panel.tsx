import { type CSSProperties, useMemo } from 'react'
import { textWidth } from '../../design/text-width.ts'
import { useCity, useFormat, useNames, usePlace, usePoints, useProfile, useT } from '../../state/hooks.ts'
import { headHeight, PanelHead } from '../panel-head.tsx'
import { panelName } from '../panel-name.ts'
import type { PanelProps } from '../panel-props.ts'
import { matrixRowHeight, rowsThatFit } from '../rows.ts'
import { columnTints } from './model.ts'
import { MatrixRow, type RowManner } from './row.tsx'
import { matrixShape } from './shape.ts'

/** Areas × metrics: each column tinted by rank, a frame around what lies beyond its limit. */
export function MatrixPanel({ id, panel, area, width, height }: PanelProps<'matrix'>) {
  const profile = useProfile()
  const { text, contract } = profile
  const city = useCity()
  const t = useT()
  const name = useNames()
  const format = useFormat()
  const { area: here, hovered, selected, hover, open } = usePlace()
  const { metrics, codes, series } = useMemo(() => matrixShape(panel, area, city), [panel, area, city])
  const points = usePoints(series)
  const names = useMemo(
    () =>
      codes.map((code) => {
        const found = city.area(code)
        return found ? name(found.short ?? found.names) : code
      }),
    [codes, city, name],
  )
  const head = headHeight(text.heading)
  const columnHead = Math.ceil(text.small * 2.9)
  const longest = useMemo(() => Math.max(0, ...names.map((one) => textWidth(one, text.name, 'text'))), [names, text.name])
  const nameWidth = Math.ceil(Math.min(width * 0.34, longest + text.name))
  const least = Math.max(text.table * 3.4, text.small * 3.6) + text.small
  const columns = Math.max(1, Math.min(metrics.length, Math.floor((width - nameWidth) / least)))
  const row = matrixRowHeight(profile)
  const fit = rowsThatFit(codes.length, height - head - columnHead, row, text.small * 1.6)
  const rowHeight = fit.hidden > 0 ? row : Math.floor(Math.min(row * 1.4, (height - head - columnHead) / codes.length))
  const { hasInput: isPressed, hasHover } = contract
  const manner = useMemo((): RowManner => {
    return { panel: id, city, t, format, isPressed, hasHover, hover, open, height: rowHeight, metrics: metrics.slice(0, columns) }
  }, [id, city, t, format, isPressed, hasHover, hover, open, rowHeight, metrics, columns])
  const title = panelName(panel, city, name, t)
  if (metrics.length === 0 || codes.length === 0)
    return <PanelHead title={title} width={width} end={<span className="t-small dim">{t('empty.no-area')}</span>} />
  const byColumn = manner.metrics.map((_, column) => points.slice(column * codes.length, (column + 1) * codes.length))
  const tints = byColumn.map(columnTints)
  const cut = metrics.length - columns
  return (
    <div className="figures">
      <PanelHead
        title={title}
        width={width}
        end={cut > 0 ? <span className="t-small dim">{t('rows.more', { n: cut })}</span> : undefined}
      />
      <table
        className="matrix"
        style={{ '--matrix-columns': `${nameWidth}px repeat(${columns}, minmax(0, 1fr))` } as CSSProperties}
      >
        <thead>
          <tr style={{ height: columnHead }}>
            <th scope="col">
              <span className="visually-hidden">{t('matrix.area')}</span>
            </th>
            {manner.metrics.map((metric) => (
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
            <MatrixRow
              key={code}
              code={code}
              name={names[index] as string}
              isLit={hovered === code || selected === code || here === code}
              isHere={here === code}
              index={index}
              points={byColumn}
              tints={tints}
              manner={manner}
            />
          ))}
        </tbody>
      </table>
      {fit.hidden > 0 && <p className="more-line t-small dim">{t('rows.more', { n: fit.hidden })}</p>}
    </div>
  )
}
