/** [longitude, latitude], degrees, WGS84. */
export type LngLat = readonly [number, number]
/** [x, y] in CSS pixels from the top left of the drawing. */
export type Pixel = readonly [number, number]

/** Where the map is looked at from. Bearing is always 0: north is up, as on a plate. */
export interface Camera {
  readonly center: LngLat
  /** As in MapLibre: the world is 512 × 2^zoom pixels wide. */
  readonly zoom: number
  /** Degrees from straight down. */
  readonly pitch: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

const WORLD_PX = 512
const EARTH_M = 40_075_016.686
/** Distance of the eye from the centre in heights of the drawing: MapLibre’s field of view of 36.87°. */
const EYE_HEIGHTS = 1.5

/** Web Mercator, the world being 1 × 1 with north at 0. */
export function mercator([lng, lat]: LngLat): Pixel {
  const sine = Math.sin((lat * Math.PI) / 180)
  return [lng / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)]
}

export function unmercator([x, y]: Pixel): LngLat {
  return [(x - 0.5) * 360, (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90]
}

/** CSS pixels of one metre on the ground at the centre of the camera, before perspective. */
export function pixelsPerMetre(camera: Camera): number {
  return (WORLD_PX * 2 ** camera.zoom) / (EARTH_M * Math.cos((camera.center[1] * Math.PI) / 180))
}

export type Projector = (at: LngLat, elevationMetres?: number) => Pixel

/**
 * Places on the ground (or above it) to pixels of a drawing of `size`. The same perspective as MapLibre’s and deck.gl’s
 * cameras, so that words drawn in the page stand exactly on what is drawn in the canvas.
 */
export function projector(camera: Camera, size: Size): Projector {
  const scale = WORLD_PX * 2 ** camera.zoom
  const [centreX, centreY] = mercator(camera.center)
  const pitch = (camera.pitch * Math.PI) / 180
  const sine = Math.sin(pitch)
  const cosine = Math.cos(pitch)
  const eye = EYE_HEIGHTS * size.height
  const perMetre = pixelsPerMetre(camera)
  return (at, elevationMetres = 0) => {
    const [x, y] = mercator(at)
    const right = (x - centreX) * scale
    const north = (centreY - y) * scale
    const up = elevationMetres * perMetre
    const factor = eye / (eye + north * sine - up * cosine)
    return [size.width / 2 + right * factor, size.height / 2 - (north * cosine + up * sine) * factor]
  }
}
