import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Point } from '#contract/point.ts'
import { useStood } from '../../design/stood.ts'
import { textWidth } from '../../design/text-width.ts'
import { useCity, useFormat, useNames, useNow, usePlace, usePoint, usePoints, useProfile, useT } from '../../state/hooks.ts'
import { CityMapView, isMapMade, type Renderer } from '../../viz/city-map-view.tsx'
import { fitCamera, type Rect } from '../../viz/map/fit.ts'
import type { CityGeometry } from '../../viz/map/geometry.ts'
import { shapeOf } from '../../viz/map/geometry.ts'
import type { MapManner } from '../../viz/map/map-manner.ts'
import { readTheme } from '../../viz/theme.ts'
import { boundFigure } from '../bound-figure.ts'
import { panelName } from '../panel-name.ts'
import type { PanelProps } from '../panel-props.ts'
import { heldBreaks } from './breaks.ts'
import { MapFoot } from './foot.tsx'
import { boundLayers, mapModel, townsOf } from './model.ts'
import { isSamePlace, mapPlan } from './plan.ts'
import { ThingCard } from './things/card.tsx'
import { ThingsLegend } from './things/legend.tsx'
import { ThingsListLayer } from './things/list.tsx'
import { thingWords } from './things/model.ts'
import { useThings } from './things/use-things.ts'
import { MapTools } from './tools.tsx'
import { useArrivals } from './use-arrivals.ts'
import { useBasemap } from './use-basemap.ts'
import { useCloseUp } from './use-close-up.ts'
import { useGeometry } from './use-geometry.ts'
import { useIncidentMarks } from './use-incident-marks.ts'
import { useWarnedAreas } from './use-warned-areas.ts'
import './map-panel.css'
import './things/things.css'

/** Where data is dear the map stands as plain SVG until it is touched, or this long, ms: its programs are half a megabyte. */
const PLAIN_FOR_MS = 6_000

/** Degrees from straight down when areas stand up. */
const RAISED_PITCH = 38

/** The city as an atlas plate, coloured by a figure, with points, heat, arcs and routes over it. */
export function MapPanel(props: PanelProps<'map'>) {
  const { contract } = useProfile()
  const [isTouched, setIsTouched] = useState(false)
  const [wasMade] = useState(isMapMade)
  const hasStood = useStood(contract.isFrugal && !wasMade ? PLAIN_FOR_MS : undefined)
  const isDue = hasStood || isTouched
  const geometry = useGeometry()
  const basemap = useBasemap(isDue)
  const t = useT()
  if (geometry.state === 'failed') return <p className="t-small soft">{t('map.failed')}</p>
  const isLoading = basemap.state === 'loading'
  if (geometry.state === 'loading' || (isLoading && !contract.isFrugal)) return null
  return (
    <Plate
      {...props}
      geometry={geometry.geometry}
      basemap={basemap.style}
      isPlain={!isDue || isLoading}
      onTouch={() => setIsTouched(true)}
    />
  )
}

type PlateProps = PanelProps<'map'> & {
  readonly geometry: CityGeometry
  readonly basemap: ReturnType<typeof useBasemap>['style']
  readonly isPlain: boolean
  onTouch(): void
}

