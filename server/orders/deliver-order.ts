import { Refusal } from '#contract/errors.ts'
import { OVER_STAGES } from '#contract/order.ts'
import type { OrderVerb } from './order-verb.ts'

/** The addressee's device has it. Each device is written down once; the first makes the order delivered. */
export const deliverOrder: OrderVerb<unknown> = {
  type: 'order.deliver',
  needs: 'orders:answer',
  isForAddressee: true,
  decide: ({ state, device }) => {
    if (device === undefined) throw new Refusal('order/device-needed')
    if (state.stage === 'draft' || OVER_STAGES.some((over) => over === state.stage))
      throw new Refusal('order/stage', `The order is ${state.stage}; there is nothing to deliver.`)
    if (state.devices.some((there) => there.device === device))
      throw new Refusal('order/stage', 'This device has the order already.')
    return [{ type: 'order.delivered', body: {} }]
  },
}
