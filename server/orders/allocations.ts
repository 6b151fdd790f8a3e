import { Refusal } from '#contract/errors.ts'
import type { Reach } from '#contract/matter.ts'
import type { Allocation, Resource } from '#contract/order.ts'
import type { Queries, Transaction } from '../record/database.ts'

/** A resource an order took although another has it. */
export interface Overcommitment {
  readonly resource: Resource
  readonly holder: string
}

interface Holder {
  readonly resource: string
  readonly order_id: string
  readonly title: string
  readonly seq: number | null
}

/**
 * Gives resources to an order. One that another order has is refused with `order/resource-taken`, naming the order; with a
 * reason it is taken as well, openly. Of two transactions that want the same, the second waits here and then finds it taken.
 */
export async function allocate(
  tx: Transaction,
  order: string,
  resources: readonly Resource[],
  { at, overcommit }: { readonly at: number; readonly overcommit?: string | undefined },
): Promise<readonly Overcommitment[]> {
  const over: Overcommitment[] = []
  // Always in the same order, so that two orders that want the same resources never wait for each other.
  for (const resource of resources.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const given = await tx.query(
      `insert into guanlan.allocation (resource, name, order_id, at) values ($1, $2, $3, $4)
       on conflict (resource) where released_at is null and overcommit is null do nothing returning resource`,
      [resource.id, resource.name ?? null, order, at],
    )
    if (given.length > 0) continue
    const holder = await holderOf(tx, resource.id)
    if (overcommit === undefined) throw new Refusal('order/resource-taken', sentenceOn(resource, holder))
    await tx.query('insert into guanlan.allocation (resource, name, order_id, at, overcommit) values ($1, $2, $3, $4, $5)', [
      ...[resource.id, resource.name ?? null, order, at, overcommit],
    ])
    over.push({ resource, holder: holder?.order_id ?? '' })
  }
  return over
}

/** What an order had is free for others from now on. */
export async function release(tx: Transaction, order: string, at: number): Promise<void> {
  await tx.query('update guanlan.allocation set released_at = $2 where order_id = $1 and released_at is null', [order, at])
}

/** Who has what at this moment, by resource, with the reach of the order that has it. */
export async function listAllocations(queries: Queries): Promise<readonly (Allocation & { readonly reach: Reach })[]> {
  const rows = await queries.query<{
    resource: string
    name: string | null
    order_id: string
    title: string
    incident: string | null
    at: number
    overcommit: string | null
    reach: Reach
  }>(
    `select a.resource, a.name, a.order_id, m.state->>'title' as title, m.state->>'incident' as incident, a.at, a.overcommit, m.reach
       from guanlan.allocation a join guanlan.matter m on m.kind = 'order' and m.id = a.order_id
      where a.released_at is null order by a.resource, a.at`,
  )
  return rows.map(({ resource, name, order_id, title, incident, at, overcommit, reach }) => ({
    resource: { id: resource, ...(name !== null && { name }) },
    ...{ order: order_id, orderTitle: title, at, reach, isOvercommitted: overcommit !== null },
    ...(incident !== null && { incident }),
  }))
}

async function holderOf(tx: Transaction, resource: string): Promise<Holder | undefined> {
  const [holder] = await tx.query<Holder>(
    `select a.resource, a.order_id, m.state->>'title' as title, (m.state->>'seq')::int as seq
       from guanlan.allocation a join guanlan.matter m on m.kind = 'order' and m.id = a.order_id
      where a.resource = $1 and a.released_at is null and a.overcommit is null`,
    [resource],
  )
  return holder
}

function sentenceOn({ id, name }: Resource, holder: Holder | undefined): string {
  const who = holder ? `order ${holder.seq ?? holder.order_id} "${holder.title}"` : 'another order'
  return `${name ?? id} is with ${who}.`
}