function Plate({ id, panel, area: asked, width, height, geometry, basemap, isPlain, onTouch }: PlateProps) {
  const closeUp = useCloseUp(panel, asked)
  const area = closeUp?.area ?? asked
  const city = useCity()
  const place = usePlace()
  const profile = useProfile()
  const t = useT()
  const format = useFormat()
  const name = useNames()
  const now = useNow(60_000)
  const { text, stroke, contract } = profile
  const [theme, setTheme] = useState<string>()
  const [zoomSteps, setZoomSteps] = useState(0)
  const [renderer, setRenderer] = useState<Renderer>('webgl')

  // Things are known to be in a town; of a community, the town around it is shown.
  const around = city.tree.path(area).find(({ level }) => level !== 'community')?.code ?? area
  const things = useThings(panel.entities, around)
  const [isListing, setIsListing] = useState(false)
  const second = useNow(panel.entities ? 1_000 : 60_000)

  const layers = useMemo(() => boundLayers(panel, theme, city), [panel, theme, city])
  const refs = useMemo(() => layers.flatMap(({ whole, members }) => [whole, ...members]), [layers])
  const all = usePoints(refs)
  const points = useMemo(() => {
    let next = 0
    return layers.map(({ members }) => {
      const whole = all[next] as Point
      const own = all.slice(next + 1, next + 1 + members.length)
      next += 1 + members.length
      return { whole, members: own }
    })
  }, [layers, all])
  const shapes = useMemo(() => new Set(geometry.towns.map(({ code }) => code)), [geometry])
  const warned = useWarnedAreas(shapes)
  const { arriving, words: arrivalWords } = useArrivals()
  const incidents = useIncidentMarks(shapes)

  const themed = layers.findIndex(({ layer }) => layer.kind === 'choropleth')
  const bound = layers[themed]
  const held = useRef<{ readonly of: string; readonly breaks: readonly number[] }>(undefined)
  const given = bound?.layer.kind === 'choropleth' ? bound.layer.breaks : undefined
  const breaks = useMemo(() => {
    if (given) return given
    const values = (points[themed]?.members ?? []).flatMap(({ value }) => (value === null ? [] : [value]))
    const metric = bound?.metric.id ?? ''
    const next = heldBreaks(held.current?.of === metric ? held.current.breaks : undefined, values)
    held.current = { of: metric, breaks: next }
    return next
  }, [given, points, themed, bound])

  const hero = panel.hero ? boundFigure(panel.hero, area, city) : undefined
  const heroPoint = usePoint(hero?.series ?? refs[0] ?? NO_SERIES)
  const heroText = hero ? format.figure(heroPoint.value, hero.metric) : undefined
  const plan = mapPlan({
    width,
    height,
    text,
    stroke,
    // A digit more or less does not move the city: room is kept for five digits and a comma.
    heroEm: heroText && hero ? Math.max(textWidth('00,000', 1, 'figure'), textWidth(heroText.text, 1, 'figure')) : undefined,
  })
  const canRaise = !profile.reducedMotion && (contract.hasHover || !contract.hasInput)
  const model = useMemo(
    () =>
      mapModel({
        layers,
        points,
        breaks,
        tree: city.tree,
        shapes,
        area,
        selected: place.selected,
        hovered: place.hovered,
        places: city.catalogue.city.map.placeLabels ?? [],
        canRaise,
        printsFigures: plan.hasFigures,
        canOpen: contract.hasInput,
        name,
        t,
        format,
      }),
    [
      layers,
      points,
      breaks,
      city,
      shapes,
      area,
      place.selected,
      place.hovered,
      canRaise,
      plan.hasFigures,
      contract,
      name,
      t,
      format,
    ],
  )

  const box = useRef<HTMLDivElement>(null)
  const { keepClear, foot } = useKeepClear(
    box,
    `${width}×${height} ${area} ${text.small} ${plan.hero} ${plan.isWide} ${t('map.schematic')} ${things.model?.counts.length ?? 0}`,
    12 * stroke,
  )
  const focus = useMemo(() => townsOf(area, city.tree, shapes), [area, city.tree, shapes])
  // A single town is shown among its neighbours, not from edge to edge.
  const isTown = focus?.length === 1 && closeUp?.shape === undefined
  const pitch = model.drawing.isRaised ? RAISED_PITCH : 0
  // The same object for as long as the plate is as large: the canvas is measured and names are placed anew with another.
  const size = useMemo(() => ({ width, height }), [width, height])
  const camera = useMemo(
    () =>
      fitCamera({
        shape: closeUp?.shape ?? shapeOf(geometry, focus ? new Set(focus) : undefined),
        size,
        padding: {
          top: plan.padding * (isTown ? 2.2 : 0.8),
          right: plan.padding * (isTown ? 2.2 : 1),
          bottom: plan.isWide ? plan.padding : Math.max(plan.padding, foot),
          left: plan.padding * (isTown ? 2.2 : 1),
        },
        keepClear: keepClear ?? [],
        pitch,
      }),
    [geometry, closeUp?.shape, focus, isTown, size, plan.padding, plan.isWide, keepClear, foot, pitch],
  )
  const manner = useMemo(
    (): MapManner => ({
      theme: readTheme(profile.theme),
      stroke,
      pointPx: plan.pointPx,
      isStill: profile.reducedMotion,
      framesPerSecond: contract.framesPerSecond,
      canDrag: contract.hasHover,
      isTouched: contract.hasInput && !contract.hasHover,
    }),
    [profile.theme, profile.reducedMotion, stroke, plan.pointPx, contract],
  )
  const sizes = useMemo(
    () => ({ name: plan.names, figure: plan.figures, place: text.small, allowsLeaders: plan.allowsLeaders }),
    [plan.names, plan.figures, plan.allowsLeaders, text.small],
  )
  const open = (code: string) => {
    if (contract.hasInput) place.open(code === area ? city.tree.root.code : code)
  }
  const followed = things.tracking.kind === 'following' ? things.tracking.things : undefined
  const chosen = followed && things.chosen !== undefined ? thingWords(followed, things.chosen, things.kinds, second) : undefined
  const title = panelName(panel, city, name, t)
  const whole = points[themed]?.whole
  const read = model.rows.find(({ code }) => code === place.hovered)
  return (
    <div
      className={`map-panel${plan.isWide ? '' : ' is-narrow-things'}`}
      ref={box}
      data-renderer={renderer}
      data-mood={model.drawing.mood}
      data-panel-id={id}
      onPointerDown={onTouch}
    >
      <h2 className="visually-hidden">
        {t('map.label', { area: name(city.area(area)?.names ?? city.tree.root.names), name: title })}
      </h2>
      {arrivalWords !== '' && <p className="visually-hidden">{arrivalWords}</p>}
      {keepClear && (
        <CityMapView
          geometry={geometry}
          basemap={basemap}
          drawing={model.drawing}
          moving={things.drawing}
          warned={warned}
          arriving={arriving}
          incidents={incidents}
          manner={manner}
          isPlain={isPlain}
          size={size}
          camera={camera}
          drawn={closeUp?.drawn}
          subject={closeUp?.subject ?? area}
          sizes={sizes}
          keepClear={keepClear}
          measure={textWidth}
          zoomSteps={zoomSteps}
          onPress={open}
          onHover={place.hover}
          onPressThing={contract.hasInput ? (row) => things.choose(things.model?.shown[row]) : undefined}
          onRenderer={setRenderer}
        />
      )}
      {model.drawing.mood === 'silent' && whole?.observedAt != null && (
        <p className="map-words t-heading strong">
          {t('map.last', { time: format.moment(whole.observedAt, now, bound?.metric.period ?? 'PT1M') })}
        </p>
      )}
      <MapFoot
        plan={plan}
        title={theme === undefined ? title : bound ? name(bound.metric.names) : title}
        model={model}
        classes={manner.theme.classes}
        hero={hero && heroText ? { bound: hero, point: heroPoint, text: heroText } : undefined}
        theme={bound?.whole}
        withoutWebgl={renderer === 'svg-without-webgl'}
      />
      {contract.hasInput && (
        <MapTools
          themes={panel.themes ?? []}
          theme={theme ?? bound?.metric.id}
          targetPx={contract.minTargetPx}
          canZoom={contract.hasHover && renderer === 'webgl'}
          onTheme={(next) => setTheme(next === panel.layers.find(({ kind }) => kind === 'choropleth')?.metric ? undefined : next)}
          onZoom={(steps) => setZoomSteps(zoomSteps + steps)}
          onWhole={asked === city.tree.root.code ? undefined : () => place.open(city.area(asked)?.parent ?? city.tree.root.code)}
        />
      )}
      {panel.entities && <ThingsLegend things={things} isWide={plan.isWide} onList={() => setIsListing(true)} />}
      {chosen && <ThingCard words={chosen} now={second} onClose={() => things.choose(undefined)} />}
      {isListing && followed && <ThingsListLayer things={things} of={followed} now={second} onClose={() => setIsListing(false)} />}
      {read && contract.hasHover && <p className="map-readout t-small strong">{read.sentence}</p>}
      <ul className="visually-hidden">
        {model.rows.map(({ code, sentence }) => (
          <li key={code}>{sentence}</li>
        ))}
      </ul>
    </div>
  )
}

