import type { OrderStatistics, ReviewOrder } from '#contract/after-action.ts'
import type { Names } from '#contract/names.ts'
import { type OrderStage, type OrderState, WORKING_STAGES } from '#contract/order.ts'
import type { ReviewCity } from './incident-record.ts'
import { roleNames } from './review-words.ts'

const RESULTS: readonly OrderStage[] = ['done', 'failed', 'refused']

/** How one order went, by its stamps. Times are counted from its issue; `at` is when it is looked at. Pure. */
export function reviewOrder(id: string, state: OrderState, city: ReviewCity, at: number): ReviewOrder {
  const first = (stages: readonly OrderStage[]) => state.stamps.find(({ stage }) => stages.includes(stage))?.at
  const issuedAt = first(['issued'])
  const since = (stages: readonly OrderStage[]) => {
    const reached = first(stages)
    return issuedAt === undefined || reached === undefined ? undefined : reached - issuedAt
  }
  const [deliveredMs, acknowledgedMs] = [since(['delivered']), since(['acknowledged'])]
  // Work that was sent back is done when it was done for the last time.
  const result = state.stamps.findLast(({ stage }) => RESULTS.includes(stage))?.at
  const isWorking = WORKING_STAGES.some((stage) => stage === state.stage)
  const doneMs = issuedAt === undefined || result === undefined || isWorking ? undefined : result - issuedAt
  const tookMs = doneMs ?? (isWorking && issuedAt !== undefined ? at - issuedAt : 0)
  return {
    ...{
      id,
      title: state.title,
      to: addresseeNames(state.to, city),
      stage: state.stage,
      slaMs: state.slaMs,
      returned: state.returned,
    },
    ...(state.seq !== undefined && { seq: state.seq }),
    ...(issuedAt !== undefined && { issuedAt }),
    ...(deliveredMs !== undefined && { deliveredMs }),
    ...(acknowledgedMs !== undefined && { acknowledgedMs }),
    ...(doneMs !== undefined && { doneMs }),
    isOverdue: tookMs > state.slaMs,
  }
}

/** Orders added up. Pure. */
export function orderStatistics(orders: readonly ReviewOrder[]): OrderStatistics {
  const count = (stage: OrderStage) => orders.filter((order) => order.stage === stage).length
  const times = (pick: (order: ReviewOrder) => number | undefined) => median(orders.map(pick).filter((ms) => ms !== undefined))
  const [delivered, acknowledged, done] = [
    times(({ deliveredMs }) => deliveredMs),
    times(({ acknowledgedMs }) => acknowledgedMs),
    times(({ doneMs }) => doneMs),
  ]
  return {
    orders: orders.length,
    ...(delivered !== undefined && { medianDeliveredMs: delivered }),
    ...(acknowledged !== undefined && { medianAcknowledgedMs: acknowledged }),
    ...(done !== undefined && { medianDoneMs: done }),
    ...{ done: count('done') + count('verified'), failed: count('failed'), refused: count('refused') },
    overdue: orders.filter(({ isOverdue }) => isOverdue).length,
    returned: orders.reduce((sum, { returned }) => sum + returned, 0),
    open: orders.filter(({ stage }) => WORKING_STAGES.some((working) => working === stage)).length,
  }
}

/** The middle of them; of an even number the mean of the two in the middle, in whole ms. Undefined for none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  return low === undefined || high === undefined ? undefined : Math.round((low + high) / 2)
}

/** Who was to do it, as the city calls them. */
export function addresseeNames(to: OrderState['to'], { tree, department }: ReviewCity): Names {
  if (to.kind === 'person') return { zh: to.person.name || '–', en: to.person.name || '–' }
  const area = tree.byCode.get(to.area)?.names ?? { zh: to.area, en: to.area }
  const office = to.kind === 'role' ? roleNames(to.role) : (department(to.department) ?? { zh: to.department, en: to.department })
  return { zh: `${area.zh} ${office.zh}`, en: `${office.en}, ${area.en}` }
}
