import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import type { Rect } from './fit.ts'
import type { TownShape } from './geometry.ts'
import { type LabelBox, type PlacedLabel, placeLabels } from './label-placement.ts'
import { isWithin, thinOut } from './lines.ts'
import type { LabelDrawing, MapDrawing } from './map-drawing.ts'
import { type Camera, type Pixel, type Projector, projector, type Size } from './project.ts'

export interface LabelSizes {
  /** CSS pixels of a name, of a figure below it, and of the name of a neighbour. */
  readonly name: number
  readonly figure: number
  readonly place: number
  /** Names without room beside their place stand further off, on a line; on a small plate they are left out. */
  readonly allowsLeaders: boolean
}

export interface MapLabelsProps {
  readonly drawing: Pick<MapDrawing, 'labels' | 'places' | 'points' | 'areas' | 'isRaised' | 'selected' | 'hovered'>
  readonly size: Size
  /** Where the map is looked at from at this very frame. */
  readonly camera: Camera
  /** Where it will rest: labels choose their places for that, so that none jumps about on a flight. */
  readonly restCamera: Camera
  readonly sizes: LabelSizes
  /** Radius in pixels of the largest point of the drawing. */
  readonly pointRadius: (share: number) => number
  /** Height in metres of an area whose label stands on its roof. */
  readonly roofMetres: (code: string) => number
  /** The towns, so that a name stands inside its own. */
  readonly towns: readonly TownShape[]
  /** Words of the panel that no label may cover. */
  readonly keepClear: readonly Rect[]
  /** Width of a text in pixels, in the face it is set in. */
  readonly measure: (text: string, px: number, face: 'text' | 'figure') => number
  readonly stroke: number
  onPress(code: string): void
  onHover(code: string | undefined): void
}

/**
 * The names of the map, as text of the page: as sharp as any other text at eight thousand pixels, selectable by a screen
 * reader, and the same above WebGL and above SVG.
 */
export function MapLabels(props: MapLabelsProps) {
  const { drawing, size, camera, restCamera, sizes, stroke, roofMetres } = props
  const placed = usePlacement(props)
  const project = projector(camera, size)
  const byCode = new Map(drawing.labels.map((label) => [label.code, label]))
  const measurePlace = (name: string): Size => ({
    width: props.measure(name, sizes.place, 'text') + name.length * sizes.place * 0.35,
    height: sizes.place,
  })
  const land = props.towns.flatMap(({ polygons }) =>
    polygons.map((polygon) => thinOut(polygon[0] ?? [], 0.004).map((at) => project(at))),
  )
  const onLand = (at: Pixel) => land.some((ring) => isWithin(at, [ring]))
  const words = [
    ...props.keepClear,
    ...placed.flatMap(({ id, offset }) => placedRect(byCode.get(id), offset, project, sizes, props.measure)),
  ]
  const [focused, setFocused] = useState<string>()
  const group = useRef<SVGSVGElement>(null)
  const openable = placed.filter(({ id }) => byCode.get(id)?.canOpen)
  const tabStop = openable.some(({ id }) => id === focused) ? focused : openable[0]?.id
  const move = (event: KeyboardEvent, from: string) => {
    const direction = ARROWS[event.key]
    if (!direction) return
    const next = nextInDirection(from, direction, openable, (id) => project(byCode.get(id)?.at ?? restCamera.center))
    if (next === undefined) return
    event.preventDefault()
    setFocused(next)
    group.current?.querySelector<SVGGElement>(`[data-code="${CSS.escape(next)}"]`)?.focus()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in an SVG
    <svg ref={group} className="map-labels" width={size.width} height={size.height} role="group">
      {drawing.places.map(({ name, at }) => {
        const place = settlePlace(project(at), measurePlace(name), size, words, onLand)
        if (!place) return null
        const [x, y] = place
        return (
          <text key={name} className="map-place" x={x} y={y} fontSize={sizes.place} letterSpacing={sizes.place * 0.35}>
            {name}
          </text>
        )
      })}
      {placed.map(({ id, offset, hasLeader }) => {
        const label = byCode.get(id)
        if (!label) return null
        const at = project(label.at, drawing.isRaised ? roofMetres(id) : 0)
        return (
          <Label
            key={id}
            label={label}
            at={at}
            offset={offset}
            hasLeader={hasLeader}
            sizes={sizes}
            stroke={stroke}
            isLit={id === drawing.selected || id === drawing.hovered}
            isTabStop={id === tabStop}
            onPress={props.onPress}
            onHover={props.onHover}
            onKey={move}
            onFocus={setFocused}
          />
        )
      })}
    </svg>
  )
}

