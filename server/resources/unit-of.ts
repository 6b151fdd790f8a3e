import { STEP_MS, type Step } from '#contract/duration.ts'
import type { Entity } from '#contract/entity.ts'
import type { EntityKind } from '#contract/entity-kind.ts'
import { freshnessOf } from '#contract/freshness.ts'
import type { Allocation } from '#contract/order.ts'
import type { Unit, UnitState } from '#contract/resource.ts'

/** A unit without where it is seen from. */
export type Standing = Omit<Unit, 'metres' | 'minutes'>

/** What orders have of one resource; `isTold` where the asker may know which order it is. */
export type Held = Pick<Allocation, 'resource' | 'order' | 'orderTitle' | 'incident'> & { readonly isTold: boolean }

/** An entity as a unit that orders may be given; undefined for one whose place nobody knows. Pure. */
export function unitOf(entity: Entity, kind: EntityKind, held: readonly Held[], now: number): Standing | undefined {
  const { id, names, department, area, attributes, heardAt, place } = entity
  if (!place) return undefined
  const freshness = freshnessOf(heardAt, STEP_MS[kind.promise as Step], now)
  const amount = stockIn(entity, kind)
  const left =
    amount === undefined
      ? undefined
      : Math.max(0, amount - held.reduce((sum, { resource }) => sum + (resource.amount ?? amount), 0))
  const unit = kind.attributes?.find((attribute) => attribute.id === kind.stock)?.unit
  return {
    ...{ id, kind: kind.id, names, department, area, at: [place.lon, place.lat], heardAt, freshness, attributes },
    state: stateOf(freshness, held, left),
    ...(amount !== undefined && left !== undefined && { stock: { amount, left, ...(unit && { unit }) } }),
  }
}

/** How much there is of an entity that orders take parts of; undefined for one that only one order can have. */
export function stockIn({ attributes }: Pick<Entity, 'attributes'>, { stock }: Pick<EntityKind, 'stock'>): number | undefined {
  const amount = stock === undefined ? undefined : attributes[stock]
  return typeof amount === 'number' && amount > 0 ? amount : undefined
}

/** A stock can be had while some of it is left; anything else while no order has it. What fell silent may be anywhere. */
function stateOf(freshness: Standing['freshness'], held: readonly Held[], left: number | undefined): UnitState {
  if (freshness === 'silent' || freshness === 'empty') return { is: 'unheard' }
  const [holder] = held
  if (left === undefined ? holder === undefined : left > 0) return { is: 'free' }
  if (!holder?.isTold) return { is: 'held' }
  const { order, orderTitle, incident } = holder
  return { is: 'held', order, title: orderTitle, ...(incident !== undefined && { incident }) }
}
