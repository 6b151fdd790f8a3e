import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { FinishOrderSchema } from '#contract/order.ts'
import { wayTo } from './order-step.ts'
import type { OrderVerb } from './order-verb.ts'

/** 办结: done, with a photo where one is asked for. What the order had is free again. */
export const finishOrder: OrderVerb<Pick<Static<typeof FinishOrderSchema>, 'text' | 'attachments'>> = {
  type: 'order.finish',
  needs: 'orders:answer',
  isForAddressee: true,
  decide: ({ state }, { text, attachments = [] }) => {
    const shown = [...attachments, ...state.progress.flatMap((progress) => progress.attachments)]
    if (state.needsPhoto && !shown.some(({ kind }) => kind === 'photo')) throw new Refusal('order/photo-needed')
    return [...wayTo(state.stage, 'done'), { type: 'order.done', body: { attachments, ...(text !== undefined && { text }) } }]
  },
}
