import type { Point } from '#contract/point.ts'
import { textWidth } from '../../design/text-width.ts'
import { useCity, useFormat, useLanguage, useNames, usePlace, usePoints, useProfile, useT } from '../../state/hooks.ts'
import { BeyondMark } from '../beyond.tsx'
import { FigureValue } from '../figure-value.tsx'
import { isBeyond } from '../judge.ts'
import { headHeight, PanelHead } from '../panel-head.tsx'
import { panelName } from '../panel-name.ts'
import { tileGrid } from '../rows.ts'
import { TrustStrip } from '../trust-strip.tsx'
import type { FiguresProps } from './panel.tsx'

/** A grid of figures, each with its own trust strip, hairlines between the columns. */
export function FigureTiles({ panel, items, width, height }: FiguresProps) {
  const profile = useProfile()
  const { text } = profile
  const city = useCity()
  const t = useT()
  const name = useNames()
  const format = useFormat()
  const { show } = usePlace()
  const points = usePoints(items.map(({ series }) => series))
  const title = panelName(panel, city, name, t)
  const fullHead = headHeight(text.heading)
  const grid = tileGrid(items.length, width, profile, useLanguage())
  // A strip too low for a heading above its figures goes without: the names of the figures say what it is.
  const hasHead = height >= fullHead + grid.least
  const head = hasHead ? fullHead : 0
  const rows = Math.max(1, Math.min(grid.rows, Math.floor((height - head) / grid.least)))
  const columns = rows < grid.rows ? Math.floor(width / Math.max(text.figure * 3.2, text.name * 6)) || 1 : grid.columns
  const shown = Math.min(items.length, rows * columns)
  const hidden = items.length - shown
  const cell = Math.floor(width / columns)
  const inner = cell - text.small * 1.4
  const figures = items.map(({ metric }, index) => format.figure((points[index] as Point).value, metric))
  const fits = (one: (typeof figures)[number], isMarked: boolean) =>
    textWidth(one.text, text.figure, 'figure') + textWidth(one.unit, text.small, 'text') + text.small * (isMarked ? 1.6 : 0.4) <=
    inner
  const scene = panel.scene
  return (
    <div className="figures">
      {hasHead ? (
        <PanelHead
          title={title}
          width={width}
          end={hidden > 0 ? <span className="t-small dim">{t('rows.more', { n: hidden })}</span> : undefined}
          onPress={scene ? () => show(scene) : undefined}
        />
      ) : (
        <h2 className="visually-hidden">{title}</h2>
      )}
      <ul className="tiles" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, height: height - head }}>
        {items.slice(0, shown).map((item, index) => {
          const point = points[index] as Point
          const figure = figures[index] as (typeof figures)[number]
          const full = name(item.name)
          const isMarked = isBeyond(point, item.metric, city.area(point.area)?.level)
          return (
            <li
              key={`${item.series.metric}@${item.series.area}/${item.series.step}`}
              className={index % columns === 0 ? 'tile is-first' : 'tile'}
            >
              <span className="t-name soft one-line" title={full}>
                {textWidth(full, text.name, 'text') <= inner ? full : name(item.short)}
              </span>
              <span className="tile-figure">
                <BeyondMark point={point} metric={item.metric} />
                <FigureValue point={point} text={figure} size={fits(figure, isMarked) ? 'figure' : 'table'} />
                <span className="unit t-small">{figure.unit}</span>
              </span>
              <TrustStrip series={item.series} width={inner} />
            </li>
          )
        })}
      </ul>
    </div>
  )
}
