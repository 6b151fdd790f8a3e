import type { Point } from '#contract/point.ts'
import { textWidth } from '../../design/text-width.ts'
import { useCity, useFormat, useNames, usePlace, usePoints, useProfile, useT } from '../../state/hooks.ts'
import { Beyond, BeyondMark, useBeyond } from '../beyond.tsx'
import type { BoundFigure } from '../bound-figure.ts'
import { Change } from '../change.tsx'
import { FigureValue } from '../figure-value.tsx'
import { headHeight, PanelHead } from '../panel-head.tsx'
import { panelName } from '../panel-name.ts'
import { Spark } from '../spark.tsx'
import { TrustStrip } from '../trust-strip.tsx'
import { leadPlan } from './lead-plan.ts'
import type { FiguresProps } from './panel.tsx'

/** The first figure large with today's curve beside it, the others in lines below. */
export function FigureLead({ panel, items, width, height }: FiguresProps) {
  const { text, contract } = useProfile()
  const city = useCity()
  const t = useT()
  const name = useNames()
  const format = useFormat()
  const { show } = usePlace()
  const points = usePoints(items.map(({ series }) => series))
  const [lead, ...others] = items
  if (!lead) return null
  const leadPoint = points[0] as Point
  const leadText = format.figure(leadPoint.value, lead.metric)
  const departments = [...new Set(items.map(({ metric }) => metric.department))]
    .map((id) => city.department(id))
    .filter((one) => one !== undefined)
    .map((one) => name(one.short ?? one.names))
  const head = headHeight(text.heading)
  const plan = leadPlan({ height, head, text, others: others.length, minTarget: contract.minTargetPx })
  const figureEdge = Math.floor(width * 0.54)
  const unitWidth = Math.ceil(
    Math.max(...items.map((item) => textWidth(name(item.metric.unit), text.small, 'text') + text.small * 1.2), width * 0.13),
  )
  const sparkWidth = width - figureEdge - unitWidth
  const scene = panel.scene
  return (
    <div className="figures figures-lead">
      <PanelHead
        title={panelName(panel, city, name, t)}
        width={width}
        end={<span className="t-small dim one-line">{fittingWords(departments, ' · ', text.small, width * 0.55)}</span>}
        onPress={scene ? () => show(scene) : undefined}
      />
      <div className="lead-caption" style={{ height: plan.caption }}>
        <span className="t-name soft one-line">
          {textWidth(name(lead.name), text.name, 'text') < width * 0.6 ? name(lead.name) : name(lead.short)}
        </span>
        <span className="t-small dim lead-change">
          <LeadNote point={leadPoint} item={lead} />
        </span>
      </div>
      <div className="lead-block" style={{ height: plan.block }}>
        <span className="lead-figure" style={{ width: figureEdge }}>
          <FigureValue point={leadPoint} text={leadText} size="lead" says="nothing" />
        </span>
        <span className="unit t-small" style={{ width: unitWidth }}>
          {leadText.unit}
        </span>
        {sparkWidth > text.small * 4 && (
          <Spark metric={lead.metric} point={leadPoint} width={sparkWidth} height={Math.floor(plan.block * 0.74)} />
        )}
      </div>
      <ul>
        {others.slice(0, plan.shown).map((item, index) => {
          const point = points[index + 1] as Point
          const figure = format.figure(point.value, item.metric)
          const nameRoom = figureEdge - textWidth(figure.text, text.table, 'figure') - text.small * 2
          return (
            <li
              key={`${item.series.metric}@${item.series.area}/${item.series.step}`}
              className="figure-row"
              style={{ height: plan.line }}
            >
              <span className="figure-name t-name one-line" title={name(item.name)}>
                {textWidth(name(item.name), text.name, 'text') <= nameRoom ? name(item.name) : name(item.short)}
              </span>
              <BeyondMark point={point} metric={item.metric} />
              <FigureValue point={point} text={figure} size="table" />
              <span className="unit t-small figure-unit" style={{ width: unitWidth }}>
                {figure.unit}
              </span>
              <span style={{ width: sparkWidth }}>
                <TrustStrip series={item.series} width={sparkWidth} />
              </span>
            </li>
          )
        })}
        {plan.hidden > 0 && <li className="more-line t-small dim">{t('rows.more', { n: plan.hidden })}</li>}
      </ul>
    </div>
  )
}

/** Beside the name: that the figure is beyond its limit, else how it has changed since yesterday. */
function LeadNote({ point, item: { metric, series } }: { point: Point; item: BoundFigure }) {
  return useBeyond(point, metric) ? <Beyond point={point} metric={metric} /> : <Change series={series} isSpelled />
}

/** As many words as fit, from the left. */
function fittingWords(words: readonly string[], separator: string, px: number, width: number): string {
  let text = ''
  for (const word of words) {
    const next = text === '' ? word : `${text}${separator}${word}`
    if (textWidth(next, px, 'text') > width) break
    text = next
  }
  return text
}
