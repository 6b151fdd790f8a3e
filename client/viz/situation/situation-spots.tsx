import type { LngLat, Projector } from '../map/project.ts'
import './situation-spots.css'

/** One of many things at a place, or several of them together; pressed, it is opened. */
export interface SituationSpot {
  readonly id: string
  readonly at: LngLat
  /** How many it stands for; one is a dot, more carry the number. */
  readonly count: number
  /** Stands out: something of it is overdue. */
  readonly isMarked: boolean
  readonly isChosen: boolean
  readonly label: string
}

/** Many small things: a dot each, a number where several stand together. */
export function SituationSpots({ spots, project }: { readonly spots: readonly SituationSpot[]; readonly project: Projector }) {
  return spots.map((spot) => <Spot key={spot.id} spot={spot} at={project(spot.at)} />)
}

function Spot({
  spot: { count, isMarked, isChosen, label },
  at: [x, y],
}: {
  readonly spot: SituationSpot
  readonly at: readonly [number, number]
}) {
  const radius = spotRadius(count)
  const marked = isMarked ? ' is-marked' : ''
  return (
    <g>
      <title>{label}</title>
      {isChosen && <circle cx={x} cy={y} r={radius + 6} className="s-spot-halo" />}
      <circle cx={x} cy={y} r={radius} className={`s-spot-dot${marked}${count > 1 ? ' is-many' : ''}`} />
      {count > 1 && (
        <text x={x} y={y + 4.5} className={`s-spot-count${marked}`}>
          {count >= 10_000 ? `${Math.round(count / 1000)}k` : count}
        </text>
      )}
    </g>
  )
}

/** A dot for one; for more as much room as its number needs, and a little more with each ten times as many. */
function spotRadius(count: number): number {
  return count === 1 ? 5 : 10 + 3.5 * Math.log10(count)
}

/** A press may miss a spot by this much, CSS pixels. */
const SPOT_ROOM_PX = 8

/** The spot under a press, the nearest where several are. */
export function spotAt(spots: readonly SituationSpot[], project: Projector, x: number, y: number): SituationSpot | undefined {
  let best: { spot: SituationSpot; far: number } | undefined
  for (const spot of spots) {
    const [sx, sy] = project(spot.at)
    const far = Math.hypot(sx - x, sy - y) - spotRadius(spot.count)
    if (far <= SPOT_ROOM_PX && (!best || far < best.far)) best = { spot, far }
  }
  return best?.spot
}
