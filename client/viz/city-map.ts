import type { Layer } from '@deck.gl/core'
import { MapLibreOverlay, type MapLibreOverlayProps } from '@deck.gl/maplibre'
import { type AllPaintProperties, type GeoJSONSource, Map as MapLibreMap, type MapMouseEvent, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { Basemap } from './map/basemap.ts'
import { browserFrames, createCalmFrames, type FrameSource } from './map/calm-frames.ts'
import { deckLayers, PLATE_LIGHT } from './map/deck-layers.ts'
import { summitMetres } from './map/deck-sizes.ts'
import { type CityGeometry, edgeAround } from './map/geometry.ts'
import { hatchLines } from './map/hatch.ts'
import type { AreaDrawing, MapDrawing } from './map/map-drawing.ts'
import type { MapManner } from './map/map-manner.ts'
import { areaColour, isHatched, type MapPaint, mapPaint } from './map/map-paint.ts'
import { cityStyle, layerPaint, lineCollection, TOWNS } from './map/map-style.ts'
import type { MovingDrawing } from './map/moving-drawing.ts'
import { MARKS, MovingLayers } from './map/moving-layers.ts'
import type { Camera, Size } from './map/project.ts'

setWorkerUrl(workerUrl)

export interface MapListeners {
  /** The camera has moved, by flight or by hand. Called in the frame that draws it. */
  onCamera(camera: Camera): void
  /** An area was pressed. */
  onPress(code: string): void
  onHover(code: string | undefined): void
  /** A thing was pressed, by its place in `shown` of what moves; it is nobody's area then. */
  onPressThing(row: number): void
  /** The WebGL context is gone, or could never be had. The map is of no more use; whoever owns it makes another. */
  onLost(): void
}

export interface CityMapOptions {
  readonly geometry: CityGeometry
  readonly basemap: Basemap | undefined
  readonly camera: Camera
  readonly manner: MapManner
}

/** Pixels of the drawing buffer MapLibre may use: its default of 4 096 would draw a wall of 7 680 at half its sharpness. */
const MAX_CANVAS: [number, number] = [8192, 8192]

/** A flight to another area, in ms: wall art direction §8. */
const FLIGHT_MS = 1600
/** Opacity of classes over a deployment's basemap, whose roads and waters are to be seen through them. */
const TINT_OVER_BASEMAP = 0.72
/** Where nothing may glide, places change this often, in ms. */
const STILL_MS = 1_000
/** How near a press must be to a mark, in CSS pixels. */
const POINT_PX = 4
const TOUCH_PX = 16

/** Time a thing takes along a whole route, in ms: calm, not busy. */
const TRIP_MS = 24_000

/**
 * Owner of the one WebGL canvas of the page: the atlas in MapLibre, figures in deck.gl layers between its own. It draws
 * what it is given and decides nothing. `dispose` may be called any number of times.
 */
export class CityMap {
  readonly #map: MapLibreMap
  readonly #overlay: MapLibreOverlay
  readonly #frames = createCalmFrames(browserFrames)
  readonly #geometry: CityGeometry
  readonly #stop = new AbortController()
  #listeners: MapListeners | undefined
  readonly #tint: number
  #manner: MapManner
  #drawing: MapDrawing | undefined
  #drawn = new Map<string, string>()
  #paint: MapPaint | undefined
  #painted = ''
  #isLoaded = false
  #hatched = ''
  #focus = ''
  #phase = 0
  #timer: ReturnType<typeof setInterval> | undefined
  readonly #movingLayers = new MovingLayers()
  #moving: MovingDrawing | undefined
  #movingTimer: ReturnType<typeof setInterval> | undefined
  /** Everything but what moves, as it was drawn last. */
  #base: Layer[] = []

  /** Throws when the browser has no WebGL 2. */
  constructor(container: HTMLElement, { geometry, basemap, camera, manner }: CityMapOptions) {
    this.#geometry = geometry
    this.#manner = manner
    this.#tint = basemap ? TINT_OVER_BASEMAP : 1
    this.#map = new MapLibreMap({
      container,
      style: cityStyle(geometry, mapPaint(manner.theme, manner.stroke, 'live'), basemap),
      center: [...camera.center],
      zoom: camera.zoom,
      pitch: camera.pitch,
      maxCanvasSize: MAX_CANVAS,
      canvasContextAttributes: { antialias: true, contextType: 'webgl2' },
      attributionControl: false,
      trackResize: false,
      renderWorldCopies: false,
      fadeDuration: 0,
      interactive: true,
      keyboard: false,
      scrollZoom: false,
      doubleClickZoom: false,
      boxZoom: false,
      dragRotate: false,
      touchPitch: false,
      pitchWithRotate: false,
    })
    this.#map.touchZoomRotate.disableRotation()
    // Handed through to the loop of deck.gl, whose own type of properties leaves it out.
    const props: MapLibreOverlayProps & { readonly animationFrameProvider: FrameSource } = {
      ...{ interleaved: true, layers: [], effects: [PLATE_LIGHT] },
      animationFrameProvider: this.#frames,
    }
    this.#overlay = new MapLibreOverlay(props)
    this.#map.on('load', () => {
      this.#isLoaded = true
      this.#map.addControl(this.#overlay)
      this.#draw()
    })
    this.#map.on('move', () => {
      this.#frames.wake()
      this.#listeners?.onCamera(this.camera)
    })
    this.#map.on('moveend', () => this.#drawHatch())
    this.#map.on('click', (event) => {
      const row = this.#thingAt(event)
      if (row !== undefined) {
        this.#listeners?.onPressThing(row)
        return
      }
      const code = this.#at(event)
      if (code !== undefined) this.#listeners?.onPress(code)
    })
    this.#map.on('mousemove', (event) => this.#listeners?.onHover(this.#at(event)))
    this.#map.on('mouseout', () => this.#listeners?.onHover(undefined))
    this.#map
      .getCanvas()
      .addEventListener('webglcontextlost', () => queueMicrotask(() => this.#listeners?.onLost()), { signal: this.#stop.signal })
    // A tile or style of the deployment's basemap that cannot be had is missing from the picture, and only that.
    this.#map.on('error', () => {})
    this.#applyManner()
  }

  get camera(): Camera {
    const { lng, lat } = this.#map.getCenter()
    return { center: [lng, lat], zoom: this.#map.getZoom(), pitch: this.#map.getPitch() }
  }

  /** The canvas, for those who count contexts or read its pixels. */
  get canvas(): HTMLCanvasElement {
    return this.#map.getCanvas()
  }

  /** Who is told of camera, presses and loss; undefined while nobody shows the map. */
  listen(listeners: MapListeners | undefined): void {
    this.#listeners = listeners
    this.#travel((this.#drawing?.routes.length ?? 0) > 0)
    this.#glide()
  }

  /** Draws what moves from now on; undefined takes it off the map. */
  showMoving(moving: MovingDrawing | undefined): void {
    if (moving === this.#moving) return
    this.#moving = moving
    this.#drawMoving()
    this.#glide()
  }

  /** Draws another state of the city. Only what differs from the last one is touched. */
  update(drawing: MapDrawing, manner: MapManner): void {
    if (drawing === this.#drawing && manner === this.#manner) return
    this.#drawing = drawing
    this.#manner = manner
    this.#applyManner()
    this.#draw()
  }

  /** Flies to a camera; a cut when the manner is still or `isCut`. */
  moveTo(camera: Camera, isCut: boolean): void {
    const target = { center: [...camera.center] as [number, number], zoom: camera.zoom, pitch: camera.pitch }
    if (isCut || this.#manner.isStill) this.#map.jumpTo(target)
    else this.#map.easeTo({ ...target, duration: FLIGHT_MS, essential: true })
  }

  /** Zooms by whole steps about the centre. */
  zoomBy(steps: number): void {
    if (steps === 0) return
    this.#map.zoomTo(this.#map.getZoom() + steps, { duration: this.#manner.isStill ? 0 : 200 })
  }

  /** Takes the size of its container, which the owner has just changed. */
  resize(size: Size): void {
    if (size.width < 2 || size.height < 2) return
    this.#map.resize()
  }

  dispose(): void {
    if (this.#stop.signal.aborted) return
    this.#stop.abort()
    this.#listeners = undefined
    clearInterval(this.#timer)
    clearInterval(this.#movingTimer)
    this.#map.remove()
  }

  #applyManner(): void {
    const { canDrag } = this.#manner
    if (canDrag) this.#map.dragPan.enable()
    else this.#map.dragPan.disable()
  }

  #draw(): void {
    const drawing = this.#drawing
    if (!drawing || !this.#isLoaded) return
    const { theme, stroke } = this.#manner
    const paint = mapPaint(theme, stroke, drawing.mood)
    const painted = `${JSON.stringify(paint)} ${drawing.isRaised}`
    if (painted !== this.#painted) {
      this.#painted = painted
      this.#paint = paint
      for (const [layer, values] of Object.entries(layerPaint(paint, drawing.isRaised))) {
        if (!this.#map.getLayer(layer)) continue
        for (const [property, value] of Object.entries(values))
          this.#map.setPaintProperty(
            layer,
            property as keyof AllPaintProperties,
            value as AllPaintProperties[keyof AllPaintProperties],
          )
      }
    }
    for (const area of drawing.areas) this.#drawArea(area, drawing)
    this.#drawHatch()
    this.#drawFocus(drawing.focus)
    this.#drawLayers()
    this.#travel(drawing.routes.length > 0)
    // A map on which things travel is never idle.
    const isTravelling = drawing.routes.length > 0 && !this.#manner.isStill
    if (this.canvas.dataset.drawn === undefined) this.#map.once(isTravelling ? 'render' : 'idle', () => this.#sayDrawn())
  }

  /** Tells whoever takes pictures that the city is on the canvas. */
  #sayDrawn(): void {
    this.canvas.dataset.drawn = 'true'
  }

  #drawArea(area: AreaDrawing, drawing: MapDrawing): void {
    const state = {
      colour: areaColour(area, this.#manner.theme),
      opacity: drawing.isRaised ? 0 : (area.isDimmed ? 0.38 : 1) * this.#tint,
      mark: drawing.isRaised ? 0 : area.code === drawing.selected ? 1 : area.code === drawing.hovered ? 0.6 : 0,
    }
    const spelled = `${state.colour} ${state.opacity} ${state.mark}`
    if (this.#drawn.get(area.code) === spelled) return
    this.#drawn.set(area.code, spelled)
    this.#map.setFeatureState({ source: TOWNS, id: area.code }, state)
  }

  #drawHatch(): void {
    const drawing = this.#drawing
    if (!drawing || !this.#isLoaded || !this.#paint) return
    const codes = drawing.isRaised ? [] : drawing.areas.filter(isHatched).map(({ code }) => code)
    const zoom = Math.round(this.#map.getZoom() * 8) / 8
    const spelled = codes.length === 0 ? '' : `${zoom} ${this.#paint.hatchGap} ${codes.join(' ')}`
    if (spelled === this.#hatched) return
    this.#hatched = spelled
    const polygons = this.#geometry.towns.filter(({ code }) => codes.includes(code)).flatMap((town) => town.polygons)
    const gap = (this.#paint.hatchGap * Math.SQRT2) / (512 * 2 ** zoom)
    this.#map.getSource<GeoJSONSource>('hatch')?.setData(lineCollection(hatchLines(polygons, gap)))
  }

  #drawFocus(focus: MapDrawing['focus']): void {
    const spelled = focus?.join(' ') ?? ''
    if (spelled === this.#focus) return
    this.#focus = spelled
    const lines = focus ? edgeAround(this.#geometry, new Set(focus)) : []
    this.#map.getSource<GeoJSONSource>('focus')?.setData(lineCollection(lines))
  }

  #drawLayers(): void {
    const drawing = this.#drawing
    if (!drawing) return
    const { theme, stroke, pointPx, isStill } = this.#manner
    this.#base = deckLayers(drawing, {
      geometry: this.#geometry,
      theme,
      stroke,
      pointPx,
      summitMetres: summitMetres(this.#geometry),
      phase: isStill ? undefined : this.#phase,
    })
    this.#drawMoving()
  }

  /** Draws what moves over everything else, and says what that cost. */
  #drawMoving(): void {
    if (!this.#isLoaded) return
    const began = performance.now()
    const { theme } = this.#manner
    const size = markSize(this.#manner, this.#map.getZoom())
    this.#frames.wake()
    this.#overlay.setProps({ layers: [...this.#base, ...this.#movingLayers.layers(this.#moving, theme, size)] })
    this.#moving?.onDrawn(performance.now() - began)
  }

  /** Lets things glide from place to place, as often as this display may draw; in cuts where it must be still. */
  #glide(): void {
    const shouldRun = this.#moving !== undefined && this.#moving.shown.length > 0 && this.#listeners !== undefined
    if (!shouldRun) {
      clearInterval(this.#movingTimer)
      this.#movingTimer = undefined
      return
    }
    if (this.#movingTimer !== undefined) return
    const everyMs = this.#manner.isStill ? STILL_MS : 1000 / this.#manner.framesPerSecond
    this.#movingTimer = setInterval(() => {
      if (!document.hidden) this.#drawMoving()
    }, everyMs)
  }

  /** The thing under the pointer, as its row among those shown. */
  #thingAt(event: MapMouseEvent): number | undefined {
    if (!this.#isLoaded || !this.#moving) return undefined
    const radius = this.#manner.isTouched ? TOUCH_PX : POINT_PX
    const picked = this.#overlay.pickObject({ x: event.point.x, y: event.point.y, radius, layerIds: [MARKS] })
    return picked && picked.index >= 0 ? picked.index : undefined
  }

  /** Moves what travels along routes, as often as this display may draw and never when it must be still. */
  #travel(hasRoutes: boolean): void {
    const shouldRun = hasRoutes && !this.#manner.isStill && this.#listeners !== undefined
    if (!shouldRun) {
      clearInterval(this.#timer)
      this.#timer = undefined
      return
    }
    if (this.#timer !== undefined) return
    const everyMs = 1000 / this.#manner.framesPerSecond
    this.#timer = setInterval(() => {
      this.#phase = (this.#phase + everyMs / TRIP_MS) % 1
      if (!document.hidden) this.#drawLayers()
    }, everyMs)
  }

  /** Code of the area under the pointer: the raised one in front, else the one on the ground. */
  #at(event: MapMouseEvent): string | undefined {
    if (!this.#isLoaded) return undefined
    if (this.#drawing?.isRaised) {
      const picked = this.#overlay.pickObject({ x: event.point.x, y: event.point.y, layerIds: ['raised'] })
      const area: unknown = picked?.object
      if (area && typeof area === 'object' && 'area' in area) return (area.area as AreaDrawing).code
    }
    const [found] = this.#map.queryRenderedFeatures(event.point, { layers: [TOWNS] })
    const code: unknown = found?.properties.code
    return typeof code === 'string' ? code : undefined
  }
}

/** Zoom at which marks begin to grow; and pixels they grow by with each step. */
const GROWS_FROM = 10.5
const GROWS_BY = 3

/** Marks are as large as the plate allows, and grow with the map until they hide no more than a street corner. */
function markSize({ pointPx, stroke }: MapManner, zoom: number): number {
  return Math.min(26 * stroke, Math.max(7, pointPx + Math.max(0, zoom - GROWS_FROM) * GROWS_BY * stroke))
}
