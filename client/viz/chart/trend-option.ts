import type { EChartsCoreOption } from 'echarts/core'
import { withAlpha } from '../colour.ts'
import type { VizTheme } from '../theme.ts'
import { type ChartFrame, type Plot, plotScales, type Sample, type TrendDrawing } from './trend-drawing.ts'

/** A shape of ECharts' graphic component. */
type Shape = Record<string, unknown>

const WASH = { dark: [0.5, 0.14, 0], light: [0.34, 0.1, 0] } as const
const RIDGE = { dark: 0.26, light: 0.2 } as const

/** The whole picture of a trend, wall art direction §5, as one ECharts option. Pure. */
export function trendOption(drawing: TrendDrawing, frame: ChartFrame, theme: VizTheme, plot: Plot): EChartsCoreOption {
  const { stroke, axisPx } = frame
  const isPresent = drawing.state === 'live' || drawing.state === 'partial'
  const line = isPresent ? theme.jade[1] : theme.text[1]
  const font = { fontFamily: theme.fontFigure, fontSize: axisPx, color: theme.text[2] }
  const ticks = legibleTicks(drawing, axisPx, plot)
  return {
    animation: false,
    grid: {
      left: plot.left,
      top: plot.top,
      width: plot.right - plot.left,
      height: plot.bottom - plot.top,
      outerBoundsMode: 'none',
    },
    xAxis: {
      type: 'value',
      min: drawing.from,
      max: drawing.to,
      splitLine: { show: false },
      axisLine: { lineStyle: { color: theme.ink[4], width: stroke }, onZero: false },
      axisTick: {
        customValues: drawing.timeTicks.map(({ at }) => at),
        length: 3 * stroke,
        lineStyle: { color: theme.ink[4], width: stroke },
      },
      axisLabel: {
        ...font,
        customValues: drawing.timeTicks.map(({ at }) => at),
        formatter: (at: number) => drawing.timeTicks.find((tick) => tick.at === at)?.words ?? '',
        margin: axisPx * 0.45,
        hideOverlap: false,
        showMinLabel: true,
        showMaxLabel: true,
      },
    },
    yAxis: {
      type: 'value',
      min: drawing.scale.low,
      max: drawing.scale.high,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        ...font,
        customValues: [...ticks],
        formatter: (value: number) => drawing.tickWords[drawing.scale.ticks.indexOf(value)] ?? '',
        margin: 7 * stroke,
        showMinLabel: true,
        showMaxLabel: true,
      },
    },
    series: [
      {
        type: 'line',
        silent: true,
        showSymbol: false,
        data: joined(drawing.before),
        lineStyle: { color: theme.text[2], width: 1.2 * stroke, join: 'round' },
        areaStyle: { color: wash(theme.text[2], [RIDGE[theme.name], 0], plot), origin: 'start' },
        z: 2,
      },
      drawing.mark === 'bar'
        ? {
            type: 'bar',
            silent: true,
            data: joined(drawing.current),
            barWidth: Math.max(2, barWidth(drawing, plot)),
            itemStyle: { color: withAlpha(line, 0.72) },
            z: 3,
          }
        : {
            type: 'line',
            silent: true,
            showSymbol: false,
            connectNulls: false,
            data: joined(drawing.current),
            lineStyle: { color: line, width: 2.4 * stroke, join: 'round', cap: 'round' },
            ...(drawing.scale.isFitted
              ? {}
              : { areaStyle: { color: wash(isPresent ? theme.jade[1] : theme.jade[3], WASH[theme.name], plot), origin: 'start' } }),
            z: 3,
          },
      {
        type: 'line',
        silent: true,
        showSymbol: false,
        data: drawing.forecast.map((sample) => [...sample]),
        lineStyle: { color: theme.jade[1], width: 1.8 * stroke, type: [5 * stroke, 4 * stroke] },
        z: 3,
      },
    ],
    graphic: { elements: marks(drawing, frame, theme, plot, line) },
  }
}

