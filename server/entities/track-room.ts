import type { Entity } from '#contract/entity.ts'
import type { Identity, Moves } from '#contract/track.ts'
import { encodeMoves, type Move } from '#contract/track-codec.ts'
import type { KnownEntity } from './known-entity.ts'

/** What readers of a room are owed: places in its list of identities. */
export interface Owed {
  readonly identities: Set<number>
  readonly moves: Set<number>
}

export function nothingOwed(): Owed {
  return { identities: new Set(), moves: new Set() }
}

/** A thing as it stands, or stood. */
type Standing = Pick<KnownEntity, 'entity'>

interface Member {
  readonly entity: Entity
  /** In sight of the room now; what went out of it keeps its index. */
  readonly isHere: boolean
}

/**
 * The things of some kinds in an area, as one frame speaks of them: each has an index from when it was first seen, for as
 * long as the room is open. Pure: it is told of changes, and asked for what its readers are owed.
 */
export class TrackRoom {
  readonly track: string
  readonly #kinds: ReadonlySet<string>
  readonly #areas: ReadonlySet<string>
  readonly #members: Member[] = []
  readonly #indexes = new Map<string, number>()
  #owed = nothingOwed()

  /** `areas` are the codes of the area and of all that lies in it. */
  constructor(track: string, kinds: ReadonlySet<string>, areas: ReadonlySet<string>, known: Iterable<Standing>) {
    this.track = track
    this.#kinds = kinds
    this.#areas = areas
    for (const { entity } of known) this.#see(entity)
    this.#owed = nothingOwed()
  }

  /** Everything, for one who begins to follow. */
  whole(at: number): { readonly identities: readonly Identity[]; readonly frame: Uint8Array } {
    const moves = this.#members.map((member, index) => moveOf(member, index))
    return { identities: this.#members.map(({ entity }) => identityOf(entity)), frame: encodeMoves(moves, at, true) }
  }

  /** Notes what changed in the city. */
  collect(changed: Iterable<Standing>): void {
    for (const { entity } of changed) this.#see(entity)
  }

  /** What changed since it was last asked, handed over; undefined when nothing did. */
  take(): Owed | undefined {
    const owed = this.#owed
    if (owed.moves.size === 0) return undefined
    this.#owed = nothingOwed()
    return owed
  }

  /** What is owed, as it stands now: what moved twice is told once. */
  tell({ identities, moves }: Owed, at: number): Moves {
    const said = [...identities].map((index) => ({ index, ...identityOf((this.#members[index] as Member).entity) }))
    const frame = encodeMoves(
      [...moves].map((index) => moveOf(this.#members[index] as Member, index)),
      at,
      false,
    )
    return { track: this.track, at, ...(said.length > 0 && { identities: said }), frame }
  }

  #see(entity: Entity): void {
    if (!this.#kinds.has(entity.kind)) return
    const isHere = this.#areas.has(entity.area)
    const index = this.#indexes.get(entity.id)
    if (index === undefined) {
      if (isHere) this.#welcome(entity)
      return
    }
    const before = this.#members[index] as Member
    // What is elsewhere and stays there concerns nobody here.
    if (!before.isHere && !isHere) return
    this.#members[index] = { entity: isHere ? entity : before.entity, isHere }
    this.#owed.moves.add(index)
    const isRenamed = before.entity.names !== entity.names || before.entity.department !== entity.department
    if (isHere && isRenamed) this.#owed.identities.add(index)
  }

  #welcome(entity: Entity): void {
    const index = this.#members.length
    this.#members.push({ entity, isHere: true })
    this.#indexes.set(entity.id, index)
    this.#owed.identities.add(index)
    this.#owed.moves.add(index)
  }
}

function identityOf({ id, kind, names, department }: Entity): Identity {
  return { id, kind, names, department }
}

/** Of what went out of sight, nothing is told but that. */
function moveOf({ entity, isHere }: Member, index: number): Move {
  const { place, heardAt } = entity
  if (!isHere) return { index, state: 'gone', lon: 0, lat: 0, heading: undefined, heardAt }
  if (place === null) return { index, state: 'unplaced', lon: 0, lat: 0, heading: undefined, heardAt }
  return { index, state: 'placed', lon: place.lon, lat: place.lat, heading: place.heading, heardAt }
}
