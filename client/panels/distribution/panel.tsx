import { shownStep } from '#contract/scene-series.ts'
import { textWidth } from '../../design/text-width.ts'
import { useCity, useFormat, useNames, usePlace, usePoint, usePoints, useProfile, useT } from '../../state/hooks.ts'
import { comparedMembers, panelArea } from '../members.ts'
import { headHeight, PanelHead } from '../panel-head.tsx'
import { panelName } from '../panel-name.ts'
import type { PanelProps } from '../panel-props.ts'
import { figureState } from '../trust.ts'
import { TrustStrip } from '../trust-strip.tsx'
import { distributionModel } from './model.ts'

/** How the areas below spread over the range of a metric: a dot for each, the median and the whole as lines. */
export function DistributionPanel({ panel, area, width, height }: PanelProps<'distribution'>) {
  const { text, stroke, contract } = useProfile()
  const city = useCity()
  const t = useT()
  const name = useNames()
  const format = useFormat()
  const { hovered, hover } = usePlace()
  const metric = city.metric(panel.metric)
  const place = panelArea(panel, area, city)
  const step = metric ? shownStep(metric, panel.step) : 'P1D'
  const wholeSeries = { metric: panel.metric, area: metric ? city.shownArea(metric, place) : place, step }
  const codes = metric ? comparedMembers(metric, place, city, panel.level) : []
  const members = usePoints(codes.map((code) => ({ metric: panel.metric, area: code, step })))
  const whole = usePoint(wholeSeries)
  const title = panelName(panel, city, name, t)
  const head = headHeight(text.heading)
  const foot = Math.ceil(text.small * 1.75)
  if (!metric || codes.length === 0)
    return <PanelHead title={title} width={width} end={<span className="t-small dim">{t('empty.no-area')}</span>} />
  const box = height - head - foot
  const axis = box - text.axis * 1.7
  const top = text.axis * 1.8
  const coarse = distributionModel(members, metric, Math.max(8, Math.floor(width / (7 * stroke))))
  const size = Math.max(2.4 * stroke, Math.min(8 * stroke, (axis - top) / Math.max(3, coarse.tallest) / 2.1, width / 60))
  const model = distributionModel(members, metric, Math.max(6, Math.floor(width / (size * 2.3))))
  const radius = Math.min(size, (axis - top) / Math.max(1, model.tallest) / 2.1)
  const x = (share: number) => share * width
  const place01 = (value: number) =>
    model.range[1] === model.range[0] ? 0.5 : (value - model.range[0]) / (model.range[1] - model.range[0])
  const nameOf = (code: string) => {
    const found = city.area(code)
    return found ? name(found.short ?? found.names) : code
  }
  const ends = [model.dots[0], model.dots.at(-1)].filter((dot) => dot !== undefined)
  const wholeAt = whole.value === null ? undefined : place01(whole.value)
  return (
    <div className="figures">
      <PanelHead
        title={title}
        note={model.unknown > 0 ? t('rows.unreported.count', { n: model.unknown }) : undefined}
        width={width}
        end={<span className="t-small dim">{name(metric.unit)}</span>}
      />
      <svg className="distribution" width={width} height={box} role="img" aria-label={title}>
        <line x1="0" x2={width} y1={axis} y2={axis} stroke="var(--ink-4)" strokeWidth={stroke} />
        {model.dots.length === 0 && (
          <text x={width / 2} y={axis - text.axis} textAnchor="middle" fontSize={text.small} className="axis-text">
            {t('empty.title')}
          </text>
        )}
        {model.median !== undefined && (
          <g className="axis-text" fontSize={text.axis}>
            <line
              x1={x(place01(model.median))}
              x2={x(place01(model.median))}
              y1={top * 0.9}
              y2={axis}
              stroke="var(--text-3)"
              strokeWidth={stroke}
              strokeDasharray={`${2 * stroke} ${4 * stroke}`}
            />
            <text x={clampText(x(place01(model.median)), width, text.axis * 4)} y={text.axis} textAnchor="middle">
              {t('distribution.median')} {format.number(model.median, metric.decimals)}
            </text>
          </g>
        )}
        {wholeAt !== undefined && wholeAt >= 0 && wholeAt <= 1 && (
          <line x1={x(wholeAt)} x2={x(wholeAt)} y1={top} y2={axis + 4 * stroke} stroke="var(--text-1)" strokeWidth={1.4 * stroke} />
        )}
        {model.dots.map(({ code, point, share, level }) => {
          const isFresh = point.freshness === 'live' || figureState(point) === 'partial'
          return (
            <circle
              key={code}
              cx={x(share)}
              cy={axis - radius * 1.2 - level * radius * 2.1}
              r={hovered === code ? radius * 1.35 : radius}
              fill={isFresh ? (hovered === code ? 'var(--jade-1)' : 'var(--jade-3)') : 'none'}
              stroke={isFresh ? 'none' : 'var(--text-3)'}
              strokeWidth={1.4 * stroke}
              onPointerEnter={contract.hasHover ? () => hover(code) : undefined}
              onPointerLeave={contract.hasHover ? () => hover(undefined) : undefined}
            >
              <title>{`${nameOf(code)} ${format.figure(point.value, metric).text}`}</title>
            </circle>
          )
        })}
        <g className="axis-text" fontSize={text.axis}>
          {ends.map(({ code, point }, index) => {
            const words = `${nameOf(code)} ${format.figure(point.value, metric).text}`
            return index === 0 || textWidth(words, text.axis, 'text') * 2 < width ? (
              <text key={code} x={index === 0 ? 0 : width} y={box - text.axis * 0.35} textAnchor={index === 0 ? 'start' : 'end'}>
                {words}
              </text>
            ) : null
          })}
        </g>
      </svg>
      <div className="panel-foot" style={{ height: foot }}>
        <TrustStrip series={wholeSeries} width={width} />
      </div>
    </div>
  )
}

function clampText(at: number, width: number, half: number): number {
  return Math.min(width - half, Math.max(half, at))
}
