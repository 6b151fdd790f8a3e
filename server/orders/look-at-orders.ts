import type { OrderState } from '#contract/order.ts'
import { INCIDENT_OVER, isIncidentOver, leftBehind } from '../incidents/incident-over.ts'
import { changeMatters } from '../matters/change-matters.ts'
import { CLOCK } from '../matters/clock-actor.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import { matterName } from '../matters/matter-name.ts'
import { withEach } from '../matters/with-each.ts'
import type { Database } from '../record/database.ts'
import { dueBy } from './clock.ts'
import { orderLife } from './order-life.ts'
import { appendToOrder } from './order-verb.ts'

/**
 * Looks at every open order: escalates what is overdue, each step once, and takes back drafts whose incident is over, which nobody
 * could issue any more. It is decided again on the state that is held. Any number of servers may do so at once. Throws RecordFault when the database is away; the next look makes up for it.
 */
export async function lookAtOrders({
  database,
  book,
  now,
}: {
  readonly database: Database
  readonly book: MatterBook
  now(): number
}): Promise<void> {
  const drafts = book.open('order').filter(({ state }) => (state as OrderState).stage === 'draft')
  const gone = leftBehind(drafts, ({ state }) => (state as OrderState).incident, book)
  await withEach(gone, matterName, async ({ id, state }) => {
    const at = now()
    await changeMatters(database, at, async (desk) => {
      if (!(await isIncidentOver(desk, (state as OrderState).incident as string))) return
      const order = await desk.take(orderLife, id)
      if (order?.state.stage !== 'draft') return
      const happenings = [{ type: 'order.withdrawn', body: { reason: INCIDENT_OVER } }] as const
      await appendToOrder(desk, order, { happenings, actor: CLOCK, now: at })
    })
  })
  await withEach(book.open('order'), matterName, async ({ id, state }) => {
    if (dueBy(state as OrderState, now()).length === 0) return
    const at = now()
    await changeMatters(database, at, async (desk) => {
      const order = await desk.take(orderLife, id)
      const happenings = order ? dueBy(order.state, at) : []
      if (order && happenings.length > 0) await appendToOrder(desk, order, { happenings, actor: CLOCK, now: at })
    })
  })
}
