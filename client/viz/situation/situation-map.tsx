import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useMeasuredBox } from '../../design/measured-box.ts'
import { fitCamera } from '../map/fit.ts'
import { type CityGeometry, isInTown, type Polygon, shapeOf } from '../map/geometry.ts'
import type { Line } from '../map/lines.ts'
import {
  type Camera,
  type LngLat,
  mercator,
  type Projector,
  pixelsPerMetre,
  projector,
  type Size,
  unmercator,
} from '../map/project.ts'
import { closeShape } from './close-shape.ts'
import { type MapLabel, placeLabels } from './place-labels.ts'
import './situation-map.css'
import { type DrawnShape, DrawnSign, drawnAt, pathText, type SituationDrawing } from './situation-drawing.tsx'
import { type SituationSpot, SituationSpots, spotAt } from './situation-spots.tsx'

export type { SituationSpot }

/** A name on the map; `isMarked` stands out: the incident lies there. */
export interface SituationName {
  readonly code: string
  readonly at: LngLat
  readonly name: string
  readonly isMarked: boolean
}

/** Something at a place. `incident` is where it happened; `force` somebody who went there; `mark` what somebody put down. */
export interface SituationMark {
  readonly id: string
  readonly kind: 'incident' | 'force' | 'mark'
  readonly at: LngLat
  readonly label: string
}

