import type { Point } from '#contract/point.ts'
import { textWidth } from '../../design/text-width.ts'
import { useCity, useFormat, useNames, usePoints, useProfile, useT } from '../../state/hooks.ts'
import { boundFigures } from '../bound-figure.ts'
import { FigureValue } from '../figure-value.tsx'
import { headHeight, PanelHead } from '../panel-head.tsx'
import { panelName } from '../panel-name.ts'
import type { PanelProps } from '../panel-props.ts'
import { Spark } from '../spark.tsx'
import { TrustStrip } from '../trust-strip.tsx'
import { weatherPlan } from './model.ts'

/** The weather of the area: each figure with today's curve, on one line where it is low, in columns where it is wide. */
export function WeatherPanel({ panel, area, width, height }: PanelProps<'weather'>) {
  const { text } = useProfile()
  const city = useCity()
  const t = useT()
  const name = useNames()
  const format = useFormat()
  const items = boundFigures(panel.items, area, city)
  const points = usePoints(items.map(({ series }) => series))
  const head = headHeight(text.heading)
  const plan = weatherPlan({ count: items.length, width, height: height - head, text })
  return (
    <div className="figures">
      <PanelHead
        title={panelName(panel, city, name, t)}
        width={width}
        end={
          plan.shown < items.length ? (
            <span className="t-small dim">{t('rows.more', { n: items.length - plan.shown })}</span>
          ) : undefined
        }
      />
      <ul className="tiles" style={{ gridTemplateColumns: `repeat(${plan.columns}, minmax(0, 1fr))`, height: height - head }}>
        {items.slice(0, plan.shown).map((item, index) => {
          const point = points[index] as Point
          const figure = format.figure(point.value, item.metric)
          const full = name(item.name)
          return (
            <li key={`${item.series.metric}@${item.series.area}`} className={index % plan.columns === 0 ? 'tile is-first' : 'tile'}>
              <span className="t-name soft one-line" title={full}>
                {textWidth(full, text.name, 'text') <= plan.inner ? full : name(item.short)}
              </span>
              <span className="tile-figure">
                <FigureValue point={point} text={figure} size="figure" />
                <span className="unit t-small">{figure.unit}</span>
              </span>
              {plan.spark > 0 && <Spark metric={item.metric} point={point} width={plan.inner} height={plan.spark} />}
              <TrustStrip series={item.series} width={plan.inner} />
            </li>
          )
        })}
      </ul>
    </div>
  )
}
