import { STEP_MS, type Step } from '#contract/duration.ts'
import type { EntityKind, EntityMark } from '#contract/entity-kind.ts'
import { type Freshness, freshnessOf } from '#contract/freshness.ts'
import type { Names } from '#contract/names.ts'
import type { MovingThings } from '../../../state/moving-things.ts'
import type { MovingState } from '../../../viz/map/moving-drawing.ts'

/** How many there are of a kind, and how they are. */
export interface KindCount {
  readonly kind: EntityKind
  readonly placed: number
  /** Known, but nobody knows where. */
  readonly unplaced: number
  readonly isHidden: boolean
}

/** What a map says of the things on it, apart from where they are. */
export interface ThingsModel {
  readonly shown: Uint32Array
  readonly marks: readonly EntityMark[]
  readonly states: readonly MovingState[]
  readonly stills: readonly boolean[]
  readonly counts: readonly KindCount[]
  /** Of all kinds. */
  readonly unplaced: number
}

const DRAWN_AS: Readonly<Record<Freshness, MovingState>> = { live: 'live', late: 'late', silent: 'silent', empty: 'silent' }

/**
 * How fresh the newest word of a thing is, by the promise of its kind. Where not every place was kept, nobody knows of the time
 * between two of them, and it is held against nothing.
 */
export function thingFreshness(
  things: Pick<MovingThings, 'heardAt' | 'keptEveryMs'>,
  index: number,
  kind: EntityKind,
  now: number,
): MovingState {
  const heardAt = Math.min(Math.max(now, things.heardAt(index)), things.heardAt(index) + things.keptEveryMs)
  return DRAWN_AS[freshnessOf(heardAt, STEP_MS[kind.promise as Step], now)]
}

/**
 * What is drawn, in which state, and how many of each kind: of the kinds asked for, in their order. What stands still lies
 * behind what moves. The model before comes back when nothing differs, so that nothing is drawn anew for nothing. Pure.
 */
export function thingsModel(
  things: MovingThings,
  kinds: readonly EntityKind[],
  hidden: ReadonlySet<string>,
  now: number,
  before: ThingsModel | undefined,
): ThingsModel {
  const order = new Map(kinds.map((kind, place) => [kind.id, { kind, place }]))
  const counts = kinds.map((kind) => ({ kind, placed: 0, unplaced: 0, isHidden: hidden.has(kind.id) }))
  const still: number[] = []
  const moving: number[] = []
  for (let index = 0; index < things.count; index++) {
    const known = order.get(things.identity(index)?.kind ?? '')
    if (!known || things.isGone(index)) continue
    const count = counts[known.place] as (typeof counts)[number]
    if (!things.isPlaced(index)) {
      count.unplaced += 1
      continue
    }
    count.placed += 1
    if (!count.isHidden) (known.kind.moves ? moving : still).push(index)
  }
  const shown = Uint32Array.from([...still, ...moving])
  const kindOf = (index: number) => (order.get(things.identity(index)?.kind ?? '') as { kind: EntityKind }).kind
  const marks = Array.from(shown, (index) => kindOf(index).mark)
  const states = Array.from(shown, (index) => thingFreshness(things, index, kindOf(index), now))
  const stills = Array.from(shown, (_, row) => row < still.length)
  const model = { shown, marks, states, stills, counts, unplaced: counts.reduce((sum, { unplaced }) => sum + unplaced, 0) }
  return before && isSame(before, model) ? before : model
}

function isSame(a: ThingsModel, b: ThingsModel): boolean {
  return (
    a.shown.length === b.shown.length &&
    a.shown.every((index, row) => index === b.shown[row] && a.states[row] === b.states[row] && a.marks[row] === b.marks[row]) &&
    a.counts.every((count, place) => {
      const other = b.counts[place] as KindCount
      return count.placed === other.placed && count.unplaced === other.unplaced && count.isHidden === other.isHidden
    })
  )
}

/** One thing as words. */
export interface ThingWords {
  readonly index: number
  readonly names: Names
  readonly kind: EntityKind
  readonly department: string
  readonly heardAt: number
  readonly state: MovingState
  readonly isPlaced: boolean
}

/** A thing as words; undefined for an index that is nothing any more, or of a kind that is not shown here. */
export function thingWords(things: MovingThings, index: number, kinds: readonly EntityKind[], now: number): ThingWords | undefined {
  const identity = things.identity(index)
  const kind = kinds.find(({ id }) => id === identity?.kind)
  if (!identity || !kind || things.isGone(index)) return undefined
  return {
    ...{ index, names: identity.names, kind, department: identity.department, heardAt: things.heardAt(index) },
    ...{ state: thingFreshness(things, index, kind, now), isPlaced: things.isPlaced(index) },
  }
}

/** Rows a list shows at a time: more are found by their kind or name. */
export const MOST_ROWS = 100

export interface ThingsList {
  readonly rows: readonly ThingWords[]
  /** Those that match beyond the rows shown. */
  readonly more: number
}

/** Things of the kinds that are not hidden whose name holds `sought`: those nobody knows the place of first, then by name. */
export function thingsList(
  things: MovingThings,
  kinds: readonly EntityKind[],
  hidden: ReadonlySet<string>,
  sought: string,
  now: number,
): ThingsList {
  const wanted = sought.trim().toLowerCase()
  const matching: ThingWords[] = []
  for (let index = 0; index < things.count; index++) {
    const words = thingWords(things, index, kinds, now)
    if (!words || hidden.has(words.kind.id)) continue
    if (wanted === '' || `${words.names.zh} ${words.names.en}`.toLowerCase().includes(wanted)) matching.push(words)
  }
  const name = ({ names }: ThingWords) => names.zh
  matching.sort((a, b) => Number(a.isPlaced) - Number(b.isPlaced) || name(a).localeCompare(name(b), 'zh'))
  return { rows: matching.slice(0, MOST_ROWS), more: Math.max(0, matching.length - MOST_ROWS) }
}
