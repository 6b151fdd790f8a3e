import type { Point } from '#contract/point.ts'
import { shownStep } from '#contract/scene-series.ts'
import { textWidth } from '../../design/text-width.ts'
import { useCity, useFormat, useNames, usePlace, usePoints, useProfile, useT } from '../../state/hooks.ts'
import { FigureValue } from '../figure-value.tsx'
import { comparedMembers, panelArea } from '../members.ts'
import { headHeight, PanelHead } from '../panel-head.tsx'
import { panelName } from '../panel-name.ts'
import type { PanelProps } from '../panel-props.ts'
import { rowsThatFit } from '../rows.ts'
import { TrustStrip } from '../trust-strip.tsx'
import { shareModel } from './model.ts'

/** Tones of the pieces, strongest first; the last is for what is put together. */
const TONES = ['var(--jade-3)', 'var(--jade-4)', 'var(--sand)', 'var(--violet)', 'var(--rose)', 'var(--ink-4)'] as const

/** Parts of a whole as one ruled bar, named below it: several metrics, or one metric over the areas below. */
export function SharePanel({ panel, area, width, height }: PanelProps<'share'>) {
  const { text, contract } = useProfile()
  const city = useCity()
  const t = useT()
  const name = useNames()
  const format = useFormat()
  const { hover } = usePlace()
  const place = panelArea(panel, area, city)
  const one = city.metric(panel.metric ?? panel.metrics?.[0] ?? '')
  const refs = panel.metrics
    ? panel.metrics.flatMap((id) => {
        const metric = city.metric(id)
        return metric ? [{ metric: id, area: city.shownArea(metric, place), step: shownStep(metric, panel.step) }] : []
      })
    : one
      ? comparedMembers(one, place, city).map((code) => ({ metric: one.id, area: code, step: shownStep(one, panel.step) }))
      : []
  const points = usePoints(refs)
  const title = panelName(panel, city, name, t)
  if (!one || refs.length === 0)
    return <PanelHead title={title} width={width} end={<span className="t-small dim">{t('empty.no-area')}</span>} />
  const model = shareModel(
    points.map((point: Point) => ({ point, name: nameOf(point) })),
    t('share.other'),
  )
  function nameOf(point: Point): string {
    if (panel.metrics) {
      const metric = city.metric(point.metric)
      return metric ? name(metric.short ?? metric.names) : point.metric
    }
    const found = city.area(point.area)
    return found ? name(found.short ?? found.names) : point.area
  }
  const head = headHeight(text.heading)
  const foot = Math.ceil(text.small * 1.75)
  const bar = Math.ceil(text.table * 1.1)
  const total = format.figure(model.parts.length === 0 ? null : model.total, one)
  const row = Math.ceil(Math.max(text.table * 1.35, contract.minTargetPx * 0.6))
  const columns = width > text.name * 30 ? 2 : 1
  const note = model.unknown > 0 ? Math.ceil(text.small * 1.5) : 0
  const room = height - head - Math.ceil(bar * 1.7) - foot - note
  const fit = rowsThatFit(Math.ceil(model.parts.length / columns), room, row, text.small * 1.6)
  const shown = Math.min(model.parts.length, fit.shown * columns)
  const wholeSeries = panel.metric
    ? { metric: one.id, area: city.shownArea(one, place), step: shownStep(one, panel.step) }
    : (refs[0] as (typeof refs)[number])
  let at = 0
  return (
    <div className="figures">
      <PanelHead
        title={title}
        width={width}
        end={
          <span className="t-small soft">
            {t('share.of')} <b className="fig t-inline">{total.text}</b> <bdi>{total.unit}</bdi>
          </span>
        }
      />
      <svg className="share-bar" width={width} height={bar} style={{ marginBlock: bar * 0.35 }} role="img" aria-label={title}>
        {model.parts.map((part, index) => {
          const from = at
          at += part.share * width
          return (
            <rect
              key={part.key}
              x={from}
              y="0"
              width={Math.max(0, part.share * width - 2)}
              height={bar}
              fill={toneOf(index, part.key)}
            />
          )
        })}
        {model.parts.length === 0 && <rect width={width} height={bar} fill="none" stroke="var(--ink-4)" strokeDasharray="4 4" />}
      </svg>
      <ul
        className="share-rows"
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gridAutoRows: `${row}px`, columnGap: text.table * 1.4 }}
      >
        {model.parts.slice(0, shown).map((part, index) => (
          <li
            key={part.key}
            className="share-row"
            onPointerEnter={contract.hasHover && part.point && !panel.metrics ? () => hover(part.point?.area) : undefined}
            onPointerLeave={contract.hasHover ? () => hover(undefined) : undefined}
          >
            <i className="share-key" style={{ background: toneOf(index, part.key) }} />
            <span className="t-name one-line share-name" title={part.name}>
              {part.name}
            </span>
            {part.point ? (
              <FigureValue point={part.point} text={format.figure(part.value, one)} size="inline" says="state" />
            ) : (
              <span className="fig t-inline">{format.figure(part.value, one).text}</span>
            )}
            <span className="fig t-inline soft share-percent" style={{ width: textWidth('100.0%', text.inline, 'figure') }}>
              {format.number(part.share * 100, 1)}%
            </span>
          </li>
        ))}
      </ul>
      {shown < model.parts.length && <p className="more-line t-small dim">{t('rows.more', { n: model.parts.length - shown })}</p>}
      {model.unknown > 0 && (
        <p className="t-small dim" style={{ height: note }}>
          {t('rows.unreported.count', { n: model.unknown })}
        </p>
      )}
      <div className="panel-foot" style={{ height: foot }}>
        <TrustStrip series={wholeSeries} width={width} />
      </div>
    </div>
  )
}

function toneOf(index: number, key: string): string {
  return key === 'rest' ? TONES[5] : (TONES[index] ?? TONES[5])
}
