import { ESCALATE_AT, ESCALATION_STEPS, type OrderState, WORKING_STAGES } from '#contract/order.ts'
import type { OrderHappening } from './order-step.ts'

/**
 * What time alone makes of an order by now: while somebody still works on it, its steps of escalation, each once. Pure.
 */
export function dueBy({ stage, dueAt, slaMs, escalated }: OrderState, now: number): readonly OrderHappening[] {
  if (dueAt === undefined || !WORKING_STAGES.some((working) => working === stage)) return []
  const issuedAt = dueAt - slaMs
  return ESCALATION_STEPS.filter(
    (step) => now >= issuedAt + slaMs * ESCALATE_AT[step] && !escalated.some((done) => done.step === step),
  ).map((step) => ({ type: 'order.escalated', body: { step, dueAt } }))
}
