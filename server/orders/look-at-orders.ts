import type { OrderState } from '#contract/order.ts'
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
 * Looks at every open order, and escalates what is overdue, each step once: it is decided again on the state that is held. Any
 * number of servers may do so at once. Throws RecordFault when the database is away; the next look makes up for it.
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
