import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { CityMap } from './city-map.ts'
import { Arrivals, type Arriving } from './map/arrivals.tsx'
import type { Basemap } from './map/basemap.ts'
import { pointRadius, roofMetres, summitMetres } from './map/deck-sizes.ts'
import type { Rect } from './map/fit.ts'
import type { CityGeometry } from './map/geometry.ts'
import { drawnNames, IncidentDrawings } from './map/incident-drawings.tsx'
import { type IncidentMark, IncidentMarks } from './map/incident-marks.tsx'
import { incidentPlaces } from './map/incident-places.ts'
import type { MapDrawing } from './map/map-drawing.ts'
import { type LabelSizes, MapLabels, type MapLabelsProps } from './map/map-labels.tsx'
import type { MapManner } from './map/map-manner.ts'
import { mapStage } from './map/map-stage.ts'
import type { MovingDrawing } from './map/moving-drawing.ts'
import type { Camera, Size } from './map/project.ts'
import { type WarnedArea, WarnedAreas } from './map/warned-areas.tsx'
import { MapSvg } from './map-svg.tsx'
import { MovingSvg } from './moving-svg.tsx'
import type { SituationDrawing } from './situation/situation-drawing.tsx'
import './map/map.css'

export type Renderer = 'webgl' | 'svg' | 'svg-without-webgl'

export interface CityMapViewProps {
  readonly geometry: CityGeometry
  readonly basemap: Basemap | undefined
  readonly drawing: MapDrawing
  /** What moves over it, if anything. */
  readonly moving?: MovingDrawing | undefined
  /** Where warnings hold, the gravest first. */
  readonly warned?: readonly WarnedArea[]
  /** What alarms expect to come to towns. */
  readonly arriving?: readonly Arriving[]
  /** What is answered, and where. */
  readonly incidents?: readonly IncidentMark[]
  /** What people drew for what is answered. */
  readonly drawn?: readonly SituationDrawing[] | undefined
  readonly manner: MapManner
  /** Draw it as SVG for now, and fetch nothing for WebGL. */
  readonly isPlain?: boolean
  readonly size: Size
  /** Where to look at the map from. The same object for as long as the map should stay where it is. */
  readonly camera: Camera
  /** What the camera shows (an area's code): another subject is flown to, the same one in another size is cut to. */
  readonly subject: string
  readonly sizes: LabelSizes
  readonly keepClear: readonly Rect[]
  readonly measure: MapLabelsProps['measure']
  /** Increases by one for each step in, decreases for each step out. */
  readonly zoomSteps: number
  onPress(code: string): void
  onHover(code: string | undefined): void
  /** A thing was pressed: its row among those shown. */
  onPressThing?: ((row: number) => void) | undefined
  /** Told what draws the map: WebGL; SVG while WebGL cannot be had; SVG beside another map that has the canvas, or while it is plain. */
  onRenderer(kind: Renderer): void
}

/** Whether this page has drawn a map by WebGL, so that another costs no more to fetch. */
export function isMapMade(): boolean {
  return mapStage.isMade
}

/** What people drew is read across a room: bolder than on the sheet they drew it on. */
const DRAWN_SCALE = 1.4
const NOTHING_DRAWN: readonly SituationDrawing[] = []

/** Milliseconds without movement after which labels choose their places anew. */
const REST_MS = 160

