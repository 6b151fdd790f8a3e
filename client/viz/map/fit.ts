import { type Camera, type LngLat, mercator, type Pixel, projector, type Size, unmercator } from './project.ts'

/** A rectangle in CSS pixels of the drawing. */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface FitRequest {
  /** Corners of what must be seen, thinned out enough to be walked some thousand times. */
  readonly shape: readonly LngLat[]
  readonly size: Size
  /** Room left free on each side, in CSS pixels. */
  readonly padding: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number }
  /** Where words stand on the map (the figure in the estuary, the legend): the shape keeps out of them where it can. */
  readonly keepClear?: readonly Rect[]
  readonly pitch: number
}

/** The shape is made at most this much smaller to keep clear of words; after that they may overlap. */
const SMALLEST_SHARE = 0.62
const SHRINK = 0.965
/** Places tried along each side of the free room, the middle first. */
const PLACES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9, 0, 1]

/**
 * The camera that shows the shape as large as possible inside the padding and clear of the words set on the map, so
 * that a figure stands in the water of whatever city it is. Pure; a few milliseconds.
 */
export function fitCamera({ shape, size, padding, keepClear = [], pitch }: FitRequest): Camera {
  const ground = shape.map(mercator)
  const box = boxOf(ground)
  const room: Rect = {
    x: padding.left,
    y: padding.top,
    width: Math.max(1, size.width - padding.left - padding.right),
    height: Math.max(1, size.height - padding.top - padding.bottom),
  }
  let camera: Camera = {
    center: unmercator([box.x + box.width / 2, box.y + box.height / 2]),
    zoom: Math.log2(Math.min(room.width / Math.max(box.width, 1e-9), room.height / Math.max(box.height, 1e-9)) / 512),
    pitch,
  }
  // Perspective depends on the camera sought, so the flat answer is corrected until it holds.
  for (let turn = 0; turn < 4; turn++) {
    const { scale, x, y } = place(
      shape.map((at) => projector(camera, size)(at)),
      room,
      keepClear,
    )
    const worldPx = 512 * 2 ** camera.zoom
    const [centreX, centreY] = mercator(camera.center)
    const middle: Pixel = [size.width / 2, size.height / 2]
    const seen: Pixel = [(middle[0] - x) / scale, (middle[1] - y) / scale]
    camera = {
      center: unmercator([
        centreX + (seen[0] - middle[0]) / worldPx,
        centreY + (seen[1] - middle[1]) / worldPx / Math.cos((pitch * Math.PI) / 180),
      ]),
      zoom: camera.zoom + Math.log2(scale),
      pitch,
    }
  }
  return camera
}

interface Placement {
  readonly scale: number
  readonly x: number
  readonly y: number
}

/** The largest scale, and with it the place nearest to the middle, at which the points are in the room and clear. */
function place(points: readonly Pixel[], room: Rect, keepClear: readonly Rect[]): Placement {
  const box = boxOf(points)
  const largest = Math.min(room.width / box.width, room.height / box.height)
  const at = (scale: number, alongX: number, alongY: number): Placement => ({
    scale,
    x: room.x + (room.width - box.width * scale) * alongX - box.x * scale,
    y: room.y + (room.height - box.height * scale) * alongY - box.y * scale,
  })
  for (let scale = largest; scale >= largest * SMALLEST_SHARE; scale *= SHRINK) {
    for (const alongX of PLACES) {
      for (const alongY of PLACES) {
        const found = at(scale, alongX, alongY)
        if (isClear(points, found, keepClear)) return found
      }
    }
  }
  return at(largest, 0.5, 0.5)
}

function isClear(points: readonly Pixel[], { scale, x, y }: Placement, keepClear: readonly Rect[]): boolean {
  for (const rect of keepClear) {
    for (const point of points) {
      const pixelX = point[0] * scale + x
      const pixelY = point[1] * scale + y
      if (pixelX > rect.x && pixelX < rect.x + rect.width && pixelY > rect.y && pixelY < rect.y + rect.height) return false
    }
    const corner: Pixel = [(rect.x + rect.width / 2 - x) / scale, (rect.y + rect.height / 2 - y) / scale]
    if (isInside(corner, points)) return false
  }
  return true
}

/** Even–odd rule over the points as one ring. */
function isInside([x, y]: Pixel, ring: readonly Pixel[]): boolean {
  let isIn = false
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
    const [ax, ay] = ring[index] as Pixel
    const [bx, by] = ring[before] as Pixel
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isIn = !isIn
  }
  return isIn
}

function boxOf(points: readonly Pixel[]): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}
