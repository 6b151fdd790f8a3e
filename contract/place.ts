import { type Static, Type } from 'typebox'
import { CoordinateSystemSchema } from './city.ts'

/** Where a source says something is. `lon` and `lat` may carry what feeds write for "unknown"; see `readPlace`. */
export const SaidPlaceSchema = Type.Object(
  {
    lon: Type.Unknown({ description: 'Longitude in degrees.' }),
    lat: Type.Unknown({ description: 'Latitude in degrees.' }),
    system: Type.Optional(CoordinateSystemSchema),
    heading: Type.Optional(Type.Number({ description: 'Degrees clockwise from north, 0 to 360; anything else means unknown.' })),
    speed: Type.Optional(Type.Number({ description: 'Metres per second, 0 to 400; anything else means unknown.' })),
  },
  { additionalProperties: false, description: 'A place; coordinates are WGS84 where `system` does not say otherwise.' },
)

/** A place on Earth, WGS84. */
export const PlaceSchema = Type.Object(
  {
    lon: Type.Number({ description: 'Longitude, degrees, WGS84.' }),
    lat: Type.Number({ description: 'Latitude, degrees, WGS84.' }),
    heading: Type.Optional(Type.Number({ description: 'Degrees clockwise from north.' })),
    speed: Type.Optional(Type.Number({ description: 'Metres per second.' })),
  },
  { additionalProperties: false },
)
export type Place = Static<typeof PlaceSchema>

/** Coordinates as they were said, read: a place of some system, nothing known, or nothing that can be one. */
export type ReadPlace =
  | { readonly kind: 'place'; readonly lon: number; readonly lat: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-a-number' }
  | { readonly kind: 'impossible'; readonly isSwapped: boolean }

/** Nothing but nines, three or more of them: what devices write for a number they do not have (999, 9999999, -9999.9). */
const ALL_NINES = /^-?9{3,}(\.9+)?$/

/** AIS and many trackers after it write these for a position that is not available. */
const NO_LONGITUDE = 181
const NO_LATITUDE = 91

/** Nearer to 0°, 0° than this (degrees, some ten metres) lies only a receiver that has no fix. */
const NULL_ISLAND = 0.0001

/**
 * Reads a pair of coordinates. What feeds write for "not known" is recognised and is no place: null, NaN, 181/91, 0/0,
 * numbers of nothing but nines. Other numbers that lie nowhere on Earth are told apart, so that a broken feed is found out.
 */
export function readPlace(lon: unknown, lat: unknown): ReadPlace {
  const pair = [numberOf(lon), numberOf(lat)]
  if (pair.includes('not-a-number')) return { kind: 'not-a-number' }
  const [x, y] = pair as [number, number]
  if ([x, y].some((value) => Number.isNaN(value) || ALL_NINES.test(`${value}`))) return { kind: 'unknown' }
  if (Math.abs(x) === NO_LONGITUDE || Math.abs(y) === NO_LATITUDE) return { kind: 'unknown' }
  if (Math.abs(x) < NULL_ISLAND && Math.abs(y) < NULL_ISLAND) return { kind: 'unknown' }
  if (Math.abs(x) > 180 || Math.abs(y) > 90) return { kind: 'impossible', isSwapped: Math.abs(y) <= 180 && Math.abs(x) <= 90 }
  return { kind: 'place', lon: x, lat: y }
}

/** A number, NaN for what means that there is none, or that it is something else altogether. */
function numberOf(said: unknown): number | 'not-a-number' {
  if (said === null || said === undefined) return Number.NaN
  if (typeof said === 'number') return said
  if (typeof said === 'string' && /^(nan|)$/i.test(said.trim())) return Number.NaN
  return 'not-a-number'
}

/** Fastest that anything is believed to move, metres per second. */
const FASTEST = 400

/** The heading and speed that were said, without what means "not known" (a heading of 511, a speed of 102.3 knots and more). */
export function readMotion(heading: unknown, speed: unknown): Pick<Place, 'heading' | 'speed'> {
  const isHeading = typeof heading === 'number' && heading >= 0 && heading <= 360
  const isSpeed = typeof speed === 'number' && speed >= 0 && speed <= FASTEST
  return { ...(isHeading && { heading: heading % 360 }), ...(isSpeed && { speed }) }
}
