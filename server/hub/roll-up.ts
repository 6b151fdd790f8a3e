import type { StoredPoint } from '../record/record-store.ts'
import { startFold } from './fold.ts'
import type { Cell, Frame } from './frame.ts'
import type { Place } from './metric-plan.ts'

/** A point as it leaves the roll-up, before the record numbers it. */
export type RolledPoint = Omit<StoredPoint, 'revision'>

/**
 * Folds the touched places of a frame again and carries what changed up the tree; gives the places whose cell changed.
 * Every cell is folded whole, from all its entries or members in their fixed order, never by difference: so the order
 * of arrival leaves no trace in the digits. The frame counts as rolled up afterwards.
 */
export function rollUpFrame(frame: Frame): readonly number[] {
  const { plan, touched, cells } = frame
  if (touched.size === 0) return []
  const dirty = new Uint8Array(plan.places.length)
  let first = plan.places.length
  for (const place of touched) {
    dirty[place] = 1
    if (place < first) first = place
  }
  touched.clear()
  const changed: number[] = []
  for (let index = first; index < dirty.length; index++) {
    if (dirty[index] === 0) continue
    const place = plan.places[index] as Place
    const cell = place.members.length === 0 ? ownCell(frame, index) : foldMembers(frame, place)
    if (cell === undefined || isSame(cells.get(index), cell)) continue
    cells.set(index, cell)
    changed.push(index)
    for (const parent of place.parents) dirty[parent] = 1
  }
  return changed
}

/** The point of a place as its cell now stands. */
export function rolledPoint(frame: Frame, index: number): RolledPoint {
  const place = frame.plan.places[index] as Place
  const cell = frame.cells.get(index) as Cell
  return {
    metric: frame.plan.id,
    area: place.area,
    windowStart: frame.start,
    numerator: cell.numerator,
    denominator: cell.denominator,
    observedAt: cell.observedAt,
    reported: cell.reported,
    expected: place.expected,
  }
}

function ownCell(frame: Frame, index: number): Cell | undefined {
  const entries = frame.entries.get(index)
  if (!entries) return undefined
  const fold = startFold(frame.plan.timeRollUp)
  for (const entry of entries) if (!entry.conflict) fold.add(entry.numerator, entry.denominator, entry.at)
  const observedAt = fold.observedAt()
  if (observedAt === Number.NEGATIVE_INFINITY) return undefined
  return { numerator: fold.numerator(), denominator: fold.denominator(), observedAt, reported: 1 }
}

/** An area that reports besides having members (named areas only) stands before its members in the fold. */
function foldMembers(frame: Frame, place: Place): Cell | undefined {
  const fold = startFold(frame.plan.areaRollUp)
  let reported = 0
  const own = place.reports ? ownCell(frame, place.index) : undefined
  if (own) {
    fold.add(own.numerator, own.denominator, own.observedAt)
    reported += 1
  }
  for (const member of place.members) {
    const cell = frame.cells.get(member)
    if (!cell) continue
    fold.add(cell.numerator, cell.denominator, cell.observedAt)
    if (!(frame.plan.places[member] as Place).overlaps) reported += cell.reported
  }
  const observedAt = fold.observedAt()
  if (observedAt === Number.NEGATIVE_INFINITY) return undefined
  return { numerator: fold.numerator(), denominator: fold.denominator(), observedAt, reported }
}

function isSame(a: Cell | undefined, b: Cell): boolean {
  return (
    a !== undefined &&
    a.numerator === b.numerator &&
    a.denominator === b.denominator &&
    a.observedAt === b.observedAt &&
    a.reported === b.reported
  )
}
