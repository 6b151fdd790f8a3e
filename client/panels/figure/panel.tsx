import type { Point } from '#contract/point.ts'
import { textWidth } from '../../design/text-width.ts'
import { useCity, useFormat, useNames, usePoint, usePoints, useProfile, useT } from '../../state/hooks.ts'
import { isUnheard } from '../../state/points.ts'
import { Beyond, BeyondMark } from '../beyond.tsx'
import { boundFigure, boundFigures } from '../bound-figure.ts'
import { Change } from '../change.tsx'
import { EmptyCard } from '../empty-card.tsx'
import { FigureValue } from '../figure-value.tsx'
import { headHeight, PanelHead } from '../panel-head.tsx'
import { panelName } from '../panel-name.ts'
import type { PanelProps } from '../panel-props.ts'
import { Spark } from '../spark.tsx'
import { figureState } from '../trust.ts'
import { TrustStrip } from '../trust-strip.tsx'
import { figurePlan } from './model.ts'

/** One hero figure, with smaller ones under it and today's curve beside it where there is room. */
export function FigurePanel({ panel, area, width, height }: PanelProps<'figure'>) {
  const { text } = useProfile()
  const city = useCity()
  const t = useT()
  const name = useNames()
  const format = useFormat()
  const bound = boundFigure(
    { metric: panel.metric, ...(panel.area ? { area: panel.area } : {}), ...(panel.step ? { step: panel.step } : {}) },
    area,
    city,
  )
  const others = boundFigures(panel.with ?? [], area, city)
  const point = usePoint(bound?.series ?? { metric: panel.metric, area, step: 'P1D' })
  const otherPoints = usePoints(others.map(({ series }) => series))
  if (!bound)
    return (
      <PanelHead
        title={panelName(panel, city, name, t)}
        width={width}
        end={<span className="t-small dim">{t('empty.no-area')}</span>}
      />
    )
  const figure = format.figure(point.value, bound.metric)
  const plan = figurePlan({
    width,
    height,
    text,
    head: headHeight(text.heading),
    figure: textWidth(figure.text, 1, 'figure'),
    unit: textWidth(figure.unit, text.small, 'text'),
    others: others.length,
    wantsTrend: panel.trend === true,
  })
  return (
    <div className="figures">
      <PanelHead title={panelName(panel, city, name, t)} width={width} />
      {figureState(point) === 'empty' && !isUnheard(point) ? (
        <EmptyCard />
      ) : (
        <div className="hero-block" style={{ height: plan.block }}>
          <span className="hero-figure" style={{ fontSize: plan.px }}>
            <FigureValue point={point} text={figure} size={plan.size} says="nothing" />
            <span className="unit t-small">{figure.unit}</span>
          </span>
          {plan.spark && <Spark metric={bound.metric} point={point} width={plan.spark.width} height={plan.spark.height} />}
        </div>
      )}
      <div className="hero-lines t-small" style={{ height: plan.lines }}>
        <TrustStrip series={bound.series} width={width * 0.7} />
        <span className="hero-aside">
          <Beyond point={point} metric={bound.metric} />
          <Change series={bound.series} isSpelled />
        </span>
      </div>
      {plan.others > 0 && (
        <ul className="hero-others" style={{ gridTemplateColumns: `repeat(${plan.columns}, minmax(0, 1fr))` }}>
          {others.slice(0, plan.others).map((item, index) => {
            const own = otherPoints[index] as Point
            const value = format.figure(own.value, item.metric)
            return (
              <li key={`${item.series.metric}@${item.series.area}/${item.series.step}`} className="hero-other">
                <span className="t-name soft one-line">{name(item.short)}</span>
                <span className="tile-figure">
                  <BeyondMark point={own} metric={item.metric} />
                  <FigureValue point={own} text={value} size="figure" />
                  <span className="unit t-small">{value.unit}</span>
                </span>
                <TrustStrip series={item.series} width={width / plan.columns - text.small} />
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
