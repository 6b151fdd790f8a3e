import { BarChart, LineChart } from 'echarts/charts'
import { GraphicComponent, GridComponent } from 'echarts/components'
import { type EChartsCoreOption, type EChartsType, init, use } from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'

use([LineChart, BarChart, GridComponent, GraphicComponent, CanvasRenderer, SVGRenderer])

export interface ChartManner {
  /** Fastest this display may redraw, per second. */
  readonly framesPerSecond: number
}

/** How a drawing becomes a picture of a size. */
export type Draw<Drawing> = (drawing: Drawing, size: { readonly width: number; readonly height: number }) => EChartsCoreOption

/**
 * Owner of one ECharts canvas. It draws what it is given, at most as often as the display may: a burst of patches costs
 * one picture. `dispose` may be called any number of times.
 */
export class Chart<Drawing> {
  readonly #chart: EChartsType
  readonly #draw: Draw<Drawing>
  #everyMs: number
  #size: { width: number; height: number }
  #waiting: Drawing | undefined
  #shown: Drawing | undefined
  #drawnAt = Number.NEGATIVE_INFINITY
  #timer: ReturnType<typeof setTimeout> | undefined
  #isDisposed = false

  constructor(host: HTMLElement, size: { width: number; height: number }, manner: ChartManner, draw: Draw<Drawing>) {
    this.#draw = draw
    this.#size = size
    this.#everyMs = 1000 / manner.framesPerSecond
    this.#chart = init(host, null, { renderer: RENDERER, ...size })
  }

  /** Draws another state: now when the display is due, else as soon as it is, the newest one only. */
  update(drawing: Drawing): void {
    if (this.#isDisposed || drawing === (this.#waiting ?? this.#shown)) return
    this.#waiting = drawing
    if (this.#timer !== undefined) return
    const pause = this.#drawnAt + this.#everyMs - performance.now()
    if (pause <= 0) this.#paint()
    else
      this.#timer = setTimeout(() => {
        this.#timer = undefined
        this.#paint()
      }, pause)
  }

  /** Takes another size and draws at once. */
  resize(size: { width: number; height: number }): void {
    if (this.#isDisposed || (size.width === this.#size.width && size.height === this.#size.height)) return
    this.#size = size
    this.#chart.resize(size)
    this.#waiting ??= this.#shown
    this.#paint()
  }

  dispose(): void {
    if (this.#isDisposed) return
    this.#isDisposed = true
    clearTimeout(this.#timer)
    this.#chart.dispose()
  }

  #paint(): void {
    const drawing = this.#waiting
    if (drawing === undefined || this.#isDisposed) return
    this.#waiting = undefined
    this.#shown = drawing
    this.#drawnAt = performance.now()
    this.#chart.setOption(this.#draw(drawing, this.#size), { notMerge: true, silent: true })
  }
}

/**
 * A trend costs the main thread as much with either renderer (2.3 to 2.8 ms for an option); on a plot of a wide wall
 * canvas is through its frame a third sooner than SVG.
 */
const RENDERER = 'canvas'