/** The map in a panel: the page's WebGL canvas while it can be had, the same drawing as SVG while it cannot. */
export function CityMapView(props: CityMapViewProps) {
  const {
    geometry,
    drawing,
    manner,
    isPlain = false,
    size,
    camera,
    subject,
    sizes,
    keepClear,
    measure,
    zoomSteps,
    onPress,
    onHover,
    moving: things,
  } = props
  const host = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<CityMap>()
  const [isAwaited, setIsAwaited] = useState(true)
  const [moving, setMoving] = useState<Camera>(camera)
  const [rest, setRest] = useState<Camera>(camera)
  const latest = useRef(props)
  latest.current = props
  const shown = useRef({ subject, zoomSteps })

  // biome-ignore lint/correctness/useExhaustiveDependencies: a map of other lines is another map; all else is read when asked for
  useEffect(() => {
    if (!host.current) return
    if (isPlain) {
      setIsAwaited(false)
      latest.current.onRenderer('svg')
      return
    }
    const undo = mapStage.borrow({
      host: host.current,
      start: () => latest.current,
      listeners: {
        onCamera: setMoving,
        onPress: (code) => latest.current.onPress(code),
        onHover: (code) => latest.current.onHover(code),
        onPressThing: (row) => latest.current.onPressThing?.(row),
      },
      onGiven: (given, isReused) => {
        given.resize(latest.current.size)
        if (isReused) given.moveTo(latest.current.camera, true)
        setMoving(latest.current.camera)
        setMap(given)
        latest.current.onRenderer('webgl')
      },
      onTaken: (reason) => {
        setMap(undefined)
        setIsAwaited(false)
        latest.current.onRenderer(reason === 'lost' ? 'svg-without-webgl' : 'svg')
      },
    })
    return () => {
      undo()
      setMap(undefined)
    }
  }, [geometry, isPlain])

  useLayoutEffect(() => map?.resize(size), [map, size])
  useEffect(() => map?.update(drawing, manner), [map, drawing, manner])
  useEffect(() => map?.showMoving(things), [map, things])
  // Whoever has the canvas next brings what moves on it.
  useEffect(() => () => map?.showMoving(undefined), [map])
  useEffect(() => {
    const isSame = shown.current.subject === subject
    shown.current = { ...shown.current, subject }
    setRest(camera)
    if (map) map.moveTo(camera, isSame)
    else setMoving(camera)
  }, [map, camera, subject])
  useEffect(() => {
    map?.zoomBy(zoomSteps - shown.current.zoomSteps)
    shown.current = { ...shown.current, zoomSteps }
  }, [map, zoomSteps])
  useEffect(() => {
    const timer = setTimeout(() => setRest(moving), REST_MS)
    return () => clearTimeout(timer)
  }, [moving])

  const summit = useMemo(() => summitMetres(geometry), [geometry])
  const heights = useMemo(() => new Map(drawing.areas.map(({ code, height }) => [code, height])), [drawing.areas])
  const roofOf = useCallback((code: string) => (map ? roofMetres(heights.get(code) ?? 0, summit) : 0), [map, heights, summit])
  const flat = useMemo(() => (map ? moving : { ...moving, pitch: 0 }), [map, moving])
  const atRest = map ? rest : flat
  // Names of towns make room for what is answered.
  const standing = useMemo(() => ({ geometry, size, textPx: sizes.name, measure }), [geometry, size, sizes.name, measure])
  const drawnView = useMemo(
    () => ({ size, measure, textPx: sizes.place, scale: manner.stroke * DRAWN_SCALE }),
    [size, measure, sizes.place, manner.stroke],
  )
  const drawn = props.drawn ?? NOTHING_DRAWN
  const answered = useMemo(
    () => incidentPlaces(props.incidents ?? [], { ...standing, camera: atRest }).flatMap(({ covers }) => covers),
    [props.incidents, standing, atRest],
  )
  const clear = useMemo(
    () => [...keepClear, ...answered, ...drawnNames(drawn, { ...drawnView, camera: atRest }, answered).covers],
    [keepClear, answered, drawn, drawnView, atRest],
  )
  return (
    <div className={things ? 'city-map has-things' : 'city-map'}>
      <div className="map-host" ref={host} />
      {map || isAwaited ? null : (
        <MapSvg
          geometry={geometry}
          drawing={drawing}
          camera={moving}
          size={size}
          theme={manner.theme}
          stroke={manner.stroke}
          pointPx={manner.pointPx}
          onPress={onPress}
          onHover={onHover}
        />
      )}
      {things && !map && !isAwaited ? (
        <MovingSvg moving={things} camera={moving} size={size} stroke={manner.stroke} onPress={props.onPressThing} />
      ) : null}
      <div className="map-fade" />
      {props.warned && (
        <WarnedAreas
          geometry={geometry}
          areas={props.warned}
          camera={flat}
          size={size}
          stroke={manner.stroke}
          textPx={sizes.place}
        />
      )}
      {drawn.length > 0 && <IncidentDrawings drawings={drawn} {...drawnView} camera={flat} taken={answered} />}
      <MapLabels
        drawing={drawing}
        size={size}
        camera={flat}
        restCamera={atRest}
        sizes={sizes}
        stroke={manner.stroke}
        pointRadius={(share) => pointRadius(share, manner.pointPx)}
        roofMetres={roofOf}
        towns={geometry.towns}
        keepClear={clear}
        measure={measure}
        onPress={onPress}
        onHover={onHover}
      />
      {props.arriving && (
        <Arrivals
          geometry={geometry}
          arriving={props.arriving}
          camera={flat}
          size={size}
          stroke={manner.stroke}
          textPx={sizes.place}
        />
      )}
      {props.incidents && (
        <IncidentMarks
          places={incidentPlaces(props.incidents, { ...standing, camera: flat })}
          size={size}
          stroke={manner.stroke}
          textPx={sizes.name}
        />
      )}
    </div>
  )
}
