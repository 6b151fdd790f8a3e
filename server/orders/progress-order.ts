import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { ProgressOrderSchema } from '#contract/order.ts'
import { wayTo } from './order-step.ts'
import type { OrderVerb } from './order-verb.ts'

export type ProgressInput = Omit<Static<typeof ProgressOrderSchema>, 'commandId' | 'device'>

/** 反馈: how far the work is, in words, figures or photos, and what it lacks. Whoever tells of work has begun it. */
export const progressOrder: OrderVerb<ProgressInput> = {
  type: 'order.progress',
  needs: 'orders:answer',
  isForAddressee: true,
  decide: ({ state }, { text, value, place, attachments = [], asks }) => {
    if (text === undefined && value === undefined && asks === undefined && attachments.length === 0)
      throw new Refusal('order/nothing-said')
    if (state.stage === 'done') throw new Refusal('order/stage', 'The order is done already.')
    const started = state.stage === 'in-progress' ? [] : [...wayTo(state.stage, 'in-progress'), STARTED]
    const said = {
      attachments,
      ...(text !== undefined && { text }),
      ...(value !== undefined && { value }),
      ...(place && { place }),
      ...(asks !== undefined && { asks }),
    }
    return [...started, { type: 'order.progressed', body: said }]
  },
}

const STARTED = { type: 'order.started', body: {} } as const