/** What of the world a sheet shows, in degrees. */
export interface SituationBox {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

export interface SituationMapProps {
  readonly geometry: CityGeometry
  readonly label: string
  readonly names: readonly SituationName[]
  /** Towns the camera shows; the whole city without any. */
  readonly focus: readonly string[]
  /** Places the camera comes close to instead, as far as they are known when the sheet is first drawn. */
  readonly near?: readonly LngLat[] | undefined
  readonly marks: readonly SituationMark[]
  /** Towns that are hatched: something is missing there. */
  readonly gaps?: readonly string[]
  readonly drawings: readonly SituationDrawing[]
  /** Many small things, below the marks. */
  readonly spots?: readonly SituationSpot[]
  /** What is being drawn. With it, a press puts a point down; the arrow keys move a cross, Enter puts a point there. */
  readonly draft?: DrawnShape | undefined
  readonly notice: string
  readonly children?: ReactNode
  readonly words: { readonly zoomIn: string; readonly zoomOut: string; readonly whole: string }
  /** A place was pressed or chosen with the keys; `town` is the code of the town it lies in. */
  onPlace?(at: LngLat, town: string | undefined): void
  /** A key pressed on the map while drawing: finish, take back, leave. */
  onDrawKey?(key: 'finish' | 'undo' | 'leave'): void
  /** A spot was pressed: the sheet comes closer to it, or stays as it is. */
  onSpot?(spot: SituationSpot): 'zoom' | 'stay'
  /** What the sheet shows now; told when it comes to rest. */
  onView?(box: SituationBox): void
}

const NO_PLACES: readonly LngLat[] = []
/** Room kept at the top of a sheet that comes close, for the presses that may stand there and the names above what was drawn. */
const BAR_PX = 44
const NO_GAPS: readonly string[] = []
const NO_SPOTS: readonly SituationSpot[] = []
const ZOOM_STEP = 0.6
/** A press on several together comes so much closer. */
const SPOT_ZOOM = 1.6
/** A sheet that has not moved for this long has come to rest, ms. */
const AT_REST_MS = 160
const CROSS_STEP_PX = 12
const CROSS_LEAP_PX = 60
/** A press that wandered further than this was a drag, in CSS pixels. */
const DRAG_PX = 5

/**
 * The map people work on: towns, where it happened, who is there, what was drawn. Lines only, so that it is sharp at any size
 * and cheap on a phone; everything on it is also said in the lists beside it.
 */
export function SituationMap(props: SituationMapProps) {
  const [ref, box] = useMeasuredBox<HTMLDivElement>()
  return (
    <div ref={ref} className="situation">
      {box && box.width > 0 && box.height > 0 && <Sheet {...props} size={{ width: box.width, height: box.height }} />}
    </div>
  )
}

function Sheet({ size, ...props }: SituationMapProps & { readonly size: Size }) {
  const {
    geometry,
    label,
    names,
    focus,
    near = NO_PLACES,
    marks,
    gaps = NO_GAPS,
    drawings,
    draft,
    notice,
    children,
    words,
    spots = NO_SPOTS,
    onPlace,
    onDrawKey,
    onSpot,
    onView,
  } = props
  const spelled = [...focus, ...near.flat()].join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `spelled` names towns and places; callers make new lists each time
  const home = useMemo(() => {
    const towns = focus.length > 0 ? new Set(focus) : undefined
    const side = Math.min(size.width, size.height) * 0.1
    const padding = { top: side + (near.length > 0 ? BAR_PX : 0), right: side, bottom: side, left: side }
    return fitCamera({ shape: near.length > 0 ? closeShape(near) : shapeOf(geometry, towns), size, padding, pitch: 0 })
  }, [geometry, size.width, size.height, spelled])
  const [camera, setCamera] = useState(home)
  useEffect(() => setCamera(home), [home])
  const [cross, setCross] = useState<{ readonly x: number; readonly y: number }>()
  const held = useRef<{ x: number; y: number; moved: boolean; camera: Camera } | undefined>(undefined)
  const project = useMemo(() => projector(camera, size), [camera, size])
  const ground = useMemo(() => groundPaths(geometry, project), [geometry, project])
  const tellView = useRef(onView)
  tellView.current = onView
  useEffect(() => {
    if (!tellView.current) return
    const timer = setTimeout(() => tellView.current?.(boxOf(camera, size)), AT_REST_MS)
    return () => clearTimeout(timer)
  }, [camera, size])
  const sheet = useRef<SVGSVGElement>(null)
  const isPlacing = onPlace !== undefined
  const baselines = baselinesOf({ marks, drawings, names }, project)
  const put = (x: number, y: number) => {
    const at = unprojected(camera, size, x, y)
    onPlace?.(at, geometry.towns.find((town) => isInTown(town, at))?.code)
  }
  const zoom = (by: number, x = size.width / 2, y = size.height / 2) => setCamera((now) => zoomed(now, size, by, x, y))
  const wheel = useRef(zoom)
  wheel.current = zoom
  useEffect(() => {
    const svg = sheet.current
    if (!svg) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      wheel.current(event.deltaY < 0 ? ZOOM_STEP / 2 : -ZOOM_STEP / 2, event.offsetX, event.offsetY)
    }
    svg.addEventListener('wheel', onWheel, { passive: false })
    return () => svg.removeEventListener('wheel', onWheel)
  }, [])
  const onPointerDown = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { x: event.clientX, y: event.clientY, moved: false, camera }
  }
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const from = held.current
    if (!from) return
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y]
    if (!from.moved && Math.hypot(dx, dy) < DRAG_PX) return
    from.moved = true
    setCamera(panned(from.camera, dx, dy))
  }
  const onPointerUp = (event: PointerEvent<SVGSVGElement>) => {
    const from = held.current
    held.current = undefined
    if (!from || from.moved) return
    const place = event.currentTarget.getBoundingClientRect()
    const [x, y] = [event.clientX - place.left, event.clientY - place.top]
    const spot = onSpot && spotAt(spots, project, x, y)
    if (!spot) put(x, y)
    else if (onSpot?.(spot) === 'zoom') zoom(SPOT_ZOOM, x, y)
  }
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const leap = event.shiftKey ? CROSS_LEAP_PX : CROSS_STEP_PX
    const [dx, dy] = ARROWS[event.key] ?? [0, 0]
    const at = cross ?? { x: size.width / 2, y: size.height / 2 }
    if (event.key === '+' || event.key === '=') zoom(ZOOM_STEP)
    else if (event.key === '-') zoom(-ZOOM_STEP)
    else if (event.key === '0') setCamera(home)
    else if (dx !== 0 || dy !== 0) {
      if (isPlacing) setCross({ x: clamp(at.x + dx * leap, size.width), y: clamp(at.y + dy * leap, size.height) })
      else setCamera(panned(camera, -dx * leap, -dy * leap))
    } else if (event.key === 'Enter' && isPlacing) {
      if (event.ctrlKey || event.metaKey) onDrawKey?.('finish')
      else {
        setCross(at)
        put(at.x, at.y)
      }
    } else if (event.key === 'Backspace') onDrawKey?.('undo')
    else if (event.key === 'Escape' && onDrawKey) onDrawKey('leave')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <svg
        ref={sheet}
        className={`situation-sheet${isPlacing ? ' is-placing' : ''}`}
        width={size.width}
        height={size.height}
        role="application"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: places are chosen on it with the keys
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          held.current = undefined
        }}
        onKeyDown={onKeyDown}
      >
        <path d={ground.neighbours} className="s-neighbour" />
        <path d={ground.graticule} className="s-graticule" />
        {ground.ripples.map((path, order) => (
          <path key={path} d={path} className="s-ripple" style={{ opacity: 0.6 - order * 0.11 }} />
        ))}
        {ground.towns.map(({ code, path }) => (
          <path key={code} d={path} className={focus.includes(code) ? 's-town is-marked' : 's-town'} />
        ))}
        {gaps.length > 0 && (
          <>
            <defs>
              <pattern id="s-gap" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <path d="M0 0v9" className="s-gap-line" />
              </pattern>
            </defs>
            {ground.towns
              .filter(({ code }) => gaps.includes(code))
              .map(({ code, path }) => (
                <path key={code} d={path} className="s-gap" fill="url(#s-gap)" />
              ))}
          </>
        )}
        <path d={ground.zoneBorders} className="s-zone" />
        <path d={ground.outline} className="s-edge" />
        {drawings.map((drawing) => (
          <DrawnSign key={drawing.id} drawing={drawing} project={project} nameY={baselines.get(`drawing ${drawing.id}`)} />
        ))}
        {draft && <Draft shape={draft} project={project} />}
        <SituationSpots spots={spots} project={project} />
        {names.map(({ code, at, name, isMarked }) => {
          const [x, y] = project(at)
          return (
            <text key={code} x={x} y={baselines.get(`name ${code}`) ?? y} className={isMarked ? 's-name is-marked' : 's-name'}>
              {name}
            </text>
          )
        })}
        {marks.map((mark) => (
          <Mark key={mark.id} mark={mark} at={project(mark.at)} nameY={baselines.get(`mark ${mark.id}`)} />
        ))}
        {isPlacing && cross && (
          <path
            className="s-cross"
            d={`M${cross.x - 14} ${cross.y}h10m8 0h10M${cross.x} ${cross.y - 14}v10m0 8v10`}
            pointerEvents="none"
          />
        )}
      </svg>
      <div className="situation-tools">
        <button type="button" className="situation-tool" aria-label={words.zoomIn} onClick={() => zoom(ZOOM_STEP)}>
          <ToolGlyph d="M8 3v10M3 8h10" />
        </button>
        <button type="button" className="situation-tool" aria-label={words.zoomOut} onClick={() => zoom(-ZOOM_STEP)}>
          <ToolGlyph d="M3 8h10" />
        </button>
        <button type="button" className="situation-tool" aria-label={words.whole} onClick={() => setCamera(home)}>
          <ToolGlyph d="M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3" />
        </button>
      </div>
      <p className="situation-notice">{notice}</p>
      <Scale camera={camera} />
      {children}
    </>
  )
}

