import type { CityMap, MapListeners } from '../city-map.ts'
import type { Basemap } from './basemap.ts'
import type { CityGeometry } from './geometry.ts'
import type { MapManner } from './map-manner.ts'
import type { Camera } from './project.ts'

/** A place on the page that wants to show the map. */
export interface MapBorrower {
  /** Positioned element of some size; the canvas fills it. */
  readonly host: HTMLElement
  /** Asked when the map must be made, which happens once for a page. */
  start(): {
    readonly geometry: CityGeometry
    readonly basemap: Basemap | undefined
    readonly camera: Camera
    readonly manner: MapManner
  }
  readonly listeners: Omit<MapListeners, 'onLost'>
  /** The map now stands in `host`. `isReused`: it stood elsewhere before and still has that camera. */
  onGiven(map: CityMap, isReused: boolean): void
  /** The map is with somebody else on the page, or cannot be had: draw without it. */
  onTaken(reason: 'elsewhere' | 'lost'): void
}

/** Pauses before a lost WebGL context is asked for again, in ms; the last one repeats. */
const RETRY_MS = [400, 2_000, 8_000, 30_000] as const

/**
 * Keeper of the page's only WebGL canvas. Panels come and go with scenes; the canvas is handed from one to the next
 * instead of being made anew, because a browser gives a page few contexts and frees them late. The last to ask has it.
 */
class MapStage {
  #map: CityMap | undefined
  #element: HTMLElement | undefined
  #geometry: CityGeometry | undefined
  #waiting: MapBorrower[] = []
  #holder: MapBorrower | undefined
  #failures = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  #turn = 0

  /** The map is made: whoever borrows it fetches nothing more. */
  get isMade(): boolean {
    return this.#map !== undefined
  }

  /** Lends the map to the borrower until the undo is called. */
  borrow(borrower: MapBorrower): () => void {
    this.#waiting.push(borrower)
    this.#give()
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== borrower)
      if (this.#holder !== borrower) return
      this.#holder = undefined
      this.#map?.listen(undefined)
      this.#element?.remove()
      this.#give()
    }
  }

  #give(): void {
    const next = this.#waiting.at(-1)
    if (!next || next === this.#holder) return
    this.#holder?.onTaken('elsewhere')
    this.#holder = next
    void this.#install(next)
  }

  async #install(borrower: MapBorrower): Promise<void> {
    const turn = ++this.#turn
    try {
      const { CityMap } = await import('../city-map.ts')
      if (turn !== this.#turn || this.#holder !== borrower) return
      const start = borrower.start()
      if (this.#map && this.#geometry !== start.geometry) this.#discard()
      this.#element ??= stageElement()
      borrower.host.append(this.#element)
      const isReused = this.#map !== undefined
      this.#map ??= new CityMap(this.#element, start)
      this.#geometry = start.geometry
      this.#map.listen({ ...borrower.listeners, onLost: () => this.#lost() })
      borrower.onGiven(this.#map, isReused)
      this.#failures = 0
    } catch {
      // Without WebGL the same map is drawn as SVG by whoever asked; asking again later is all there is to do here.
      this.#lost()
    }
  }

  #lost(): void {
    this.#discard()
    const holder = this.#holder
    holder?.onTaken('lost')
    const pause = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)]
    this.#failures++
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => {
      if (this.#holder && !this.#map) void this.#install(this.#holder)
    }, pause)
  }

  #discard(): void {
    this.#map?.listen(undefined)
    this.#map?.dispose()
    this.#map = undefined
    this.#element?.remove()
    this.#element = undefined
  }
}

function stageElement(): HTMLElement {
  const element = document.createElement('div')
  element.className = 'map-canvas'
  return element
}

/** The one stage of the page. */
export const mapStage = new MapStage()