/**
 * Where the name of a neighbour or a water stands: pushed in from the edge of the plate, and nowhere at all when it
 * would stand on the city or under the panel's own words.
 */
function settlePlace(
  [x, y]: Pixel,
  { width, height }: Size,
  size: Size,
  keepClear: readonly Rect[],
  isOnLand: (at: Pixel) => boolean,
): Pixel | undefined {
  if (x < -width || y < -height || x > size.width + width || y > size.height + height) return undefined
  const inset = height
  const settled: Pixel = [
    Math.min(size.width - width / 2 - inset, Math.max(width / 2 + inset, x)),
    Math.min(size.height - inset, Math.max(height + inset, y)),
  ]
  const corners: Pixel[] = [-0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6].flatMap((along) =>
    [-1.6, 0.8].map((down): Pixel => [settled[0] + along * width, settled[1] + down * height]),
  )
  if (corners.some(isOnLand)) return undefined
  const isUnder = (rect: Rect) =>
    settled[0] + width / 2 > rect.x &&
    settled[0] - width / 2 < rect.x + rect.width &&
    settled[1] + height * 0.4 > rect.y &&
    settled[1] - height * 1.4 < rect.y + rect.height
  return keepClear.some(isUnder) ? undefined : settled
}

const ARROWS: Readonly<Record<string, Pixel>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The nearest label that lies more along the direction than beside it. */
function nextInDirection(
  from: string,
  [dx, dy]: Pixel,
  labels: readonly PlacedLabel[],
  at: (id: string) => Pixel,
): string | undefined {
  const [x, y] = at(from)
  let best: string | undefined
  let bestCost = Number.POSITIVE_INFINITY
  for (const { id } of labels) {
    const [px, py] = at(id)
    const along = (px - x) * dx + (py - y) * dy
    const beside = Math.abs((px - x) * dy) + Math.abs((py - y) * dx)
    if (id === from || along <= 0 || beside > along * 1.5) continue
    const cost = along + beside * 2
    if (cost < bestCost) {
      bestCost = cost
      best = id
    }
  }
  return best
}

function usePlacement({
  drawing,
  size,
  restCamera,
  sizes,
  keepClear,
  measure,
  pointRadius,
  roofMetres,
  towns,
}: MapLabelsProps): readonly PlacedLabel[] {
  const { labels, points, isRaised } = drawing
  // Figures change with every patch; places are chosen anew only when a label grows, shrinks, comes or goes.
  const wording = labels.map(({ code, name, figure }) => `${code} ${name} ${figure?.length ?? 0}`).join('|')
  const dots = points.map(({ code, share }) => `${code} ${Math.round(pointRadius(share))}`).join('|')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `wording` and `dots` spell what matters of labels and points
  return useMemo(() => {
    const project = projector(restCamera, size)
    const obstacles = [
      ...keepClear,
      ...points.map(({ at, code, share }) => {
        const [x, y] = project(at, isRaised ? roofMetres(code) : 0)
        const radius = pointRadius(share)
        return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius }
      }),
    ]
    const boxes = labels.map((label): LabelBox => {
      const at = project(label.at, isRaised ? roofMetres(label.code) : 0)
      const home = homeOf(
        towns.find(({ code }) => code === label.code),
        project,
        at,
        project(label.at),
      )
      return { id: label.code, at, ...labelBox(label, sizes, measure), weight: label.weight, ...(home ? { home } : {}) }
    })
    const inside = boxes.filter(({ at: [x, y] }) => x > 0 && y > 0 && x < size.width && y < size.height)
    return placeLabels(inside, { bounds: { x: 0, y: 0, ...size }, em: sizes.name, obstacles, allowsLeaders: sizes.allowsLeaders })
  }, [wording, dots, restCamera, size.width, size.height, sizes.name, sizes.figure, sizes.allowsLeaders, keepClear, isRaised])
}