function ToolGlyph({ d }: { d: string }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={d} fill="none" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  )
}

/** How high names are set, CSS pixels: as large as on a phone, so that they are kept apart everywhere. */
const NAME_PX = 14
/** Half of what a mark or a drawn spot takes of the sheet, with its halo. */
const MARK_PX = 14

/** Baselines of all names of a sheet, by what they are of: marks first, then what was drawn, then towns. */
function baselinesOf(
  { marks, drawings, names }: Pick<SituationMapProps, 'marks' | 'drawings' | 'names'>,
  project: Projector,
): ReadonlyMap<string, number> {
  const spots = drawings.filter(({ shape }) => shape.kind === 'point').flatMap(({ shape }) => shape.points)
  const places = [...marks.map(({ at }) => at), ...spots].map((at) => project(at))
  return placeLabels(
    [
      ...marks.map(({ id, at, label }): MapLabel => {
        const [x, y] = project(at)
        return { id: `mark ${id}`, text: label, x: x + 18, y: y + 5, anchor: 'start' }
      }),
      ...drawings.map((drawing): MapLabel => {
        const { x, nameY } = drawnAt(drawing, project)
        return { id: `drawing ${drawing.id}`, text: drawing.label, x, y: nameY, anchor: 'middle' }
      }),
      ...names.map(({ code, at, name }): MapLabel => {
        const [x, y] = project(at)
        return { id: `name ${code}`, text: name, x, y, anchor: 'middle' }
      }),
    ],
    NAME_PX,
    places.map(([x, y]) => ({ left: x - MARK_PX, right: x + MARK_PX, top: y - MARK_PX, bottom: y + MARK_PX })),
  )
}

