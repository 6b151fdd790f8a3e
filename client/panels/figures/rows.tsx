import type { CSSProperties } from 'react'
import type { Point } from '#contract/point.ts'
import { useCity, useFormat, useLanguage, useNames, usePlace, usePoints, useProfile, useT } from '../../state/hooks.ts'
import { BeyondMark } from '../beyond.tsx'
import type { BoundFigure } from '../bound-figure.ts'
import { Change } from '../change.tsx'
import { FigureValue } from '../figure-value.tsx'
import { headHeight, PanelHead } from '../panel-head.tsx'
import { panelName } from '../panel-name.ts'
import { denseRowHeight, rowHeight } from '../rows.ts'
import { TrustStrip } from '../trust-strip.tsx'
import { type FiguresModel, figuresModel } from './model.ts'
import type { FiguresProps } from './panel.tsx'

/** One line for each figure, its edges shared by every panel of this width. */
export function FigureRows({ panel, items, width, height }: FiguresProps) {
  const profile = useProfile()
  const city = useCity()
  const t = useT()
  const name = useNames()
  const format = useFormat()
  const language = useLanguage()
  const { show } = usePlace()
  const points = usePoints(items.map(({ series }) => series))
  const title = panelName(panel, city, name, t)
  const texts = items.map(({ metric }, index) => format.figure((points[index] as Point).value, metric))
  const model = figuresModel({
    width,
    height,
    title,
    names: items.map((item) => ({ full: name(item.name), short: name(item.short) })),
    figures: texts.map(({ text }) => text),
    units: texts.map(({ unit }) => unit),
    text: profile.text,
    row: rowHeight(profile),
    denseRow: denseRowHeight(profile),
    head: headHeight(profile.text.heading),
    canStand: language === 'zh',
    standsInColumn: !profile.contract.hasInput,
    rowTrust: profile.rowTrust,
  })
  const scene = panel.scene
  const onPress = scene ? () => show(scene) : undefined
  return (
    <div className={`figures figures-${model.heading}`} style={{ '--row': `${model.row}px` } as CSSProperties}>
      {model.heading === 'line' ? (
        <PanelHead title={title} width={width} onPress={onPress} />
      ) : (
        <h2 className="figures-upright t-name" style={{ width: model.columns.heading }}>
          {onPress && profile.contract.hasInput ? (
            <button type="button" className="panel-open" onClick={onPress}>
              {title}
            </button>
          ) : (
            title
          )}
        </h2>
      )}
      <ul className="figure-rows">
        {items.slice(0, model.shown).map((item, index) => (
          <FigureRow
            key={`${item.series.metric}@${item.series.area}/${item.series.step}`}
            item={item}
            point={points[index] as Point}
            label={model.names[index] as string}
            model={model}
            width={width}
          />
        ))}
        {model.hidden > 0 && <li className="more-line t-small dim">{t('rows.more', { n: model.hidden })}</li>}
      </ul>
    </div>
  )
}

/** A row lower than this, in ems of its name, has room for one line of it; a second would stand on its neighbour. */
const TWO_LINES_EMS = 2.8

interface RowProps {
  readonly item: BoundFigure
  readonly point: Point
  readonly label: string
  readonly model: FiguresModel
  readonly width: number
}

function FigureRow({ item, point, label, model, width }: RowProps) {
  const name = useNames()
  const format = useFormat()
  const figure = format.figure(point.value, item.metric)
  const { text, rowTrust } = useProfile()
  const { columns } = model
  const below = rowTrust ? 0 : text.small * 1.4
  const nameWidth = width - columns.heading - columns.figure - columns.unit - text.name
  return (
    <li className="figure-row">
      <span className="figure-name t-name">
        <span className={model.row < text.name * TWO_LINES_EMS + below ? 'one-line' : 'two-lines'} title={name(item.name)}>
          {label}
        </span>
        {!rowTrust && <TrustStrip series={item.series} width={nameWidth} />}
      </span>
      <span className="figure-cell" style={{ width: columns.figure }}>
        <BeyondMark point={point} metric={item.metric} />
        <FigureValue point={point} text={figure} size={model.size} />
      </span>
      <span className="unit t-small figure-unit" style={{ width: columns.unit }}>
        {figure.unit}
      </span>
      {columns.change > 0 && (
        <span className="figure-change" style={{ width: columns.change }}>
          <Change series={item.series} width={columns.change - text.name} />
        </span>
      )}
      {rowTrust && (
        <span className="figure-trust" style={{ width: columns.trust }}>
          <TrustStrip series={item.series} width={columns.trust} />
        </span>
      )}
    </li>
  )
}