const NO_SERIES = { metric: '', area: '', step: 'P1D' } as const

interface Words {
  /** Where they stand; undefined until measured, so that the map is not drawn only to be moved. */
  readonly keepClear: readonly Rect[] | undefined
  /** Height of the lines along the foot, without the hero, in CSS pixels. */
  readonly foot: number
}

/** Where the panel's own words stand on the plate. Measured when the plate or its subject changes, not when a figure does. */
function useKeepClear(box: { readonly current: HTMLElement | null }, when: string, margin: number): Words {
  const [words, setWords] = useState<Words>({ keepClear: undefined, foot: 0 })
  const isMeasured = words.keepClear !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: `when` names every reason to measure again
  useLayoutEffect(() => {
    const found = measured(box.current, margin)
    setWords((held) => (isUnmoved(held, found, margin * 0.5) ? held : found))
  }, [when])
  useEffect(() => {
    // Words are wider or narrower once their own faces have come.
    let isGone = false
    document.fonts?.ready.then(() => {
      if (isGone || !isMeasured) return
      const found = measured(box.current, margin)
      setWords((held) => (isUnmoved(held, found, margin) ? held : found))
    })
    return () => {
      isGone = true
    }
  }, [box, margin, isMeasured])
  return words
}

function isUnmoved(held: Words, found: Words, slack: number): boolean {
  return held.keepClear !== undefined && isSamePlace(held.keepClear, found.keepClear ?? [], slack)
}

function measured(element: HTMLElement | null, margin: number): Words {
  if (!element) return { keepClear: [], foot: 0 }
  const origin = element.getBoundingClientRect()
  const keepClear = [...element.querySelectorAll<HTMLElement>('[data-keep-clear]')]
    .map((word) => word.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0)
    .map(({ x, y, width, height }) => ({
      x: x - origin.x - margin,
      y: y - origin.y - margin,
      width: width + 2 * margin,
      height: height + 2 * margin,
    }))
  const legend = element.querySelector('.map-legend')?.getBoundingClientRect()
  return { keepClear, foot: legend ? origin.bottom - legend.top : 0 }
}