function Draft({ shape, project }: { shape: DrawnShape; project: Projector }) {
  const places = shape.points.map((at) => project(at))
  return (
    <g className="s-draft" pointerEvents="none">
      {places.length > 1 && <path d={pathText(places, shape.kind === 'polygon' && places.length > 2)} />}
      {places.map(([x, y]) => (
        <rect key={`${x}-${y}`} x={x - 3.5} y={y - 3.5} width="7" height="7" />
      ))}
    </g>
  )
}

function Mark({
  mark: { kind, label },
  at: [x, y],
  nameY,
}: {
  readonly mark: SituationMark
  readonly at: readonly [number, number]
  readonly nameY: number | undefined
}) {
  return (
    <g className={`s-mark is-${kind}`}>
      {kind === 'incident' && <circle cx={x} cy={y} r="13" className="s-halo" />}
      {kind === 'force' ? <path d={`M${x} ${y - 7}l7 7-7 7-7-7z`} /> : <circle cx={x} cy={y} r={kind === 'incident' ? 6 : 5} />}
      {label !== '' && (
        <text x={x + 18} y={nameY ?? y + 5}>
          {label}
        </text>
      )}
    </g>
  )
}

function boxOf(camera: Camera, size: Size): SituationBox {
  const [west, north] = unprojected(camera, size, 0, 0)
  const [east, south] = unprojected(camera, size, size.width, size.height)
  return { west, south, east, north }
}

/** A ruler of a round length, in kilometres or metres. */
function Scale({ camera }: { camera: Camera }) {
  const perMetre = pixelsPerMetre(camera)
  const metres = ROUND_METRES.find((one) => one * perMetre >= 48) ?? ROUND_METRES.at(-1) ?? 1
  return (
    <p className="situation-scale fig" style={{ width: metres * perMetre }}>
      {metres >= 1000 ? `${metres / 1000} km` : `${metres} m`}
    </p>
  )
}

const ROUND_METRES = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000]

const ARROWS: Readonly<Record<string, readonly [number, number] | undefined>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value))
}

function panned(camera: Camera, dx: number, dy: number): Camera {
  const world = 512 * 2 ** camera.zoom
  const [x, y] = mercator(camera.center)
  return { ...camera, center: unmercator([x - dx / world, y - dy / world]) }
}

/** Zooms about a place of the sheet, which stays where it is. */
function zoomed(camera: Camera, size: Size, by: number, x: number, y: number): Camera {
  const zoom = Math.min(18, Math.max(7, camera.zoom + by))
  const at = mercator(unprojected(camera, size, x, y))
  const world = 512 * 2 ** zoom
  return { ...camera, zoom, center: unmercator([at[0] - (x - size.width / 2) / world, at[1] - (y - size.height / 2) / world]) }
}

function unprojected({ center, zoom }: Camera, size: Size, x: number, y: number): LngLat {
  const world = 512 * 2 ** zoom
  const [cx, cy] = mercator(center)
  return unmercator([cx + (x - size.width / 2) / world, cy + (y - size.height / 2) / world])
}

function groundPaths(geometry: CityGeometry, project: Projector) {
  const line = (places: Line) => pathText(places.map((at) => project(at)) as (readonly [number, number])[], false)
  const lines = (all: readonly Line[]) => all.map(line).join('')
  const polygons = (all: readonly Polygon[]) => lines(all.flat())
  return {
    neighbours: polygons(geometry.neighbours),
    graticule: lines(geometry.graticule),
    ripples: geometry.ripples.map(lines),
    towns: geometry.towns.map((town) => ({ code: town.code, path: polygons(town.polygons) })),
    zoneBorders: lines(geometry.zoneBorders),
    outline: lines(geometry.outline),
  }
}
