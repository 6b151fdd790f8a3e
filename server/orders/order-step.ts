import { Refusal } from '#contract/errors.ts'
import type { Person } from '#contract/incident.ts'
import { ORDER_FOLLOWING, type OrderEvent, type OrderStage, type OrderState } from '#contract/order.ts'

type Without<Event> = Event extends { readonly type: infer Type; readonly body: infer Body }
  ? { readonly type: Type; readonly body: Body }
  : never

/** What a decision about an order says is to happen; who did it and when is added where it is written down. */
export type OrderHappening = Without<OrderEvent>

/** What a decision about an order may know. */
export interface KnownOrder {
  readonly id: string
  readonly state: OrderState
  readonly now: number
  /** Who decides, at which device. */
  readonly who: Person
  readonly device: string | undefined
}

/** Stations that whoever comes to a later one has plainly passed: what was acknowledged had arrived and was read. */
const IMPLIED: Partial<Record<OrderStage, OrderHappening>> = {
  delivered: { type: 'order.delivered', body: {} },
  read: { type: 'order.read', body: {} },
  acknowledged: { type: 'order.acknowledged', body: {} },
  'in-progress': { type: 'order.started', body: {} },
}
const WAY = Object.keys(IMPLIED) as readonly OrderStage[]

/**
 * What happens on the way from one stage to another: the implied stations in between, each an event of its own so that none
 * is ever skipped. Throws Refusal `order/stage` where there is no way.
 */
export function wayTo(from: OrderStage, to: OrderStage): readonly OrderHappening[] {
  const steps: OrderHappening[] = []
  let at = from
  while (!ORDER_FOLLOWING[at].includes(to)) {
    const next = WAY.find((stage) => ORDER_FOLLOWING[at].includes(stage) && isAhead(at, stage))
    const implied = next && IMPLIED[next]
    if (!next || !implied) throw new Refusal('order/stage', `The order is ${from}; it cannot become ${to}.`)
    steps.push(implied)
    at = next
  }
  return steps
}

/** Only forwards: work that was done is not begun again because somebody says so. */
function isAhead(at: OrderStage, stage: OrderStage): boolean {
  return at === 'issued' ? stage === 'delivered' : WAY.indexOf(stage) === WAY.indexOf(at) + 1
}