/** The area of a label in pixels, moved up with its roof when the map is raised. */
function homeOf(town: TownShape | undefined, project: Projector, roof: Pixel, ground: Pixel): LabelBox['home'] {
  if (!town) return undefined
  const rise = roof[1] - ground[1]
  const rings = town.polygons.map((polygon) =>
    thinOut(polygon[0] ?? [], 0.001).map((at): Pixel => {
      const [x, y] = project(at)
      return [x, y + rise]
    }),
  )
  const [x, y] = project(town.middle)
  return {
    middle: [x, y + rise],
    holds: (rect) =>
      CORNERS.every(([across, down]) => isWithin([rect.x + rect.width * across, rect.y + rect.height * down], rings)),
  }
}

const CORNERS: readonly Pixel[] = [
  [0, 0.1],
  [0.5, 0.1],
  [1, 0.1],
  [0, 0.9],
  [0.5, 0.9],
  [1, 0.9],
]

function placedRect(
  label: LabelDrawing | undefined,
  offset: Pixel,
  project: Projector,
  sizes: LabelSizes,
  measure: MapLabelsProps['measure'],
): Rect[] {
  if (!label) return []
  const [x, y] = project(label.at)
  const { width, height } = labelBox(label, sizes, measure)
  return [{ x: x + offset[0] - width / 2, y: y + offset[1] - height / 2, width, height }]
}

const LINE_EM = 1.12

function labelBox(label: LabelDrawing, sizes: LabelSizes, measure: MapLabelsProps['measure']): Size {
  const name = measure(label.name, sizes.name, 'text')
  if (label.figure === undefined) return { width: name, height: sizes.name * LINE_EM }
  return {
    width: Math.max(name, measure(label.figure, sizes.figure, 'figure')),
    height: sizes.name * LINE_EM + sizes.figure,
  }
}

interface LabelProps {
  readonly label: LabelDrawing
  readonly at: Pixel
  readonly offset: Pixel
  readonly hasLeader: boolean
  readonly sizes: LabelSizes
  readonly stroke: number
  readonly isLit: boolean
  readonly isTabStop: boolean
  onPress(code: string): void
  onHover(code: string | undefined): void
  onKey(event: KeyboardEvent, code: string): void
  onFocus(code: string): void
}

function Label({ label, at, offset, hasLeader, sizes, stroke, isLit, isTabStop, onPress, onHover, onKey, onFocus }: LabelProps) {
  const x = Math.round(at[0] + offset[0])
  const y = Math.round(at[1] + offset[1])
  const height = sizes.name * LINE_EM + (label.figure === undefined ? 0 : sizes.figure)
  const width = sizes.name * 2.6
  const top = y - height / 2
  const open = label.canOpen
    ? {
        role: 'button',
        tabIndex: isTabStop ? 0 : -1,
        'aria-label': label.sentence,
        onClick: () => onPress(label.code),
        onPointerEnter: () => onHover(label.code),
        onPointerLeave: () => onHover(undefined),
        onFocus: () => {
          onFocus(label.code)
          onHover(label.code)
        },
        onBlur: () => onHover(undefined),
        onKeyDown: (event: KeyboardEvent) => {
          if (event.key === 'Enter' || event.key === ' ') {
            event.preventDefault()
            onPress(label.code)
          } else onKey(event, label.code)
        },
      }
    : {}
  const tone = `${label.tone === 'quiet' ? ' map-label-quiet' : ''}${isLit ? ' map-label-lit' : ''}`
  return (
    <g className={`map-label${tone}${label.canOpen ? ' map-label-open' : ''}`} data-code={label.code} {...open}>
      {hasLeader ? (
        <path
          className="map-leader"
          strokeWidth={0.8 * stroke}
          d={`M${at[0]} ${at[1]}L${x - Math.sign(offset[0]) * Math.min(Math.abs(offset[0]), sizes.name)} ${y - Math.sign(offset[1]) * sizes.name * 0.5}`}
        />
      ) : null}
      {label.canOpen ? <rect x={x - width / 2} y={top} width={width} height={height} strokeWidth={2 * stroke} /> : null}
      <text x={x} y={top + sizes.name * 0.93} fontSize={sizes.name} strokeWidth={sizes.name * 0.26}>
        {label.name}
      </text>
      {label.figure === undefined ? null : (
        <text
          className="map-figure"
          x={x}
          y={top + sizes.name * LINE_EM + sizes.figure * 0.82}
          fontSize={sizes.figure}
          strokeWidth={sizes.figure * 0.24}
        >
          {label.figure}
        </text>
      )}
    </g>
  )
}
