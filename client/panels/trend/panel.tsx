import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import { nests, STEP_MS } from '#contract/duration.ts'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import { textWidth } from '../../design/text-width.ts'
import { useCity, useFormat, useHistory, useNames, useNow, usePoint, useProfile, useT } from '../../state/hooks.ts'
import { type ChartFrame, looksOf, plotOf, plotScales, type TrendDrawing } from '../../viz/chart/trend-drawing.ts'
import { trendOption } from '../../viz/chart/trend-option.ts'
import { Chart } from '../../viz/chart.ts'
import { readTheme } from '../../viz/theme.ts'
import { boundFigure } from '../bound-figure.ts'
import { headHeight, PanelHead } from '../panel-head.tsx'
import type { PanelProps } from '../panel-props.ts'
import { type TrendModel, trendModel } from './model.ts'
import { trendPlan } from './plan.ts'
import './trend.css'

/** The now line moves this often, in ms: half a pixel of a day on a 1920 wall. */
const NOW_EVERY_MS = 30_000

/** Sizes the heading's figure is set in, the largest that fits. */
const FIGURE_SIZES = ['figure', 'table', 'inline'] as const

/** Today against yesterday. */
export function TrendPanel({ panel, area, width, height }: PanelProps<'trend'>) {
  const city = useCity()
  const t = useT()
  const format = useFormat()
  const name = useNames()
  const { text, stroke, contract } = useProfile()
  const now = useNow(NOW_EVERY_MS)
  const bound = boundFigure({ metric: panel.metric, ...(panel.area ? { area: panel.area } : {}) }, area, city)
  const metric = bound?.metric
  const today = city.calendar.start('P1D', now)
  const plan = useMemo(
    () =>
      metric &&
      trendPlan({ metric, span: panel.span, wantsYesterday: panel.yesterday !== false, calendar: city.calendar, now: today }),
    [metric, panel.span, panel.yesterday, city.calendar, today],
  )
  // The curve follows the metric's own period, whatever running total the heading of another panel shows.
  const series: ResolvedSeries | undefined = metric && bound && { ...bound.series, step: metric.period }
  const latest = usePoint(series ?? NO_SERIES)
  const current = useHistory(
    plan && series && (nests(series.step, plan.step) || series.step === plan.step)
      ? { metric: series.metric, area: series.area, step: plan.step, from: plan.from, to: plan.to }
      : undefined,
  )
  const before = useHistory(
    plan?.before && series ? { metric: series.metric, area: series.area, step: plan.step, ...plan.before } : undefined,
  )
  const level = series ? city.area(series.area)?.level : undefined
  const model = useMemo(
    () =>
      metric && plan
        ? trendModel({
            metric,
            plan,
            level,
            latest,
            current: current.points,
            before: before.points,
            isLoading: current.state === 'loading',
            now,
            t,
            format,
          })
        : undefined,
    [metric, plan, level, latest, current, before, now, t, format],
  )
  const title = panel.title ? name(panel.title) : bound ? name(bound.name) : panel.metric
  if (!model || !series || !metric || !plan) {
    return <PanelHead title={title} width={width} end={<span className="t-small dim">{t('empty.no-area')}</span>} />
  }
  const short = textWidth(title, text.heading, 'text') > width * 0.45 && bound && !panel.title ? name(bound.short) : title
  const figure = format.figure(model.value, { decimals: plan.perHour === 1 ? metric.decimals : 0, unit: metric.unit })
  const unit = model.isRate ? t('trend.per-hour', { unit: figure.unit }) : figure.unit
  const words = [unit, ...(model.range === undefined ? [] : [model.range])].join(' ')
  const unitWidth = textWidth(words, text.small, 'text') + text.heading
  const room = width - textWidth(short, text.heading, 'text') - unitWidth
  // The name gives way before the figure does: a figure is set smaller, and never cut.
  const size = FIGURE_SIZES.find((role) => textWidth(figure.text, text[role], 'figure') < room) ?? 'inline'
  const figureWidth = textWidth(figure.text, text[size], 'figure') + unitWidth
  const head = headHeight(text.heading)
  return (
    <div className="trend" data-state={model.drawing.state}>
      <PanelHead
        title={short}
        width={width}
        trust={series}
        figureWidth={figureWidth}
        figure={
          <span className={`trend-figure is-${model.drawing.state}`}>
            <span className={`fig t-${size}`}>{figure.text}</span>
            <span className="unit t-small">{words}</span>
          </span>
        }
      />
      <TrendPlot
        model={model}
        title={title}
        unit={unit}
        decimals={plan.perHour === 1 ? metric.decimals : 0}
        isDay={STEP_MS[plan.step] < STEP_MS.P1D}
        frame={{ width, height: Math.max(0, height - head), axisPx: text.axis, smallPx: text.small, stroke }}
        canRead={contract.hasInput}
        hasForecastSlot={panel.forecast === true}
      />
    </div>
  )
}

const NO_SERIES: ResolvedSeries = { metric: '', area: '', step: 'P1D' }

interface TrendPlotProps {
  readonly model: TrendModel
  readonly title: string
  readonly unit: string
  readonly decimals: number
  /** Windows are shorter than a day: the read-out names a time, not a date. */
  readonly isDay: boolean
  readonly frame: ChartFrame
  readonly canRead: boolean
  /** The time to come is kept for a forecast; until one is published, reading there says so. */
  readonly hasForecastSlot: boolean
}

