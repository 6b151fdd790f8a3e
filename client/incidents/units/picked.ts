import type { Resource } from '#contract/order.ts'
import type { Want } from '#contract/plan.ts'
import type { Unit } from '#contract/resource.ts'

/** A unit somebody picked for an order; of a stock, how much. */
export interface Picked {
  readonly unit: Pick<Unit, 'id' | 'names' | 'state' | 'stock'>
  readonly amount?: number
}

/** True for what another order has, or for more of a stock than is left: it needs a reason. Pure. */
export function isOverreaching({ unit: { state, stock }, amount = 0 }: Picked): boolean {
  return stock ? amount > stock.left : state.is === 'held'
}

/** What is sent. Names are kept with them: a log is read long after. Pure. */
export function resourcesPicked(picked: readonly Picked[]): Resource[] {
  return picked.map(({ unit: { id, names }, amount }) => ({
    ...{ id, name: names.zh.slice(0, 80) },
    ...(amount !== undefined && { amount }),
  }))
}

/** What an order has already, where another is to take its place. Pure. */
export function pickedFrom(resources: readonly Resource[]): readonly Picked[] {
  return resources.map(({ id, name = id, amount }) => ({
    unit: { id, names: { zh: name, en: name }, state: { is: 'free' } },
    ...(amount !== undefined && { amount }),
  }))
}

/** The usual amount to begin with: what is wanted, as far as there is so much. */
export function usualAmount({ stock }: Unit, wanted: number | undefined): number | undefined {
  return stock && Math.min(wanted ?? stock.left, stock.left)
}

/** The nearest units that can be had for what an order wants, each once; a wish nobody can meet is left open. Pure. */
export function suggested(units: readonly Unit[], wants: readonly Want[]): readonly Picked[] {
  const taken = new Set<string>()
  return wants.flatMap(({ kind, count = 1, amount, capability }) => {
    const fitting = units
      .filter((unit) => unit.kind === kind && unit.state.is === 'free' && !taken.has(unit.id))
      .filter(({ attributes }) => capability === undefined || hasWords(attributes, capability))
    const chosen =
      amount === undefined ? fitting.slice(0, count) : fitting.filter(({ stock }) => (stock?.left ?? 0) > 0).slice(0, 1)
    for (const { id } of chosen) taken.add(id)
    return chosen.map((unit) => {
      const usual = usualAmount(unit, amount)
      return { unit, ...(usual !== undefined && { amount: usual }) }
    })
  })
}

function hasWords(attributes: Unit['attributes'], words: string): boolean {
  return Object.values(attributes).some((value) => typeof value === 'string' && value.includes(words))
}
