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
    const seen = shape.map((at) => projector(camera, size)(at))
    const { scale, x, y } = place(seen, room, keepClear)
    const middle: Pixel = [size.width / 2, size.height / 2]
    const worldPx = 512 * 2 ** camera.zoom
    const [centreX, centreY] = mercator(camera.center)
    const cosine = Math.cos((pitch * Math.PI) / 180)
    camera = {
      center: unmercator([
        centreX + (middle[0] - (middle[0] * scale + x)) / (worldPx * scale) + ((scale - 1) * middle[0]) / (worldPx * scale),
        centreY + ((middle[1] - y - middle[1]) / (worldPx * scale) + 0) / cosine + shiftOf(scale, middle[1]) / (worldPx * scale * cosine),
      ]),
      zoom: camera.zoom + Math.log2(scale),
      pitch,
    }
  }
  return camera
}
