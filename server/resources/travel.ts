import type { Travel } from '#contract/command-tables.ts'

export type LngLat = readonly [longitude: number, latitude: number]

const EARTH_METRES = 6_371_008.8

/** The straight line over the ground between two places, metres (great circle on a sphere; within 0.5 % anywhere). */
export function metresBetween([lonA, latA]: LngLat, [lonB, latB]: LngLat): number {
  const [a, b] = [radians(latA), radians(latB)]
  const half = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(radians(lonB - lonA) / 2) ** 2
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(half)))
}

/** How long a unit of a kind takes for a line of so many metres, minutes: an estimate, for lack of a road network that can be asked. */
export function minutesFor(kind: string, metres: number, { detour, kmPerHour, kinds = [] }: Travel): number {
  const speed = kinds.find((one) => one.kind === kind)?.kmPerHour ?? kmPerHour
  return (metres * detour * 60) / (speed * 1000)
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
