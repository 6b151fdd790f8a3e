import type { Scale } from './nice-scale.ts'

/** [epoch ms, value] */
export type Sample = readonly [at: number, value: number]

/** A stretch of the axis, epoch ms. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Everything a trend draws. Immutable; words are already in the language of the screen. */
export interface TrendDrawing {
  readonly from: number
  readonly to: number
  /** Server time; outside [from, to] no line for it is drawn. */
  readonly now: number
  readonly mark: 'line' | 'bar'
  /** Runs of samples: silence lies between two runs and is never bridged. */
  readonly current: readonly (readonly Sample[])[]
  /** The further ridge: the day before, moved onto this day's axis. */
  readonly before: readonly (readonly Sample[])[]
  /** Width of one bar's window in ms. */
  readonly windowMs: number
  readonly state: 'live' | 'late' | 'silent' | 'partial' | 'empty'
  /** Where nothing was heard. */
  readonly gaps: readonly Stretch[]
  readonly gapWords: string
  /** Since when some areas are missing, in words. */
  readonly partial: { readonly at: number; readonly words: string } | undefined
  readonly last: Sample | undefined
  /** The one that is reached first stands first. */
  readonly limits: readonly { readonly value: number; readonly words: string }[]
  readonly forecast: readonly Sample[]
  readonly scale: Scale
  readonly tickWords: readonly string[]
  readonly timeTicks: readonly { readonly at: number; readonly words: string }[]
  /** Where there is nothing to draw, this stands instead of a curve. */
  readonly emptyWords: string | undefined
}

export interface ChartFrame {
  readonly width: number
  readonly height: number
  /** CSS pixels of axis text. */
  readonly axisPx: number
  readonly smallPx: number
  /** Multiplier of strokes drawn for a 1920×1080 plate. */
  readonly stroke: number
}

/** The box the curve is drawn in, in CSS pixels. */
export interface Plot {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Em of a tick label kept free at the left, so that the axes of neighbouring trends begin on one line. */
const GUTTER_EM = 2.9

/** Where the curve stands in a frame. `widest` is the width of the widest tick label in CSS pixels. */
export function plotOf({ width, height, axisPx, stroke }: ChartFrame, widest: number): Plot {
  return {
    left: Math.ceil(Math.max(GUTTER_EM * axisPx * 0.56 + 6 * stroke, widest + 8 * stroke)),
    top: Math.ceil(axisPx * 0.62 + 2 * stroke),
    right: Math.floor(width - Math.max(axisPx * 0.58, 4 * stroke)),
    bottom: Math.floor(height - axisPx * 1.55),
  }
}

/** Pixel of a moment and of a value in the plot. */
export function plotScales(drawing: Pick<TrendDrawing, 'from' | 'to' | 'scale'>, plot: Plot) {
  const { low, high } = drawing.scale
  return {
    x: (at: number) => plot.left + ((at - drawing.from) / (drawing.to - drawing.from)) * (plot.right - plot.left),
    y: (value: number) => plot.bottom - ((value - low) / (high - low)) * (plot.bottom - plot.top),
    at: (x: number) => drawing.from + ((x - plot.left) / (plot.right - plot.left)) * (drawing.to - drawing.from),
  }
}

/**
 * What can be seen of a drawing, as a short text: two drawings with the same one would be drawn with the same pixels. A
 * level that moves by a hair four times a second is not worth a picture each time.
 */
export function looksOf(drawing: TrendDrawing, plot: Plot): string {
  const { x, y } = plotScales(drawing, plot)
  const half = (pixels: number) => Math.round(pixels * 2)
  const curve = (runs: TrendDrawing['current']) => {
    let sum = 0
    let weight = 1
    for (const run of runs) {
      for (const [at, value] of run) {
        sum += (half(x(at)) * 3 + half(y(value))) * weight
        weight = (weight % 97) + 1
      }
    }
    return `${runs.map((run) => run.length).join('+')}:${sum}`
  }
  const { from, to, now, mark, state, last, scale } = drawing
  return [
    from,
    to,
    half(x(now)),
    mark,
    state,
    curve(drawing.current),
    curve(drawing.before),
    curve([drawing.forecast]),
    last ? `${half(x(last[0]))},${half(y(last[1]))}` : '',
    drawing.gaps.map((gap) => `${half(x(gap.from))}-${half(x(gap.to))}`).join(),
    drawing.partial ? `${half(x(drawing.partial.at))}${drawing.partial.words}` : '',
    drawing.limits.map(({ value, words }) => `${half(y(value))}${words}`).join(),
    `${scale.low}-${scale.high}`,
    drawing.tickWords.join(),
    drawing.timeTicks.map(({ at, words }) => `${at}${words}`).join(),
    drawing.gapWords,
    drawing.emptyWords,
  ].join(' ')
}