/** The curve, its read-out under pointer or arrow keys, and the same figures as a table for those who cannot see it. */
function TrendPlot({ model, title, unit, decimals, isDay, frame, canRead, hasForecastSlot }: TrendPlotProps) {
  const t = useT()
  const format = useFormat()
  const profile = useProfile()
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<Chart<TrendDrawing>>(undefined)
  const [read, setRead] = useState<number>()
  const [ahead, setAhead] = useState<number>()
  const { drawing, rows } = model
  const widest = Math.max(0, ...drawing.tickWords.map((words) => textWidth(words, frame.axisPx, 'figure')))
  const plot = plotOf(frame, widest)
  const latest = useRef({ frame, widest })
  latest.current = { frame, widest }
  const isDrawable = frame.width > 40 && frame.height > frame.axisPx * 3
  useEffect(() => {
    const element = host.current
    if (!element || !isDrawable) return
    const theme = readTheme(profile.theme)
    const { width, height } = latest.current.frame
    const made = new Chart<TrendDrawing>(element, { width, height }, profile.contract, (next, size) => {
      const now = { ...latest.current.frame, ...size }
      return trendOption(next, now, theme, plotOf(now, latest.current.widest))
    })
    chart.current = made
    return () => {
      made.dispose()
      chart.current = undefined
    }
  }, [profile.theme, profile.contract, isDrawable])
  useEffect(() => chart.current?.resize({ width: frame.width, height: frame.height }), [frame.width, frame.height])
  const looks = looksOf(drawing, plot)
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn again when it looks different, or on a chart of another theme
  useEffect(() => chart.current?.update(drawing), [looks, profile.theme, isDrawable])

  const scales = plotScales(drawing, plot)
  const row = read === undefined ? undefined : rows[read]
  const readAt = (event: PointerEvent<HTMLDivElement>) => {
    const at = scales.at(event.clientX - event.currentTarget.getBoundingClientRect().left)
    const nearest = rows.reduce(
      (best, one, index) => (Math.abs(one.at - at) < Math.abs((rows[best]?.at ?? Infinity) - at) ? index : best),
      0,
    )
    const isAhead = hasForecastSlot && drawing.forecast.length === 0 && at > drawing.now && at < drawing.to
    setAhead(isAhead ? at : undefined)
    setRead(rows.length === 0 || isAhead ? undefined : nearest)
  }
  const readoutAt = (at: number) => Math.min(plot.right - frame.smallPx * 4, Math.max(plot.left + frame.smallPx * 4, scales.x(at)))
  const step = (event: KeyboardEvent) => {
    const by = STEP_BY[event.key]
    if (by === undefined || rows.length === 0) return
    event.preventDefault()
    setRead(Math.min(rows.length - 1, Math.max(0, (read ?? rows.length - 1 - Math.sign(by)) + by)))
  }
  const moment = (at: number) => (isDay ? format.time(at) : format.date(at).slice(5))
  const spoken = row ? `${moment(row.from)} ${format.number(row.value, decimals)} ${unit}` : ''
  const reading = canRead
    ? {
        tabIndex: 0,
        onPointerMove: readAt,
        onPointerLeave: () => {
          setRead(undefined)
          setAhead(undefined)
        },
        onKeyDown: step,
        onBlur: () => setRead(undefined),
      }
    : {}
  return (
    // biome-ignore lint/a11y/useSemanticElements: a figure of the page that can be read with arrow keys is a group
    <div className="trend-plot" role="group" aria-label={t('trend.label', { name: title })} {...reading}>
      <div className="trend-canvas" ref={host} aria-hidden="true" />
      {ahead !== undefined && (
        <span className="trend-readout t-small" style={{ left: readoutAt(ahead) }}>
          {t('trend.forecast.none')}
        </span>
      )}
      {row && (
        <>
          <span className="trend-cursor" style={{ left: scales.x(row.at), top: plot.top, height: plot.bottom - plot.top }} />
          <span className="trend-readout t-small fig" style={{ left: readoutAt(row.at) }}>
            {moment(row.from)} {format.number(row.value, decimals)}
            {row.before === undefined ? '' : ` · ${t('trend.yesterday')} ${format.number(row.before, decimals)}`}
          </span>
        </>
      )}
      <output className="visually-hidden">{spoken}</output>
      <Table rows={rows} title={title} unit={unit} decimals={decimals} moment={moment} />
    </div>
  )
}

const STEP_BY: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, Home: -1000, End: 1000 }

/** Rows of the table at most: a day in hours, a month in days. */
const TABLE_ROWS = 31

function Table({
  rows,
  title,
  unit,
  decimals,
  moment,
}: Pick<TrendPlotProps, 'title' | 'unit' | 'decimals'> & { rows: TrendModel['rows']; moment: (at: number) => string }) {
  const t = useT()
  const format = useFormat()
  const every = Math.max(1, Math.ceil(rows.length / TABLE_ROWS))
  return (
    <table className="visually-hidden">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('trend.window')}</th>
          <th scope="col">{unit}</th>
          <th scope="col">{t('trend.yesterday')}</th>
        </tr>
      </thead>
      <tbody>
        {rows
          .filter((_, index) => (rows.length - 1 - index) % every === 0)
          .map((row) => (
            <tr key={row.from}>
              <th scope="row">{moment(row.from)}</th>
              <td>{format.number(row.value, decimals)}</td>
              <td>{row.before === undefined ? t('empty.title') : format.number(row.before, decimals)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}
