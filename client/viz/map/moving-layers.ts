import type { Layer } from '@deck.gl/core'
import { IconLayer, ScatterplotLayer } from '@deck.gl/layers'
import type { EntityMark } from '#contract/entity-kind.ts'
import { toRgb } from '../colour.ts'
import type { VizTheme } from '../theme.ts'
import { iconName, markAtlas } from './mark-atlas.ts'
import type { MovingDrawing, MovingState } from './moving-drawing.ts'

/** Id of the layer that marks stand in, for picking. */
export const MARKS = 'marks'

const ALPHA: Readonly<Record<MovingState, number>> = { live: 255, late: 150, silent: 110 }

/** The ring around the chosen thing, as a multiple of its mark. */
const RING = 1.4

/** What stands still is drawn smaller than what moves, by this much. */
const STILL_SHARE = 0.78

/**
 * Draws what moves. A frame of ten thousand things writes one typed array of places and hands it over; everything else about
 * them is handed over again only when it changes.
 */
export class MovingLayers {
  #drawing: MovingDrawing | undefined
  #theme: VizTheme | undefined
  #places = new Float32Array(0)

  /** Layers of this very moment. */
  layers(drawing: MovingDrawing | undefined, theme: VizTheme, sizePx: number): Layer[] {
    if (!drawing || drawing.shown.length === 0) {
      this.#drawing = undefined
      return []
    }
    const isSame = drawing === this.#drawing && theme === this.#theme
    this.#drawing = drawing
    this.#theme = theme
    const { shown, marks, states, stills } = drawing
    if (this.#places.length !== shown.length * 2) this.#places = new Float32Array(shown.length * 2)
    const now = drawing.now()
    for (let row = 0; row < shown.length; row++) {
      const [lon, lat] = drawing.place(shown[row] as number, now)
      this.#places[2 * row] = lon
      this.#places[2 * row + 1] = lat
    }
    const atlas = markAtlas(theme)
    const icons = new IconLayer({
      id: MARKS,
      data: { length: shown.length, attributes: { getPosition: { value: this.#places, size: 2 } } },
      // While only places change, nothing else of ten thousand marks is worked out anew.
      ...(isSame && { _dataDiff: () => [] }),
      iconAtlas: atlas.image as never,
      iconMapping: atlas.mapping,
      getIcon: ((_: unknown, { index }: { index: number }) =>
        iconName(marks[index] as EntityMark, states[index] === 'silent' ? 'hollow' : stills[index] ? 'quiet' : 'bright')) as never,
      getColor: ((_: unknown, { index }: { index: number }) => [255, 255, 255, ALPHA[states[index] as MovingState]]) as never,
      getSize: ((_: unknown, { index }: { index: number }) => (stills[index] ? STILL_SHARE : 1)) as never,
      sizeScale: sizePx,
      // Half-clear texels at the rim have no colour of their own: they would darken a mark's outline on a light page.
      alphaCutoff: 0.5,
      pickable: true,
      parameters: { depthCompare: 'always' },
    })
    return [icons, ...this.#ring(drawing, theme, sizePx, now)]
  }

  #ring({ chosen, place }: MovingDrawing, theme: VizTheme, sizePx: number, now: number): Layer[] {
    if (chosen === undefined) return []
    return [
      new ScatterplotLayer<readonly [number, number]>({
        id: 'chosen-mark',
        data: [place(chosen, now)],
        getPosition: ([lon, lat]) => [lon, lat],
        getRadius: sizePx * RING,
        radiusUnits: 'pixels',
        stroked: true,
        filled: false,
        lineWidthUnits: 'pixels',
        getLineWidth: Math.max(2, sizePx / 6),
        getLineColor: [...toRgb(theme.jade[0]), 255],
        parameters: { depthCompare: 'always' },
      }),
    ]
  }
}
