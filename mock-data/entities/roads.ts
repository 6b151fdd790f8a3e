import { keyOf, uniform } from '../noise.ts'
import { type LngLat, metresBetween, type Town } from './ground.ts'

/** A way along roads, walked by metres from its start. */
export interface Way {
  readonly metres: number
  /** Where one is after so many metres, and which way one looks there, degrees clockwise from north. */
  at(metres: number): { readonly place: LngLat; readonly heading: number }
}

/** A made-up net of roads: crossings in every town, joined to their nearest, towns joined to their neighbours. */
export interface Roads {
  /** Numbers of the crossings of a town; the first is its seat. */
  crossings(town: string): readonly number[]
  place(crossing: number): LngLat
  /** The shortest way between two crossings; every two are joined. */
  way(from: number, to: number): Way
}

/** Crossings of a town besides its seat. */
const CROSSINGS = 14
/** Roads that leave each crossing at least. */
const ROADS_EACH = 3
/** Sideways bend of a road, as a share of its length, at most. */
const BEND = 0.12
/** Pieces a bent road is drawn in. */
const PIECES = 6

export function makeRoads(towns: readonly Town[], seed: number): Roads {
  const places: LngLat[] = []
  const crossings = new Map<string, number[]>()
  for (const { area, seat, somewhere } of towns) {
    const own = [places.push(seat) - 1]
    const key = keyOf(seed, 'crossing', area.code)
    for (let n = 0; n < CROSSINGS; n++) own.push(places.push(somewhere(key, n)) - 1)
    crossings.set(area.code, own)
  }
  const joined = join(places)
  const ways = new Map<string, Way>()
  return {
    crossings: (town) => crossings.get(town) ?? [],
    place: (crossing) => places[crossing] as LngLat,
    way: (from, to) => {
      const name = `${from}-${to}`
      const known = ways.get(name) ?? wayAlong(shortest(places, joined, from, to), places, seed)
      ways.set(name, known)
      return known
    },
  }
}

type Joined = readonly ReadonlySet<number>[]

/** Each crossing is joined to its nearest, and parts that are apart by the shortest road between them. */
function join(places: readonly LngLat[]): Joined {
  const joined = places.map(() => new Set<number>())
  const link = (a: number, b: number) => {
    joined[a]?.add(b)
    joined[b]?.add(a)
  }
  for (const [index, place] of places.entries()) {
    const near = places
      .map((other, to) => ({ to, metres: metresBetween(place, other) }))
      .filter(({ to }) => to !== index)
      .sort((a, b) => a.metres - b.metres)
    for (const { to } of near.slice(0, ROADS_EACH)) link(index, to)
  }
  for (;;) {
    const here = reached(joined, 0)
    if (here.size >= places.length) return joined
    let best: { a: number; b: number; metres: number } | undefined
    for (const a of here)
      for (const [b, place] of places.entries()) {
        if (here.has(b)) continue
        const metres = metresBetween(places[a] as LngLat, place)
        if (!best || metres < best.metres) best = { a, b, metres }
      }
    if (!best) return joined
    link(best.a, best.b)
  }
}

function reached(joined: Joined, from: number): ReadonlySet<number> {
  const found = new Set([from])
  for (const at of found) for (const next of joined[at] ?? []) found.add(next)
  return found
}

/** Dijkstra's shortest way, as the crossings it passes, both ends included. */
function shortest(places: readonly LngLat[], joined: Joined, from: number, to: number): readonly number[] {
  const metres = new Map([[from, 0]])
  const before = new Map<number, number>()
  const open = new Set([from])
  while (open.size > 0) {
    const at = [...open].reduce((best, other) => ((metres.get(other) ?? 0) < (metres.get(best) ?? 0) ? other : best))
    if (at === to) break
    open.delete(at)
    for (const next of joined[at] ?? []) {
      const length = (metres.get(at) ?? 0) + metresBetween(places[at] as LngLat, places[next] as LngLat)
      if (length >= (metres.get(next) ?? Number.POSITIVE_INFINITY)) continue
      metres.set(next, length)
      before.set(next, at)
      open.add(next)
    }
  }
  const path = [to]
  for (let at = before.get(to); at !== undefined; at = before.get(at)) path.unshift(at)
  return path
}

function wayAlong(crossings: readonly number[], places: readonly LngLat[], seed: number): Way {
  const line = crossings.flatMap((crossing, index) => {
    const before = crossings[index - 1]
    return before === undefined ? [places[crossing] as LngLat] : bent(before, crossing, places, seed)
  })
  const lengths: number[] = [0]
  for (let index = 1; index < line.length; index++)
    lengths.push((lengths[index - 1] as number) + metresBetween(line[index - 1] as LngLat, line[index] as LngLat))
  const metres = lengths.at(-1) as number
  return {
    metres,
    at: (walked) => {
      const gone = Math.min(metres, Math.max(0, walked))
      const next = Math.max(
        1,
        lengths.findIndex((length) => length >= gone),
      )
      const a = line[next - 1] as LngLat
      const b = line[Math.min(next, line.length - 1)] as LngLat
      const piece = (lengths[next] ?? metres) - (lengths[next - 1] as number)
      const share = piece > 0 ? (gone - (lengths[next - 1] as number)) / piece : 0
      return { place: [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share], heading: headingOf(a, b) }
    },
  }
}

/** The road between two crossings, bent the same whichever way it is driven; without its start. */
function bent(from: number, to: number, places: readonly LngLat[], seed: number): LngLat[] {
  const [low, high] = from < to ? [from, to] : [to, from]
  const a = places[low] as LngLat
  const b = places[high] as LngLat
  const bend = (uniform(keyOf(seed, 'bend'), low * 65_536 + high) * 2 - 1) * BEND
  const points = Array.from({ length: PIECES + 1 }, (_, index): LngLat => {
    const share = index / PIECES
    const aside = Math.sin(share * Math.PI) * bend
    return [a[0] + (b[0] - a[0]) * share - (b[1] - a[1]) * aside, a[1] + (b[1] - a[1]) * share + (b[0] - a[0]) * aside]
  })
  return (from < to ? points : points.reverse()).slice(1)
}

function headingOf(a: LngLat, b: LngLat): number {
  const stretch = Math.cos((a[1] * Math.PI) / 180)
  return ((Math.atan2((b[0] - a[0]) * stretch, b[1] - a[1]) * 180) / Math.PI + 360) % 360
}
