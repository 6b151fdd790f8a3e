import type { Identity, Moves, Tracked } from '#contract/track.ts'
import { DEGREES_PER_UNIT, decodeMoves, MOVE_STATES, type MoveColumns, MS_PER_AGE_UNIT } from '#contract/track-codec.ts'

/** Places in `MOVE_STATES` of the contract. */
const PLACED = MOVE_STATES.indexOf('placed')
const GONE = MOVE_STATES.indexOf('gone')

/** A thing glides from one place to the next in the time between its two reports, but never longer than this, ms. */
const LONGEST_GLIDE_MS = 10_000

/** Room for so many things at first; it doubles. */
const FIRST_ROOM = 256

/**
 * The things of a track in columns, by their index: a frame is written into them without making anything, and a map reads
 * them as they are. Times are epoch ms of the server's clock.
 */
export class MovingThings {
  /** How far apart the places are that were kept, ms; 0 where each is known. */
  readonly keptEveryMs: number
  #identities: Identity[] = []
  #state = new Uint8Array(FIRST_ROOM)
  #heardAt = new Float64Array(FIRST_ROOM)
  #fromLon = new Float64Array(FIRST_ROOM)
  #fromLat = new Float64Array(FIRST_ROOM)
  #toLon = new Float64Array(FIRST_ROOM)
  #toLat = new Float64Array(FIRST_ROOM)
  #leftAt = new Float64Array(FIRST_ROOM)
  #glideMs = new Float64Array(FIRST_ROOM)
  #version = 0
  #frameMs = 0

  constructor(keptEveryMs = 0) {
    this.keptEveryMs = keptEveryMs
  }

  /** How many there are; indexes go from 0. What is gone keeps its index. */
  get count(): number {
    return this.#identities.length
  }

  /** Grows with every frame. */
  get version(): number {
    return this.#version
  }

  /** Milliseconds the newest frame took to be read and written down. */
  get frameMs(): number {
    return this.#frameMs
  }

  identity(index: number): Identity | undefined {
    return this.#identities[index]
  }

  isPlaced(index: number): boolean {
    return this.#state[index] === PLACED
  }

  isGone(index: number): boolean {
    return this.#state[index] === GONE
  }

  heardAt(index: number): number {
    return this.#heardAt[index] ?? 0
  }

  /** Where a thing is drawn at `now`: on its way from its last place to its newest. Only for what is placed. */
  place(index: number, now: number): readonly [lon: number, lat: number] {
    const share = this.#share(index, now)
    const lon = this.#fromLon[index] as number
    const lat = this.#fromLat[index] as number
    return [lon + ((this.#toLon[index] as number) - lon) * share, lat + ((this.#toLat[index] as number) - lat) * share]
  }

  /** The last place that was told of it, as it was told. */
  lastPlace(index: number): readonly [lon: number, lat: number] {
    return [this.#toLon[index] as number, this.#toLat[index] as number]
  }

  begin({ identities, frame }: Pick<Tracked, 'identities' | 'frame'>, now: number): void {
    this.#identities = [...identities]
    this.#makeRoom(identities.length)
    this.#state.fill(GONE)
    this.#write(frame, now, true)
  }

  /** Writes a frame down. Throws RangeError for bytes that are none; nothing is then changed. */
  apply({ identities = [], frame }: Pick<Moves, 'identities' | 'frame'>, now: number): void {
    for (const { index, ...identity } of identities) {
      const isNew = this.#identities[index] === undefined
      this.#identities[index] = identity
      this.#makeRoom(this.#identities.length)
      if (isNew) this.#state[index] = GONE
    }
    this.#write(frame, now, false)
  }

  #write(frame: Tracked['frame'], now: number, isFirst: boolean): void {
    const began = performance.now()
    const columns = decodeMoves(frame)
    for (let row = 0; row < columns.count; row++) this.#move(columns, row, now, isFirst)
    this.#version += 1
    this.#frameMs = performance.now() - began
  }

  #move({ index: indexes, lon, lat, age, state, at }: MoveColumns, row: number, now: number, isFirst: boolean): void {
    const index = indexes[row] as number
    if (index >= this.#identities.length) return
    const heardAt = at - (age[row] as number) * MS_PER_AGE_UNIT
    const wasPlaced = this.#state[index] === PLACED
    this.#state[index] = state[row] as number
    if (state[row] === PLACED) {
      const toLon = (lon[row] as number) * DEGREES_PER_UNIT
      const toLat = (lat[row] as number) * DEGREES_PER_UNIT
      // What was nowhere before is there at once; only what was seen somewhere comes from there.
      const [fromLon, fromLat] = wasPlaced && !isFirst ? this.place(index, now) : [toLon, toLat]
      this.#fromLon[index] = fromLon
      this.#fromLat[index] = fromLat
      this.#toLon[index] = toLon
      this.#toLat[index] = toLat
      this.#leftAt[index] = now
      this.#glideMs[index] = Math.min(LONGEST_GLIDE_MS, Math.max(0, heardAt - (this.#heardAt[index] as number)))
    }
    this.#heardAt[index] = heardAt
  }

  #share(index: number, now: number): number {
    const glideMs = this.#glideMs[index] as number
    return glideMs <= 0 ? 1 : Math.min(1, Math.max(0, (now - (this.#leftAt[index] as number)) / glideMs))
  }

  #makeRoom(count: number): void {
    if (count <= this.#state.length) return
    let room = this.#state.length
    while (room < count) room *= 2
    const grown = (column: Float64Array<ArrayBuffer>) => {
      const larger = new Float64Array(room)
      larger.set(column)
      return larger
    }
    const state = new Uint8Array(room)
    state.set(this.#state)
    this.#state = state
    this.#heardAt = grown(this.#heardAt)
    this.#fromLon = grown(this.#fromLon)
    this.#fromLat = grown(this.#fromLat)
    this.#toLon = grown(this.#toLon)
    this.#toLat = grown(this.#toLat)
    this.#leftAt = grown(this.#leftAt)
    this.#glideMs = grown(this.#glideMs)
  }
}