function marks(drawing: TrendDrawing, { stroke, axisPx, smallPx }: ChartFrame, theme: VizTheme, plot: Plot, line: string): Shape[] {
  const { x, y } = plotScales(drawing, plot)
  const text = (words: string, at: { x: number; y: number }, style: Record<string, unknown>): Shape => ({
    type: 'text',
    silent: true,
    z: 8,
    style: {
      text: words,
      x: at.x,
      y: at.y,
      font: `400 ${smallPx}px ${theme.fontText}`,
      fill: theme.text[1],
      stroke: theme.ink[1],
      lineWidth: smallPx * 0.26,
      ...style,
    },
  })
  const straight = (x1: number, y1: number, x2: number, y2: number, style: Record<string, unknown>, z = 1): Shape => ({
    type: 'line',
    silent: true,
    z,
    shape: { x1: crisp(x1), y1: crisp(y1), x2: crisp(x2), y2: crisp(y2) },
    style: { fill: 'none', ...style },
  })
  const grid = legibleTicks(drawing, axisPx, plot)
    .filter((tick) => tick !== drawing.scale.low)
    .map((tick) => straight(plot.left, y(tick), plot.right, y(tick), { stroke: theme.ink[3], lineWidth: stroke }, 0))
  const limits = legibleLimits(drawing, y, smallPx).flatMap(({ value, words }) => [
    straight(
      plot.left,
      y(value),
      plot.right,
      y(value),
      { stroke: theme.text[1], lineWidth: 1.2 * stroke, lineDash: [2 * stroke, 4 * stroke] },
      5,
    ),
    text(words, { x: plot.right, y: y(value) }, { align: 'right', verticalAlign: 'middle', lineWidth: smallPx * 0.5 }),
  ])
  const gaps = drawing.gaps.flatMap(({ from, to }) =>
    hatched(x(Math.max(from, drawing.from)), x(Math.min(to, drawing.to)), plot, stroke, theme),
  )
  const widest = drawing.gaps.reduce<{ from: number; to: number } | undefined>(
    (best, gap) => (best && best.to - best.from >= gap.to - gap.from ? best : gap),
    undefined,
  )
  const gapWords =
    widest && x(widest.to) - x(widest.from) > drawing.gapWords.length * smallPx * 1.05
      ? [
          text(
            drawing.gapWords,
            { x: (x(widest.from) + x(widest.to)) / 2, y: plot.top },
            { align: 'center', verticalAlign: 'top', fill: theme.text[0] },
          ),
        ]
      : []
  const isNowShown = drawing.now >= drawing.from && drawing.now <= drawing.to
  const now = isNowShown
    ? [
        straight(
          x(drawing.now),
          plot.top - axisPx * 0.4,
          x(drawing.now),
          plot.bottom,
          { stroke: withAlpha(theme.text[0], 0.55), lineWidth: stroke },
          4,
        ),
      ]
    : []
  const partial = drawing.partial
    ? [
        straight(
          x(drawing.partial.at),
          plot.top - axisPx * 0.4,
          x(drawing.partial.at),
          plot.bottom,
          { stroke: theme.text[1], lineWidth: stroke, lineDash: [2 * stroke, 3 * stroke] },
          4,
        ),
        text(
          drawing.partial.words,
          { x: x(drawing.partial.at) - 5 * stroke, y: plot.top - axisPx * 0.4 },
          { align: 'right', verticalAlign: 'top' },
        ),
      ]
    : []
  const dot =
    drawing.last && drawing.mark === 'line'
      ? [
          {
            type: 'circle',
            silent: true,
            z: 7,
            shape: { cx: x(drawing.last[0]), cy: y(drawing.last[1]), r: 4 * stroke },
            style: { fill: theme.ink[1], stroke: line, lineWidth: 2 * stroke },
          },
        ]
      : []
  const empty =
    drawing.emptyWords === undefined
      ? []
      : [
          text(
            drawing.emptyWords,
            { x: (plot.left + plot.right) / 2, y: (plot.top + plot.bottom) / 2 },
            { align: 'center', verticalAlign: 'middle' },
          ),
        ]
  return [...grid, ...gaps, ...gapWords, ...now, ...partial, ...limits, ...dot, ...empty]
}

/** Lines of the grid with room for their numbers: on a low plot every second one, or fewer; the base always stays. */
function legibleTicks({ scale: { ticks, low, high } }: TrendDrawing, axisPx: number, plot: Plot): readonly number[] {
  const spacing = ((plot.bottom - plot.top) * ((ticks[1] ?? high) - low)) / (high - low)
  const every = Math.max(1, Math.ceil((axisPx * 1.25) / spacing))
  return ticks.filter((_, index) => index % every === 0)
}

/**
 * The words of a limit stand on its line, at the right. Where two limits lie too close for both words, the one that is
 * reached first is drawn: it is the one that says what comes next.
 */
function legibleLimits({ limits }: TrendDrawing, y: (value: number) => number, smallPx: number): TrendDrawing['limits'] {
  const [first, second] = limits
  if (!first || !second || Math.abs(y(first.value) - y(second.value)) > smallPx * 1.25) return limits
  return [first]
}

/** 45° lines between two positions; a gap narrower than a line is not drawn. */
function hatched(left: number, right: number, plot: Plot, stroke: number, theme: VizTheme): Shape[] {
  if (right - left < 2 * stroke) return []
  const gap = 6 * stroke
  const height = plot.bottom - plot.top
  const lines: Shape[] = []
  for (let start = left - height; start < right; start += gap) {
    const from = Math.max(start, left)
    const to = Math.min(start + height, right)
    if (to <= from) continue
    lines.push({
      type: 'line',
      silent: true,
      z: 3.5,
      shape: { x1: from, y1: plot.bottom - (from - start), x2: to, y2: plot.bottom - (to - start) },
      style: { stroke: withAlpha(theme.text[2], 0.5), lineWidth: 0.9 * stroke },
    })
  }
  return lines
}

/** Runs as one series, with a hole between two of them. */
function joined(runs: readonly (readonly Sample[])[]): (readonly (number | null)[])[] {
  return runs.flatMap((run, index) => {
    const samples = run.map(([at, value]) => [at, value])
    const hole: [number, null] = [run[0]?.[0] ?? 0, null]
    return index === 0 ? samples : [hole, ...samples]
  })
}

/** Opacities from the top of the plot to its base. */
function wash(colour: string, alphas: readonly number[], plot: Plot) {
  return {
    type: 'linear',
    x: 0,
    y: plot.top,
    x2: 0,
    y2: plot.bottom,
    global: true,
    colorStops: alphas.map((alpha, index) => ({ offset: index / (alphas.length - 1), color: withAlpha(colour, alpha) })),
  }
}

function barWidth(drawing: TrendDrawing, plot: Plot): number {
  return ((plot.right - plot.left) * drawing.windowMs * 0.68) / (drawing.to - drawing.from)
}

/** Hairlines stand on whole pixels. */
function crisp(value: number): number {
  return Math.round(value) + 0.5
}
